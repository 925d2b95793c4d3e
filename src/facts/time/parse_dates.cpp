#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "base/strings.h"
#include "facts/time/time_parser.h"

namespace dateline::facts {

using C = TimeClass;
using F = TimeFlag;

namespace {

constexpr std::string_view kPartMods[] = {"", "START", "MID", "END", "START", "END"};

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

// A year: four digits, or "nineteen ninety-one". Unless the words before it make it `sure`, its neighbours must not make
// it a count.
uint32_t TimeParser::parse_year(uint32_t at, int& value, bool sure) const {
  const TimeWord& first = word(at);
  if (first.kind != C::kNumber) return 0;
  if (first.digits == 4) {
    if (!plausible_year(first.value)) return 0;
    value = first.value;
    if (sure) return at + 1;
    const TimeWord& before = word(at - 1);
    const bool preposition = before.kind == C::kIn || before.kind == C::kPreposition || before.kind == C::kAgo ||
                             before.kind == C::kOf || before.kind == C::kTo || form_is(at - 1, "since");
    if (value < 1700 && !preposition) return 0;
    if (value > 2060 && !preposition) return 0;
    if (before.kind == C::kLabel || is(at + 1, C::kZone)) return 0;
    if (before.kind == C::kScale || is(at + 1, C::kScale) || form_is(at + 1, "million")) return 0;
    if (at > begin_) {
      const std::string_view previous = form(at - 1);
      const char c = previous.back();
      if (c == '$' || c == '#' || c == '%' || c == '&' || previous == "\u00a3" || previous == "\u20ac" || previous == "-" ||
          previous == "No." || previous == "Flight" || previous == "+" || previous == "." || previous == "/" ||
          previous == ":") {
        if (previous != "-" || !is(at - 2, C::kNumber)) return 0;
      }
      if (before.kind == C::kApprox && before.value != 1) return 0;
    }
    const std::string_view next = form(at + 1);
    if (next == "%" || next == "percent" || next == "/") return 0;
    if (word(at + 1).kind == C::kUnit && word(at + 1).flag == F::kPlural) return 0;
    static constexpr std::string_view kCounted[] = {
        "people", "men", "women", "children", "troops", "km", "kilometers", "kilometres", "miles", "meters", "metres",
        "feet", "tons", "tonnes", "pounds", "dollars", "euros", "rubles", "roubles", "yards", "acres", "hectares",
        "kg", "lb", "barrels", "rpm", "mph", "cc", "points", "votes", "jobs", "soldiers", "m", "ft"};
    const bool counted = std::find(std::begin(kCounted), std::end(kCounted), next) != std::end(kCounted);
    if (counted) return 0;
    // A lower-case plural behind a bare number is what is counted ("1900 soldiers"); behind a preposition it is a year.
    if (!preposition && !is(at - 1, C::kArticle) && !is(at - 1, C::kPossessive) && next.size() > 3 &&
        is_lower(next[0]) && next.ends_with('s') && !next.ends_with("ss") && value % 50 == 0) {
      return 0;
    }
    return at + 1;
  }
  if (sure && first.flag == F::kWord && first.value == 2 && is(at + 1, C::kScale) && word(at + 1).value == 1000) {
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

// The year that completes a month: "1988", ", 1988", "of 1988", "this year", "last year".
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
  if (is(next, C::kHyphen)) return 0;
  return 0;
}

void TimeParser::set_month_day(uint32_t at, uint32_t behind, int month, int day, int last_day,
                               std::optional<int> year, Phrase& out) const {
  const auto m = static_cast<unsigned>(month);
  if (!year && history_ && reference_.known() && reference_.unit <= TimeUnit::kSeason) {
    year = reference_.year;
    const bool late = (reference_.unit == TimeUnit::kDay || reference_.unit == TimeUnit::kMonth) && reference_.number >= 11;
    if (late && month <= 2) ++*year;
  }
  if (!year && page_) {
    const int direction = tense(at, behind);
    const int now_month = static_cast<int>(page_->month);
    year = page_->year;
    if (day == 0) {
      const int ahead = month - now_month;
      if (direction < 0) {
        if (ahead > 0) --*year;
      } else if (direction > 0) {
        if (ahead < 0) ++*year;
      } else if (ahead > 6) {
        --*year;
      } else if (ahead < -7) {
        ++*year;
      }
    } else {
      const auto distance = [&](int y) {
        const unsigned d = std::min(static_cast<unsigned>(day), days_in_month(y, m));
        return days_from_civil({y, m, d}) - days_from_civil(*page_);
      };
      const int64_t here = distance(*year);
      if (here > 0) {
        const int64_t limit = direction > 0 ? 366 : direction < 0 ? 75 : 180;
        if (here > limit) --*year;
      } else if (here < 0) {
        const int64_t limit = direction > 0 ? 14 : direction < 0 ? 366 : 230;
        if (-here > limit) ++*year;
      }
    }
  }
  if (!year) {
    out.value = day > 0 ? fmt::format("XXXX-{:02}-{:02}", month, day) : fmt::format("XXXX-{:02}", month);
    return;
  }
  const unsigned length = days_in_month(*year, m);
  if (day == 0) {
    out.first = out.last = {TimeUnit::kMonth, *year, m, 0};
    return;
  }
  out.first = {TimeUnit::kDay, *year, m, std::min(static_cast<unsigned>(day), length)};
  out.last = out.first;
  if (last_day > day) {
    out.last.day = std::min(static_cast<unsigned>(last_day), length);
    out.value = timex_value(out.first) + "/" + timex_value(out.last);
  }
}

// "May", "March", "Dec." without day or year are months only where the words before say so.
bool TimeParser::month_stands_alone(uint32_t at) const {
  if (word(at).flag == F::kPlain) return true;
  const TimeWord& before = word(at - 1);
  switch (before.kind) {
    case C::kIn:
    case C::kPreposition:
    case C::kRelative:
    case C::kPart:
    case C::kAgo:
      return true;
    case C::kOf:
    case C::kFor:
    case C::kTo:
    case C::kHyphen:
    case C::kAnd:
    case C::kOr:
      if (word(at - 2).kind == C::kMonth) return true;
      return word(at).flag == F::kName ? before.kind == C::kOf : form(at).back() == '.';
    case C::kArticle: return word(at).flag == F::kShort || is_lower(form(at + 1).empty() ? 'A' : form(at + 1)[0]);
    default: return word(at).mid;
  }
}

// March 7[th][-9][, 2014], March 2014, March of 2014, March.
uint32_t TimeParser::parse_month_day(uint32_t at, Phrase& out) const {
  const TimeWord& month = word(at);
  if (month.kind != C::kMonth || !upper(at)) return 0;
  uint32_t next = at + 1;
  if (form(next) == "." && month.flag == F::kShort && next + 1 < end_) ++next;
  int day = 0, last_day = 0;
  int year = 0;
  const uint32_t the = is(next, C::kArticle) && word(next + 1).kind == C::kOrdinal ? next + 1 : next;
  const TimeWord& number = word(the);
  const bool numeric = (number.kind == C::kNumber && number.digits > 0 && number.digits <= 2) ||
                       (number.kind == C::kOrdinal && !unit(the + 1, TimeUnit::kQuarter));
  if (numeric && number.value >= 1 && number.value <= 31 && form(the + 1) != "%") {
    day = number.value;
    next = the + 1;
    if (is(next, C::kHyphen) && word(next + 1).kind == C::kNumber && word(next + 1).digits > 0 &&
        word(next + 1).digits <= 2 && word(next + 1).value > day && word(next + 1).value <= 31) {
      last_day = word(next + 1).value;
      next += 2;
    }
  } else if (number.kind == C::kNumber && number.flag == F::kTens) {
    int ordinal = 0;
    if (const uint32_t end = parse_ordinal(the, ordinal); end != 0 && ordinal <= 31) day = ordinal, next = end;
  }
  std::optional<int> known;
  if (const uint32_t end = parse_year_behind(next, year); end != 0) {
    known = year;
    next = end;
  } else if (day == 0) {
    if (!month_stands_alone(at)) return 0;
    next = at + 1;
  }
  set_month_day(at, next, month.value, day, last_day, known, out);
  if (month.mid) out.mod = "MID";
  return next;
}

// 7[th] [of] March [2014], 3-5 March.
uint32_t TimeParser::parse_day_month(uint32_t at, Phrase& out) const {
  uint32_t next = at;
  if (is(next, C::kArticle) && word(next).value == 0) ++next;
  const TimeWord& number = word(next);
  int day = 0, last_day = 0, year = 0;
  if (number.kind == C::kNumber && number.digits > 0 && number.digits <= 2) {
    day = number.value;
    ++next;
  } else if (const uint32_t end = parse_ordinal(next, day); end != 0) {
    next = end;
  } else {
    return 0;
  }
  if (day < 1 || day > 31) return 0;
  if (is(next, C::kHyphen) && word(next + 1).kind == C::kNumber && word(next + 1).digits > 0 &&
      word(next + 1).value > day && word(next + 1).value <= 31) {
    last_day = word(next + 1).value;
    next += 2;
  }
  if (number.kind == C::kOrdinal && unit(next, TimeUnit::kDay)) ++next;
  const bool of = is(next, C::kOf);
  if (of) ++next;
  if (!is(next, C::kMonth) || !upper(next)) return 0;
  if (word(next).flag == F::kName && !of && number.kind == C::kOrdinal && number.digits == 0) return 0;
  const int month = word(next++).value;
  if (form(next) == "." && word(next - 1).flag == F::kShort && word(next + 1).kind == C::kNumber) ++next;
  std::optional<int> known;
  if (const uint32_t end = parse_year_behind(next, year); end != 0) {
    known = year;
    next = end;
  }
  set_month_day(at, next, month, day, last_day, known, out);
  return next;
}

// Friday[,] [the] Oct[.] 13[, 1989]; Friday the 13th; Friday.
uint32_t TimeParser::parse_weekday(uint32_t at, Phrase& out) const {
  const TimeWord& day = word(at);
  if (day.kind != C::kWeekday || !upper(at)) return 0;
  uint32_t next = at + 1;
  if (day.flag == F::kShort && form(next) == "." && next + 1 < end_) ++next;
  uint32_t date = next;
  if (is(date, C::kComma)) ++date;
  if (is(date, C::kOn)) ++date;
  Phrase explicit_date;
  uint32_t end = 0;
  if (is(date, C::kMonth)) end = parse_month_day(date, explicit_date);
  else if (is(date, C::kNumber) || is(date, C::kOrdinal) || is(date, C::kArticle)) end = parse_day_month(date, explicit_date);
  else if (is(date, C::kIsoDate) || is(date, C::kSlashDate)) end = parse_core(date, explicit_date);
  if (end != 0 && (explicit_date.first.unit == TimeUnit::kDay || !explicit_date.value.empty())) {
    out = explicit_date;
    return end;
  }
  if (day.flag == F::kShort) return 0;
  if (!page_) {
    out.value = fmt::format("XXXX-WXX-{}", day.value);
    return at + 1;
  }
  const int today = static_cast<int>(iso_weekday(*page_));
  const int direction = tense(at, at + 1);
  const int ahead = (day.value - today + 7) % 7, back = (today - day.value + 7) % 7;
  out.first = out.last = calendar_day(add_days(*page_, direction > 0 ? ahead : -back));
  return at + 1;
}

uint32_t TimeParser::parse_holiday(uint32_t at, Phrase& out) const {
  if (!words_.starts_holiday(form(at))) return 0;
  if (!upper(at) && !is_digit(form(at)[0])) return 0;
  for (const Holiday& holiday : words_.holidays()) {
    uint32_t next = at;
    for (const std::string& piece : holiday.words) {
      const std::string_view have = form(next);
      const bool same = equals_ignoring_case(have, piece) || (piece == "'s" && have == "\u2019s");
      if (!same) {
        next = 0;
        break;
      }
      ++next;
    }
    if (next == 0) continue;
    if (holiday.words.size() == 2 && holiday.words[0] == "new" && !is(at - 1, C::kArticle)) continue;
    int year = 0;
    uint32_t end = parse_year_behind(next, year);
    if (end == 0) {
      end = next;
      if (holiday.rule == Holiday::Rule::kOnce) {
        year = holiday.year;
      } else if (!page_) {
        return 0;
      } else {
        const int direction = tense(at, next);
        year = page_->year;
        const int64_t ahead = days_from_civil(holiday.in(year)) - days_from_civil(*page_);
        if (ahead > (direction > 0 ? 366 : direction < 0 ? 31 : 180)) --year;
        if (ahead < (direction > 0 ? -7 : direction < 0 ? -366 : -240)) ++year;
      }
    }
    out.first = out.last = calendar_day(holiday.in(year));
    return end;
  }
  return 0;
}

// Quarters, halves, centuries: "third[-]quarter [of] [1990]", "the first half of 1990", "20th century".
uint32_t TimeParser::parse_span_of_year(uint32_t at, Phrase& out) const {
  int ordinal = 0;
  uint32_t next = 0;
  if (is(at, C::kQuarterName)) {
    ordinal = word(at).value;
    next = at + 1;
  } else {
    uint32_t start = at;
    if (form_is(start, "last") || form_is(start, "final")) {
      ordinal = -1;
      start = start + 1;
    } else if ((start = parse_ordinal(at, ordinal)) == 0) {
      return 0;
    }
    if (is(start, C::kHyphen)) ++start;
    if (word(start).kind == C::kMore) ++start;
    if (ordinal > 0 && unit(start, TimeUnit::kCentury)) {
      if (ordinal < 1 || ordinal > 22) return 0;
      out.first = out.last = {TimeUnit::kCentury, std::max((ordinal - 1) * 100, 0), 0, 0};
      if (form_is(start + 1, "bc") || form_is(start + 1, "b.c.")) {
        out.first = out.last = {};
        out.value = fmt::format("BC{:02}", ordinal - 1);
        return start + 2;
      }
      return start + 1;
    }
    if (is(start, C::kHalf)) {
      if (ordinal == -1) ordinal = 2;
      if (ordinal > 2 || !is(start + 1, C::kOf)) return 0;
      Phrase whole;
      const uint32_t end = parse_calendar(start + 2, whole);
      if (end == 0 || !whole.first.known()) return 0;
      if (whole.first.unit == TimeUnit::kYear) {
        out.first = out.last = {TimeUnit::kHalf, whole.first.year, static_cast<unsigned>(ordinal), 0};
      } else {
        out = whole;
        out.mod = ordinal == 1 ? "START" : "END";
      }
      return end;
    }
    if (!unit(start, TimeUnit::kQuarter)) return 0;
    if (ordinal == -1) ordinal = 4;
    next = start + 1;
  }
  if (ordinal < 1 || ordinal > 4) return 0;
  const auto q = static_cast<unsigned>(ordinal);
  int year = 0;
  if (const uint32_t end = parse_year_behind(next, year); end != 0) {
    next = end;
  } else if (is(next, C::kOf) && is(next + 1, C::kArticle) && unit(next + 2, TimeUnit::kYear) && page_) {
    year = page_->year;
    next += 3;
  } else if (page_) {
    const unsigned now = (page_->month - 1) / 3 + 1;
    year = page_->year;
    if (now == 1 && q >= 3) --year;
    if (now == 4 && q == 1 && tense(at, next) > 0) ++year;
  } else {
    out.value = fmt::format("XXXX-Q{}", ordinal);
    return next;
  }
  out.first = out.last = {TimeUnit::kQuarter, year, q, 0};
  return next;
}

uint32_t TimeParser::parse_core(uint32_t at, Phrase& out) const {
  const TimeWord& w = word(at);
  int year = 0;
  switch (w.kind) {
    case C::kMonth: return parse_month_day(at, out);
    case C::kWeekday: return parse_weekday(at, out);
    case C::kIsoDate:
      out.first = out.last = calendar_day(civil_from_days(w.value));
      return at + 1;
    case C::kSlashDate: {
      if (const uint32_t end = parse_holiday(at, out); end != 0) return end;
      if (!is(at - 1, C::kOn) && !is(at - 1, C::kWeekday) && !is(at - 1, C::kComma)) return 0;
      if (is(at - 1, C::kComma) && !is(at - 2, C::kWeekday)) return 0;
      set_month_day(at, at + 1, w.value / 100, w.value % 100, 0, std::nullopt, out);
      return at + 1;
    }
    case C::kDecade: {
      if (w.flag == F::kWeak && !(is(at - 1, C::kArticle) || is(at - 1, C::kPart) || is(at - 1, C::kHyphen))) return 0;
      if (w.flag == F::kWeak && form(at - 1).size() == 5) return 0;  // "their 50s"
      if (w.flag == F::kWeak && (form_is(at - 1, "his") || form_is(at - 1, "her"))) return 0;
      int decade = w.value;
      if (decade < 100) decade += decade >= 30 ? 1900 : 2000;
      out.first = out.last = {TimeUnit::kDecade, decade, 0, 0};
      return at + 1;
    }
    case C::kDecadeWord:
      if (!is(at - 1, C::kArticle) && !is(at - 1, C::kPart) && !is(at - 1, C::kHyphen)) return 0;
      if (form(at - 1).size() != 3 && !is(at - 1, C::kPart) && !is(at - 1, C::kHyphen)) return 0;
      out.first = out.last = {TimeUnit::kDecade, 1900 + w.value, 0, 0};
      return at + 1;
    case C::kOrdinal:
    case C::kUnit:
    case C::kNumber:
    case C::kQuarterName:
      if (const uint32_t end = parse_span_of_year(at, out); end != 0) return end;
      if (w.kind == C::kUnit) {
        if (unit(at, TimeUnit::kYear) && w.flag == F::kPlain) {
          if (const uint32_t end = parse_year(at + 1, year, true); end != 0) {
            out.first = out.last = {TimeUnit::kYear, year, 0, 0};
            return end;
          }
          // year[-]end
          const uint32_t tail = is(at + 1, C::kHyphen) ? at + 2 : at + 1;
          if (form_is(tail, "end") && page_) {
            out.first = out.last = {TimeUnit::kYear, page_->year, 0, 0};
            out.mod = "END";
            return tail + 1;
          }
        }
        return 0;
      }
      if (const uint32_t end = parse_day_month(at, out); end != 0) return end;
      if (w.kind != C::kNumber) return 0;
      if (w.digits > 0 && w.value > 0 && w.value < 10000 &&
          (form_is(at + 1, "bc") || form_is(at + 1, "b.c.") || form_is(at + 1, "bce"))) {
        out.value = fmt::format("BC{:04}", w.value);
        return at + 2;
      }
      if (const uint32_t end = parse_year(at, year, w.digits == 4 && (is(at - 1, C::kPart) || (is(at - 1, C::kHyphen) && is(at - 2, C::kPart)))); end != 0) {
        uint32_t behind = end;
        int ordinal = 0;
        // "the 1988 [third] quarter", "the 1988 period"
        if (const uint32_t o = parse_ordinal(behind, ordinal); o != 0 && unit(o, TimeUnit::kQuarter) && ordinal <= 4) {
          out.first = out.last = {TimeUnit::kQuarter, year, static_cast<unsigned>(ordinal), 0};
          return o + 1;
        }
        if ((unit(behind, TimeUnit::kQuarter) || unit(behind, TimeUnit::kPeriod)) && is(at - 1, C::kArticle) &&
            quarter_.known()) {
          out.first = out.last = {TimeUnit::kQuarter, year, quarter_.number, 0};
          out.comparison = year != quarter_.year;
          return behind + 1;
        }
        out.first = out.last = {TimeUnit::kYear, year, 0, 0};
        // "1853-56"
        const TimeWord& last = word(end + 1);
        if (is(end, C::kHyphen) && glued(end) && glued(end + 1) && last.kind == C::kNumber && last.digits == 2 &&
            last.value > year % 100) {
          out.last.year = year / 100 * 100 + last.value;
          out.value = timex_value(out.first) + "/" + timex_value(out.last);
          return end + 2;
        }
        return end;
      }
      return 0;
    case C::kSeason: {
      if (const uint32_t end = parse_year_behind(at + 1, year); end != 0) {
        out.first = out.last = {TimeUnit::kSeason, year, static_cast<unsigned>(w.value), 0};
        return end;
      }
      if (upper(at) && at > begin_) return 0;
      const bool clear = w.value == 2 || w.value == 4;
      const TimeWord& before = word(at - 1);
      if (!page_) return 0;
      if (before.kind != C::kPart && !(before.kind == C::kArticle && before.value == 0 && clear) && !(before.kind == C::kIn && clear) &&
          !(before.kind == C::kArticle && before.value == 0 && (is(at - 2, C::kIn) || is(at - 2, C::kPreposition)))) {
        return 0;
      }
      const int direction = tense(at, at + 1);
      Calendar season = calendar_of(*page_, TimeUnit::kSeason);
      for (int step = 0; step < 4 && season.number != static_cast<unsigned>(w.value); ++step) {
        season = shifted(season, direction > 0 ? 1 : -1);
      }
      out.first = out.last = season;
      return at + 1;
    }
    case C::kRelative: return parse_span_of_year(at, out);
    case C::kMore:
      if (form_is(at, "fiscal") || form_is(at, "calendar")) {
        uint32_t next = unit(at + 1, TimeUnit::kYear) ? at + 2 : at + 1;
        if (const uint32_t end = parse_year(next, year, true); end != 0) {
          out.first = out.last = {TimeUnit::kYear, year, 0, 0};
          return end;
        }
        if (const uint32_t end = parse_span_of_year(at + 1, out); end != 0) return end;
      }
      return 0;
    default: break;
  }
  return parse_holiday(at, out);
}

// [the] [early|late|mid|end of] core; relative phrases too.
uint32_t TimeParser::parse_calendar(uint32_t at, Phrase& out) const {
  constexpr int kDeepest = 3;
  if (depth_ >= kDeepest) return 0;
  ++depth_;
  const uint32_t end = parse_calendar_within(at, out);
  --depth_;
  return end;
}

uint32_t TimeParser::parse_calendar_within(uint32_t at, Phrase& out) const {
  uint32_t next = at;
  const bool article = is(next, C::kArticle);
  if (article) ++next;
  if (is(next, C::kPart)) {
    const TimeWord& part = word(next);
    uint32_t core = next + 1;
    if (is(core, C::kHyphen)) ++core;
    if (is(core, C::kOf)) ++core;
    else if (part.value == 2 && form_is(next, "middle")) return 0;
    else if (form_is(next, "end") || form_is(next, "beginning") || form_is(next, "start")) return 0;
    if (part.value >= 4 && article) return 0;
    Phrase inner;
    const uint32_t end = parse_calendar(core, inner);
    if (end == 0) return 0;
    out = inner;
    if (out.mod.empty()) out.mod = std::string(kPartMods[part.value]);
    return end;
  }
  if (const uint32_t end = parse_relative(at, out); end != 0) return end;
  if (const uint32_t end = parse_year_ago(next, out); end != 0) return end;
  if (!article || word(at).value == 0 || is(next, C::kMore) || is(next, C::kNumber)) {
    if (const uint32_t end = parse_core(next, out); end != 0) return end;
  }
  if (article) return parse_context_unit(at, out);
  return 0;
}

}  // namespace dateline::facts
