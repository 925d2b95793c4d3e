#include "archive/sums.h"

#include <gtest/gtest.h>

#include "archive/actor_index.h"
#include "archive/overview.h"
#include "archive/state.h"
#include "archive_fixture.h"

namespace dateline::archive {
namespace {

class SumsTest : public ArchiveFixture {
 protected:
  /// Norwegian dockers act on the Polish government.
  static Prepared told(const std::string& url, const std::string& text, const std::string& target = "POLGOV", EventStatus status = EventStatus::kOccurred) {
    Record r = plain_record(url, "Dockers march", text);
    r.events[0].target_code = {target};
    r.events[0].status = status;
    return prepare(std::move(r), *knowledge());
  }
  static std::vector<std::string> pairs(const Result<Listing>& l) {
    std::vector<std::string> out;
    EXPECT_TRUE(l);
    for (const auto& row : l->rows) out.push_back(row[0].text + " " + row[1].text);
    return out;
  }
};

TEST_F(SumsTest, StayInStep) {
  Archive a = open();
  put(a, told("https://a.example/1", "Dockers marched in Bergen on Friday."));
  put(a, told("https://a.example/2", "Nurses marched through the port of Bergen.", "POLGOV", EventStatus::kDenied));
  put(a, told("https://a.example/3", "Bakers stood before the town hall for an hour."));
  EXPECT_EQ(pairs(facets_by(a, List::kEvents, {}, "status")), (std::vector<std::string>{"occurred 2", "denied 1"}));
  Filter f;
  f.status = "denied";
  EXPECT_EQ(pairs(facets_by(a, List::kEvents, f, "type")), std::vector<std::string>{"PROTEST 1"});
  f.country = "NOR";  // two filters: counted from the rows
  EXPECT_EQ(pairs(facets_by(a, List::kEvents, f, "type")), std::vector<std::string>{"PROTEST 1"});
  EXPECT_TRUE(a.check());
  // A revision, another reading and a removal.
  put(a, told("https://a.example/2", "Nurses marched through the port of Bergen, and nobody denied it."));
  EXPECT_EQ(pairs(facets_by(a, List::kEvents, {}, "status")), std::vector<std::string>{"occurred 3"});
  EXPECT_TRUE(a.check());
  ASSERT_TRUE(a.begin());
  ASSERT_TRUE(a.remove("https://a.example/1"));
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(pairs(facets_by(a, List::kArticles, {}, "publisher")), std::vector<std::string>{"Harbour Gazette 2"});
  EXPECT_TRUE(a.check());
  // What was rolled back was never counted.
  ASSERT_TRUE(a.begin());
  ASSERT_TRUE(a.put(told("https://a.example/4", "Weavers marched.")));
  ASSERT_TRUE(a.rollback());
  put(a, told("https://a.example/5", "Tailors marched to the harbour at noon."));
  EXPECT_TRUE(a.check());
}

TEST_F(SumsTest, WrongSumsAreFound) {
  Archive a = open();
  put(a, told("https://a.example/1", "Dockers marched in Bergen on Friday."));
  a.state().database->exec("UPDATE facet_sum SET items = 7 WHERE list = 'event' AND by = 'status' AND filter = ''");
  EXPECT_FALSE(a.check());
}

TEST(ActorKeys, BeginningsOfWholeParts) {
  EXPECT_EQ(actor_keys("RUSGOVMIL"), (std::vector<std::string>{"RUS", "RUSGOV", "RUSGOVMIL"}));
  EXPECT_EQ(actor_keys("UKR; RUSGOV; UKRCOP"), (std::vector<std::string>{"RUS", "RUSGOV", "UKR", "UKRCOP"}));
  EXPECT_EQ(actor_keys(""), std::vector<std::string>{});
}

TEST_F(SumsTest, ActorsAreFoundByCode) {
  Archive a = open();
  put(a, told("https://a.example/1", "Dockers marched in Bergen on Friday."));
  put(a, told("https://a.example/2", "Nurses marched through the port of Bergen.", "SWE"));
  put(a, told("https://a.example/3", "Bakers stood before the town hall for an hour.", "NORGOV"));  // both sides are Norwegian
  Filter f;
  f.actor = "NOR";
  EXPECT_EQ(column(a, List::kEvents, "target_code", f).size(), 3u);
  EXPECT_EQ(column(a, List::kStatements, "speaker_code", f).size(), 3u);
  f.limit = 2;
  const auto page = list(a, List::kEvents, f);
  ASSERT_TRUE(page);
  f.after = page->next;
  EXPECT_EQ(column(a, List::kEvents, "target_code", f), std::vector<std::string>{"POLGOV"});
  f = {};
  f.actor = "POL";
  EXPECT_EQ(column(a, List::kEvents, "target_code", f), std::vector<std::string>{"POLGOV"});
  f.actor = "NOR";
  f.partner = "SWE";
  EXPECT_EQ(column(a, List::kEvents, "target_code", f), std::vector<std::string>{"SWE"});
  f = {};
  f.actor = "dock";  // a name
  EXPECT_EQ(column(a, List::kEvents, "target_code", f).size(), 3u);
  EXPECT_EQ(column(partners(a, "POL", {}, 10), "code"), std::vector<std::string>{"NORLAB"});
  EXPECT_EQ(column(counts_by_month(a, "NOR", {}, {}), "events"), std::vector<std::string>{"3"});
  EXPECT_EQ(column(counts_by_month(a, "NOR", "SWE", {}), "events"), std::vector<std::string>{"1"});
  EXPECT_EQ(column(actors(a, {}, {}, 10), "name"), std::vector<std::string>{"dockers"});
  ASSERT_TRUE(a.begin());
  for (const char* key : {"https://a.example/1", "https://a.example/2", "https://a.example/3"}) ASSERT_TRUE(a.remove(key));
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(a.state().database->execAndGet("SELECT (SELECT count(*) FROM actor_item) + (SELECT count(*) FROM actor_name) + (SELECT count(*) FROM facet_sum)").getInt(), 0);
}

}  // namespace
}  // namespace dateline::archive
