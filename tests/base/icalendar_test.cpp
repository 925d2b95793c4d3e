#include "base/icalendar.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline {
namespace {

TEST(ICalendar, LinesAreFoldedBetweenCharacters) {
  std::string far;
  for (int i = 0; i < 100; ++i) far += "\u20AC";
  const std::string out = calendar_line("SUMMARY", far);
  std::string unfolded;
  for (const std::string_view line : split(out, '\n')) {
    EXPECT_LE(line.size(), 76U);  // 75 and the CR
    EXPECT_TRUE(is_valid_utf8(line));
    if (!line.empty()) unfolded += line.substr(line.front() == ' ' ? 1 : 0, line.size() - (line.front() == ' ' ? 2 : 1));
  }
  EXPECT_EQ(unfolded, "SUMMARY:" + far);
  EXPECT_EQ(calendar_line("A", "b"), "A:b\r\n");
}

TEST(ICalendar, TextIsEscaped) { EXPECT_EQ(calendar_text("a,b;c\\d\r\ne"), "a\\,b\\;c\\\\d\\ne"); }

TEST(ICalendar, AnEntryNeedsAMonth) {
  std::string out;
  EXPECT_FALSE(append_entry({"1@x", "2014", "", "Talks", "", "", "", "scheduled"}, 0, out));
  EXPECT_EQ(out, "");
  EXPECT_TRUE(append_entry({"1@x", "2014-02", "", "Talks", "", "", "", "proposed"}, 1394183400, out));
  EXPECT_NE(out.find("DTSTART;VALUE=DATE:20140201\r\nDTEND;VALUE=DATE:20140301\r\n"), std::string::npos);
  EXPECT_NE(out.find("DTSTAMP:20140307T091000Z\r\n"), std::string::npos);
  EXPECT_NE(out.find("STATUS:TENTATIVE\r\n"), std::string::npos);
}

}  // namespace
}  // namespace dateline
