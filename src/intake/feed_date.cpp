#include "intake/feed_date.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <vector>

#include "base/civil_date.h"
#include "base/strings.h"

namespace dateline::intake {
namespace {

struct Parts {
  int year = 0;
  unsigned month = 0, day = 0;  // 0: not given
  int hour = -1, minute = 0, second = 0;
  std::optional<int> zone;  // minutes east of UTC
};

int number(std::string_view digits) { return parse_number<int>(digits).value_or(-1); }

size_t count_digits(std::string_view text) {
  size_t n = 0;
  while (n < text.size() && is_digit(text[n])) ++n;
  return n;
}

// "+0200", "-08:00", "+2", "Z", "GMT", "EST".
std::optional<int> zone_of(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, int>, 22> kNames = {{
      {"z", 0}, {"gmt", 0}, {"ut", 0}, {"utc", 0}, {"wet", 0}, {"bst", 60}, {"cet", 60}, {"met", 60}, {"cest", 120}, {"eet", 120}, {"eest", 180},
      {"msk", 180}, {"est", -300}, {"edt", -240}, {"et", -300}, {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480},
      {"pdt", -420}, {"jst", 540}}};
  for (const auto& [name, minutes] : kNames) {
    if (equals_ignoring_case(text, name)) return minutes;
  }
  for (const std::string_view prefix : {"gmt", "utc"}) {  // "GMT+2"
    if (starts_with_ignoring_case(text, prefix)) text.remove_prefix(prefix.size());
  }
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const int sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const size_t digits = count_digits(text);
  int hours = 0, minutes = 0;
  if (digits == 4 && text.size() == 4) {
    hours = number(text.substr(0, 2));
    minutes = number(text.substr(2));
  } else if ((digits == 1 || digits == 2) && (text.size() == digits || (text[digits] == ':' && text.size() == digits + 3))) {
    hours = number(text.substr(0, digits));
    if (text.size() > digits) minutes = number(text.substr(digits + 1));
  } else {
    return std::nullopt;
  }
  if (hours > 15 || minutes < 0 || minutes > 59) return std::nullopt;
  return sign * (hours * 60 + minutes);
}

// "19:48", "19:48:21", "19:48:21.5", with a zone directly behind it or not; "2:05pm".
bool read_time(std::string_view text, Parts& out) {
  const size_t h = count_digits(text);
  if (h == 0 || h > 2 || text.size() < h + 3 || text[h] != ':' || count_digits(text.substr(h + 1)) < 2) return false;
  out.hour = number(text.substr(0, h));
  out.minute = number(text.substr(h + 1, 2));
  std::string_view rest = text.substr(h + 3);
  if (rest.size() >= 3 && rest[0] == ':' && is_digit(rest[1]) && is_digit(rest[2])) {
    out.second = number(rest.substr(1, 2));
    rest.remove_prefix(3);
    if (rest.size() > 1 && (rest[0] == '.' || rest[0] == ',')) rest.remove_prefix(1 + count_digits(rest.substr(1)));
  }
  if (rest.empty()) return true;
  if (const auto zone = zone_of(rest)) out.zone = zone;
  return true;
}

// 2003, 2003-12, 2003-12-31, 20031231, 2003/12/31, perhaps with T and a time.
bool read_iso(std::string_view text, Parts& out) {
  const size_t digits = count_digits(text);
  if (digits == 8) {
    out.year = number(text.substr(0, 4));
    out.month = static_cast<unsigned>(number(text.substr(4, 2)));
    out.day = static_cast<unsigned>(number(text.substr(6, 2)));
    text.remove_prefix(8);
  } else if (digits == 4) {
    out.year = number(text.substr(0, 4));
    text.remove_prefix(4);
    for (unsigned* part : {&out.month, &out.day}) {
      if (text.size() < 2 || (text[0] != '-' && text[0] != '/') || !is_digit(text[1])) break;
      const size_t n = std::min<size_t>(2, count_digits(text.substr(1)));
      *part = static_cast<unsigned>(number(text.substr(1, n)));
      text.remove_prefix(1 + n);
    }
  } else {
    return false;
  }
  if (!text.empty() && (text[0] == 'T' || text[0] == 't')) return read_time(text.substr(1), out);
  return text.empty();
}

unsigned month_of(std::string_view word) {
  static constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (word.size() < 3) return 0;
  const size_t at = kMonths.find(to_lower(word.substr(0, 3)));
  return at == kMonths.npos || at % 3 != 0 ? 0 : static_cast<unsigned>(at / 3 + 1);
}

bool read_words(std::string_view text, Parts& out) {
  std::string spaced(text);
  for (char& c : spaced) {
    if (c == ',' || is_space(c)) c = ' ';
  }
  bool clock = false;
  for (std::string_view word : split(spaced, ' ')) {
    if (word.empty()) continue;
    const size_t digits = count_digits(word);
    if (!clock && read_time(word, out)) {
      clock = true;
    } else if (out.year == 0 && out.month == 0 && digits >= 4 && read_iso(word, out)) {
      continue;
    } else if (word.find('-') != word.npos && digits > 0 && digits < 3 && out.month == 0) {  // 01-Jan-2004
      const auto parts = split(word, '-');
      if (parts.size() != 3) return false;
      out.day = static_cast<unsigned>(number(parts[0]));
      out.month = month_of(parts[1]);
      out.year = number(parts[2]);
    } else if (digits == word.size()) {
      if (out.day == 0 && digits <= 2) out.day = static_cast<unsigned>(number(word));
      else if (out.year == 0) out.year = number(word);
    } else if (digits > 0 && digits <= 2 && word.size() == digits + 2 && is_alpha(word[digits])) {  // 1st
      out.day = static_cast<unsigned>(number(word.substr(0, digits)));
    } else if (const unsigned month = month_of(word); month != 0 && out.month == 0) {
      out.month = month;
    } else if (clock && (equals_ignoring_case(word, "pm") || equals_ignoring_case(word, "am"))) {
      if (out.hour < 1 || out.hour > 12) return false;
      out.hour = out.hour % 12 + (to_lower(word[0]) == 'p' ? 12 : 0);
    } else if (clock && !out.zone) {
      out.zone = zone_of(word);
    }
  }
  return out.year != 0 && out.month != 0 && out.day != 0;
}

}  // namespace

std::string feed_date(std::string_view text) {
  text = trim(text.substr(0, 200));
  Parts p;
  if (!read_iso(text, p)) {
    p = {};
    if (!read_words(text, p)) return {};
  }
  if (p.year >= 0 && p.year < 100) p.year += p.year < 70 ? 2000 : 1900;  // RFC 5322, 4.3
  if (p.year < 1900 || p.year > 2200) return {};
  if (p.month == 0) return fmt::format("{:04}", p.year);
  if (p.month > 12) return {};
  if (p.day == 0) return fmt::format("{:04}-{:02}", p.year, p.month);
  CivilDate day{p.year, p.month, p.day};
  if (!is_valid(day)) return {};
  if (p.hour < 0) return to_iso(day);
  if (p.hour > 24 || p.minute > 59 || p.second > 60) return {};
  int64_t minutes = p.hour * 60 + p.minute - p.zone.value_or(0);
  const int64_t days = minutes >= 0 ? minutes / 1440 : -((1439 - minutes) / 1440);
  minutes -= days * 1440;
  day = add_days(day, days);
  return fmt::format("{}T{:02}:{:02}:{:02}{}", to_iso(day), minutes / 60, minutes % 60, std::min(p.second, 59), p.zone ? "Z" : "");
}

}  // namespace dateline::intake
