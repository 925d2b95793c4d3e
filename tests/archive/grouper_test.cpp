#include "archive/grouper.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "archive_fixture.h"
#include "made_text.h"

namespace dateline::archive {
namespace {

class GrouperTest : public ArchiveFixture {
 protected:
  // The i-th of many articles: some tell of one thing, some are copies.
  static Prepared made(uint32_t i, uint32_t revision = 0) {
    const std::string text = i % 10 == 9 ? made_text(i % 5, 120) : made_text(i % 13, 70) + made_text(1000 + i + revision, 40);
    return article("https://gazette.example/" + std::to_string(i), "Made " + std::to_string(i), text,
                   "2014-03-" + std::string(i / 10 % 20 < 9 ? "0" : "") + std::to_string(1 + i / 10 % 20));
  }
  // Puts articles [from, to), so many in each transaction, and closes the file.
  void run(uint32_t from, uint32_t to, uint32_t at_once) {
    Archive a = open();
    for (uint32_t i = from; i < to; i += at_once) {
      ASSERT_TRUE(a.begin());
      for (uint32_t k = i; k < std::min(to, i + at_once); ++k) ASSERT_TRUE(a.put(made(k)));
      if (i % 3 == 0) {
        ASSERT_TRUE(a.put(made(i / 2, 7)));  // revised pages too
      }
      ASSERT_TRUE(a.commit());
    }
  }
  std::vector<std::string> groups() {
    Archive a = open(Archive::Use::kRead);
    Filter f;
    f.limit = 1000;
    auto out = column(a, List::kArticles, "story", f);
    for (const char* more : {"family", "document"}) {
      const auto values = column(a, List::kArticles, more, f);
      out.insert(out.end(), values.begin(), values.end());
    }
    const auto events = column(a, List::kEvents, "merged", f);
    out.insert(out.end(), events.begin(), events.end());
    return out;
  }
};

TEST_F(GrouperTest, BrokenOffRunsGiveTheSameGroups) {
  window_ = 60;  // and articles fall out of sight on the way
  run(0, 240, 12);
  const auto whole = groups();
  TearDown();
  for (uint32_t i = 0; i < 240; i += 24) run(i, i + 24, 12);  // closed and opened ten times
  EXPECT_EQ(groups(), whole);
}

TEST_F(GrouperTest, OldArticlesAreFreedButKeepTheirStory) {
  window_ = 40;
  run(0, 200, 20);
  Archive a = open();
  EXPECT_LE(a.state().database->execAndGet("SELECT count(*) FROM recent").getInt(), 40);
  EXPECT_EQ(a.state().database->execAndGet("SELECT count(*) FROM article WHERE story = 0").getInt(), 0);
  EXPECT_EQ(a.state().database->execAndGet("SELECT sum(articles) FROM story").getInt(), 200);
}

TEST_F(GrouperTest, WhatWasRolledBackIsForgotten) {
  Archive a = open();
  put(a, made(1));
  ASSERT_TRUE(a.begin());
  ASSERT_TRUE(a.put(made(14)));
  ASSERT_TRUE(a.rollback());
  put(a, made(27));
  EXPECT_EQ(column(a, List::kArticles, "document").size(), 2u);
  EXPECT_EQ(a.state().database->execAndGet("SELECT count(*) FROM recent").getInt(), 2);
}

TEST_F(GrouperTest, OtherLanguagesHaveNoStory) {
  Archive a = open();
  Record r = plain_record("https://journal.example/1", "Un incendie", "Un incendie a detruit la bibliotheque.");
  r.article.language = "fr";
  put(a, prepare(std::move(r), *knowledge()));
  EXPECT_EQ(column(a, List::kArticles, "story"), std::vector<std::string>{"0"});
  EXPECT_TRUE(column(a, List::kStories, "story").empty());
}

}  // namespace
}  // namespace dateline::archive
