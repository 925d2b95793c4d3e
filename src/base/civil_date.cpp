#include "base/civil_date.h"

#include <algorithm>
#include <cstdio>

#include "base/strings.h"

namespace dateline {

int64_t days_from_civil(CivilDate d) {
  const int64_t y = d.year - (d.month <= 2);
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t yoe = y - era * 400;
  const int64_t doy = (153 * (static_cast<int64_t>(d.month) + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

CivilDate civil_from_days(int64_t z) {
  z += 719468;
  const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const int64_t doe = z - era * 146097;
  const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int64_t mp = (5 * doy + 2) / 153;
  const auto day = static_cast<unsigned>(doy - (153 * mp + 2) / 5 + 1);
  const auto month = static_cast<unsigned>(mp < 10 ? mp + 3 : mp - 9);
  return {static_cast<int>(yoe + era * 400 + (month <= 2)), month, day};
}

CivilDate add_days(CivilDate date, int64_t days) { return civil_from_days(days_from_civil(date) + days); }

CivilDate add_months(CivilDate date, int months) {
  const int total = date.year * 12 + static_cast<int>(date.month) - 1 + months;
  const int year = total >= 0 ? total / 12 : (total - 11) / 12;
  const auto month = static_cast<unsigned>(total - year * 12 + 1);
  return {year, month, std::min(date.day, days_in_month(year, month))};
}

unsigned iso_weekday(CivilDate date) {
  const int64_t days = days_from_civil(date);  // 1970-01-01 was a Thursday
  return static_cast<unsigned>(((days % 7) + 7 + 3) % 7 + 1);
}

IsoWeek iso_week(CivilDate date) {
  const CivilDate thursday = add_days(date, 4 - static_cast<int64_t>(iso_weekday(date)));
  const int64_t day_of_year = days_from_civil(thursday) - days_from_civil({thursday.year, 1, 1});
  return {thursday.year, static_cast<unsigned>(day_of_year / 7 + 1)};
}

CivilDate monday_of(IsoWeek week) {
  const CivilDate fourth{week.year, 1, 4};  // always in week 1
  const int64_t monday = days_from_civil(fourth) - static_cast<int64_t>(iso_weekday(fourth)) + 1;
  return civil_from_days(monday + 7 * (static_cast<int64_t>(week.week) - 1));
}

unsigned days_in_month(int year, unsigned month) {
  static constexpr unsigned char kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

bool is_valid(CivilDate d) {
  return d.year >= 1 && d.year <= 9999 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
         d.day <= days_in_month(d.year, d.month);
}

std::optional<CivilDate> parse_iso_day(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = parse_number<int>(text.substr(0, 4));
  const auto month = parse_number<unsigned>(text.substr(5, 2));
  const auto day = parse_number<unsigned>(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const CivilDate date{*year, *month, *day};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::string to_iso(CivilDate date) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", date.year, date.month, date.day);
  return buffer;
}

}  // namespace dateline
