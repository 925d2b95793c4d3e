#include "page/tree_builder.h"

#include <algorithm>
#include <string>

#include "base/strings.h"

namespace dateline::page {
namespace {

constexpr size_t kMostFormatting = 32;
constexpr uint32_t kMostMergedAttributes = 64;
using enum Tag;

constexpr size_t kTableRoom = 8;
constexpr TagSet kTableParts(kCaption, kColgroup, kTbody, kTd, kTfoot, kTh, kThead, kTr);
constexpr TagSet kTableContext(kTable, kTbody, kTfoot, kThead, kTr);
constexpr TagSet kBreakout(kB, kBig, kBlockquote, kBody, kBr, kCenter, kCode, kDd, kDiv, kDl, kDt,
                           kEm, kEmbed, kH1, kH2, kH3, kH4, kH5, kH6, kHead, kHr, kI, kImg, kLi,
                           kListing, kMenu, kMeta, kNobr, kOl, kP, kPre, kRuby, kS, kSmall, kSpan,
                           kStrong, kStrike, kSub, kSup, kTable, kTt, kU, kUl, kVar);
constexpr TagSet kMathText(kMi, kMo, kMn, kMs, kMtext);

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

// ---- stack of open elements

Tag TreeBuilder::current_tag() const {
  if (stack_.empty()) return kUnknown;
  const Node& node = tree_.nodes[stack_.back()];
  return node.space == Namespace::kHtml ? node.tag : kUnknown;
}

void TreeBuilder::push(NodeId id) {
  stack_.push_back(id);
  const Node& node = tree_.nodes[id];
  if (node.space == Namespace::kHtml) ++open_[static_cast<size_t>(node.tag)];
}

void TreeBuilder::pop() {
  Node& node = tree_.nodes[stack_.back()];
  if (node.space == Namespace::kHtml) --open_[static_cast<size_t>(node.tag)];
  node.source.end = std::max(node.source.end, close_at_);
  stack_.pop_back();
}

void TreeBuilder::pop_until(Tag tag) {
  while (!stack_.empty()) {
    const bool found = tree_.is(stack_.back(), tag);
    pop();
    if (found) return;
  }
}

void TreeBuilder::pop_to(size_t depth) {
  while (stack_.size() > depth) pop();
}

void TreeBuilder::remove_from_stack(size_t index) {
  Node& node = tree_.nodes[stack_[index]];
  if (node.space == Namespace::kHtml) --open_[static_cast<size_t>(node.tag)];
  node.source.end = std::max(node.source.end, close_at_);
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(index));
}

size_t TreeBuilder::stack_index(NodeId id) const {
  for (size_t i = stack_.size(); i-- > 0;) {
    if (stack_[i] == id) return i;
  }
  return stack_.size();
}

namespace {
bool ends_default_scope(const Node& node) {
  switch (node.space) {
    case Namespace::kHtml:
      return in_group(node.tag, kScope);
    case Namespace::kSvg:
      return node.tag == kForeignObject || node.tag == kDesc || node.tag == kTitle;
    case Namespace::kMath:
      return kMathText.has(node.tag) || node.tag == kAnnotation;
  }
  return false;
}
}  // namespace

bool TreeBuilder::in_scope(Tag tag, Scope scope) const {
  if (!is_open(tag)) return false;
  for (size_t i = stack_.size(); i-- > 0;) {
    const Node& node = tree_.nodes[stack_[i]];
    const bool html = node.space == Namespace::kHtml;
    if (html && node.tag == tag) return true;
    if (scope == Scope::kTable) {
      if (html && (node.tag == kHtml || node.tag == kTable || node.tag == kTemplate)) return false;
      continue;
    }
    if (ends_default_scope(node)) return false;
    if (scope == Scope::kListItem && html && (node.tag == kOl || node.tag == kUl)) return false;
    if (scope == Scope::kButton && html && node.tag == kButton) return false;
  }
  return false;
}

bool TreeBuilder::in_scope(NodeId id) const {
  for (size_t i = stack_.size(); i-- > 0;) {
    if (stack_[i] == id) return true;
    if (ends_default_scope(tree_.nodes[stack_[i]])) return false;
  }
  return false;
}

void TreeBuilder::implied_end_tags(Tag except) {
  while (in_group(current_tag(), kImplied) && (except == kUnknown || current_tag() != except))
    pop();
}

void TreeBuilder::close_p() {
  if (!in_scope(kP, Scope::kButton)) return;
  implied_end_tags(kP);
  pop_until(kP);
}

void TreeBuilder::clear_to(TagSet context) {
  while (!stack_.empty() && !context.has(current_tag())) pop();
}

void TreeBuilder::reset_mode() {
  for (size_t i = stack_.size(); i-- > 0;) {
    const bool last = i == 0 && context_ != kNoNode;
    const Node& node = tree_.nodes[last ? context_ : stack_[i]];
    if (node.space != Namespace::kHtml) continue;
    switch (node.tag) {
      case kTd:
      case kTh:
        if (last) break;
        mode_ = Mode::kInCell;
        return;
      case kTr:
        mode_ = Mode::kInRow;
        return;
      case kTbody:
      case kThead:
      case kTfoot:
        mode_ = Mode::kInTableBody;
        return;
      case kCaption:
        mode_ = Mode::kInCaption;
        return;
      case kColgroup:
        mode_ = Mode::kInColgroup;
        return;
      case kTable:
        mode_ = Mode::kInTable;
        return;
      case kTemplate:
        mode_ = template_modes_.empty() ? Mode::kInBody : template_modes_.back();
        return;
      case kHead:
        if (last) break;
        mode_ = Mode::kInHead;
        return;
      case kBody:
        mode_ = Mode::kInBody;
        return;
      case kFrameset:
        mode_ = Mode::kInFrameset;
        return;
      case kHtml:
        mode_ = head_ == kNoNode ? Mode::kBeforeHead : Mode::kAfterHead;
        return;
      default:
        break;
    }
  }
  mode_ = Mode::kInBody;
}

// ---- active formatting elements

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

// ---- dispatch and foreign content

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

bool TreeBuilder::html_integration(NodeId id) const {
  const Node& node = tree_.nodes[id];
  if (node.space == Namespace::kSvg) {
    return node.tag == kForeignObject || node.tag == kDesc || node.tag == kTitle;
  }
  if (node.space != Namespace::kMath || node.tag != kAnnotation) return false;
  const std::string_view encoding = tree_.attribute(id, Attr::kEncoding);
  return equals_ignoring_case(encoding, "text/html") ||
         equals_ignoring_case(encoding, "application/xhtml+xml");
}

bool TreeBuilder::math_integration(NodeId id) const {
  const Node& node = tree_.nodes[id];
  return node.space == Namespace::kMath && kMathText.has(node.tag);
}

bool TreeBuilder::is_foreign(const Token& token) const {
  if (stack_.empty() || token.kind == TokenKind::kEnd) return false;
  const NodeId id = adjusted_current();
  const Node& node = tree_.nodes[id];
  if (node.space == Namespace::kHtml) return false;
  const bool start = token.kind == TokenKind::kStartTag;
  const bool text = token.kind == TokenKind::kText;
  if (math_integration(id)) {
    if (text || (start && token.tag != kMglyph && token.tag != kMalignmark)) return false;
  }
  if (node.space == Namespace::kMath && node.tag == kAnnotation && start && token.tag == kSvg) {
    return false;
  }
  return !(html_integration(id) && (start || text));
}

bool TreeBuilder::foreign(Token& token) {
  switch (token.kind) {
    case TokenKind::kText: {
      if (token.data.find('\0') != std::string_view::npos) {
        std::string clean;
        for (const char c : token.data) {
          if (c == '\0') {
            clean += "\xEF\xBF\xBD";
          } else {
            clean.push_back(c);
          }
        }
        Token copy = token;
        copy.data = tree_.arena.store(clean);
        insert_text(copy);
      } else {
        insert_text(token);
      }
      for (const char c : token.data) {
        if (c != '\0' && !is_space(c)) frameset_ok_ = false;
      }
      return false;
    }
    case TokenKind::kComment:
      insert_comment(token);
      return false;
    case TokenKind::kStartTag: {
      bool breakout = kBreakout.has(token.tag);
      if (token.tag == kFont) {
        for (uint32_t i = token.attributes_begin; i < token.attributes_end; ++i) {
          const Attr id = tree_.attributes[i].id;
          breakout = breakout || id == Attr::kColor || id == Attr::kFace || id == Attr::kSize;
        }
      }
      if (breakout) {
        while (stack_.size() > 1 && tree_.nodes[current()].space != Namespace::kHtml &&
               !math_integration(current()) && !html_integration(current())) {
          pop();
        }
        return mode_step(token);
      }
      const Namespace space = tree_.nodes[adjusted_current()].space;
      if (token.self_closing) {
        insert_void(token, space);
      } else {
        insert(token, space);
      }
      return false;
    }
    case TokenKind::kEndTag: {
      if (token.tag == kBr || token.tag == kP) {
        while (stack_.size() > 1 && tree_.nodes[current()].space != Namespace::kHtml &&
               !math_integration(current()) && !html_integration(current())) {
          pop();
        }
        return mode_step(token);
      }
      for (size_t i = stack_.size(); i-- > 1;) {
        const Node& node = tree_.nodes[stack_[i]];
        if (node.space == Namespace::kHtml) break;
        if (node.data == token.name) {
          pop_to(i);
          return false;
        }
        if (tree_.nodes[stack_[i - 1]].space == Namespace::kHtml) break;
      }
      return mode_step(token);
    }
    default:
      return false;
  }
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
