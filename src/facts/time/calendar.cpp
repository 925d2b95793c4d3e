#include "facts/time/calendar.h"

#include <fmt/format.h>

#include <algorithm>

namespace dateline::facts {

namespace {

int clamp_year(int year) { return std::clamp(year, 1, 9999); }

CivilDate month_end(int year, unsigned month) { return {year, month, days_in_month(year, month)}; }

}  // namespace

Calendar calendar_day(CivilDate date) { return {TimeUnit::kDay, date.year, date.month, date.day}; }

Calendar calendar_of(CivilDate date, TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kWeek:
    case TimeUnit::kFortnight:
    case TimeUnit::kWeekend: {
      const IsoWeek week = iso_week(date);
      return {unit == TimeUnit::kWeekend ? unit : TimeUnit::kWeek, week.year, week.week, 0};
    }
    case TimeUnit::kMonth:
      return {unit, date.year, date.month, 0};
    case TimeUnit::kQuarter:
      return {unit, date.year, (date.month - 1) / 3 + 1, 0};
    case TimeUnit::kHalf:
      return {unit, date.year, (date.month - 1) / 6 + 1, 0};
    case TimeUnit::kSeason: {
      if (date.month < 3) return {unit, date.year - 1, 4, 0};
      return {unit, date.year, date.month / 3, 0};
    }
    case TimeUnit::kYear:
      return {unit, date.year, 0, 0};
    case TimeUnit::kDecade:
      return {unit, date.year / 10 * 10, 0, 0};
    case TimeUnit::kCentury:
      return {unit, date.year / 100 * 100, 0, 0};
    default:
      return calendar_day(date);
  }
}

CivilDate first_day(const Calendar& c) {
  switch (c.unit) {
    case TimeUnit::kDay:
      return {c.year, c.number, c.day};
    case TimeUnit::kWeek:
      return monday_of({c.year, c.number});
    case TimeUnit::kWeekend:
      return add_days(monday_of({c.year, c.number}), 5);
    case TimeUnit::kMonth:
      return {c.year, c.number, 1};
    case TimeUnit::kQuarter:
      return {c.year, c.number * 3 - 2, 1};
    case TimeUnit::kHalf:
      return {c.year, c.number * 6 - 5, 1};
    case TimeUnit::kSeason:
      return {c.year, c.number * 3, 1};
    default:
      return {std::max(c.year, 1), 1, 1};
  }
}

CivilDate last_day(const Calendar& c) {
  switch (c.unit) {
    case TimeUnit::kDay:
      return {c.year, c.number, c.day};
    case TimeUnit::kWeek:
    case TimeUnit::kWeekend:
      return add_days(monday_of({c.year, c.number}), 6);
    case TimeUnit::kMonth:
      return month_end(c.year, c.number);
    case TimeUnit::kQuarter:
      return month_end(c.year, c.number * 3);
    case TimeUnit::kHalf:
      return month_end(c.year, c.number * 6);
    case TimeUnit::kSeason:
      return c.number == 4 ? month_end(c.year + 1, 2) : month_end(c.year, c.number * 3 + 2);
    case TimeUnit::kDecade:
      return {c.year + 9, 12, 31};
    case TimeUnit::kCentury:
      return {c.year + 99, 12, 31};
    default:
      return {c.year, 12, 31};
  }
}

Calendar shifted(const Calendar& c, int steps) {
  Calendar out = c;
  const auto by_parts = [&](int parts) {
    const int64_t at =
        static_cast<int64_t>(c.year) * parts + static_cast<int>(c.number) - 1 + steps;
    out.year = clamp_year(static_cast<int>(at / parts));
    out.number = static_cast<unsigned>(at % parts) + 1;
  };
  switch (c.unit) {
    case TimeUnit::kDay:
      return calendar_day(add_days({c.year, c.number, c.day}, steps));
    case TimeUnit::kWeek:
    case TimeUnit::kWeekend:
      return calendar_of(add_days(monday_of({c.year, c.number}), int64_t{7} * steps), c.unit);
    case TimeUnit::kMonth:
      by_parts(12);
      break;
    case TimeUnit::kQuarter:
    case TimeUnit::kSeason:
      by_parts(4);
      break;
    case TimeUnit::kHalf:
      by_parts(2);
      break;
    case TimeUnit::kYear:
      out.year = clamp_year(c.year + steps);
      break;
    case TimeUnit::kDecade:
      out.year = clamp_year(c.year + 10 * steps);
      break;
    case TimeUnit::kCentury:
      out.year = clamp_year(c.year + 100 * steps);
      break;
    default:
      break;
  }
  return out;
}

