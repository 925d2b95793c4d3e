#include "page/placeline.h"

#include <algorithm>

#include "base/hash.h"
#include "base/strings.h"
#include "base/table_file.h"
#include "page/months.h"

namespace dateline::page {
namespace {

constexpr size_t kReach = 120;

/// Length of a dash (or colon) that may end a placeline at `at`, 0 if there is none.
size_t dash_at(std::string_view s, size_t at, bool colon_allowed) {
  const std::string_view rest = s.substr(at);
  for (const std::string_view dash : {"\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x95", "--", "-"}) {
    if (rest.starts_with(dash)) return dash.size();
  }
  return colon_allowed && rest.starts_with(':') ? 1 : 0;
}

/// Upper-case letters among the letters of a word, non-ASCII counted by the two-byte capitals of
/// Latin-1 and Cyrillic.
bool is_capitals(std::string_view word) {
  size_t upper = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    if (is_lower(word[i])) return false;
    upper += is_upper(word[i]);
    if (word[i] == '\xD0' && i + 1 < word.size())
      upper += static_cast<unsigned char>(word[i + 1]) <= 0xAF;
    if (word[i] == '\xC3' && i + 1 < word.size())
      upper += static_cast<unsigned char>(word[i + 1]) <= 0x9E;
  }
  return upper >= 2;
}

bool starts_upper(std::string_view word) {
  return !word.empty() && (is_upper(word[0]) || static_cast<unsigned char>(word[0]) >= 0x80);
}

/// "March 7", "7 March", "Mar 7", "Friday": the date part of a placeline.
bool is_date(std::string_view part) {
  const std::string low = to_lower(trim(part));
  bool month = false, other = false;
  size_t digits = 0;
  for (const std::string_view piece : split(low, ' ')) {
    std::string_view word = piece;
    while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
    if (word.empty()) continue;
    if (is_digit(word[0]) && word.size() <= 4) {
      ++digits;
    } else if (month_of(word) > 0) {
      month = true;
    } else {
      other = true;
    }
  }
  return month && digits > 0 && !other;
}

}  // namespace

bool Placelines::Words::has(std::string_view text) const {
  const auto any = [text](const std::vector<std::string>& words, auto fits) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return fits(text, word); });
  };
  return wholes.find(hash64(text)) != nullptr ||
         any(starts, [](std::string_view t, const std::string& word) { return t.starts_with(word); }) ||
         any(ends, [](std::string_view t, const std::string& word) { return t.ends_with(word); }) ||
         any(insides, [](std::string_view t, const std::string& word) { return t.find(word) != t.npos; });
}

Result<std::shared_ptr<const Placelines>> Placelines::read(const std::string& path) {
  const auto table = TableFile::read(path, 3);
  if (!table) return tl::unexpected<Error>(table.error());
  auto lines = std::make_shared<Placelines>();
  for (const auto& row : table->rows()) {
    std::string phrase(row.cells[0]);
    std::replace(phrase.begin(), phrase.end(), '_', ' ');
    const std::string_view place = row.cells[1], meaning = row.cells[2];
    if (meaning == "particle" && place == "whole") {
      lines->particles_.emplace(hash64(phrase), true);
      continue;
    }
    if (meaning != "agency" && meaning != "label") return table->bad_row(row, "meaning is agency, label or (whole) particle");
    Words& words = meaning == "agency" ? lines->agencies_ : lines->labels_;
    if (place == "whole") {
      words.wholes.emplace(hash64(phrase), true);
    } else if (place == "start") {
      words.starts.push_back(std::move(phrase));
    } else if (place == "end") {
      words.ends.push_back(std::move(phrase));
    } else if (place == "inside") {
      words.insides.push_back(std::move(phrase));
    } else {
      return table->bad_row(row, "place is whole, start, end or inside");
    }
  }
  return std::shared_ptr<const Placelines>(std::move(lines));
}

bool Placelines::is_agency(std::string_view name) const { return agencies_.has(to_lower(name)); }

