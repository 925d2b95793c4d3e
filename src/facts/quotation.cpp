#include "facts/quotation.h"

#include <string_view>

#include "base/strings.h"

namespace dateline::facts {
namespace {

enum class Mark : uint8_t { kNone, kOpen, kClose, kStraight };

/// The quotation mark at `text[i]` and its length in bytes. Quotes made of two apostrophes, curly ones too, or backticks count.
Mark mark_at(std::string_view text, size_t i, size_t* length) {
  const std::string_view rest = text.substr(i);
  *length = 1;
  if (rest[0] == '"') return Mark::kStraight;
  if (rest.substr(0, 2) == "``") {
    *length = 2;
    return Mark::kOpen;
  }
  if (rest.substr(0, 2) == "''") {
    *length = 2;
    return Mark::kStraight;
  }
  if (rest.substr(0, 6) == "\xE2\x80\x98\xE2\x80\x98") {  // ‘‘
    *length = 6;
    return Mark::kOpen;
  }
  if (rest.substr(0, 6) == "\xE2\x80\x99\xE2\x80\x99") {  // ’’
    *length = 6;
    return Mark::kClose;
  }
  if (rest.substr(0, 3) == "\xE2\x80\x9C" || rest.substr(0, 3) == "\xE2\x80\x9E") {  // “ „
    *length = 3;
    return Mark::kOpen;
  }
  if (rest.substr(0, 3) == "\xE2\x80\x9D") {  // ”
    *length = 3;
    return Mark::kClose;
  }
  if (rest.substr(0, 2) == "\xC2\xAB") {
    *length = 2;
    return Mark::kOpen;
  }
  if (rest.substr(0, 2) == "\xC2\xBB") {
    *length = 2;
    return Mark::kClose;
  }
  return Mark::kNone;
}

/// A straight mark opens at the start, or behind a blank, a bracket or a dash.
bool opens(std::string_view text, size_t begin, size_t i) {
  if (i == begin) return true;
  const char before = text[i - 1];
  return is_space(before) || before == '(' || before == '[' || before == '-' || before == ':' ||
         before == '\'' || (before & '\x80') != 0;
}

/// British single marks: ‘ ... ’ or ' ... ', closed where no letter follows. Only looked for where no double mark is open.
size_t single_close(std::string_view text, size_t from, size_t end) {
  for (size_t i = from; i < end; ++i) {
    const bool curly = text.substr(i, 3) == "\xE2\x80\x99";
    if (!curly && text[i] != '\'') continue;
    const size_t after = i + (curly ? 3 : 1);
    const bool letter_follows = after < end && (is_alpha(text[after]) || is_digit(text[after]));
    const char before = text[i - 1];
    const bool plural = (before == 's') && after < end && is_space(text[after]) && after + 1 < end &&
                        is_lower(text[after + 1]);
    if (!letter_follows && !plural) return i;
  }
  return std::string_view::npos;
}

}  // namespace

void find_quotations(const Article& article, std::vector<Quotation>& out) {
  out.clear();
  const std::string_view text = article.text;
  bool carried = false;
  for (uint32_t p = 0; p < article.paragraphs.size(); ++p) {
    const Span paragraph = article.paragraphs[p].span;
    bool inside = false;
    bool continued = false;
    bool single_closes = true;  // false once no single mark behind here closes: looked for only once
    size_t open_at = 0, inner_at = 0;
    const auto close = [&](size_t inner_end, size_t outer_end, bool left_open) {
      Quotation q;
      q.inner = {static_cast<uint32_t>(inner_at), static_cast<uint32_t>(inner_end)};
      q.outer = {static_cast<uint32_t>(open_at), static_cast<uint32_t>(outer_end)};
      q.paragraph = p;
      q.open = left_open;
      q.continued = continued;
      if (!q.inner.empty()) out.push_back(q);
      inside = false;
    };
    for (size_t i = paragraph.begin; i < paragraph.end;) {
      size_t length = 1;
      const Mark mark = mark_at(text, i, &length);
      if (mark == Mark::kNone) {
        const bool curly_single = text.substr(i, 3) == "\xE2\x80\x98";
        const bool straight_single = text[i] == '\'' && opens(text, paragraph.begin, i) &&
                                     i + 1 < paragraph.end && is_upper(text[i + 1]);
        if (!inside && single_closes && (curly_single || straight_single)) {
          const size_t begin = i + (curly_single ? 3 : 1);
          const size_t end = single_close(text, begin, paragraph.end);
          single_closes = end != std::string_view::npos;
          if (end != std::string_view::npos && end > begin + 8) {
            open_at = i;
            inner_at = begin;
            continued = false;
            const size_t behind = end + (text[end] == '\'' ? 1 : 3);
            close(end, behind, false);
            i = behind;
            continue;
          }
        }
        ++i;
        continue;
      }
      // "asked, ''What did he mean by 'now'?'''": the last two of three close.
      if (inside && length == 2 && mark == Mark::kStraight && i + 2 < paragraph.end && text[i + 2] == '\'') {
        ++i;
        continue;
      }
      const bool opening = mark == Mark::kOpen || (mark == Mark::kStraight && !inside);
      if (!inside && opening) {
        if (mark != Mark::kStraight || opens(text, paragraph.begin, i)) {
          inside = true;
          open_at = i;
          inner_at = i + length;
          continued = carried && i == paragraph.begin;
        }
      } else if (inside && mark != Mark::kOpen) {
        close(i, i + length, false);
      }
      i += length;
    }
    carried = inside;
    if (inside) {
      // An opening mark with nothing closed: a long quotation if it starts the paragraph or a sentence, else a slip.
      close(paragraph.end, paragraph.end, true);
    }
  }
}

}  // namespace dateline::facts
