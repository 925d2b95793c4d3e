#pragma once

#include <array>
#include <vector>

#include "page/tree.h"

namespace dateline::page {

/// Elements whose start tags are treated as in the head wherever they stand.
inline constexpr TagSet kHeadContent(
    Tag::kBase, Tag::kBasefont, Tag::kBgsound, Tag::kLink, Tag::kMeta, Tag::kNoframes, Tag::kScript,
    Tag::kStyle, Tag::kTemplate, Tag::kTitle);
/// Elements of MathML that hold text: "MathML text integration points".
inline constexpr TagSet kMathText(Tag::kMi, Tag::kMo, Tag::kMn, Tag::kMs, Tag::kMtext);
/// Attributes that an element may have for them to be compared or joined one by one with others.
inline constexpr uint32_t kMostMergedAttributes = 64;

/// The tree construction stage behind `build_tree`, one file a part of it, as the comments below say.
/// A mode function returns true when the token is to be processed again in the new mode.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view html, const Limits& limits, Tree& tree, const TreeOptions& options);
  [[nodiscard]] Result<void> run();

 private:
  enum class Mode : uint8_t {
    kInitial,
    kBeforeHtml,
    kBeforeHead,
    kInHead,
    kAfterHead,
    kInBody,
    kText,
    kInTable,
    kInTableText,
    kInCaption,
    kInColgroup,
    kInTableBody,
    kInRow,
    kInCell,
    kInTemplate,
    kAfterBody,
    kInFrameset,
    kAfterFrameset,
    kAfterAfterBody,
    kAfterAfterFrameset,
    kInHeadNoscript
  };
  enum class Scope : uint8_t { kDefault, kListItem, kButton, kTable };
  struct Place {
    NodeId parent = kNoNode;
    NodeId before = kNoNode;  // kNoNode: as the last child
  };

  // tree_builder.cpp: fragments
  void begin_fragment();
  void end_fragment();

  // tree_builder.cpp: nodes and places
  NodeId new_node(NodeKind kind, Span source);
  NodeId new_element(const Token& token, Namespace space);
  NodeId clone(NodeId id);
  void attach(NodeId id, Place place);
  void detach(NodeId id);
  void move_children(NodeId from, NodeId to);
  [[nodiscard]] Place place_for(NodeId target) const;
  NodeId insert(const Token& token, Namespace space = Namespace::kHtml);
  void insert_void(const Token& token, Namespace space = Namespace::kHtml);
  NodeId insert_implied(Tag tag, const Token& token);
  void insert_text(const Token& token);
  void insert_spaces(const Token& token);
  void insert_comment(const Token& token, NodeId parent = kNoNode);
  void merge_attributes(NodeId id, const Token& token);
  void raw_text(const Token& token, Tokenizer::Mode mode);

  // open_elements.cpp
  [[nodiscard]] NodeId current() const { return stack_.empty() ? 0 : stack_.back(); }
  // "Adjusted current node": of a fragment with only its root open, the context.
  [[nodiscard]] NodeId adjusted_current() const {
    return context_ != kNoNode && stack_.size() == 1 ? context_ : current();
  }
  [[nodiscard]] Tag current_tag() const;
  void push(NodeId id);
  void pop();
  void pop_until(Tag tag);
  void pop_to(size_t depth);
  void remove_from_stack(size_t index);
  [[nodiscard]] size_t stack_index(NodeId id) const;  // stack_.size() if not open
  [[nodiscard]] static bool ends_default_scope(const Node& node);
  [[nodiscard]] bool in_scope(Tag tag, Scope scope = Scope::kDefault) const;
  [[nodiscard]] bool in_scope(NodeId id) const;
  [[nodiscard]] bool is_open(Tag tag) const { return open_[static_cast<size_t>(tag)] > 0; }
  void implied_end_tags(Tag except = Tag::kUnknown);
  void close_p();
  void clear_to(TagSet context);
  void reset_mode();

  // formatting_elements.cpp
  void push_formatting(NodeId id);
  void push_marker() { formatting_.push_back(kNoNode); }
  void clear_to_marker();
  void reconstruct();
  [[nodiscard]] NodeId active_since_marker(Tag tag) const;
  void remove_formatting(NodeId id);
  [[nodiscard]] bool same_element(NodeId a, NodeId b) const;
  void adoption_agency(const Token& token);
  bool adopt_once(const Token& token, Tag subject);

  // tree_builder.cpp: dispatch
  void process(Token& token);
  bool step(Token& token);
  bool mode_step(Token& token);

  // foreign_content.cpp
  [[nodiscard]] bool is_foreign(const Token& token) const;
  bool foreign(Token& token);
  [[nodiscard]] bool html_integration(NodeId id) const;
  [[nodiscard]] bool math_integration(NodeId id) const;

  // tree_modes.cpp
  bool initial(Token& token);
  bool before_html(Token& token);
  bool before_head(Token& token);
  bool in_head(Token& token);
  bool in_head_noscript(Token& token);
  bool after_head(Token& token);

  // tree_body.cpp
  bool in_body(Token& token);
  void body_text(Token& token);
  bool body_start(Token& token);

  // tree_body_end.cpp
  bool body_end(Token& token);
  void any_other_end(const Token& token);
  bool text_mode(Token& token);
  bool after_body(Token& token);
  bool after_after_body(Token& token);

  // tree_tables.cpp
  bool in_table(Token& token);
  bool in_table_text(Token& token);
  void table_anything_else(Token& token);
  bool in_caption(Token& token);
  bool in_colgroup(Token& token);
  bool in_table_body(Token& token);
  bool in_row(Token& token);
  bool in_cell(Token& token);
  void close_cell();

  // tree_templates.cpp
  bool in_template(Token& token);
  bool in_frameset(Token& token);
  bool after_frameset(Token& token);

  /// Cuts the leading white space off a text token and returns it as a token of its own.
  Token take_space(Token& token) const;

  std::string_view html_;
  const Limits& limits_;
  Tree& tree_;
  TreeOptions options_;
  Tokenizer tokenizer_;
  std::vector<NodeId> stack_;
  std::vector<NodeId> formatting_;
  std::vector<Mode> template_modes_;
  std::vector<Token> table_text_;
  std::array<uint32_t, static_cast<size_t>(Tag::kCount)> open_{};  // HTML elements on the stack
  std::array<uint32_t, static_cast<size_t>(Tag::kCount)>
      overflow_{};  // elements beyond the depth limit
  Mode mode_ = Mode::kInitial;
  Mode original_ = Mode::kInitial;
  NodeId head_ = kNoNode;
  NodeId form_ = kNoNode;
  NodeId context_ = kNoNode;  // of a fragment
  uint32_t moves_left_ = 0;  // budget of nodes moved by the adoption agency
  uint32_t close_at_ = 0;    // source offset at which elements closed now end
  bool frameset_ok_ = true;
  bool foster_ = false;
  bool skip_newline_ = false;
  bool done_ = false;
  bool too_many_ = false;
};

}  // namespace dateline::page
