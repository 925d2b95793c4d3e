// The insertion mode "in body", text and start tags: HTML standard, 13.2.6.4.7.
#include <algorithm>
#include <string>

#include "base/strings.h"
#include "page/tree_builder.h"

namespace dateline::page {
namespace {

using enum Tag;

constexpr TagSet kClosesP(kAddress, kArticle, kAside, kBlockquote, kCenter, kDetails, kDialog, kDir,
                          kDiv, kDl, kFieldset, kFigcaption, kFigure, kFooter, kHeader, kHgroup,
                          kMain, kMenu, kNav, kOl, kP, kSearch, kSection, kSummary, kUl);
constexpr TagSet kTableParts(kCaption, kCol, kColgroup, kFrame, kHead, kTbody, kTd, kTfoot, kTh,
                             kThead, kTr);
constexpr TagSet kVoidInBody(kArea, kBr, kEmbed, kImg, kKeygen, kWbr);

}  // namespace

bool TreeBuilder::in_body(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      body_text(token);
      return false;
    case TokenKind::kComment:
      insert_comment(token);
      return false;
    case TokenKind::kDoctype:
      return false;
    case TokenKind::kStartTag:
      return body_start(token);
    case TokenKind::kEndTag:
      return body_end(token);
    case TokenKind::kEnd:
      if (!template_modes_.empty()) return in_template(token);
      done_ = true;
      return false;
  }
  return false;
}

void TreeBuilder::body_text(Token& token) {
  if (token.data.find('\0') != std::string_view::npos) {
    std::string clean(token.data);
    std::erase(clean, '\0');
    token.data = tree_.arena.store(clean);
  }
  if (token.data.empty()) return;
  reconstruct();
  insert_text(token);
  if (frameset_ok_) {
    frameset_ok_ = std::all_of(token.data.begin(), token.data.end(), is_space);
  }
}

