#include <algorithm>

#include "base/strings.h"
#include "facts/time/time_parser.h"

namespace dateline::facts {

using C = TimeClass;
using F = TimeFlag;

namespace {

bool plausible_year(int year) { return year >= 1000 && year <= 2199; }

}  // namespace

uint32_t TimeParser::parse_number(uint32_t at, int& value) const {
  const TimeWord& first = word(at);
  if (first.kind == C::kScale) {
    value = first.value;
    return at + 1;
  }
  if (first.kind != C::kNumber || first.mid) return 0;
  value = first.value;
  uint32_t next = at + 1;
  if (first.flag == F::kTens) {
    const uint32_t ones = is(next, C::kHyphen) ? next + 1 : next;
    const TimeWord& one = word(ones);
    if (one.kind == C::kNumber && one.flag == F::kWord && one.value > 0 && one.value < 10) {
      value += one.value;
      next = ones + 1;
    }
  }
  if (is(next, C::kScale) && value < 1000) {
    value *= word(next).value;
    ++next;
  }
  return next;
}

uint32_t TimeParser::parse_ordinal(uint32_t at, int& value) const {
  const TimeWord& first = word(at);
  if (first.kind == C::kOrdinal) {
    value = first.value;
    return at + 1;
  }
  if (first.kind == C::kUnit && first.value == 1 && first.flag == F::kPlain) {
    value = 2;
    return at + 1;
  }
  if (first.kind == C::kNumber && first.flag == F::kTens && is(at + 1, C::kHyphen)) {
    int ones = 0;
    if (const uint32_t end = parse_ordinal(at + 2, ones); end != 0 && ones < 10) {
      value = first.value + ones;
      return end;
    }
  }
  return 0;
}

// A year: four digits, or "nineteen ninety-one". Unless the words before it make it `sure`, its
// neighbours must not make it a count.
uint32_t TimeParser::parse_year(uint32_t at, int& value, bool sure) const {
  const TimeWord& first = word(at);
  if (first.kind != C::kNumber) return 0;
  if (first.digits == 4) {
    if (!plausible_year(first.value)) return 0;
    value = first.value;
    if (sure) return at + 1;
    const TimeWord& before = word(at - 1);
    const bool preposition = before.kind == C::kIn || before.kind == C::kPreposition ||
                             before.kind == C::kAgo || before.kind == C::kOf ||
                             before.kind == C::kTo || form_is(at - 1, "since");
    if (value < 1700 && !preposition) return 0;
    if (value > 2060 && !preposition) return 0;
    if (before.kind == C::kLabel || is(at + 1, C::kZone)) return 0;
    if (before.kind == C::kScale || is(at + 1, C::kScale) || form_is(at + 1, "million")) return 0;
    if (at > begin_) {
      const std::string_view previous = form(at - 1);
      const char c = previous.back();
      if (c == '$' || c == '#' || c == '%' || c == '&' || previous == "\u00a3" ||
          previous == "\u20ac" || previous == "-" || previous == "No." || previous == "Flight" ||
          previous == "+" || previous == "." || previous == "/" || previous == ":") {
        if (previous != "-" || !is(at - 2, C::kNumber)) return 0;
      }
      if (before.kind == C::kApprox && before.value != 1) return 0;
    }
    const std::string_view next = form(at + 1);
    if (next == "%" || next == "percent" || next == "/") return 0;
    if (word(at + 1).kind == C::kUnit && word(at + 1).flag == F::kPlural) return 0;
    static constexpr std::string_view kCounted[] = {
        "people",     "men",     "women",  "children", "troops",  "km",    "kilometers",
        "kilometres", "miles",   "meters", "metres",   "feet",    "tons",  "tonnes",
        "pounds",     "dollars", "euros",  "rubles",   "roubles", "yards", "acres",
        "hectares",   "kg",      "lb",     "barrels",  "rpm",     "mph",   "cc",
        "points",     "votes",   "jobs",   "soldiers", "m",       "ft"};
    const bool counted =
        std::find(std::begin(kCounted), std::end(kCounted), next) != std::end(kCounted);
    if (counted) return 0;
    // A lower-case plural behind a bare number is what is counted ("1900 soldiers"); behind a
    // preposition it is a year.
    if (!preposition && !is(at - 1, C::kArticle) && !is(at - 1, C::kPossessive) &&
        next.size() > 3 && is_lower(next[0]) && next.ends_with('s') && !next.ends_with("ss") &&
        value % 50 == 0) {
      return 0;
    }
    return at + 1;
  }
  if (sure && first.flag == F::kWord && first.value == 2 && is(at + 1, C::kScale) &&
      word(at + 1).value == 1000) {
    int rest = 0;
    const uint32_t tail = is(at + 2, C::kAnd) ? at + 3 : at + 2;
    const uint32_t end = parse_number(tail, rest);
    value = 2000 + (end != 0 && rest < 100 ? rest : 0);
    return end != 0 && rest < 100 ? end : at + 2;
  }
  // "nineteen ninety [- one]"
  if (first.flag == F::kWord && first.value >= 15 && first.value <= 20) {
    const TimeWord& second = word(at + 1);
    int rest = 0;
    if (second.kind == C::kNumber && second.flag != F::kDigits && second.value >= 10) {
      const uint32_t end = parse_number(at + 1, rest);
      if (end != 0 && rest < 100) {
        value = first.value * 100 + rest;
        return end;
      }
    }
  }
  return 0;
}

// The year that completes a month: "1988", ", 1988", "of 1988", "this year", "last year", "of that year", "of the same year".
uint32_t TimeParser::parse_year_behind(uint32_t at, int& value) const {
  uint32_t next = at;
  if (is(next, C::kComma) || is(next, C::kOf)) ++next;
  if (word(next).kind == C::kNumber && (word(next).digits == 4 || word(next).flag == F::kWord)) {
    const std::string_view behind = form(next + 1);
    if (behind == "%" || behind == "percent" || behind == "people") return 0;
    return parse_year(next, value, true);
  }
  if (page_ && is(next, C::kRelative) && unit(next + 1, TimeUnit::kYear) &&
      (word(next).flag == F::kPlain || word(next).flag == F::kCurrent)) {
    value = page_->year + word(next).value;
    return next + 2;
  }
  if (is(at, C::kOf)) {
    if (is(next, C::kArticle)) ++next;
    const TimeWord& which = word(next);
    const bool told = which.flag == F::kThat || which.flag == F::kSame || which.flag == F::kFollowing || which.flag == F::kPrevious;
    const Calendar base = told && is(next, C::kRelative) && unit(next + 1, TimeUnit::kYear) ? reference_or_page(TimeUnit::kYear) : Calendar{};
    if (base.known()) {
      value = base.year + which.value;
      return next + 2;
    }
  }
  return 0;
}

}  // namespace dateline::facts
