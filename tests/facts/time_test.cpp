#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/utf8.h"
#include "facts/time/calendar.h"
#include "facts/time/time_tagger.h"
#include "plain_analysis.h"

namespace dateline::facts {
namespace {

const TimeTagger& tagger() {
  static const TimeTagger tagger = *TimeTagger::open(DATELINE_ROOT "/data");
  return tagger;
}

std::vector<TimeExpression> tag(const PlainText& text) {
  std::vector<TimeExpression> out;
  tagger().run(text.article, text.analysis, out);
  return out;
}

// "words=value; ..." of a text written on Friday, 7 March 2014.
std::string read(std::string_view text, std::string_view published = "2014-03-07T13:25") {
  const PlainText plain(text, published);
  std::string out;
  for (const TimeExpression& time : tag(plain)) {
    if (!out.empty()) out += "; ";
    out += std::string(text_of(plain.article.text, time.span)) + "=" + time.value;
  }
  return out;
}

TEST(Time, MonthsOfAYearNamedBefore) {
  EXPECT_EQ(read("It closed in 2010. It opened in August of that year."), "2010=2010; August of that year=2010-08");
  EXPECT_EQ(read("It closed in 2010, and on January 24 of the same year it burnt."), "2010=2010; January 24 of the same year=2010-01-24");
  EXPECT_EQ(read("It closed in 2010. Work began in July of the following year."), "2010=2010; July of the following year=2011-07");
}

TEST(Time, WhatOpensASpan) {
  EXPECT_EQ(read("The port told of its third-quarter loss."), "third-quarter=2013-Q3");
  EXPECT_EQ(read("They built it over three years."), "three years=P3Y");
}

TEST(Time, ExplicitDates) {
  EXPECT_EQ(read("The talks opened on March 3, 2013 in Vilnius."), "March 3, 2013=2013-03-03");
  EXPECT_EQ(read("The talks opened on 3 March 2013."), "3 March 2013=2013-03-03");
  EXPECT_EQ(read("Filed 2013-03-03."), "2013-03-03=2013-03-03");
  EXPECT_EQ(read("Filed 3/4/2013 by the clerk."), "3/4/2013=2013-03-04");
  EXPECT_EQ(read("The treaty of June 1991 lapsed."), "June 1991=1991-06");
  EXPECT_EQ(read("The law dates from 1971."), "1971=1971");
  EXPECT_EQ(read("On Friday, Feb. 28, crowds met."), "Friday, Feb. 28=2014-02-28");
}

TEST(Time, LongerPieces) {
  EXPECT_EQ(read("It was built in the 1990s."), "the 1990s=199");
  EXPECT_EQ(read("Sales fell in the third quarter of 2012."), "the third quarter of 2012=2012-Q3");
  EXPECT_EQ(read("They met in the summer of 2009."), "the summer of 2009=2009-SU");
  EXPECT_EQ(read("It rose in the first half of 2010."), "the first half of 2010=2010-H1");
  EXPECT_EQ(read("A wall of the 12th century stands."), "the 12th century=11");
}

TEST(Time, RelativeToThePage) {
  EXPECT_EQ(read("He left yesterday."), "yesterday=2014-03-06");
  EXPECT_EQ(read("He left two days ago."), "two days ago=2014-03-05");
  EXPECT_EQ(read("He left last week."), "last week=2014-W09");
  EXPECT_EQ(read("He will leave next month."), "next month=2014-04");
  EXPECT_EQ(read("He left in January last year."), "January last year=2013-01");
  EXPECT_EQ(read("He spoke late last night."), "late last night=2014-03-06TNI");
  EXPECT_EQ(read("The vote is due tomorrow morning."), "tomorrow morning=2014-03-08TMO");
}

TEST(Time, WeekdayFollowsTense) {
  EXPECT_EQ(read("The minister said on Wednesday that it was over."), "Wednesday=2014-03-05");
  EXPECT_EQ(read("The minister will fly to Riga on Wednesday."), "Wednesday=2014-03-12");
  EXPECT_EQ(read("The minister said Friday it was over."), "Friday=2014-03-07");
  EXPECT_EQ(read("He arrived last Friday."), "last Friday=2014-02-28");
}

TEST(Time, WeekdayOfAWeek) {
  EXPECT_EQ(read("The drills run until Wednesday next week."), "Wednesday next week=2014-03-12");
  EXPECT_EQ(read("They will wait, calling Monday's vote void."), "Monday=2014-03-03");
}

TEST(Time, WindowsFromThePageDate) {
  const PlainText text("The court will rule within two weeks.");
  const auto times = tag(text);
  ASSERT_EQ(times.size(), 1u);
  EXPECT_EQ(times[0].value, "P2W");
  EXPECT_EQ(times[0].range.from, "2014-03-07");
  EXPECT_EQ(times[0].range.to, "2014-03-21");
  EXPECT_TRUE(times[0].future);
}

TEST(Time, YearsInPairs) {
  EXPECT_EQ(read("The war of 1853-56 was short."), "1853-56=1853/1856");
  EXPECT_EQ(read("Black Friday and Super Tuesday are names."), "");
}

TEST(Time, TimesOfDay) {
  EXPECT_EQ(read("Shots were heard at 3:30 p.m. on Thursday."),
            "3:30 p.m. on Thursday=2014-03-06T15:30");
  EXPECT_EQ(read("Polls closed at 10 p.m. yesterday."), "10 p.m. yesterday=2014-03-06T22:00");
}

TEST(Time, DurationsAndSets) {
  EXPECT_EQ(read("The siege lasted six days."), "six days=P6D");
  EXPECT_EQ(read("They agreed a one-hour truce."), "one-hour=PT1H");
  EXPECT_EQ(read("He waited two and a half years."), "two and a half years=P2.5Y");
  EXPECT_EQ(read("Trains run every day."), "every day=P1D");
  EXPECT_EQ(read("They meet twice a year."), "twice a year=P1Y");
}

TEST(Time, ReferenceInTheText) {
  EXPECT_EQ(read("It opened on May 4, 2011. The next day it closed."),
            "May 4, 2011=2011-05-04; The next day=2011-05-05");
}

TEST(Time, NoFalseDates) {
  EXPECT_EQ(read("They may march and sat on the second bench."), "");
  EXPECT_EQ(read("A 25-year-old man won 2-1."), "");
  EXPECT_EQ(read("The army sent 2000 soldiers and $1999."), "");
  EXPECT_EQ(read("May he rest; mark my words, Mr. March."), "");
}

TEST(Time, RangeAndFuture) {
  const PlainText text("The summit is on April 3-5 in Oslo.");
  const auto times = tag(text);
  ASSERT_EQ(times.size(), 1u);
  EXPECT_EQ(times[0].range.from, "2014-04-03");
  EXPECT_EQ(times[0].range.to, "2014-04-05");
  EXPECT_TRUE(times[0].future);
}

TEST(Time, WithoutPageDate) {
  EXPECT_EQ(read("He left yesterday, on Monday.", ""), "yesterday=PAST_REF; Monday=XXXX-WXX-1");
}

TEST(Time, HostileInput) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "early the end of the first half of ";
  (void)read(text);
  (void)read(std::string(100000, '9'));
  (void)read("99999/99999/99999 on 31/12/0000 and Feb. 31, 2013 and 13-13-13-13");
  const PlainText odd("l\u2019\u00e9t\u00e9 \u2019 '9 '90s \u201cMay\u201d 4");
  for (const TimeExpression& time : tag(odd)) {
    EXPECT_TRUE(is_utf8_border(odd.article.text, time.span.begin));
    EXPECT_TRUE(is_utf8_border(odd.article.text, time.span.end));
  }
}

TEST(Calendar, Easter) {
  EXPECT_EQ(easter(2014), (CivilDate{2014, 4, 20}));
  EXPECT_EQ(easter(2000), (CivilDate{2000, 4, 23}));
}

TEST(Calendar, Shift) {
  EXPECT_EQ(timex_value(shifted({TimeUnit::kQuarter, 2014, 1, 0}, -1)), "2013-Q4");
  EXPECT_EQ(timex_value(moved({2014, 1, 31}, TimeUnit::kMonth, 1)), "2014-02");
  EXPECT_EQ(timex_value(calendar_of({2014, 1, 15}, TimeUnit::kSeason)), "2013-WI");
}

}  // namespace
}  // namespace dateline::facts
