#include "archive/event_merger.h"

#include <gtest/gtest.h>

#include "archive/decisions.h"
#include "archive_fixture.h"

namespace dateline::archive {
namespace {

EventFacts arrest() {
  EventFacts f;
  f.type = "COERCE";
  f.status = "occurred";
  f.from = f.to = "2014-03-06";
  f.source = "Ostland police";
  f.source_code = "OSTCOP";
  f.target = "Ilse Tandy";
  f.place = "Ferndale";
  f.country = "OST";
  f.admin1 = "Westmark";
  return f;
}

int score(const EventFacts& a, const EventFacts& b) { return match(a, b, *knowledge()).score; }

TEST(EventMatch, AgreesOrContradicts) {
  const EventFacts a = arrest();
  EXPECT_GE(score(a, arrest()), kLeastScore);
  EXPECT_EQ(match(a, arrest(), *knowledge()).reason, "same day, same source, same target, same place");
  const auto with = [&](auto&& change) {
    EventFacts b = arrest();
    change(b);
    return score(a, b);
  };
  EXPECT_GE(with([](EventFacts& b) { b.from = b.to = "2014-03"; }), kLeastScore);          // its month
  EXPECT_GE(with([](EventFacts& b) { b.place.clear(), b.country.clear(), b.admin1.clear(); }), kLeastScore);
  EXPECT_GE(with([](EventFacts& b) { b.source = "police", b.source_code = "OST"; }), kLeastScore);
  EXPECT_GE(with([](EventFacts& b) { b.status = "denied"; }), kLeastScore);
  EXPECT_EQ(with([](EventFacts& b) { b.from = b.to = "2014-03-07"; }), 0);                 // another day
  EXPECT_EQ(with([](EventFacts& b) { b.target = "Piet Haverkamp"; }), 0);                   // somebody else
  EXPECT_EQ(with([](EventFacts& b) { b.place = "Brexley", b.admin1 = "Eastmark"; }), 0);    // another town
  EXPECT_EQ(with([](EventFacts& b) { b.source_code = "NORCOP"; }), 0);                      // police of another country
  EXPECT_EQ(with([](EventFacts& b) { b.type = "AID"; }), 0);
  EXPECT_EQ(with([](EventFacts& b) { b.status = "hypothetical"; }), 0);
  EXPECT_GE(with([](EventFacts& b) { b.type = "ASSAULT"; }), kLeastScore);                  // goes with it, all else the same
  EXPECT_EQ(with([](EventFacts& b) { b.type = "ASSAULT", b.place.clear(); }), 0);
}

TEST(EventMatch, UnknownPartsDoNotJoin) {
  EventFacts a = arrest();
  a.target.clear();
  a.place.clear();
  EXPECT_EQ(score(a, a), 0);  // the police arrested somebody that day, twice
  a.place = "Ferndale";
  EXPECT_GE(score(a, a), kLeastScore);
}

TEST(EventMatch, MeetingsAreToldBothWays) {
  EventFacts a = arrest(), b;
  a.type = "CONSULT";
  b = a;
  std::swap(b.source, b.target);
  std::swap(b.source_code, b.target_code);
  EXPECT_GE(score(a, b), kLeastScore);
  EventReport one, other;
  one.facts = a;
  other.facts = b;
  const MergedFacts m = merge({one, other});
  EXPECT_EQ(m.facts.source, a.source);
  EXPECT_EQ(m.facts.target, a.target);
}

TEST(EventMatch, TheBestOfAllReports) {
  EventReport first, second, third;
  first.facts = second.facts = third.facts = arrest();
  first.document = 1, second.document = 2, third.document = 3;
  first.published = "2014-03-06", second.published = "2014-03-07", third.published = "2014-03-08";
  first.facts.status = "scheduled";
  first.facts.from = first.facts.to = "2014-03";
  second.facts.source = "police", second.facts.source_code = "OST";
  second.killed_low = 2, second.killed_high = 2, second.confidence = 0.9, second.words = "Police arrested her.";
  third.facts.status = "denied", third.said_by = "the mayor", third.killed_low = 3, third.killed_high = 5;
  const MergedFacts m = merge({first, second, third});
  EXPECT_EQ(m.facts.from, "2014-03-06");
  EXPECT_EQ(m.facts.source_code, "OSTCOP");
  EXPECT_EQ(m.facts.status, "occurred");  // later than the plan
  EXPECT_EQ(m.denied_by, "the mayor");
  EXPECT_EQ(m.killed_low, 2);
  EXPECT_EQ(m.killed_high, 5);
  EXPECT_EQ(m.articles, 3u);
  EXPECT_EQ(m.words, "Police arrested her.");
}

class EventMergerTest : public ArchiveFixture {
 protected:
  // Articles of one story on a march in Bergen.
  static Prepared march(int n, const std::string& more = {}, EventStatus status = EventStatus::kOccurred) {
    const std::string i = std::to_string(n);
    Record r = plain_record("https://gazette.example/" + i, "Dockers march in Bergen over night shifts",
                            "Dockers marched through Bergen on Friday against night shifts at the Laksevag harbour, the union of Arne Solberg said. Report " + i +
                                " of the march tells that the harbour stood still. " + more);
    r.events[0].target = {1};
    r.entities.push_back({EntityKind::kOrganization, "Laksevag harbour", "NORBUS", "BUS", "NOR", {{0, 7}}, {}});
    r.events[0].status = status;
    return prepare(std::move(r), *knowledge());
  }
};

TEST_F(EventMergerTest, ReportsOfOneStoryMeetAndLeave) {
  Archive a = open();
  put(a, march(1));
  put(a, march(2));
  put(a, march(3));
  EXPECT_EQ(column(a, List::kMerged, "reports"), std::vector<std::string>{"3"});
  const auto id = column(a, List::kMerged, "merged").at(0);
  Filter f;
  f.merged = std::stoll(id);
  EXPECT_EQ(column(a, List::kEvents, "item", f).size(), 3u);
  EXPECT_EQ(column(a, List::kEvents, "reason", f).back(), "first report");
  EXPECT_NE(column(a, List::kEvents, "reason", f).front().find("same story, same day"), std::string::npos);
  // Revised: the report is still of that event. Its first report removed: the event stays under its number.
  EXPECT_EQ(put(a, march(2, "More people came on Saturday.")), Put::kRevised);
  EXPECT_EQ(column(a, List::kMerged, "reports"), std::vector<std::string>{"3"});
  ASSERT_TRUE(a.begin());
  ASSERT_TRUE(a.remove("https://gazette.example/1"));
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(column(a, List::kMerged, "reports"), std::vector<std::string>{"2"});
  EXPECT_EQ(column(a, List::kMerged, "merged"), std::vector<std::string>{id});
  // A lone report keeps its event's number through a revision.
  ASSERT_TRUE(a.begin());
  ASSERT_TRUE(a.remove("https://gazette.example/3"));
  ASSERT_TRUE(a.commit());
  put(a, march(2, "Even more people came on Sunday."));
  EXPECT_EQ(column(a, List::kMerged, "merged"), std::vector<std::string>{id});
}

TEST_F(EventMergerTest, DenialsAreDisputes) {
  Archive a = open();
  put(a, march(1));
  put(a, march(2, {}, EventStatus::kDenied));
  EXPECT_EQ(column(a, List::kMerged, "status"), std::vector<std::string>{"occurred"});
  EXPECT_EQ(column(a, List::kMerged, "denied_by"), std::vector<std::string>{"Harbour Gazette"});
  Filter f;
  f.type = "denial";
  EXPECT_EQ(column(a, List::kDisputes, "scope", f), std::vector<std::string>{"story"});
  EXPECT_EQ(column(a, List::kDisputes, "items", f).at(0), "https://gazette.example/1#v1 https://gazette.example/2#v1");
}

TEST_F(EventMergerTest, DecisionsStand) {
  Archive a = open();
  put(a, march(1));
  put(a, march(2));
  ASSERT_TRUE(a.begin());
  const auto batch = take_out_report(a, "https://gazette.example/2", "v1");
  ASSERT_TRUE(batch) << batch.error().message;
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(column(a, List::kMerged, "reports"), (std::vector<std::string>{"1", "1"}));
  // A new reading of the page does not undo it, nor does another report.
  const auto again = a.present(0, 10);
  ASSERT_TRUE(a.begin());
  ASSERT_TRUE(a.reread((*again)[1].document, march(2)));
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(column(a, List::kMerged, "reports").size(), 2u);
  // Joined: together again, whatever comes.
  std::vector<int64_t> ids;
  for (const auto& id : column(a, List::kMerged, "merged")) ids.push_back(std::stoll(id));
  ASSERT_TRUE(a.begin());
  const auto joined = join_events(a, ids);
  ASSERT_TRUE(joined) << joined.error().message;
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(column(a, List::kMerged, "reports"), std::vector<std::string>{"2"});
  EXPECT_EQ(column(decisions(a), "kind"), std::vector<std::string>{"together"});
  ASSERT_TRUE(a.begin());
  const auto split = split_event(a, *std::min_element(ids.begin(), ids.end()));
  ASSERT_TRUE(split);
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(column(a, List::kMerged, "reports").size(), 2u);
  // Undone: as if nobody had decided.
  ASSERT_TRUE(a.begin());
  ASSERT_TRUE(undo_decisions(a, *split));
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(column(a, List::kMerged, "reports"), std::vector<std::string>{"2"});
  EXPECT_TRUE(decisions(a)->rows.empty());
  ASSERT_TRUE(a.begin());
  EXPECT_EQ(undo_decisions(a, 99).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(join_events(a, {1, 99}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(join_events(a, {1}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(take_out_report(a, "https://gazette.example/1", "v9").error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(a.rollback());
}

}  // namespace
}  // namespace dateline::archive
