// The list of active formatting elements (HTML standard, 13.2.4.3) and the adoption agency algorithm
// (13.2.6.4.7).
#include <algorithm>

#include "page/tree_builder.h"

namespace dateline::page {
namespace {

constexpr size_t kMostFormatting = 32;

}  // namespace

bool TreeBuilder::same_element(NodeId a, NodeId b) const {
  const Node& x = tree_.nodes[a];
  const Node& y = tree_.nodes[b];
  if (x.data != y.data || x.space != y.space) return false;
  const uint32_t count = x.attributes_end - x.attributes_begin;
  if (count != y.attributes_end - y.attributes_begin) return false;
  if (count > kMostMergedAttributes) return false;
  for (uint32_t i = 0; i < count; ++i) {
    const Attribute& attribute = tree_.attributes[x.attributes_begin + i];
    bool found = false;
    for (uint32_t j = y.attributes_begin; j < y.attributes_end && !found; ++j) {
      found = tree_.attributes[j].name == attribute.name &&
              tree_.attributes[j].value == attribute.value;
    }
    if (!found) return false;
  }
  return true;
}

void TreeBuilder::push_formatting(NodeId id) {
  size_t same = 0, earliest = 0;
  for (size_t i = formatting_.size(); i-- > 0 && formatting_[i] != kNoNode;) {
    if (same_element(formatting_[i], id)) {
      ++same;
      earliest = i;
    }
  }
  if (same >= 3) formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(earliest));
  if (formatting_.size() >= kMostFormatting) formatting_.erase(formatting_.begin());
  formatting_.push_back(id);
}

void TreeBuilder::clear_to_marker() {
  while (!formatting_.empty()) {
    const bool marker = formatting_.back() == kNoNode;
    formatting_.pop_back();
    if (marker) return;
  }
}

void TreeBuilder::reconstruct() {
  if (formatting_.empty()) return;
  const auto closed = [this](NodeId id) {
    return id != kNoNode && stack_index(id) == stack_.size();
  };
  if (!closed(formatting_.back())) return;
  size_t i = formatting_.size() - 1;
  while (i > 0 && closed(formatting_[i - 1])) --i;
  for (; i < formatting_.size(); ++i) {
    if (stack_.size() >= limits_.html_depth) return;
    const NodeId copy = clone(formatting_[i]);
    attach(copy, place_for(current()));
    push(copy);
    formatting_[i] = copy;
  }
}

NodeId TreeBuilder::active_since_marker(Tag tag) const {
  for (size_t i = formatting_.size(); i-- > 0 && formatting_[i] != kNoNode;) {
    if (tree_.is(formatting_[i], tag)) return formatting_[i];
  }
  return kNoNode;
}

void TreeBuilder::remove_formatting(NodeId id) {
  const auto at = std::find(formatting_.begin(), formatting_.end(), id);
  if (at != formatting_.end()) formatting_.erase(at);
}

void TreeBuilder::adoption_agency(const Token& token) {
  const Tag subject = token.tag;
  if (current_tag() == subject &&
      std::find(formatting_.begin(), formatting_.end(), current()) == formatting_.end()) {
    pop();
    return;
  }
  for (int i = 0; i < 8; ++i) {
    if (!adopt_once(token, subject)) return;
  }
}

// One turn of the outer loop of the adoption agency algorithm; false when it is finished.
bool TreeBuilder::adopt_once(const Token& token, Tag subject) {
  const NodeId formatting = active_since_marker(subject);
  if (formatting == kNoNode) {
    any_other_end(token);
    return false;
  }
  const size_t depth = stack_index(formatting);
  if (depth == stack_.size()) {
    remove_formatting(formatting);
    return false;
  }
  if (!in_scope(formatting)) return false;
  size_t block = depth + 1;
  while (block < stack_.size()) {
    const Node& node = tree_.nodes[stack_[block]];
    if ((node.space == Namespace::kHtml && in_group(node.tag, kSpecial)) ||
        (node.space != Namespace::kHtml && ends_default_scope(node))) {
      break;
    }
    ++block;
  }
  if (block == stack_.size() || moves_left_ == 0) {
    pop_to(depth);
    remove_formatting(formatting);
    return false;
  }
  const NodeId furthest = stack_[block];
  const NodeId ancestor = stack_[depth - 1];
  size_t bookmark = static_cast<size_t>(
      std::find(formatting_.begin(), formatting_.end(), formatting) - formatting_.begin());
  NodeId last = furthest;
  size_t index = block;
  for (int inner = 1; index-- > 0; ++inner) {
    NodeId node = stack_[index];
    if (node == formatting) break;
    auto entry = std::find(formatting_.begin(), formatting_.end(), node);
    if (inner > 3 && entry != formatting_.end()) {
      const auto at = static_cast<size_t>(entry - formatting_.begin());
      if (at < bookmark) --bookmark;
      formatting_.erase(entry);
      entry = formatting_.end();
    }
    if (entry == formatting_.end()) {
      remove_from_stack(index);
      continue;
    }
    const NodeId copy = clone(node);
    *entry = copy;
    stack_[index] = copy;
    node = copy;
    if (last == furthest) bookmark = static_cast<size_t>(entry - formatting_.begin()) + 1;
    detach(last);
    attach(last, {node, kNoNode});
    last = node;
  }
  detach(last);
  const bool foster = foster_;
  foster_ = true;
  attach(last, place_for(ancestor));
  foster_ = foster;
  const NodeId copy = clone(formatting);
  move_children(furthest, copy);
  attach(copy, {furthest, kNoNode});
  const auto old = static_cast<size_t>(
      std::find(formatting_.begin(), formatting_.end(), formatting) - formatting_.begin());
  if (old < formatting_.size()) {
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(old));
    if (old < bookmark) --bookmark;
  }
  bookmark = std::min(bookmark, formatting_.size());
  formatting_.insert(formatting_.begin() + static_cast<std::ptrdiff_t>(bookmark), copy);
  remove_from_stack(stack_index(formatting));
  const size_t at = stack_index(furthest) + 1;
  stack_.insert(stack_.begin() + static_cast<std::ptrdiff_t>(std::min(at, stack_.size())), copy);
  ++open_[static_cast<size_t>(subject)];
  return true;
}

}  // namespace dateline::page
