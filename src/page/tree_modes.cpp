// Insertion modes before, in and behind the body: HTML standard, 13.2.6.4.1
// to 13.2.6.4.8, 13.2.6.4.19 and 22.
#include <algorithm>
#include <string>

#include "base/strings.h"
#include "page/tree_builder.h"

namespace dateline::page {
namespace {

using enum Tag;

constexpr TagSet kHeadContent(kBase, kBasefont, kBgsound, kLink, kMeta, kNoframes, kScript, kStyle,
                              kTemplate, kTitle);
constexpr TagSet kClosesP(kAddress, kArticle, kAside, kBlockquote, kCenter, kDetails, kDialog, kDir,
                          kDiv, kDl, kFieldset, kFigcaption, kFigure, kFooter, kHeader, kHgroup,
                          kMain, kMenu, kNav, kOl, kP, kSearch, kSection, kSummary, kUl);
constexpr TagSet kTableParts(kCaption, kCol, kColgroup, kFrame, kHead, kTbody, kTd, kTfoot, kTh,
                             kThead, kTr);
constexpr TagSet kBlockEnd(kAddress, kArticle, kAside, kBlockquote, kButton, kCenter, kDetails,
                           kDialog, kDir, kDiv, kDl, kFieldset, kFigcaption, kFigure, kFooter,
                           kHeader, kHgroup, kListing, kMain, kMenu, kNav, kOl, kPre, kSearch,
                           kSection, kSelect, kSummary, kUl);
constexpr TagSet kVoidInBody(kArea, kBr, kEmbed, kImg, kKeygen, kWbr);

bool is_quirky(const Token& token) {
  static constexpr std::string_view kPrefixes[] = {"-//w3c//dtd html 3",
                                                   "-//w3c//dtd html 4.0 ",
                                                   "-//w3o//",
                                                   "-//ietf//",
                                                   "-//netscape",
                                                   "-//microsoft//",
                                                   "-//softquad",
                                                   "-//spyglass",
                                                   "-//sun microsystems",
                                                   "-//webtechs",
                                                   "-//as//",
                                                   "-//advasoft",
                                                   "-//metrius",
                                                   "-//o'reilly",
                                                   "-//sq//",
                                                   "+//silmaril",
                                                   "-//w3c//dtd w3 html",
                                                   "-//w3c//dtd html experimental",
                                                   "-//w3o//dtd w3 html"};
  if (token.force_quirks || token.name != "html") return true;
  if (token.has_public_id) {
    const std::string id = to_lower(token.public_id);
    if (id == "html" || id == "-/w3c/dtd html 4.0 transitional/en") return true;
    for (const std::string_view prefix : kPrefixes) {
      if (id.starts_with(prefix)) return true;
    }
    if (!token.has_system_id && (id.starts_with("-//w3c//dtd html 4.01 frameset//") ||
                                 id.starts_with("-//w3c//dtd html 4.01 transitional//"))) {
      return true;
    }
  }
  return token.has_system_id &&
         equals_ignoring_case(token.system_id,
                              "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd");
}

}  // namespace

bool TreeBuilder::initial(Token& token) {
  if (token.kind == TokenKind::kText) {
    (void)take_space(token);
    if (token.data.empty()) return false;
  } else if (token.kind == TokenKind::kComment) {
    insert_comment(token, 0);
    return false;
  } else if (token.kind == TokenKind::kDoctype) {
    const NodeId id = new_node(NodeKind::kDoctype, token.source);
    tree_.nodes[id].data = token.name;
    if (token.has_public_id || token.has_system_id) {
      tree_.attributes.push_back({"public", token.public_id});
      tree_.attributes.push_back({"system", token.system_id});
      tree_.nodes[id].attributes_end = static_cast<uint32_t>(tree_.attributes.size());
      tree_.nodes[id].attributes_begin = tree_.nodes[id].attributes_end - 2;
    }
    attach(id, {0, kNoNode});
    tree_.quirks = is_quirky(token);
    mode_ = Mode::kBeforeHtml;
    return false;
  }
  if (token.kind != TokenKind::kDoctype) tree_.quirks = true;
  mode_ = Mode::kBeforeHtml;
  return true;
}

bool TreeBuilder::before_html(Token& token) {
  if (token.kind == TokenKind::kText) {
    (void)take_space(token);
    if (token.data.empty()) return false;
  } else if (token.kind == TokenKind::kComment) {
    insert_comment(token, 0);
    return false;
  } else if (token.kind == TokenKind::kDoctype) {
    return false;
  } else if (token.kind == TokenKind::kStartTag && token.tag == kHtml) {
    insert(token);
    mode_ = Mode::kBeforeHead;
    return false;
  } else if (token.kind == TokenKind::kEndTag && !TagSet(kHead, kBody, kHtml, kBr).has(token.tag)) {
    return false;
  }
  insert_implied(kHtml, token);
  mode_ = Mode::kBeforeHead;
  return true;
}

bool TreeBuilder::before_head(Token& token) {
  if (token.kind == TokenKind::kText) {
    (void)take_space(token);
    if (token.data.empty()) return false;
  } else if (token.kind == TokenKind::kComment) {
    insert_comment(token);
    return false;
  } else if (token.kind == TokenKind::kDoctype) {
    return false;
  } else if (token.kind == TokenKind::kStartTag && token.tag == kHtml) {
    return in_body(token);
  } else if (token.kind == TokenKind::kStartTag && token.tag == kHead) {
    head_ = insert(token);
    mode_ = Mode::kInHead;
    return false;
  } else if (token.kind == TokenKind::kEndTag && !TagSet(kHead, kBody, kHtml, kBr).has(token.tag)) {
    return false;
  }
  head_ = insert_implied(kHead, token);
  mode_ = Mode::kInHead;
  return true;
}

bool TreeBuilder::in_head(Token& token) {
  switch (token.kind) {
    case TokenKind::kText: {
      const Token space = take_space(token);
      insert_text(space);
      if (token.data.empty()) return false;
      break;
    }
    case TokenKind::kComment:
      insert_comment(token);
      return false;
    case TokenKind::kDoctype:
      return false;
    case TokenKind::kStartTag:
      switch (token.tag) {
        case kHtml:
          return in_body(token);
        case kBase:
        case kBasefont:
        case kBgsound:
        case kLink:
        case kMeta:
          insert_void(token);
          return false;
        case kTitle:
          raw_text(token, Tokenizer::Mode::kRcdata);
          return false;
        case kNoscript:
          if (options_.scripting) {
            raw_text(token, Tokenizer::Mode::kRawtext);
          } else {
            insert(token);
            mode_ = Mode::kInHeadNoscript;
          }
          return false;
        case kNoframes:
        case kStyle:
          raw_text(token, Tokenizer::Mode::kRawtext);
          return false;
        case kScript:
          raw_text(token, Tokenizer::Mode::kScript);
          return false;
        case kTemplate:
          insert(token);
          push_marker();
          frameset_ok_ = false;
          mode_ = Mode::kInTemplate;
          template_modes_.push_back(Mode::kInTemplate);
          if (stack_.empty() || !tree_.is(current(), kTemplate)) {  // beyond the depth limit
            clear_to_marker();
            template_modes_.pop_back();
            reset_mode();
          }
          return false;
        case kHead:
          return false;
        default:
          break;
      }
      break;
    case TokenKind::kEndTag:
      if (token.tag == kHead) {
        pop();
        mode_ = Mode::kAfterHead;
        return false;
      }
      if (token.tag == kTemplate) {
        if (!is_open(kTemplate)) return false;
        while (
            in_group(current_tag(), kImplied) ||
            TagSet(kCaption, kColgroup, kTbody, kTd, kTfoot, kTh, kThead, kTr).has(current_tag())) {
          pop();
        }
        pop_until(kTemplate);
        clear_to_marker();
        if (!template_modes_.empty()) template_modes_.pop_back();
        reset_mode();
        return false;
      }
      if (!TagSet(kBody, kHtml, kBr).has(token.tag)) return false;
      break;
    case TokenKind::kEnd:
      break;
  }
  if (current_tag() == kHead) pop();
  mode_ = Mode::kAfterHead;
  return true;
}

bool TreeBuilder::in_head_noscript(Token& token) {
  switch (token.kind) {
    case TokenKind::kDoctype:
      return false;
    case TokenKind::kComment:
      return in_head(token);
    case TokenKind::kText: {
      const Token space = take_space(token);
      insert_text(space);
      if (token.data.empty()) return false;
      break;
    }
    case TokenKind::kStartTag:
      if (token.tag == kHtml) return in_body(token);
      if (TagSet(kBasefont, kBgsound, kLink, kMeta, kNoframes, kStyle).has(token.tag)) {
        return in_head(token);
      }
      if (token.tag == kHead || token.tag == kNoscript) return false;
      break;
    case TokenKind::kEndTag:
      if (token.tag == kNoscript) {
        pop();
        mode_ = Mode::kInHead;
        return false;
      }
      if (token.tag != kBr) return false;
      break;
    case TokenKind::kEnd:
      break;
  }
  pop();
  mode_ = Mode::kInHead;
  return true;
}

bool TreeBuilder::after_head(Token& token) {
  switch (token.kind) {
    case TokenKind::kText: {
      const Token space = take_space(token);
      insert_text(space);
      if (token.data.empty()) return false;
      break;
    }
    case TokenKind::kComment:
      insert_comment(token);
      return false;
    case TokenKind::kDoctype:
      return false;
    case TokenKind::kStartTag:
      if (token.tag == kHtml) return in_body(token);
      if (token.tag == kBody) {
        insert(token);
        frameset_ok_ = false;
        mode_ = Mode::kInBody;
        return false;
      }
      if (token.tag == kFrameset) {
        insert(token);
        mode_ = Mode::kInFrameset;
        return false;
      }
      if (kHeadContent.has(token.tag)) {
        push(head_);
        (void)in_head(token);
        const size_t at = stack_index(head_);
        if (at < stack_.size()) remove_from_stack(at);
        return false;
      }
      if (token.tag == kHead) return false;
      break;
    case TokenKind::kEndTag:
      if (token.tag == kTemplate) return in_head(token);
      if (!TagSet(kBody, kHtml, kBr).has(token.tag)) return false;
      break;
    case TokenKind::kEnd:
      break;
  }
  insert_implied(kBody, token);
  mode_ = Mode::kInBody;
  return true;
}

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
