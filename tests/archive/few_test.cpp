#include "archive/few.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "archive_fixture.h"

namespace dateline::archive {
namespace {

/// Articles of three towns, each with an event, a statement and a figure there.
class FewTest : public ArchiveFixture {
 protected:
  void SetUp() override {
    ArchiveFixture::SetUp();
    Archive a = open();
    for (int n = 0; n < 30; ++n) {
      const std::string town = n % 10 == 0 ? "Alesund" : n % 3 == 0 ? "Molde" : "Bergen";
      Record r = plain_record(fmt::format("https://gazette.example/{}", n), "March " + std::to_string(n),
                              fmt::format("Dockers marched in {} on day {} with {}.", town, n, n % 4 == 0 ? "lanterns" : "drums"),
                              fmt::format("2014-03-{:02}", 1 + n % 28));
      r.events[0].place->name = town;
      r.events[0].target = {1};
      r.events[0].target_code = {"UKR", "RUSGOV"};
      r.entities.push_back({EntityKind::kOrganization, "office of " + town, "RUSGOV", "GOV", "RUS", {{0, 7}}, {}});
      r.entities[0].name = "dockers of " + town;
      r.figures[0].place = town;
      put(a, prepare(std::move(r), *knowledge()));
    }
  }
  static size_t rows(Archive& a, List what, const Filter& f) {
    const auto page = list(a, what, f);
    EXPECT_TRUE(page) << (page ? "" : page.error().message);
    return page ? page->rows.size() : 0;
  }
  static std::string counted(Archive& a, List what, const Filter& f, const char* by) {
    const auto page = facets_by(a, what, f, by);
    EXPECT_TRUE(page) << (page ? "" : page.error().message);
    std::string out;
    for (size_t i = 0; page && i < page->rows.size(); ++i) out += page->rows[i][0].text + ' ' + page->rows[i][1].text + ';';
    return out;
  }
};

TEST_F(FewTest, FindsAllThatPass) {
  Archive a = open(Archive::Use::kRead);
  Filter place;
  place.place = "alesu";  // of 0, 10 and 20
  Filter speaker;
  speaker.speaker = "Dockers of alesund";
  Filter words;
  words.words = "lanterns";  // every fourth
  for (const List what : {List::kEvents, List::kFigures}) EXPECT_EQ(rows(a, what, place), 3u);
  for (const List what : {List::kStatements, List::kFigures}) EXPECT_EQ(rows(a, what, speaker), 3u);
  for (const List what : {List::kArticles, List::kEvents, List::kStatements, List::kFigures, List::kFound}) EXPECT_EQ(rows(a, what, words), 8u);
  EXPECT_GT(rows(a, List::kMerged, words), 0u);
  EXPECT_GT(rows(a, List::kMerged, place), 0u);
  EXPECT_GT(rows(a, List::kStories, words), 0u);
  place.words = words.words;  // 0 and 20
  EXPECT_EQ(rows(a, List::kEvents, place), 2u);
  place.actor = "RUS";
  EXPECT_EQ(rows(a, List::kEvents, place), 2u);
  EXPECT_EQ(counted(a, List::kEvents, place, "place"), "Alesund 2;");
  EXPECT_EQ(counted(a, List::kEvents, words, "place"), "Bergen 4;Alesund 2;Molde 2;");
  speaker.words = words.words;
  EXPECT_EQ(counted(a, List::kStatements, speaker, "speaker"), "dockers of Alesund 2;");
  place.actor = "FRA";
  EXPECT_EQ(rows(a, List::kEvents, place), 0u);
}

TEST_F(FewTest, KeepsTheOrderAndThePages) {
  Archive a = open(Archive::Use::kRead);
  Filter f;
  f.words = "lanterns";
  const auto whole = column(a, List::kEvents, "document", f);
  f.limit = 3;
  std::vector<std::string> pages;
  for (;;) {
    const auto page = list(a, List::kEvents, f);
    ASSERT_TRUE(page);
    for (const auto& key : column(page, "document")) pages.push_back(key);
    if (page->next.empty()) break;
    f.after = page->next;
  }
  EXPECT_EQ(pages, whole);
}

// Codes of a merged event are found wherever they stand.
TEST_F(FewTest, MergedEventsOfAnActor) {
  Archive a = open(Archive::Use::kRead);
  Filter all, f;
  f.actor = "RUSGOV";  // the second of two codes
  EXPECT_EQ(rows(a, List::kMerged, f), rows(a, List::kMerged, all));
  f.actor = "RUSMIL";
  EXPECT_EQ(rows(a, List::kMerged, f), 0u);
}

// Pages that look at a few items each give together what one page gives that looks at all, in its order, and end.
TEST_F(FewTest, PagesThatLookAtSome) {
  Archive a = open(Archive::Use::kRead);
  Filter source, admin, sure, name, status, words;
  source.source = "gazette.example/1";
  admin.admin = "nowhere";
  sure.confidence = 0.99;
  name.actor = "dockers of Ale";
  status.status = "happened";
  words.words = "dock*";
  words.type = "PROTEST";
  words.country = "NOR";
  size_t found = 0;
  for (Filter f : {source, admin, sure, name, status, words}) {
    for (const List what : {List::kArticles, List::kEvents, List::kStatements, List::kFigures, List::kMerged, List::kStories, List::kSchedule, List::kDue}) {
      f.after.clear();
      f.looked_at = 0;
      f.limit = 1000;
      const auto whole = list(a, what, f);
      ASSERT_TRUE(whole);
      EXPECT_EQ(whole->since, "");
      for (const auto& [looked, limit] : {std::pair(1u, 5u), std::pair(4u, 2u), std::pair(7u, 1000u), std::pair(500u, 1000u)}) {
        f.after.clear();
        f.looked_at = looked;
        f.limit = limit;
        std::vector<std::vector<Cell>> rows;
        for (int pages = 0;; ++pages) {
          const auto page = list(a, what, f);
          ASSERT_TRUE(page);
          ASSERT_LT(pages, 200);
          rows.insert(rows.end(), page->rows.begin(), page->rows.end());
          if (page->next.empty()) break;
          f.after = page->next;
        }
        ASSERT_EQ(rows.size(), whole->rows.size());
        found += rows.size();
        for (size_t i = 0; i < rows.size(); ++i) {
          for (size_t c = 0; c < rows[i].size(); ++c) EXPECT_EQ(rows[i][c].text, whole->rows[i][c].text);
        }
      }
    }
  }
  EXPECT_GT(found, 100u);
}

// Of events of one day all are looked at.
TEST_F(FewTest, TellsHowFarItLooked) {
  Archive a = open(Archive::Use::kRead);
  Filter f;
  f.source = "gazette.example/0";
  f.looked_at = 10;
  const auto page = list(a, List::kArticles, f);
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->rows.empty());
  EXPECT_EQ(page->since, "2014-03-18");
  EXPECT_EQ(page->next, "2014-03-18|0");
  f.source.clear();
  const auto all = list(a, List::kArticles, f);  // no filter: the page ends when it is full
  ASSERT_TRUE(all);
  EXPECT_EQ(all->since, "");
}

TEST_F(FewTest, WordsThatAreNone) {
  Archive a = open(Archive::Use::kRead);
  Filter f;
  f.words = "lanterns AND (";
  const auto page = list(a, List::kEvents, f);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace dateline::archive
