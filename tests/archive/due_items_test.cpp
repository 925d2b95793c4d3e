#include "archive/due_items.h"

#include <gtest/gtest.h>

#include "archive_fixture.h"

namespace dateline::archive {
namespace {

DueReport talks(int64_t id, const std::string& day, const std::string& what, const std::string& published) {
  DueReport r;
  r.id = r.document = id;
  r.from = r.to = day;
  r.what = what;
  r.status = "scheduled";
  r.published = published;
  r.words = "They will hold " + what + ".";
  return r;
}

Outcome outcome(const std::vector<News>& news) {
  return outcome_of(due_items({talks(1, "2014-05-03", "peace talks", "2014-04-20")}).at(0), NewsIndex(news), *knowledge());
}

TEST(DueItems, SameTalksAreOne) {
  const auto all = due_items({talks(1, "2014-05", "new talks", "2014-04-20"), talks(2, "2014-05-03", "a round of talks", "2014-04-21"),
                              talks(3, "2014-05-03", "the referendum", "2014-04-21"), talks(4, "2014-06-01", "talks", "2014-04-22")});
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].reports.size(), 2u);
  EXPECT_EQ(all[0].from, "2014-05-03");  // the closer date
}

TEST(DueItems, WhatBecameOfIt) {
  EXPECT_EQ(outcome({}).outcome, "");
  EXPECT_EQ(outcome({{7, "2014-05-04", "The delegations held peace talks in Oslo.", "2014-05-03", "2014-05-03"}}).outcome, "happened");
  EXPECT_EQ(outcome({{7, "2014-05-04", "The peace talks took place in Oslo.", "", ""}}).outcome, "happened");
  EXPECT_EQ(outcome({{7, "2014-05-01", "The peace talks were called off.", "", ""}}).outcome, "cancelled");
  const auto put_off = outcome({{7, "2014-05-01", "The peace talks were postponed.", "", ""}});
  EXPECT_EQ(put_off.outcome, "postponed");
  EXPECT_EQ(put_off.words, "The peace talks were postponed.");
  EXPECT_EQ(put_off.document, 7);
}

TEST(DueItems, NewsOfSomethingElse) {
  EXPECT_EQ(outcome({{7, "2014-05-01", "The peace talks took place in Oslo.", "", ""}}).outcome, "");  // before its day: others
  EXPECT_EQ(outcome({{7, "2014-05-04", "The match took place in Oslo.", "", ""}}).outcome, "");
  EXPECT_EQ(outcome({{7, "2014-05-04", "Peace talks were held.", "2014-04-03", "2014-04-03"}}).outcome, "");
  EXPECT_EQ(outcome({{7, "2014-04-20", "The peace talks were called off.", "", ""}}).outcome, "");  // not later than the plan
}

TEST(DueItems, WeakNewsIsNone) {
  // The article that tells of the plan speaks of other talks.
  EXPECT_EQ(outcome({{1, "2014-05-03", "The delegations held peace talks in Oslo.", "2014-05-03", "2014-05-03"}}).outcome, "");
  // A name of two words takes both, a bare one its place.
  EXPECT_EQ(outcome({{7, "2014-05-04", "The trade talks took place in Oslo.", "", ""}}).outcome, "");
  auto plan = talks(1, "2014-05-03", "talks", "2014-04-20");
  plan.place = "Oslo";
  const auto bare = [&](const char* words) {
    return outcome_of(due_items({plan}).at(0), NewsIndex(std::vector<News>{{7, "2014-05-04", words, "", ""}}), *knowledge()).outcome;
  };
  EXPECT_EQ(bare("The talks took place in Geneva."), "");
  EXPECT_EQ(bare("The talks took place in Oslo."), "happened");
  // Over before the plan was told.
  const auto month = outcome_of(due_items({talks(1, "2014-05", "peace talks", "2014-05-20")}).at(0),
                                NewsIndex(std::vector<News>{{7, "2014-05-25", "They held peace talks.", "2014-05-02", "2014-05-02"}}), *knowledge());
  EXPECT_EQ(month.outcome, "");
}

}  // namespace
}  // namespace dateline::archive
