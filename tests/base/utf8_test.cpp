#include "base/utf8.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Utf8, RefusesWhatTheStandardRefuses) {
  for (const char* bad : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xE2\x82"}) {
    EXPECT_FALSE(is_valid_utf8(bad)) << bad;
  }
  for (const char* good : {"", "a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) EXPECT_TRUE(is_valid_utf8(good));
}

TEST(Utf8, ReplacesEachMaximalPart) {
  EXPECT_EQ(replace_invalid_utf8("a\xE2\x82z"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(replace_invalid_utf8("\xFF\xFE"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(replace_invalid_utf8("caf\xC3\xA9"), "caf\xC3\xA9");
}

TEST(Utf8, RoundTripsCodePoints) {
  for (const char32_t c : {U'a', U'\u00e9', U'\u20ac', U'\U0001F600', U'\U0010FFFF'}) {
    std::string text;
    append_utf8(text, c);
    size_t offset = 0;
    EXPECT_EQ(next_code_point(text, &offset), c);
    EXPECT_EQ(offset, text.size());
  }
}

TEST(Utf8, KnowsBorders) {
  const std::string text = "a\xC3\xA9z";
  EXPECT_TRUE(is_utf8_border(text, 0));
  EXPECT_TRUE(is_utf8_border(text, 1));
  EXPECT_FALSE(is_utf8_border(text, 2));
  EXPECT_TRUE(is_utf8_border(text, 4));
  EXPECT_FALSE(is_utf8_border(text, 5));
}

}  // namespace
}  // namespace dateline