bool Placelines::is_place(std::string_view name, bool* capitals) const {
  if (name.size() < 3 || name.size() > 50) return false;
  size_t words = 0, comma = name.find(',');
  *capitals = is_capitals(name.substr(0, comma));
  for (const std::string_view word : split(name, ' ')) {
    if (word.empty()) return false;
    ++words;
    if (!starts_upper(word) && particles_.find(hash64(word)) == nullptr) return false;
    for (const char c : word) {
      if (is_digit(c) || c == '"' || c == ';' || c == '?' || c == '!') return false;
    }
  }
  return words <= 5;
}

Placeline Placelines::read_opening(std::string_view text, Span paragraph, bool heading) const {
  const std::string_view s = text_of(text, paragraph).substr(0, kReach + 40);
  Placeline line;
  size_t i = 0;
  std::string_view place, agency, date;
  const size_t open = s.find('(');
  size_t dash = std::string_view::npos, dash_length = 0;
  bool colon = false;
  for (size_t k = 0; k < s.size() && k < kReach; ++k) {
    if (s[k] == '(') {  // what stands in brackets has no dash of the placeline
      const size_t close = s.find(')', k);
      if (close == std::string_view::npos) return {};
      k = close;
      continue;
    }
    const size_t length = dash_at(s, k, true);
    if (length == 0) continue;
    const bool is_colon = s[k] == ':';
    const bool hyphen = length == 1 && !is_colon;
    const bool spaced = k + length < s.size() &&
                        (s[k + length] == ' ' || s.compare(k + length, 2, "\xC2\xA0") == 0);
    const bool space_before = k > 0 && (s[k - 1] == ' ' || s[k - 1] == ')');
    if (hyphen && !(spaced && space_before)) continue;
    if (is_colon && !spaced) continue;
    dash = k;
    dash_length = length;
    colon = is_colon;
    break;
  }
  if (dash == std::string_view::npos) return {};
  std::string_view head = trim(s.substr(0, dash));
  if (open != std::string_view::npos && open < dash) {
    const size_t close = s.find(')', open);
    if (close == std::string_view::npos || close > dash) return {};
    agency = trim(s.substr(open + 1, close - open - 1));
    if (!trim(s.substr(close + 1, dash - close - 1)).empty()) return {};
    head = trim(s.substr(0, open));
    if (!is_agency(agency)) {
      const bool like_agency = agency.size() <= 30 &&
                               (is_capitals(agency) || starts_upper(agency)) &&
                               agency.find(',') == std::string_view::npos;
      bool capitals = false;
      if (!like_agency || head.empty() || !is_place(head.substr(0, head.find(',')), &capitals) ||
          !capitals)
        return {};
    }
  }
  if (agency.empty() && head.empty()) return {};
  // A date behind the last commas of the head.
  while (!head.empty() && head.back() == ',') head = trim(head.substr(0, head.size() - 1));
  for (size_t comma = head.find(','); comma != std::string_view::npos;
       comma = head.find(',', comma + 1)) {
    if (is_date(head.substr(comma + 1))) {
      date = trim(head.substr(comma + 1));
      head = trim(head.substr(0, comma));
      break;
    }
  }
  place = head;
  bool capitals = false;
  if (!place.empty()) {
    if (!is_place(place, &capitals)) return {};
    // Without an agency or a date only capitals are sure, and a colon needs them as well.
    if (agency.empty() && date.empty() && !capitals) return {};
    if (colon && !capitals && agency.empty()) return {};
    if (agency.empty() && date.empty() && (labels_.has(place) || (heading && colon))) return {};
    if (agency.empty() && date.empty() && place.size() > 40) return {};
  }
  i = dash + dash_length;
  line.place = place;
  line.agency = agency;
  line.date = date;
  line.span = {paragraph.begin, paragraph.begin + static_cast<uint32_t>(i)};
  return line;
}

Placeline Placelines::find(std::string_view text, const std::vector<Paragraph>& paragraphs) const {
  size_t looked = 0;
  for (const Paragraph& p : paragraphs) {
    if (p.role != Role::kText && p.role != Role::kSubhead) continue;
    if (p.span.size() < 30) continue;
    const Placeline line = read_opening(text, p.span, p.role == Role::kSubhead);
    if (line.known()) return line;
    if (++looked >= 2) break;
  }
  return {};
}

}  // namespace dateline::page
