// End tags in the body, raw text, and what comes behind the body: HTML standard, 13.2.6.4.
#include <algorithm>

#include "base/strings.h"
#include "page/tree_builder.h"

namespace dateline::page {
namespace {

using enum Tag;

constexpr TagSet kBlockEnd(kAddress, kArticle, kAside, kBlockquote, kButton, kCenter, kDetails,
                           kDialog, kDir, kDiv, kDl, kFieldset, kFigcaption, kFigure, kFooter,
                           kHeader, kHgroup, kListing, kMain, kMenu, kNav, kOl, kPre, kSearch,
                           kSection, kSelect, kSummary, kUl);

}  // namespace

bool TreeBuilder::body_end(Token& token) {
  const Tag tag = token.tag;
  if (kBlockEnd.has(tag)) {
    if (!in_scope(tag)) return false;
    implied_end_tags();
    pop_until(tag);
    return false;
  }
  if (in_group(tag, kHeading)) {
    bool open = false;
    for (const Tag h : {kH1, kH2, kH3, kH4, kH5, kH6}) open = open || in_scope(h);
    if (!open) return false;
    implied_end_tags();
    while (!stack_.empty()) {
      const bool found = in_group(current_tag(), kHeading);
      pop();
      if (found) break;
    }
    return false;
  }
  if (in_group(tag, kFormatting)) {
    adoption_agency(token);
    return false;
  }
  switch (tag) {
    case kTemplate:
      return in_head(token);
    case kBody:
    case kHtml:
      if (!in_scope(kBody)) return false;
      mode_ = Mode::kAfterBody;
      return tag == kHtml;
    case kForm:
      if (!is_open(kTemplate)) {
        const NodeId form = form_;
        form_ = kNoNode;
        if (form == kNoNode || !in_scope(form)) return false;
        implied_end_tags();
        const size_t at = stack_index(form);
        if (at < stack_.size()) remove_from_stack(at);
      } else if (in_scope(kForm)) {
        implied_end_tags();
        pop_until(kForm);
      }
      return false;
    case kP:
      if (!in_scope(kP, Scope::kButton)) insert_implied(kP, token);
      close_p();
      return false;
    case kLi:
      if (!in_scope(kLi, Scope::kListItem)) return false;
      implied_end_tags(kLi);
      pop_until(kLi);
      return false;
    case kDd:
    case kDt:
      if (!in_scope(tag)) return false;
      implied_end_tags(tag);
      pop_until(tag);
      return false;
    case kApplet:
    case kMarquee:
    case kObject:
      if (!in_scope(tag)) return false;
      implied_end_tags();
      pop_until(tag);
      clear_to_marker();
      return false;
    case kBr: {
      reconstruct();
      Token made = token;
      made.kind = TokenKind::kStartTag;
      insert_void(made);
      frameset_ok_ = false;
      return false;
    }
    default:
      any_other_end(token);
      return false;
  }
}

void TreeBuilder::any_other_end(const Token& token) {
  for (size_t i = stack_.size(); i-- > 0;) {
    const Node& node = tree_.nodes[stack_[i]];
    const bool html = node.space == Namespace::kHtml;
    if (html && node.tag == token.tag && node.data == token.name) {
      implied_end_tags(token.tag);
      pop_to(i);
      return;
    }
    if (html && in_group(node.tag, kSpecial)) return;
  }
}

bool TreeBuilder::text_mode(Token& token) {
  if (token.kind == TokenKind::kText) {
    insert_text(token);
    return false;
  }
  pop();
  mode_ = original_;
  return token.kind != TokenKind::kEndTag;
}

bool TreeBuilder::after_body(Token& token) {
  if (token.kind == TokenKind::kComment) {
    insert_comment(token, stack_.empty() ? 0 : stack_[0]);
    return false;
  }
  if (token.kind == TokenKind::kText &&
      std::all_of(token.data.begin(), token.data.end(), is_space)) {
    return in_body(token);
  }
  if (token.kind == TokenKind::kDoctype) return false;
  if (token.kind == TokenKind::kStartTag && token.tag == kHtml) return in_body(token);
  if (token.kind == TokenKind::kEndTag && token.tag == kHtml) {
    if (context_ == kNoNode) mode_ = Mode::kAfterAfterBody;
    return false;
  }
  if (token.kind == TokenKind::kEnd) {
    done_ = true;
    return false;
  }
  mode_ = Mode::kInBody;
  return true;
}

bool TreeBuilder::after_after_body(Token& token) {
  if (token.kind == TokenKind::kComment) {
    insert_comment(token, 0);
    return false;
  }
  const bool space =
      token.kind == TokenKind::kText && std::all_of(token.data.begin(), token.data.end(), is_space);
  if (space || token.kind == TokenKind::kDoctype ||
      (token.kind == TokenKind::kStartTag && token.tag == kHtml)) {
    return in_body(token);
  }
  if (token.kind == TokenKind::kEnd) {
    done_ = true;
    return false;
  }
  mode_ = Mode::kInBody;
  return true;
}

}  // namespace dateline::page
