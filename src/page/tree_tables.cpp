// Insertion modes of tables: HTML standard, 13.2.6.4.9 to 13.2.6.4.15.
#include <algorithm>
#include <string>

#include "base/strings.h"
#include "page/tree_builder.h"

namespace dateline::page {
namespace {

using enum Tag;

constexpr TagSet kTableContext(kTable, kTemplate, kHtml);
constexpr TagSet kTableBodyContext(kTbody, kTfoot, kThead, kTemplate, kHtml);
constexpr TagSet kRowContext(kTr, kTemplate, kHtml);
constexpr TagSet kSections(kTbody, kTfoot, kThead);
constexpr TagSet kCellBreakers(kCaption, kCol, kColgroup, kTbody, kTd, kTfoot, kTh, kThead, kTr);

}  // namespace

bool TreeBuilder::in_table(Token& token) {
  switch (token.kind) {
    case TokenKind::kText:
      if (TagSet(kTable, kTbody, kTemplate, kTfoot, kThead, kTr).has(current_tag())) {
        table_text_.clear();
        original_ = mode_;
        mode_ = Mode::kInTableText;
        return true;
      }
      break;
    case TokenKind::kComment:
      insert_comment(token);
      return false;
    case TokenKind::kDoctype:
      return false;
    case TokenKind::kStartTag:
      switch (token.tag) {
        case kCaption:
          clear_to(kTableContext);
          push_marker();
          insert(token);
          mode_ = Mode::kInCaption;
          return false;
        case kColgroup:
          clear_to(kTableContext);
          insert(token);
          mode_ = Mode::kInColgroup;
          return false;
        case kCol:
          clear_to(kTableContext);
          insert_implied(kColgroup, token);
          mode_ = Mode::kInColgroup;
          return true;
        case kTbody:
        case kTfoot:
        case kThead:
          clear_to(kTableContext);
          insert(token);
          mode_ = Mode::kInTableBody;
          return false;
        case kTd:
        case kTh:
        case kTr:
          clear_to(kTableContext);
          insert_implied(kTbody, token);
          mode_ = Mode::kInTableBody;
          return true;
        case kTable:
          if (!in_scope(kTable, Scope::kTable)) return false;
          pop_until(kTable);
          reset_mode();
          return true;
        case kStyle:
        case kScript:
        case kTemplate:
          return in_head(token);
        case kInput:
          for (uint32_t i = token.attributes_begin; i < token.attributes_end; ++i) {
            if (tree_.attributes[i].id != Attr::kType) continue;
            if (!equals_ignoring_case(tree_.attributes[i].value, "hidden")) break;
            insert_void(token);
            return false;
          }
          break;
        case kForm:
          if (is_open(kTemplate) || form_ != kNoNode) return false;
          form_ = new_element(token, Namespace::kHtml);
          attach(form_, place_for(current()));
          return false;
        default:
          break;
      }
      break;
    case TokenKind::kEndTag:
      if (token.tag == kTable) {
        if (!in_scope(kTable, Scope::kTable)) return false;
        pop_until(kTable);
        reset_mode();
        return false;
      }
      if (token.tag == kTemplate) return in_head(token);
      if (kCellBreakers.has(token.tag) || token.tag == kBody || token.tag == kHtml) return false;
      break;
    case TokenKind::kEnd:
      return in_body(token);
  }
  table_anything_else(token);
  return false;
}

void TreeBuilder::table_anything_else(Token& token) {
  const bool old = foster_;
  foster_ = true;
  // A new token tag ("image") may ask for a second turn; the body rules never hand back to a table
  // here.
  while (in_body(token)) {
    if (mode_ != Mode::kInTable && mode_ != Mode::kInTableBody && mode_ != Mode::kInRow) break;
  }
  foster_ = old;
}

bool TreeBuilder::in_table_text(Token& token) {
  if (token.kind == TokenKind::kText) {
    table_text_.push_back(token);
    return false;
  }
  bool blank = true;
  for (const Token& t : table_text_) {
    blank = blank && std::all_of(t.data.begin(), t.data.end(),
                                 [](char c) { return is_space(c) || c == '\0'; });
  }
  mode_ = original_;
  for (Token& t : table_text_) {
    if (!blank) {
      table_anything_else(t);
    } else if (t.data.find('\0') == std::string_view::npos) {
      insert_text(t);
    }
  }
  table_text_.clear();
  return true;
}

bool TreeBuilder::in_caption(Token& token) {
  const bool start = token.kind == TokenKind::kStartTag, end = token.kind == TokenKind::kEndTag;
  const bool closes = (start && kCellBreakers.has(token.tag)) ||
                      (end && (token.tag == kCaption || token.tag == kTable));
  if (closes) {
    if (!in_scope(kCaption, Scope::kTable)) return false;
    implied_end_tags();
    pop_until(kCaption);
    clear_to_marker();
    mode_ = Mode::kInTable;
    return !(end && token.tag == kCaption);
  }
  if (end && (kCellBreakers.has(token.tag) || token.tag == kBody || token.tag == kHtml)) {
    return false;
  }
  return in_body(token);
}

bool TreeBuilder::in_colgroup(Token& token) {
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
      if (token.tag == kCol) {
        insert_void(token);
        return false;
      }
      if (token.tag == kTemplate) return in_head(token);
      break;
    case TokenKind::kEndTag:
      if (token.tag == kColgroup) {
        if (current_tag() != kColgroup) return false;
        pop();
        mode_ = Mode::kInTable;
        return false;
      }
      if (token.tag == kCol) return false;
      if (token.tag == kTemplate) return in_head(token);
      break;
    case TokenKind::kEnd:
      return in_body(token);
  }
  if (current_tag() != kColgroup) return false;
  pop();
  mode_ = Mode::kInTable;
  return true;
}

