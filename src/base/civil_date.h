#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// A day of the proleptic Gregorian calendar. `month` and `day` count from 1.
struct CivilDate {
  int year = 0;
  unsigned month = 1;
  unsigned day = 1;

  friend constexpr bool operator==(CivilDate, CivilDate) = default;
  friend constexpr auto operator<=>(CivilDate, CivilDate) = default;
};

/// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
[[nodiscard]] int64_t days_from_civil(CivilDate date);
[[nodiscard]] CivilDate civil_from_days(int64_t days);
[[nodiscard]] CivilDate add_days(CivilDate date, int64_t days);
/// Adds months; the day is cut to the length of the new month.
[[nodiscard]] CivilDate add_months(CivilDate date, int months);
/// ISO weekday: Monday 1 ... Sunday 7.
[[nodiscard]] unsigned iso_weekday(CivilDate date);
/// ISO 8601 week number and the year it belongs to.
struct IsoWeek {
  int year = 0;
  unsigned week = 1;
};
[[nodiscard]] IsoWeek iso_week(CivilDate date);
/// Monday of an ISO week.
[[nodiscard]] CivilDate monday_of(IsoWeek week);
[[nodiscard]] unsigned days_in_month(int year, unsigned month);
/// True for a real day of the years 1 to 9999.
[[nodiscard]] bool is_valid(CivilDate date);
/// The day at the start of an ISO 8601 date or date-time; nothing if it does not begin with a valid YYYY-MM-DD.
[[nodiscard]] std::optional<CivilDate> parse_iso_day(std::string_view text);
[[nodiscard]] std::string to_iso(CivilDate date);  ///< "2014-03-07"

}  // namespace dateline
