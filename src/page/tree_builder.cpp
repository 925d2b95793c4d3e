#include "page/tree_builder.h"

#include <algorithm>
#include <string>

#include "base/strings.h"

namespace dateline::page {
namespace {

using enum Tag;

constexpr size_t kTableRoom = 8;
constexpr TagSet kTableParts(kCaption, kColgroup, kTbody, kTd, kTfoot, kTh, kThead, kTr);
constexpr TagSet kTableContext(kTable, kTbody, kTfoot, kThead, kTr);

}  // namespace

Result<void> build_tree(std::string_view html, const Limits& limits, Tree& tree,
                        const TreeOptions& options) {
  if (html.size() >= UINT32_MAX) {
    return fail(ErrorCode::kTooLarge, "page: the source is 4 GiB or larger");
  }
  tree.clear();
  return TreeBuilder(html, limits, tree, options).run();
}

TreeBuilder::TreeBuilder(std::string_view html, const Limits& limits, Tree& tree,
                         const TreeOptions& options)
    : html_(html),
      limits_(limits),
      tree_(tree),
      options_(options),
      tokenizer_(html, tree.arena, tree.attributes),
      moves_left_(limits.html_nodes) {
  new_node(NodeKind::kDocument, {0, static_cast<uint32_t>(html.size())});
  if (!options.context.empty()) begin_fragment();
}

Result<void> TreeBuilder::run() {
  Token token;
  while (!done_) {
    tokenizer_.next(token);
    process(token);
    if (too_many_ || tree_.nodes.size() > limits_.html_nodes) {
      return fail(ErrorCode::kTooLarge,
                  "page: more than " + std::to_string(limits_.html_nodes) + " nodes",
                  token.source.begin);
    }
  }
  close_at_ = static_cast<uint32_t>(html_.size());
  while (!stack_.empty()) pop();
  if (context_ != kNoNode) end_fragment();
  return {};
}

// ---- fragments

void TreeBuilder::begin_fragment() {
  context_ = new_node(NodeKind::kElement, {0, 0});
  Node& context = tree_.nodes[context_];
  context.data = options_.context;
  context.space = options_.context_space;
  context.tag = tag_of(context.data);
  const Tag tag = context.space == Namespace::kHtml ? context.tag : kUnknown;
  Token token;
  (void)insert_implied(kHtml, token);
  // No start tag was read that an end tag could be appropriate to: raw text lasts to the end.
  using Text = Tokenizer::Mode;
  if (tag == kTitle || tag == kTextarea) tokenizer_.set_mode(Text::kRcdata, {});
  if (TagSet(kStyle, kXmp, kIframe, kNoembed, kNoframes).has(tag) ||
      (tag == kNoscript && options_.scripting)) {
    tokenizer_.set_mode(Text::kRawtext, {});
  }
  if (tag == kScript) tokenizer_.set_mode(Text::kScript, {});
  if (tag == kPlaintext) tokenizer_.set_mode(Text::kPlaintext, {});
  if (tag == kTemplate) template_modes_.push_back(Mode::kInTemplate);
  if (tag == kForm) form_ = context_;
  reset_mode();
  tokenizer_.set_cdata(options_.context_space != Namespace::kHtml);
}

// The root that held the fragment gives its children to the document.
void TreeBuilder::end_fragment() {
  const NodeId root = tree_.nodes[0].first;
  detach(root);
  while (tree_.nodes[root].first != kNoNode) {
    const NodeId child = tree_.nodes[root].first;
    detach(child);
    attach(child, {0, kNoNode});
  }
}

// ---- nodes and places

NodeId TreeBuilder::new_node(NodeKind kind, Span source) {
  Node node;
  node.kind = kind;
  node.source = source;
  tree_.nodes.push_back(node);
  return static_cast<NodeId>(tree_.nodes.size() - 1);
}

NodeId TreeBuilder::new_element(const Token& token, Namespace space) {
  const NodeId id = new_node(NodeKind::kElement, token.source);
  Node& node = tree_.nodes[id];
  node.tag = token.tag;
  node.data = token.name;
  node.space = space;
  node.attributes_begin = token.attributes_begin;
  node.attributes_end = token.attributes_end;
  return id;
}

NodeId TreeBuilder::clone(NodeId id) {
  Node copy = tree_.nodes[id];
  copy.parent = copy.first = copy.last = copy.previous = copy.next = kNoNode;
  copy.source = {close_at_, close_at_};
  tree_.nodes.push_back(copy);
  return static_cast<NodeId>(tree_.nodes.size() - 1);
}

void TreeBuilder::attach(NodeId id, Place place) {
  std::vector<Node>& n = tree_.nodes;
  Node& node = n[id];
  node.parent = place.parent;
  node.next = place.before;
  node.previous = place.before == kNoNode ? n[place.parent].last : n[place.before].previous;
  (node.previous == kNoNode ? n[place.parent].first : n[node.previous].next) = id;
  (node.next == kNoNode ? n[place.parent].last : n[node.next].previous) = id;
}

void TreeBuilder::detach(NodeId id) {
  std::vector<Node>& n = tree_.nodes;
  Node& node = n[id];
  if (node.parent == kNoNode) return;
  (node.previous == kNoNode ? n[node.parent].first : n[node.previous].next) = node.next;
  (node.next == kNoNode ? n[node.parent].last : n[node.next].previous) = node.previous;
  node.parent = node.previous = node.next = kNoNode;
}

void TreeBuilder::move_children(NodeId from, NodeId to) {
  while (tree_.nodes[from].first != kNoNode) {
    const NodeId child = tree_.nodes[from].first;
    detach(child);
    attach(child, {to, kNoNode});
    if (moves_left_ > 0) --moves_left_;
  }
}

// "Appropriate place for inserting a node", with foster parenting.
TreeBuilder::Place TreeBuilder::place_for(NodeId target) const {
  const Node& node = tree_.nodes[target];
  if (!foster_ || node.space != Namespace::kHtml || !kTableContext.has(node.tag)) {
    return {target, kNoNode};
  }
  for (size_t i = stack_.size(); i-- > 0;) {
    if (tree_.is(stack_[i], kTemplate)) return {stack_[i], kNoNode};
    if (!tree_.is(stack_[i], kTable)) continue;
    const NodeId parent = tree_.nodes[stack_[i]].parent;
    if (parent != kNoNode) return {parent, stack_[i]};
    return {i > 0 ? stack_[i - 1] : 0, kNoNode};
  }
  return {stack_.empty() ? 0 : stack_.front(), kNoNode};
}

NodeId TreeBuilder::insert(const Token& token, Namespace space) {
  const NodeId id = new_element(token, space);
  attach(id, place_for(current()));
  // Parts of a table get a little more room, so that a table at the limit keeps its rows and cells.
  const size_t room = kTableParts.has(token.tag) ? kTableRoom : 0;
  if (stack_.size() >= limits_.html_depth + room) {
    // Too deep: a leaf of the element at the limit. Its end tag is swallowed later.
    ++overflow_[static_cast<size_t>(token.tag)];
  } else {
    push(id);
  }
  return id;
}

void TreeBuilder::insert_void(const Token& token, Namespace space) {
  attach(new_element(token, space), place_for(current()));
}

NodeId TreeBuilder::insert_implied(Tag tag, const Token& token) {
  Token made;
  made.kind = TokenKind::kStartTag;
  made.tag = tag;
  made.name = tag_name(tag);
  made.source = {token.source.begin, token.source.begin};
  const NodeId id = new_element(made, Namespace::kHtml);
  attach(id, place_for(current()));
  push(id);
  return id;
}

void TreeBuilder::insert_text(const Token& token) {
  if (token.data.empty() || stack_.empty()) return;
  const Place place = place_for(current());
  const NodeId id = new_node(NodeKind::kText, token.source);
  tree_.nodes[id].data = token.data;
  attach(id, place);
}

// Of a frameset's text only the white space stays.
void TreeBuilder::insert_spaces(const Token& token) {
  Token spaces = token;
  if (!std::all_of(token.data.begin(), token.data.end(), is_space)) {
    std::string kept;
    std::copy_if(token.data.begin(), token.data.end(), std::back_inserter(kept), is_space);
    spaces.data = tree_.arena.store(kept);
  }
  insert_text(spaces);
}

void TreeBuilder::insert_comment(const Token& token, NodeId parent) {
  const NodeId id = new_node(NodeKind::kComment, token.source);
  tree_.nodes[id].data = token.data;
  attach(id, parent == kNoNode ? place_for(current()) : Place{parent, kNoNode});
}

void TreeBuilder::merge_attributes(NodeId id, const Token& token) {
  const Node node = tree_.nodes[id];
  const uint32_t old = node.attributes_end - node.attributes_begin;
  const uint32_t added = token.attributes_end - token.attributes_begin;
  if (added == 0 || old + added > kMostMergedAttributes) return;
  std::vector<Attribute>& all = tree_.attributes;
  const auto begin = static_cast<uint32_t>(all.size());
  for (uint32_t i = node.attributes_begin; i < node.attributes_end; ++i) {
    const Attribute copy = all[i];
    all.push_back(copy);
  }
  for (uint32_t i = token.attributes_begin; i < token.attributes_end; ++i) {
    const Attribute copy = all[i];
    const bool known = std::any_of(all.begin() + begin, all.end(),
                                   [&](const Attribute& a) { return a.name == copy.name; });
    if (!known) all.push_back(copy);
  }
  tree_.nodes[id].attributes_begin = begin;
  tree_.nodes[id].attributes_end = static_cast<uint32_t>(all.size());
}

void TreeBuilder::raw_text(const Token& token, Tokenizer::Mode mode) {
  const NodeId id = new_element(token, Namespace::kHtml);
  attach(id, place_for(current()));
  push(id);
  tokenizer_.set_mode(mode, token.name);
  original_ = mode_;
  mode_ = Mode::kText;
}

// ---- dispatch

void TreeBuilder::process(Token& token) {
  close_at_ = token.kind == TokenKind::kEndTag ? token.source.end : token.source.begin;
  if (skip_newline_) {
    skip_newline_ = false;
    if (token.kind == TokenKind::kText && token.data.starts_with('\n')) {
      token.data.remove_prefix(1);
      if (token.data.empty()) return;
    }
  }
  if (token.kind == TokenKind::kEndTag && overflow_[static_cast<size_t>(token.tag)] > 0 &&
      mode_ != Mode::kText) {
    --overflow_[static_cast<size_t>(token.tag)];
    return;
  }
  while (step(token)) {
  }
  tokenizer_.set_cdata(!stack_.empty() &&
                       tree_.nodes[adjusted_current()].space != Namespace::kHtml);
}

bool TreeBuilder::step(Token& token) {
  return is_foreign(token) ? foreign(token) : mode_step(token);
}

bool TreeBuilder::mode_step(Token& token) {
  switch (mode_) {
    case Mode::kInitial:
      return initial(token);
    case Mode::kBeforeHtml:
      return before_html(token);
    case Mode::kBeforeHead:
      return before_head(token);
    case Mode::kInHead:
      return in_head(token);
    case Mode::kInHeadNoscript:
      return in_head_noscript(token);
    case Mode::kAfterHead:
      return after_head(token);
    case Mode::kInBody:
      return in_body(token);
    case Mode::kText:
      return text_mode(token);
    case Mode::kInTable:
      return in_table(token);
    case Mode::kInTableText:
      return in_table_text(token);
    case Mode::kInCaption:
      return in_caption(token);
    case Mode::kInColgroup:
      return in_colgroup(token);
    case Mode::kInTableBody:
      return in_table_body(token);
    case Mode::kInRow:
      return in_row(token);
    case Mode::kInCell:
      return in_cell(token);
    case Mode::kInTemplate:
      return in_template(token);
    case Mode::kAfterBody:
      return after_body(token);
    case Mode::kInFrameset:
      return in_frameset(token);
    case Mode::kAfterFrameset:
      return after_frameset(token);
    case Mode::kAfterAfterBody:
      return after_after_body(token);
    case Mode::kAfterAfterFrameset:
      return after_frameset(token);
  }
  return false;
}

Token TreeBuilder::take_space(Token& token) const {
  size_t n = 0;
  while (n < token.data.size() && is_space(token.data[n]) && token.data[n] != '\v') ++n;
  Token space = token;
  space.data = token.data.substr(0, n);
  const bool exact = token.data.data() >= html_.data() &&
                     token.data.data() + token.data.size() <= html_.data() + html_.size();
  token.data.remove_prefix(n);
  if (exact) {
    token.source.begin += static_cast<uint32_t>(n);
    space.source.end = token.source.begin;
  }
  return space;
}

}  // namespace dateline::page
