#include "site/url.h"

#include <gtest/gtest.h>

#include "site/links.h"
#include "site/page_cache.h"
#include "site/rate_limit.h"

namespace dateline::site {
namespace {

TEST(Url, CodingThereAndBack) {
  const std::string text = "a b&c=d/\u00FC?+%";
  EXPECT_EQ(decode(encode(text)), text);
  EXPECT_EQ(encode("a b"), "a%20b");
  EXPECT_EQ(decode("a+b", true), "a b");
  EXPECT_EQ(decode("a+b"), "a+b");
  for (const char* wrong : {"%", "%4", "%zz", "%00", "%1B", "%FF"}) EXPECT_FALSE(decode(wrong)) << wrong;
}

TEST(Url, Forms) {
  const auto fields = read_form("a=1&b=x%26y&&c");
  ASSERT_TRUE(fields);
  EXPECT_EQ(*fields, (Fields{{"a", "1"}, {"b", "x&y"}, {"c", ""}}));
  EXPECT_EQ(write_form(*fields), "a=1&b=x%26y");
  EXPECT_FALSE(read_form("a=%"));
}

TEST(Url, Cookies) {
  EXPECT_EQ(cookie("a=1; dateline_visit=xyz; b=2", "dateline_visit"), "xyz");
  EXPECT_EQ(cookie("xdateline_visit=1", "dateline_visit"), "");
}

TEST(Url, HostsOfThisMachine) {
  for (const char* good : {"localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:8484", "[::1]", "[::1]:8484"}) EXPECT_TRUE(is_loopback_host(good)) << good;
  for (const char* bad : {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.evil.example:80", "127.0.0.1:80x", "[::2]", "10.0.0.1"}) {
    EXPECT_FALSE(is_loopback_host(bad)) << bad;
  }
}

TEST(Links, References) {
  EXPECT_EQ(read_reference("42")->number, 42);
  EXPECT_EQ(read_reference("42-v3")->item, "v3");
  for (const char* bad : {"", "0", "-1", "42-", "42-v", "42-V3", "42-v3x", "x", "42-v-3"}) EXPECT_FALSE(read_reference(bad)) << bad;
}

TEST(RateLimit, BurstThenRate) {
  RateLimit limit(1, 3);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allow("a", 10));
  EXPECT_FALSE(limit.allow("a", 10));
  EXPECT_TRUE(limit.allow("b", 10));
  EXPECT_TRUE(limit.allow("a", 11.1));
  EXPECT_FALSE(limit.allow("a", 11.2));
}

TEST(PageCache, KeepsWithinItsRoomAndByVersion) {
  PageCache cache(80'000);
  const auto page = [](size_t bytes) {
    auto out = std::make_shared<Rendered>();
    out->response.body.assign(bytes, 'x');
    return out;
  };
  cache.put("a", "1", 0, page(5000));
  EXPECT_NE(cache.find("a", "1", 0), nullptr);
  EXPECT_EQ(cache.find("a", "2", 5), nullptr);
  cache.put("costly", "1", 100, page(100));
  EXPECT_NE(cache.find("costly", "2", 99), nullptr);
  EXPECT_EQ(cache.find("costly", "2", 101), nullptr);
  cache.put("huge", "1", 0, page(20'000));
  EXPECT_EQ(cache.find("huge", "1", 0), nullptr);
  for (int i = 0; i < 50; ++i) cache.put(std::to_string(i), "1", 0, page(5000));
  EXPECT_LE(cache.figures().bytes, 80'000U);
  EXPECT_EQ(cache.find("a", "1", 0), nullptr);
  EXPECT_NE(cache.find("49", "1", 0), nullptr);
}

}  // namespace
}  // namespace dateline::site
