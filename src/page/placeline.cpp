#include "page/placeline.h"

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
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

}  // namespace

bool is_agency(std::string_view name) {
  const std::string low = to_lower(name);
  for (const std::string_view agency : {"reuters",
                                        "ap",
                                        "afp",
                                        "upi",
                                        "dpa",
                                        "ians",
                                        "pti",
                                        "ani",
                                        "xinhua",
                                        "tass",
                                        "interfax",
                                        "ria novosti",
                                        "bloomberg",
                                        "cnn",
                                        "efe",
                                        "ansa",
                                        "apa",
                                        "kyodo",
                                        "yonhap",
                                        "anadolu",
                                        "aa",
                                        "irna",
                                        "sana",
                                        "wafa",
                                        "ukrinform",
                                        "unian",
                                        "itar-tass",
                                        "associated press",
                                        "agence france-presse",
                                        "the associated press",
                                        "thomson reuters foundation",
                                        "dow jones",
                                        "pa",
                                        "pa media",
                                        "aap",
                                        "ips",
                                        "voa",
                                        "rfe/rl",
                                        "belga",
                                        "lusa",
                                        "ntb",
                                        "tt",
                                        "ritzau",
                                        "sda",
                                        "anp",
                                        "mti",
                                        "pap",
                                        "ctk",
                                        "belta",
                                        "antara",
                                        "bernama",
                                        "app",
                                        "mena",
                                        "spa",
                                        "wam",
                                        "petra",
                                        "kuna",
                                        "the canadian press",
                                        "canadian press"}) {
    if (low == agency) return true;
  }
  // "Reuters Health", "AP Photo" and the like; "Bloomberg News".
  return low.starts_with("reuters ") || low.starts_with("bloomberg ");
}

namespace {

/// Words in capitals that open a text and are no place.
bool is_label(std::string_view name) {
  for (const std::string_view label :
       {"EXCLUSIVE",     "UPDATE",     "UPDATED",  "UPDATES", "BREAKING",      "BREAKING NEWS",
        "WATCH",         "VIDEO",      "PHOTOS",   "NOTE",    "EDITOR'S NOTE", "CORRECTION",
        "CLARIFICATION", "OPINION",    "ANALYSIS", "REVIEW",  "INTERVIEW",     "LIVE",
        "PODCAST",       "FACTBOX",    "TIMELINE", "WARNING", "SPOILER ALERT", "QUESTION",
        "ANSWER",        "READ MORE",  "TL;DR",    "TLDR",    "DISCLAIMER",    "COMMENT",
        "EXPLAINER",     "FACT CHECK", "MORE",     "RELATED", "ADVERTISEMENT", "SOURCE",
        "SUMMARY",       "IMPORTANT",  "RATING",   "VERDICT", "PROS",          "CONS"}) {
    if (name == label) return true;
  }
  // Letters to an adviser, speakers of a transcript, web addresses.
  return name.starts_with("DEAR ") || name.ends_with(", HOST") || name.ends_with(", BYLINE") ||
         name.find(".COM") != std::string_view::npos;
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

/// A place name: capitals, or capitalised words (then something else must confirm the placeline).
bool is_place(std::string_view name, bool* capitals) {
  if (name.size() < 3 || name.size() > 50) return false;
  size_t words = 0, comma = name.find(',');
  *capitals = is_capitals(name.substr(0, comma));
  for (const std::string_view word : split(name, ' ')) {
    if (word.empty()) return false;
    ++words;
    const bool small = word == "de" || word == "of" || word == "la" || word == "al" ||
                       word == "and" || word == "the" || word == "del" || word == "di";
    if (!starts_upper(word) && !small) return false;
    for (const char c : word) {
      if (is_digit(c) || c == '"' || c == ';' || c == '?' || c == '!') return false;
    }
  }
  return words <= 5;
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

Placeline read(std::string_view text, Span paragraph, bool heading) {
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
    if (agency.empty() && date.empty() && (is_label(place) || (heading && colon))) return {};
    if (agency.empty() && date.empty() && place.size() > 40) return {};
  }
  i = dash + dash_length;
  line.place = place;
  line.agency = agency;
  line.date = date;
  line.span = {paragraph.begin, paragraph.begin + static_cast<uint32_t>(i)};
  return line;
}

}  // namespace

Placeline find_placeline(std::string_view text, const std::vector<Paragraph>& paragraphs) {
  size_t looked = 0;
  for (const Paragraph& p : paragraphs) {
    if (p.role != Role::kText && p.role != Role::kSubhead) continue;
    if (p.span.size() < 30) continue;
    const Placeline line = read(text, p.span, p.role == Role::kSubhead);
    if (line.known()) return line;
    if (++looked >= 2) break;
  }
  return {};
}

}  // namespace dateline::page
