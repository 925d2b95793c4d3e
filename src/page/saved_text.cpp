#include "page/saved_text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "page/lexicon.h"
#include "page/metadata.h"
#include "page/moment.h"

namespace dateline::page {
namespace {

constexpr size_t kMostFurniture = 200;
constexpr size_t kHeaderLines = 10;  // how far down tools and dates still belong to the head
constexpr size_t kSubheadBytes = 90;

struct Line {
  std::string_view text;  // trimmed
  Span source;
  bool after_blank = false;
};

std::vector<Line> lines_of(std::string_view bytes) {
  std::vector<Line> lines;
  bool blank = true;
  for (size_t at = 0; at < bytes.size();) {
    size_t end = bytes.find('\n', at);
    if (end == std::string_view::npos) end = bytes.size();
    const std::string_view text = trim(bytes.substr(at, end - at));
    if (text.empty() || text == "\xEF\xBB\xBF") {
      blank = true;
    } else {
      const auto begin = static_cast<uint32_t>(text.data() - bytes.data());
      lines.push_back({text, {begin, begin + static_cast<uint32_t>(text.size())}, blank});
      blank = false;
    }
    at = end + 1;
  }
  if (!lines.empty() && lines[0].text.starts_with("\xEF\xBB\xBF")) {
    lines[0].text.remove_prefix(3);
    lines[0].source.begin += 3;
  }
  return lines;
}

/// Joins the lines of a paragraph that was wrapped at a fixed width.
void unwrap(std::string_view bytes, std::vector<Line>& lines) {
  size_t wrapped = 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    const size_t length = lines[i - 1].text.size();
    wrapped +=
        !lines[i].after_blank && length >= 50 && length <= 100 && lines[i - 1].text.back() != '.';
  }
  if (lines.size() < 8 || wrapped * 3 < lines.size()) return;
  std::vector<Line> joined;
  for (const Line& line : lines) {
    if (joined.empty() || line.after_blank || joined.back().text.size() < 40) {
      joined.push_back(line);
      continue;
    }
    joined.back().source.end = line.source.end;
    joined.back().text = text_of(bytes, joined.back().source);
  }
  lines = std::move(joined);
}

bool ends_with_mark(std::string_view text) {
  while (!text.empty()) {
    if (text.back() == '"' || text.back() == '\'' || text.back() == ')') {
      text.remove_suffix(1);
    } else if (text.ends_with("\xE2\x80\x9D") || text.ends_with("\xE2\x80\x99")) {
      text.remove_suffix(3);
    } else {
      break;
    }
  }
  if (text.empty()) return false;
  const char c = text.back();
  return c == '.' || c == '!' || c == '?' || c == ':' || c == ',' || c == ';' ||
         text.ends_with("\xE2\x80\xA6") || text.ends_with("\xE3\x80\x82");
}

bool is_short_label(std::string_view text) {
  return text.size() <= kSubheadBytes && !ends_with_mark(text) &&
         std::count(text.begin(), text.end(), ' ') < 12;
}

bool is_byline(std::string_view text) {
  return text.size() <= 80 &&
         (text.starts_with("By ") || text.starts_with("BY ") || text.starts_with("by "));
}

/// A line that says when: a label and a date, or a date and nothing more.
bool read_date_line(std::string_view text, Article& article) {
  if (text.size() > 100) return false;
  const std::string low = to_lower(text);
  const bool updated =
      low.find("updated") != std::string::npos || low.find("modified") != std::string::npos;
  const bool published = low.find("published") != std::string::npos || low.starts_with("posted") ||
                         low.starts_with("date");
  const std::optional<Moment> moment = find_moment(text, NumericOrder::kDayFirst);
  if (!moment) return false;
  const bool alone = moment->begin <= 16 && moment->end + 12 >= text.size();
  if (!updated && !published && !alone) return false;
  PageDate date = page_date(*moment, DateFrom::kText);
  PageDate& field = updated && !published ? article.modified : article.published;
  if (!field.known()) field = std::move(date);
  return true;
}

void add_furniture(Article& article, FurnitureKind kind, const Line& line) {
  if (!article.furniture.empty()) {
    Furniture& last = article.furniture.back();
    if (last.kind == kind && last.kind == FurnitureKind::kFeatured &&
        last.source.end <= line.source.begin && last.text.size() + line.text.size() < 4000) {
      last.text += '\n';
      last.text += line.text;
      last.source.end = line.source.end;
      return;
    }
  }
  if (article.furniture.size() >= kMostFurniture) return;
  article.furniture.push_back({kind, std::string(line.text), line.source});
}

void add_paragraph(Article& article, const Line& line, Role role) {
  if (!article.text.empty()) article.text += "\n\n";
  const auto begin = static_cast<uint32_t>(article.text.size());
  article.text += fold_space(line.text);
  article.paragraphs.push_back(
      {{begin, static_cast<uint32_t>(article.text.size())}, role, line.source});
}

/// A label between longer paragraphs is a subhead.
void mark_subheads(Article& article) {
  std::vector<Paragraph>& ps = article.paragraphs;
  for (size_t i = 0; i + 1 < ps.size(); ++i) {
    const std::string_view text = trim(text_of(article.text, ps[i].span));
    if (ps[i].role != Role::kText || !is_short_label(text)) continue;
    const bool longer_next = ps[i + 1].span.size() > 60 && ps[i + 1].span.size() > text.size();
    const bool longer_before =
        i == 0 || ps[i - 1].span.size() > 60 || ps[i - 1].role == Role::kList;
    if (longer_next && longer_before) ps[i].role = Role::kSubhead;
  }
}

}  // namespace

