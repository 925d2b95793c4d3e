#include "page/moment.h"

#include <gtest/gtest.h>

namespace dateline::page {
namespace {

std::string read(std::string_view text, NumericOrder order = NumericOrder::kDayFirst) {
  const auto m = parse_moment(text, order);
  return m ? page_date(*m, DateFrom::kText).value : "";
}

TEST(Moment, ReadsIso) {
  EXPECT_EQ(read("2014-03-07"), "2014-03-07");
  EXPECT_EQ(read("2014-03-07T13:25:00+02:00"), "2014-03-07T13:25:00+02:00");
  EXPECT_EQ(read("2014-03-07T13:25:00.123Z"), "2014-03-07T13:25:00Z");
  EXPECT_EQ(read("2014-03-07T13:25:0Z"), "2014-03-07T13:25:00Z");
  EXPECT_EQ(read("2014-03-07 13:25"), "2014-03-07T13:25");
  EXPECT_EQ(read("20140307"), "2014-03-07");
  EXPECT_EQ(read("1394198700"), "2014-03-07T13:25:00Z");
}

TEST(Moment, ReadsEnglish) {
  EXPECT_EQ(read("Last updated: 07 Mar 2014 13:25"), "2014-03-07T13:25");
  EXPECT_EQ(read("Fri, 07 Mar 2014 13:25:00 GMT"), "2014-03-07T13:25:00Z");
  EXPECT_EQ(read("March 7th, 2014 at 1:25 pm EST"), "2014-03-07T13:25-05:00");
  EXPECT_EQ(read("1:25 p.m., March 7, 2014"), "2014-03-07T13:25");
  EXPECT_EQ(read("07-Mar-2014"), "2014-03-07");
}

TEST(Moment, ReadsOtherLanguages) {
  EXPECT_EQ(read("7. M\xC3\xA4rz 2014, 13:25 Uhr"), "2014-03-07T13:25");
  EXPECT_EQ(read("7 de marzo de 2014"), "2014-03-07");
  EXPECT_EQ(read("7 mars 2014 \xC3\xA0 13h25"), "2014-03-07T13:25");
  EXPECT_EQ(read("7 \xD0\xBC\xD0\xB0\xD1\x80\xD1\x82\xD0\xB0 2014"), "2014-03-07");
  EXPECT_EQ(read("2014\xE5\xB9\xB4"
                 "3\xE6\x9C\x88"
                 "7\xE6\x97\xA5"),
            "2014-03-07");
}

TEST(Moment, OrderOfNumbers) {
  EXPECT_EQ(read("03/04/2014", NumericOrder::kMonthFirst), "2014-03-04");
  EXPECT_EQ(read("03/04/2014", NumericOrder::kDayFirst), "2014-04-03");
  EXPECT_EQ(read("25/04/2014", NumericOrder::kMonthFirst), "2014-04-25");
  EXPECT_EQ(read("07.03.2014", NumericOrder::kMonthFirst), "2014-03-07");
}

TEST(Moment, RefusesWhatIsNoDate) {
  EXPECT_EQ(read("30 February 2014"), "");
  EXPECT_EQ(read("1.2.3"), "");
  EXPECT_EQ(read("room 2014"), "");
  EXPECT_EQ(read(""), "");
}

TEST(Moment, FromUrls) {
  const auto value = [](std::string_view url) {
    const auto m = moment_in_url(url);
    return m ? page_date(*m, DateFrom::kUrl).value : std::string();
  };
  EXPECT_EQ(value("https://example.org/news/2014/03/07/some-title"), "2014-03-07");
  EXPECT_EQ(value("https://example.org/2014/mar/07/some-title"), "2014-03-07");
  EXPECT_EQ(value("https://example.org/20140307-title.html"), "2014-03-07");
  EXPECT_EQ(value("https://example.org/2014/03/title"), "2014-03");
  EXPECT_EQ(value("https://example.org/article-123456"), "");
}

}  // namespace
}  // namespace dateline::page
