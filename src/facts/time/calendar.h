#pragma once

#include <cstdint>
#include <string>

#include "base/civil_date.h"
#include "dateline/record.h"

namespace dateline::facts {

/// Units of time, as the `unit` rows of data/time/words.tsv number them.
enum class TimeUnit : uint8_t {
  kUnknown,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kWeekend,
  kFortnight,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury,
  kMillennium,
  kSeason,
  kPeriod,
  kTerm,
  kHalf
};

/// A piece of the calendar: a day, a week, a season, a decade. `number` is the month, quarter,
/// half, ISO week, season (1 spring ... 4 winter) by unit; `year` is the ISO year for weeks, the
/// first year for decades (1990) and centuries (1900). Winter of a year starts in its December of
/// the year before and is named for the year as TIMEX3 does: the December of `year` begins it.
struct Calendar {
  TimeUnit unit = TimeUnit::kUnknown;
  int year = 0;
  unsigned number = 0;
  unsigned day = 0;

  [[nodiscard]] bool known() const { return unit != TimeUnit::kUnknown; }
};

[[nodiscard]] Calendar calendar_day(CivilDate date);
/// The `unit` that holds the day (kWeekend: the weekend of its ISO week).
[[nodiscard]] Calendar calendar_of(CivilDate date, TimeUnit unit);
/// First and last day.
[[nodiscard]] CivilDate first_day(const Calendar& calendar);
[[nodiscard]] CivilDate last_day(const Calendar& calendar);
/// `steps` of its own unit later (negative: earlier). Years are kept within 1 to 9999.
[[nodiscard]] Calendar shifted(const Calendar& calendar, int steps);
/// The day moved by `steps` of `unit`, then widened to that unit ("two months ago" names a month).
[[nodiscard]] Calendar moved(CivilDate from, TimeUnit unit, int steps);
/// TIMEX3 value (TimeML 1.2.1): 2014-03-07, 2014-W10, 2014-W10-WE, 2014-03, 1989-Q3, 1990-H1,
/// 1998-SU, 1998, 199, 19.
[[nodiscard]] std::string timex_value(const Calendar& calendar);
/// Calendar range for the record.
[[nodiscard]] DateRange date_range(const Calendar& first, const Calendar& last);
/// Western Easter Sunday (Meeus, "Astronomical Algorithms", 2nd ed., chapter 8).
[[nodiscard]] CivilDate easter(int year);
/// `n`-th weekday (Monday 1) of a month; `n` = -1 is the last.
[[nodiscard]] CivilDate nth_weekday(int year, unsigned month, unsigned weekday, int n);

}  // namespace dateline::facts
