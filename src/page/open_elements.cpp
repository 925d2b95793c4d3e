// The stack of open elements: HTML standard, 13.2.4.2, with the scopes and "reset the insertion mode
// appropriately" (13.2.4.1).
#include <algorithm>

#include "page/tree_builder.h"

namespace dateline::page {

using enum Tag;

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

bool TreeBuilder::ends_default_scope(const Node& node) {
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

}  // namespace dateline::page
