#include "intake/robots.h"

#include <gtest/gtest.h>

namespace dateline::intake {
namespace {

// RFC 9309, 5.1.
TEST(Robots, SimpleExample) {
  constexpr std::string_view kFile =
      "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\nUser-Agent: foobot\nDisallow:/\nAllow:/example/page.html\n"
      "Allow:/example/allowed.gif\n\nUser-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n";
  const auto allows = [&](std::string_view robot, std::string_view path) { return Robots::read(kFile, robot).allows(path); };
  EXPECT_FALSE(allows("dateline", "/a/b.gif"));
  EXPECT_FALSE(allows("dateline", "/example/"));
  EXPECT_TRUE(allows("dateline", "/publications/"));
  EXPECT_TRUE(allows("foobot", "/example/page.html"));
  EXPECT_TRUE(allows("FooBot", "/example/allowed.gif"));
  EXPECT_FALSE(allows("foobot", "/"));
  EXPECT_TRUE(allows("foobot", "/robots.txt"));
  for (const char* robot : {"barbot", "bazbot"}) {
    EXPECT_FALSE(allows(robot, "/example/page.html"));
    EXPECT_TRUE(allows(robot, "/example/"));
  }
  EXPECT_TRUE(allows("quxbot", "/example/"));
}

// RFC 9309, 5.2: the longest match counts.
TEST(Robots, LongestMatch) {
  const Robots robots = Robots::read("User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n", "foobot");
  EXPECT_FALSE(robots.allows("/example/page/disallowed.gif"));
  EXPECT_TRUE(robots.allows("/example/page/allowed.gif"));
  const Robots equal = Robots::read("User-Agent: *\nDisallow: /a\nAllow: /a\n", "foobot");
  EXPECT_TRUE(equal.allows("/a"));
}

// RFC 9309, 2.2.1 to 2.2.3.
TEST(Robots, GroupsCharactersAndEncoding) {
  const Robots groups = Robots::read("user-agent: ExampleBot\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: ExampleBot\ndisallow: /baz # no\n", "examplebot");
  for (const char* path : {"/foo", "/bar", "/baz"}) EXPECT_FALSE(groups.allows(path)) << path;
  const Robots coded = Robots::read("user-agent: *\ndisallow: /foo/bar/\xE3\x83\x84\ndisallow: /b%62z\ndisallow: /path/file-with-a-%2A.html\n"
                                    "disallow: /this/*/exactly$\ncrawl-delay: 7\nsitemap: https://a.example/s.xml\n", "x");
  EXPECT_FALSE(coded.allows("/foo/bar/%E3%83%84"));
  EXPECT_FALSE(coded.allows("/foo/bar/%e3%83%84x"));
  EXPECT_FALSE(coded.allows("/bbz"));
  EXPECT_FALSE(coded.allows("/path/file-with-a-%2A.html"));
  EXPECT_TRUE(coded.allows("/path/file-with-a-b.html"));
  EXPECT_FALSE(coded.allows("/this/path/exactly"));
  EXPECT_TRUE(coded.allows("/this/path/exactly/not"));
  EXPECT_EQ(coded.delay_seconds(), 7);
  EXPECT_EQ(coded.sitemaps().at(0), "https://a.example/s.xml");
  EXPECT_TRUE(Robots::read("", "x").allows("/"));
  EXPECT_TRUE(Robots::read("User-agent: *\nDisallow:\n", "x").allows("/a"));
  EXPECT_FALSE(Robots::forbid_all().allows("/a"));
  EXPECT_TRUE(Robots::read("Disallow: /\n", "x").allows("/a"));  // of no group
}

TEST(Robots, HostilePatternsAreBounded) {
  const std::string stars = "user-agent: *\ndisallow: /" + std::string(1000, '*') + "a*a*a*a*a*a*b$\n";
  std::string file;
  for (int i = 0; i < 400; ++i) file += stars;
  EXPECT_TRUE(Robots::read(file, "x").allows("/" + std::string(8000, 'a')));
}

}  // namespace
}  // namespace dateline::intake
