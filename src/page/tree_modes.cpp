// Insertion modes before the body: HTML standard, 13.2.6.4.1 to 13.2.6.4.6.
#include <string>

#include "base/strings.h"
#include "page/tree_builder.h"

namespace dateline::page {
namespace {

using enum Tag;

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

}  // namespace dateline::page
