// Insertion modes of templates and framesets: HTML standard, 13.2.6.4.
#include "page/tree_builder.h"

namespace dateline::page {

using enum Tag;

bool TreeBuilder::in_template(Token& token) {
  if (template_modes_.empty()) return in_body(token);
  switch (token.kind) {
    case TokenKind::kStartTag: {
      Mode next = Mode::kInBody;
      switch (token.tag) {
        case kBase:
        case kBasefont:
        case kBgsound:
        case kLink:
        case kMeta:
        case kNoframes:
        case kScript:
        case kStyle:
        case kTemplate:
        case kTitle:
          return in_head(token);
        case kCaption:
        case kColgroup:
        case kTbody:
        case kTfoot:
        case kThead:
          next = Mode::kInTable;
          break;
        case kCol:
          next = Mode::kInColgroup;
          break;
        case kTr:
          next = Mode::kInTableBody;
          break;
        case kTd:
        case kTh:
          next = Mode::kInRow;
          break;
        default:
          break;
      }
      template_modes_.back() = next;
      mode_ = next;
      return true;
    }
    case TokenKind::kEndTag:
      return token.tag == kTemplate ? in_head(token) : false;
    case TokenKind::kEnd:
      if (!is_open(kTemplate)) {
        done_ = true;
        return false;
      }
      pop_until(kTemplate);
      clear_to_marker();
      template_modes_.pop_back();
      reset_mode();
      return true;
    default:
      return in_body(token);
  }
}

bool TreeBuilder::in_frameset(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      insert_spaces(token);
      return false;
    case TokenKind::kComment:
      insert_comment(token);
      return false;
    case TokenKind::kDoctype:
      return false;
    case TokenKind::kStartTag:
      if (token.tag == kHtml) return in_body(token);
      if (token.tag == kFrameset) insert(token);
      if (token.tag == kFrame) insert_void(token);
      if (token.tag == kNoframes) return in_head(token);
      return false;
    case TokenKind::kEndTag:
      if (token.tag == kFrameset && stack_.size() > 1) {
        pop();
        if (current_tag() != kFrameset) mode_ = Mode::kAfterFrameset;
      }
      return false;
    case TokenKind::kEnd:
      done_ = true;
      return false;
  }
  return false;
}

bool TreeBuilder::after_frameset(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      insert_spaces(token);
      return false;
    case TokenKind::kComment:
      insert_comment(token, mode_ == Mode::kAfterAfterFrameset ? 0 : kNoNode);
      return false;
    case TokenKind::kStartTag:
      if (token.tag == kHtml) return in_body(token);
      if (token.tag == kNoframes) return in_head(token);
      return false;
    case TokenKind::kEndTag:
      if (token.tag == kHtml) mode_ = Mode::kAfterAfterFrameset;
      return false;
    case TokenKind::kEnd:
      done_ = true;
      return false;
    default:
      return false;
  }
}

}  // namespace dateline::page