void read_saved_text(const Lexicon& lexicon, std::string_view bytes, Article& article) {
  std::string low;
  std::vector<Line> lines = lines_of(bytes);
  unwrap(bytes, lines);
  if (lines.empty()) return;
  size_t i = 0;
  if (lines[0].text.size() <= 250 && lines.size() > 1) {
    article.headline = fold_space(lines[0].text);
    i = 1;
  }
  // The head ends behind the last tool or date near the top.
  size_t head_end = i;
  for (size_t k = i; k < std::min(lines.size(), kHeaderLines); ++k) {
    Article probe;
    if (lexicon.label(lines[k].text) || read_date_line(lines[k].text, probe) ||
        is_byline(lines[k].text))
      head_end = k + 1;
    if (lines[k].text.size() > 400) break;
  }
  for (; i < head_end; ++i) {
    const Line& line = lines[i];
    const std::optional<FurnitureKind> kind = lexicon.label(line.text);
    if (read_date_line(line.text, article)) {
      add_furniture(article, FurnitureKind::kUpdated, line);
    } else if (kind) {
      add_furniture(article, *kind, line);
    } else if (is_byline(line.text)) {
      for (const std::string& name : lexicon.bylines().names(line.text)) article.authors.push_back({name, {}});
    } else if (article.standfirst.empty() && line.text.size() >= 25) {
      article.standfirst = fold_space(line.text);
    } else {
      add_furniture(article, FurnitureKind::kNavigation, line);
    }
  }
  std::optional<FurnitureKind> tail;  // behind the end of the article
  for (; i < lines.size(); ++i) {
    const Line& line = lines[i];
    const std::optional<FurnitureKind> kind =
        line.text.size() <= 120 ? lexicon.label(line.text) : std::nullopt;
    if (kind && (lexicon.line(line.text, low).ends || *kind == FurnitureKind::kFeatured)) tail = kind;
    if (kind) {
      if (*kind == FurnitureKind::kUpdated) (void)read_date_line(line.text, article);
      add_furniture(article, *kind, line);
    } else if (tail) {
      add_furniture(article, *tail == FurnitureKind::kNewsletter ? FurnitureKind::kRelated : *tail,
                    line);
    } else {
      add_paragraph(article, line, Role::kText);
    }
  }
  mark_subheads(article);
  // A page that tells only its last change was out by then.
  if (!article.published.known()) article.published = article.modified;
}

namespace {

/// A line that goes on with the sentence of the line right before it: text wrapped at a width.
bool goes_on(std::string_view bytes, Span before, Span line) {
  constexpr uint32_t kWidth = 40;  // bytes of a line that may be wrapped
  if (before.size() < kWidth || !is_lower(bytes[line.begin])) return false;
  const char last = bytes[before.end - 1];
  return is_alpha(last) || is_digit(last) || last == ',' || last == ')' || last == '-';
}

}  // namespace

void read_given_body(std::string_view bytes, Article& article) {
  article.text.assign(bytes);
  for (const Line& line : lines_of(bytes)) {
    if (!article.paragraphs.empty() && !line.after_blank && goes_on(bytes, article.paragraphs.back().span, line.source)) {
      article.paragraphs.back().span.end = line.source.end;
      continue;
    }
    article.paragraphs.push_back({line.source, Role::kText, {}});
  }
  mark_subheads(article);
}

}  // namespace dateline::page