Calendar moved(CivilDate from, TimeUnit unit, int steps) {
  switch (unit) {
    case TimeUnit::kWeek:
      return calendar_of(add_days(from, int64_t{7} * steps), TimeUnit::kWeek);
    case TimeUnit::kFortnight:
      return calendar_of(add_days(from, int64_t{14} * steps), TimeUnit::kWeek);
    case TimeUnit::kDay:
      return calendar_day(add_days(from, steps));
    case TimeUnit::kDecade:
      return shifted(calendar_of(from, TimeUnit::kYear), 10 * steps);
    case TimeUnit::kCentury:
      return shifted(calendar_of(from, TimeUnit::kYear), 100 * steps);
    default:
      return shifted(calendar_of(from, unit), steps);
  }
}

std::string timex_value(const Calendar& c) {
  static constexpr const char* kSeasons[] = {"SP", "SU", "FA", "WI"};
  switch (c.unit) {
    case TimeUnit::kDay:
      return to_iso({c.year, c.number, c.day});
    case TimeUnit::kWeek:
      return fmt::format("{:04}-W{:02}", c.year, c.number);
    case TimeUnit::kWeekend:
      return fmt::format("{:04}-W{:02}-WE", c.year, c.number);
    case TimeUnit::kMonth:
      return fmt::format("{:04}-{:02}", c.year, c.number);
    case TimeUnit::kQuarter:
      return fmt::format("{:04}-Q{}", c.year, c.number);
    case TimeUnit::kHalf:
      return fmt::format("{:04}-H{}", c.year, c.number);
    case TimeUnit::kSeason:
      return fmt::format("{:04}-{}", c.year, kSeasons[(c.number - 1) & 3]);
    case TimeUnit::kDecade:
      return fmt::format("{:03}", c.year / 10);
    case TimeUnit::kCentury:
      return fmt::format("{:02}", c.year / 100);
    default:
      return fmt::format("{:04}", c.year);
  }
}

DateRange date_range(const Calendar& first, const Calendar& last) {
  DateRange range;
  if (!first.known() || !last.known()) return range;
  CivilDate from = first_day(first), to = last_day(last);
  if (to < from) std::swap(from, to);
  if (from.year < 1 || to.year > 9999) return range;
  switch (std::min(first.unit, last.unit)) {
    case TimeUnit::kDay:
      range.precision = Precision::kDay;
      break;
    case TimeUnit::kWeek:
      range.precision = Precision::kWeek;
      break;
    case TimeUnit::kWeekend:
      range.precision = Precision::kDay;
      break;
    case TimeUnit::kMonth:
    case TimeUnit::kQuarter:
      range.precision = Precision::kMonth;
      break;
    default:
      range.precision = Precision::kYear;
      break;
  }
  if (first.unit == TimeUnit::kSeason || first.unit == TimeUnit::kHalf)
    range.precision = Precision::kMonth;
  range.from = to_iso(from);
  range.to = to_iso(to);
  const size_t length = range.precision == Precision::kYear    ? 4
                        : range.precision == Precision::kMonth ? 7
                                                               : 10;
  range.from.resize(length);
  range.to.resize(length);
  return range;
}

CivilDate easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return {year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1)};
}

CivilDate nth_weekday(int year, unsigned month, unsigned weekday, int n) {
  if (n < 0) {
    const CivilDate end = month_end(year, month);
    return add_days(end, -static_cast<int64_t>((iso_weekday(end) + 7 - weekday) % 7));
  }
  const CivilDate start{year, month, 1};
  return add_days(start, static_cast<int64_t>((weekday + 7 - iso_weekday(start)) % 7) + 7 * (n - 1));
}

}  // namespace dateline::facts
