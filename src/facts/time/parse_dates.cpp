#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "facts/time/time_parser.h"

namespace dateline::facts {

using C = TimeClass;
using F = TimeFlag;

void TimeParser::set_month_day(uint32_t at, uint32_t behind, int month, int day, int last_day,
                               std::optional<int> year, Phrase& out) const {
  const auto m = static_cast<unsigned>(month);
  if (!year && history_ && reference_.known() && reference_.unit <= TimeUnit::kSeason) {
    year = reference_.year;
    const bool late = (reference_.unit == TimeUnit::kDay || reference_.unit == TimeUnit::kMonth) &&
                      reference_.number >= 11;
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
        const int64_t limit = direction > 0 ? 45 : direction < 0 ? 366 : 230;
        if (-here > limit) ++*year;
      }
    }
  }
  if (!year) {
    out.value =
        day > 0 ? fmt::format("XXXX-{:02}-{:02}", month, day) : fmt::format("XXXX-{:02}", month);
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
    case C::kArticle:
      return word(at).flag == F::kShort || is_lower(form(at + 1).empty() ? 'A' : form(at + 1)[0]);
    default:
      return word(at).mid;
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
  const uint32_t the =
      is(next, C::kArticle) && word(next + 1).kind == C::kOrdinal ? next + 1 : next;
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
    if (const uint32_t end = parse_ordinal(the, ordinal); end != 0 && ordinal <= 31)
      day = ordinal, next = end;
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
  if (word(next).flag == F::kName && !of && number.kind == C::kOrdinal && number.digits == 0)
    return 0;
  const int month = word(next++).value;
  if (form(next) == "." && word(next - 1).flag == F::kShort && word(next + 1).kind == C::kNumber)
    ++next;
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
  for (const std::string_view name : {"super", "black", "bloody", "cyber"}) {
    if (upper(at - 1) && form_is(at - 1, name)) return 0;  // the name of a day, or of an event
  }
  uint32_t next = at + 1;
  if (day.flag == F::kShort && form(next) == "." && next + 1 < end_) ++next;
  uint32_t date = next;
  if (is(date, C::kComma)) ++date;
  if (is(date, C::kOn)) ++date;
  Phrase explicit_date;
  uint32_t end = 0;
  if (is(date, C::kMonth))
    end = parse_month_day(date, explicit_date);
  else if (is(date, C::kNumber) || is(date, C::kOrdinal) || is(date, C::kArticle))
    end = parse_day_month(date, explicit_date);
  else if (is(date, C::kIsoDate) || is(date, C::kSlashDate))
    end = parse_core(date, explicit_date);
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
  // "Wednesday next week", "Friday of last week"
  const uint32_t week = is(at + 1, C::kOf) ? at + 2 : at + 1;
  if (is(week, C::kRelative) && word(week).flag == F::kPlain && unit(week + 1, TimeUnit::kWeek)) {
    out.first = out.last = calendar_day(add_days(*page_, day.value - today + 7 * word(week).value));
    return week + 2;
  }
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
    if (holiday.words.size() == 2 && holiday.words[0] == "new" && !is(at - 1, C::kArticle))
      continue;
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

}  // namespace dateline::facts
