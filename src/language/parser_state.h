#pragma once

#include <cstdint>
#include <vector>

namespace dateline::language {

enum class Move : uint8_t { kShift, kLeft, kRight };

/// State of the arc-hybrid system (Kuhlmann, Gomez-Rodriguez and Satta 2011) over words `0..n-1` and the root `n`, which
/// stands at the end of the buffer.
///
///   stack  ... s2 s1 s0  |  b0 b1 ... n   buffer
///
///   shift   b0 goes on the stack             not the root
///   left    s0 gets b0 as head, popped       under the root only when s0 is alone: so one word gets the root
///   right   s0 gets s1 as head, popped       needs two on the stack
///
/// Each word is shifted once and popped once: 2n moves, and any legal sequence gives a tree with one root.
class ParserState {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  /// What is known of a word during the parse.
  struct Node {
    uint32_t head = kNone;
    uint32_t left1 = kNone, left2 = kNone;    ///< outermost left child, and the one before it
    uint32_t right1 = kNone, right2 = kNone;  ///< outermost right child, and the one before it
    uint8_t left_count = 0, right_count = 0;
    uint8_t relation = 0;
    uint64_t left_labels = 0, right_labels = 0;  ///< sets of relations
  };

  void reset(uint32_t words) {
    n_ = words;
    buffer_ = 0;
    stack_.clear();
    nodes_.assign(words + 1, Node{});
  }

  [[nodiscard]] bool done() const { return buffer_ == n_ && stack_.empty(); }
  [[nodiscard]] bool legal(Move move) const {
    switch (move) {
      case Move::kShift: return buffer_ < n_;
      case Move::kLeft: return !stack_.empty() && (buffer_ < n_ || stack_.size() == 1);
      case Move::kRight: return stack_.size() >= 2;
    }
    return false;
  }
  void apply(Move move, uint8_t relation) {
    switch (move) {
      case Move::kShift:
        stack_.push_back(buffer_++);
        return;
      case Move::kLeft: {
        const uint32_t child = stack_.back();
        stack_.pop_back();
        attach(child, buffer_, relation);
        return;
      }
      case Move::kRight: {
        const uint32_t child = stack_.back();
        stack_.pop_back();
        attach(child, stack_.back(), relation);
        return;
      }
    }
  }

  [[nodiscard]] uint32_t words() const { return n_; }
  [[nodiscard]] uint32_t buffer() const { return buffer_; }
  [[nodiscard]] uint32_t stack_size() const { return static_cast<uint32_t>(stack_.size()); }
  /// Word `depth` below the top of the stack, `kNone` if there is none.
  [[nodiscard]] uint32_t stack(uint32_t depth) const {
    return depth < stack_.size() ? stack_[stack_.size() - 1 - depth] : kNone;
  }
  [[nodiscard]] const Node& node(uint32_t word) const { return nodes_[word]; }

 private:
  void attach(uint32_t child, uint32_t head, uint8_t relation) {
    nodes_[child].head = head;
    nodes_[child].relation = relation;
    Node& h = nodes_[head];
    const uint64_t bit = uint64_t{1} << (relation & 63);
    if (child < head) {
      h.left2 = h.left1;
      h.left1 = child;
      h.left_labels |= bit;
      if (h.left_count < 255) ++h.left_count;
    } else {
      h.right2 = h.right1;
      h.right1 = child;
      h.right_labels |= bit;
      if (h.right_count < 255) ++h.right_count;
    }
  }

  uint32_t n_ = 0, buffer_ = 0;
  std::vector<uint32_t> stack_;
  std::vector<Node> nodes_;
};

}  // namespace dateline::language
