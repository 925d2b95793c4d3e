#include "base/civil_date.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(CivilDate, RoundTripsEveryDayOfFourCenturies) {
  for (int64_t day = days_from_civil({1800, 1, 1}); day < days_from_civil({2200, 1, 1}); ++day) {
    const CivilDate date = civil_from_days(day);
    ASSERT_TRUE(is_valid(date));
    ASSERT_EQ(days_from_civil(date), day);
  }
}

TEST(CivilDate, KnowsWeekdaysAndWeeks) {
  EXPECT_EQ(iso_weekday({2014, 3, 7}), 5u);
  EXPECT_EQ(iso_week({2014, 3, 7}).week, 10u);
  EXPECT_EQ(iso_week({2021, 1, 3}).year, 2020);
  EXPECT_EQ(iso_week({2021, 1, 3}).week, 53u);
  EXPECT_EQ(to_iso(monday_of({2014, 10})), "2014-03-03");
}

TEST(CivilDate, AddsMonthsToTheEndOfShortOnes) {
  EXPECT_EQ(to_iso(add_months({2020, 1, 31}, 1)), "2020-02-29");
  EXPECT_EQ(to_iso(add_months({2020, 1, 15}, -13)), "2018-12-15");
}

TEST(CivilDate, ParsesOnlyRealDays) {
  EXPECT_EQ(parse_iso_day("2014-03-07T13:25"), (CivilDate{2014, 3, 7}));
  EXPECT_FALSE(parse_iso_day("2014-02-30"));
  EXPECT_FALSE(parse_iso_day("2014-3-07"));
  EXPECT_FALSE(parse_iso_day(""));
}

}  // namespace
}  // namespace dateline
