#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "archive_fixture.h"

namespace dateline::archive {
namespace {

/// Articles of few towns and weeks that report the same marches, deny some, count the people differently, and are revised.
class BatchesTest : public ArchiveFixture {
 protected:
  static Prepared report(int n, int version) {
    static const char* const kTowns[] = {"Bergen", "Alesund", "Molde"};
    static const char* const kWhat[] = {"night shifts at the harbour", "the price of ferry tickets", "a new customs shed"};
    const auto pick = [&](int salt, int of) { return static_cast<int>(hash64(fmt::format("{} {}", n, salt)) % static_cast<uint64_t>(of)); };
    const std::string town = kTowns[pick(1, 3)], what = kWhat[pick(2, 3)];
    const std::string day = fmt::format("2014-03-{:02}", 3 + pick(3, 3));
    std::string text = fmt::format("Dockers marched through {} against {}, the union of Arne Solberg said. ", town, what);
    for (int i = 0; i < 4; ++i) text += fmt::format("The {} of {} spoke of {} on the quay. ", i % 2 == 0 ? "pilots" : "cooks", town, kWhat[pick(4 + i, 3)]);
    text += fmt::format("Report {} of the day, number {}.", n, version);
    Record r = plain_record(fmt::format("https://gazette.example/{}", n), fmt::format("Dockers march in {} over {}", town, what), text, day);
    r.entities.push_back({EntityKind::kOrganization, "Laksevag harbour", "NORBUS", "BUS", "NOR", {{0, 7}}, {}});
    r.events[0].place->name = town;
    if (pick(8, 3) != 0) r.events[0].target = {1};
    if (pick(9, 4) == 0) r.events[0].status = EventStatus::kDenied;
    if (pick(10, 3) == 0) r.events.push_back(r.events[0]);
    r.figures[0].value = 100 * (1 + pick(11, 3));
    r.figures[0].what = "dockers killed";
    return prepare(std::move(r), *knowledge());
  }

  // All rows that hold between documents, after the articles were put so many at a time.
  std::vector<std::string> rows(int at_once) {
    TearDown();
    {
      Archive a = open();
      int waiting = 0;
      const auto commit_when = [&](bool now) {
        if (!now || waiting == 0) return;
        EXPECT_TRUE(a.commit());
        waiting = 0;
      };
      const auto begin = [&] {
        if (waiting++ == 0) { EXPECT_TRUE(a.begin()); }
      };
      for (int n = 0; n < 60; ++n) {
        begin();
        EXPECT_TRUE(a.put(report(n, 1)));
        commit_when(waiting >= at_once);
        if (n % 7 != 3) continue;
        begin();
        EXPECT_TRUE(a.put(report(n / 2, n)));
        commit_when(waiting >= at_once);
        if (n % 2 != 0) continue;
        begin();
        EXPECT_TRUE(a.remove(fmt::format("https://gazette.example/{}", n / 3)));
        commit_when(waiting >= at_once);
      }
      commit_when(true);
      EXPECT_TRUE(a.check());
    }
    std::vector<std::string> out;
    const SQLite::Database db(path_);
    for (const char* table : {"article", "event", "merged", "story", "dispute", "dispute_item", "due", "facet_sum", "actor_item", "counter"}) {
      SQLite::Statement q(db, fmt::format("SELECT * FROM {}", table));
      while (q.executeStep()) {
        std::string& row = out.emplace_back(table);
        for (int c = 0; c < q.getColumnCount(); ++c) row += '|' + q.getColumn(c).getString();
      }
    }
    std::sort(out.begin(), out.end());
    return out;
  }
};

TEST_F(BatchesTest, MakeNoDifference) {
  const auto one_by_one = rows(1);
  EXPECT_EQ(rows(7), one_by_one);
  EXPECT_EQ(rows(1000), one_by_one);
  const auto has = [&](std::string_view begin) {
    return std::count_if(one_by_one.begin(), one_by_one.end(), [&](const std::string& row) { return row.starts_with(begin); });
  };
  EXPECT_GT(has("dispute|"), 2);
  EXPECT_LT(has("merged|"), has("event|"));
}

}  // namespace
}  // namespace dateline::archive