bool TreeBuilder::body_start(Token& token) {
  const Tag tag = token.tag;
  if (kHeadContent.has(tag)) return in_head(token);
  if (kClosesP.has(tag)) {
    close_p();
    insert(token);
    return false;
  }
  if (in_group(tag, kHeading)) {
    close_p();
    if (in_group(current_tag(), kHeading)) pop();
    insert(token);
    return false;
  }
  if (kTableParts.has(tag)) return false;
  if (kVoidInBody.has(tag)) {
    reconstruct();
    insert_void(token);
    frameset_ok_ = false;
    return false;
  }
  switch (tag) {
    case kHtml:
      if (!is_open(kTemplate) && !stack_.empty()) merge_attributes(stack_[0], token);
      return false;
    case kBody:
      if (stack_.size() > 1 && tree_.is(stack_[1], kBody) && !is_open(kTemplate)) {
        frameset_ok_ = false;
        merge_attributes(stack_[1], token);
      }
      return false;
    case kFrameset:
      if (stack_.size() < 2 || !tree_.is(stack_[1], kBody) || !frameset_ok_) return false;
      detach(stack_[1]);
      pop_to(1);
      insert(token);
      mode_ = Mode::kInFrameset;
      return false;
    case kPre:
    case kListing:
      close_p();
      insert(token);
      skip_newline_ = true;
      frameset_ok_ = false;
      return false;
    case kForm:
      if (form_ != kNoNode && !is_open(kTemplate)) return false;
      close_p();
      {
        const NodeId id = insert(token);
        if (!is_open(kTemplate)) form_ = id;
      }
      return false;
    case kLi:
    case kDd:
    case kDt: {
      frameset_ok_ = false;
      for (size_t i = stack_.size(); i-- > 0;) {
        const Node& node = tree_.nodes[stack_[i]];
        const bool html = node.space == Namespace::kHtml;
        const bool match =
            html && (tag == kLi ? node.tag == kLi : node.tag == kDd || node.tag == kDt);
        if (match) {
          const Tag open = node.tag;
          implied_end_tags(open);
          pop_until(open);
          break;
        }
        if (html ? in_group(node.tag, kSpecial) && node.tag != kAddress && node.tag != kDiv &&
                       node.tag != kP
                 : node.tag == kForeignObject || node.tag == kDesc || node.tag == kTitle) {
          break;
        }
      }
      close_p();
      insert(token);
      return false;
    }
    case kPlaintext:
      close_p();
      insert(token);
      tokenizer_.set_mode(Tokenizer::Mode::kPlaintext, {});
      return false;
    case kButton:
      if (in_scope(kButton)) {
        implied_end_tags();
        pop_until(kButton);
      }
      reconstruct();
      insert(token);
      frameset_ok_ = false;
      return false;
    case kA: {
      const NodeId open = active_since_marker(kA);
      if (open != kNoNode) {
        adoption_agency(token);
        remove_formatting(open);
        const size_t at = stack_index(open);
        if (at < stack_.size()) remove_from_stack(at);
      }
      reconstruct();
      push_formatting(insert(token));
      return false;
    }
    case kNobr:
      reconstruct();
      if (in_scope(kNobr)) {
        adoption_agency(token);
        reconstruct();
      }
      push_formatting(insert(token));
      return false;
    case kB:
    case kBig:
    case kCode:
    case kEm:
    case kFont:
    case kI:
    case kS:
    case kSmall:
    case kStrike:
    case kStrong:
    case kTt:
    case kU:
      reconstruct();
      push_formatting(insert(token));
      return false;
    case kApplet:
    case kMarquee:
    case kObject:
      reconstruct();
      insert(token);
      push_marker();
      frameset_ok_ = false;
      return false;
    case kTable:
      if (!tree_.quirks) close_p();
      insert(token);
      frameset_ok_ = false;
      if (tree_.is(current(), kTable)) mode_ = Mode::kInTable;
      return false;
    case kInput: {
      if (context_ != kNoNode && tree_.is(context_, kSelect)) return false;
      if (in_scope(kSelect)) pop_until(kSelect);
      reconstruct();
      insert_void(token);
      bool hidden = false;
      for (uint32_t i = token.attributes_begin; i < token.attributes_end; ++i) {
        hidden = hidden || (tree_.attributes[i].id == Attr::kType &&
                            equals_ignoring_case(tree_.attributes[i].value, "hidden"));
      }
      if (!hidden) frameset_ok_ = false;
      return false;
    }
    case kParam:
    case kSource:
    case kTrack:
      insert_void(token);
      return false;
    case kHr:
      close_p();
      if (in_scope(kSelect)) implied_end_tags();
      insert_void(token);
      frameset_ok_ = false;
      return false;
    case kImage:
      token.tag = kImg;
      token.name = "img";
      return true;
    case kTextarea:
      raw_text(token, Tokenizer::Mode::kRcdata);
      skip_newline_ = true;
      frameset_ok_ = false;
      return false;
    case kXmp:
      close_p();
      reconstruct();
      frameset_ok_ = false;
      raw_text(token, Tokenizer::Mode::kRawtext);
      return false;
    case kIframe:
      frameset_ok_ = false;
      raw_text(token, Tokenizer::Mode::kRawtext);
      return false;
    case kNoembed:
      raw_text(token, Tokenizer::Mode::kRawtext);
      return false;
    case kNoscript:
      if (options_.scripting) {
        raw_text(token, Tokenizer::Mode::kRawtext);
        return false;
      }
      break;
    case kSelect:
      if (context_ != kNoNode && tree_.is(context_, kSelect)) return false;
      if (in_scope(kSelect)) {
        pop_until(kSelect);
        return false;
      }
      reconstruct();
      insert(token);
      frameset_ok_ = false;
      return false;
    case kOptgroup:
    case kOption:
      if (in_scope(kSelect)) {
        implied_end_tags(tag == kOption ? kOptgroup : kUnknown);
      } else if (current_tag() == kOption) {
        pop();
      }
      reconstruct();
      insert(token);
      return false;
    case kRb:
    case kRtc:
      if (in_scope(kRuby)) implied_end_tags();
      insert(token);
      return false;
    case kRp:
    case kRt:
      if (in_scope(kRuby)) implied_end_tags(kRtc);
      insert(token);
      return false;
    case kMath:
    case kSvg: {
      reconstruct();
      const Namespace space = tag == kMath ? Namespace::kMath : Namespace::kSvg;
      if (token.self_closing) {
        insert_void(token, space);
      } else {
        insert(token, space);
      }
      return false;
    }
    default:
      break;
  }
  reconstruct();
  insert(token);
  return false;
}

}  // namespace dateline::page
