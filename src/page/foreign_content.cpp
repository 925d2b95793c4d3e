// Tokens in foreign content, SVG and MathML: HTML standard, 13.2.6.5.
#include <string>

#include "base/strings.h"
#include "page/tree_builder.h"

namespace dateline::page {
namespace {

using enum Tag;

constexpr TagSet kBreakout(kB, kBig, kBlockquote, kBody, kBr, kCenter, kCode, kDd, kDiv, kDl, kDt,
                           kEm, kEmbed, kH1, kH2, kH3, kH4, kH5, kH6, kHead, kHr, kI, kImg, kLi,
                           kListing, kMenu, kMeta, kNobr, kOl, kP, kPre, kRuby, kS, kSmall, kSpan,
                           kStrong, kStrike, kSub, kSup, kTable, kTt, kU, kUl, kVar);

}  // namespace

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

}  // namespace dateline::page