bool TreeBuilder::in_table_body(Token& token) {
  if (token.kind == TokenKind::kStartTag) {
    switch (token.tag) {
      case kTr:
        clear_to(kTableBodyContext);
        insert(token);
        mode_ = Mode::kInRow;
        return false;
      case kTh:
      case kTd:
        clear_to(kTableBodyContext);
        insert_implied(kTr, token);
        mode_ = Mode::kInRow;
        return true;
      default:
        break;
    }
  }
  if (token.kind == TokenKind::kEndTag) {
    if (kSections.has(token.tag)) {
      if (!in_scope(token.tag, Scope::kTable)) return false;
      clear_to(kTableBodyContext);
      pop();
      mode_ = Mode::kInTable;
      return false;
    }
    if (TagSet(kBody, kCaption, kCol, kColgroup, kHtml, kTd, kTh, kTr).has(token.tag)) return false;
  }
  const bool ends = (token.kind == TokenKind::kStartTag &&
                     TagSet(kCaption, kCol, kColgroup, kTbody, kTfoot, kThead).has(token.tag)) ||
                    (token.kind == TokenKind::kEndTag && token.tag == kTable);
  if (!ends) return in_table(token);
  if (!in_scope(kTbody, Scope::kTable) && !in_scope(kThead, Scope::kTable) &&
      !in_scope(kTfoot, Scope::kTable)) {
    return false;
  }
  clear_to(kTableBodyContext);
  pop();
  mode_ = Mode::kInTable;
  return true;
}

bool TreeBuilder::in_row(Token& token) {
  if (token.kind == TokenKind::kStartTag && (token.tag == kTd || token.tag == kTh)) {
    clear_to(kRowContext);
    insert(token);
    mode_ = Mode::kInCell;
    push_marker();
    return false;
  }
  const auto end_row = [this] {
    if (!in_scope(kTr, Scope::kTable)) return false;
    clear_to(kRowContext);
    pop();
    mode_ = Mode::kInTableBody;
    return true;
  };
  if (token.kind == TokenKind::kStartTag &&
      TagSet(kCaption, kCol, kColgroup, kTbody, kTfoot, kThead, kTr).has(token.tag)) {
    return end_row();
  }
  if (token.kind == TokenKind::kEndTag) {
    if (token.tag == kTr) {
      end_row();
      return false;
    }
    if (token.tag == kTable) return end_row();
    if (kSections.has(token.tag)) return in_scope(token.tag, Scope::kTable) && end_row();
    if (TagSet(kBody, kCaption, kCol, kColgroup, kHtml, kTd, kTh).has(token.tag)) return false;
  }
  return in_table(token);
}

void TreeBuilder::close_cell() {
  implied_end_tags();
  while (!stack_.empty()) {
    const bool found = current_tag() == kTd || current_tag() == kTh;
    pop();
    if (found) break;
  }
  clear_to_marker();
  mode_ = Mode::kInRow;
}

bool TreeBuilder::in_cell(Token& token) {
  const auto cell_open = [this] {
    return in_scope(kTd, Scope::kTable) || in_scope(kTh, Scope::kTable);
  };
  if (token.kind == TokenKind::kEndTag) {
    if (token.tag == kTd || token.tag == kTh) {
      if (!in_scope(token.tag, Scope::kTable)) return false;
      implied_end_tags();
      pop_until(token.tag);
      clear_to_marker();
      mode_ = Mode::kInRow;
      return false;
    }
    if (TagSet(kBody, kCaption, kCol, kColgroup, kHtml).has(token.tag)) return false;
    if (TagSet(kTable, kTbody, kTfoot, kThead, kTr).has(token.tag)) {
      if (!in_scope(token.tag, Scope::kTable) || !cell_open()) return false;
      close_cell();
      return true;
    }
  }
  if (token.kind == TokenKind::kStartTag && kCellBreakers.has(token.tag)) {
    if (!cell_open()) return false;
    close_cell();
    return true;
  }
  return in_body(token);
}

}  // namespace dateline::page
