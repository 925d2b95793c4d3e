#include "archive/copy_finder.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "made_text.h"

namespace dateline::archive {
namespace {

const std::string kFerry =
    "The ferry Santa Rita ran aground off the island of Kalo early on Monday with 212 people on board, the coast guard said. "
    "All passengers were taken off by fishing boats before noon and nobody was seriously hurt. The captain told reporters that "
    "the rudder had failed shortly after the ship left port. Divers will look at the hull on Tuesday, and the owner promised "
    "to publish what they find. The line has had two other accidents on the same route in the past three years.";
const std::string kBudget =
    "Lawmakers in the northern province passed a budget late on Wednesday that cuts spending on roads by a fifth and raises the "
    "pay of nurses. The opposition walked out before the vote and called the plan careless. The governor is expected to sign it "
    "by the end of the month, her office said, although she has asked for changes to the part on schools.";
const std::string kTail =
    "Our morning letter brings the day's reports to your table, free of charge. Ask us before a line of this page is "
    "printed anywhere else.";

TEST(CopyFinder, FindsVerbatimTrimmedAndFramedCopies) {
  CopyFinder f;
  const uint64_t family = f.add(10, kFerry).family;
  EXPECT_EQ(f.add(11, kFerry).share, 1.0);
  EXPECT_EQ(f.add(12, "KALO (Agency) - " + kFerry.substr(0, kFerry.find(" Divers")) + " " + kTail).family, family);
  EXPECT_EQ(f.add(13, kFerry.substr(0, kFerry.find(" The captain"))).family, family);
  const auto other = f.add(14, kBudget);
  EXPECT_NE(other.family, family);
  EXPECT_EQ(other.nearest, 14U);
}

TEST(CopyFinder, BoilerplateDoesNotJoin) {
  CopyFinder f;
  for (uint32_t i = 0; i < 30; ++i) {
    const auto placed = f.add(i, made_text(i, 120) + " " + kTail);
    EXPECT_EQ(placed.nearest, i) << "document " << i;
  }
  // Short texts that are mostly tail: once the tail is known, they are told apart too.
  const uint64_t one = f.add(100, made_text(500, 20) + " " + kTail).family;
  EXPECT_NE(f.add(101, made_text(501, 20) + " " + kTail).family, one);
}

TEST(CopyFinder, ShortTexts) {
  CopyFinder f;
  const uint64_t one = f.add(1, "Election over in Marland").family;
  EXPECT_EQ(f.add(2, "ELECTION OVER in Marland!").family, one);
  EXPECT_NE(f.add(3, "Election over in Norland").family, one);
  f.add(4, "");
  EXPECT_EQ(f.add(5, "").nearest, 5U);
}

TEST(CopyFinder, RevisedPageIsPlacedAnew) {
  CopyFinder f;
  const uint64_t family = f.add(1, kFerry).family;
  f.add(2, kFerry);
  EXPECT_NE(f.add(1, kBudget).family, family);
  EXPECT_EQ(f.add(3, kFerry).family, family);
  f.remove(2);
  f.remove(3);
  f.remove(77);
  EXPECT_NE(f.add(4, kFerry).family, family);
  EXPECT_EQ(f.size(), 2U);
}

TEST(CopyFinder, RestoredFinderAnswersTheSame) {
  CopyFinder a, b;
  for (uint32_t i = 0; i < 60; ++i) a.add(i, made_text(i % 25, 80) + made_text(i, i));
  a.remove(7);
  for (auto row : a.rows()) b.restore(std::move(row));
  b.set_next_family(a.next_family());
  for (uint32_t i = 60; i < 120; ++i) {
    const std::string text = made_text(i % 40, 70) + made_text(i, 15);
    const auto x = a.add(i, text), y = b.add(i, text);
    EXPECT_EQ(x.family, y.family);
    EXPECT_EQ(x.nearest, y.nearest);
    EXPECT_EQ(x.share, y.share);
  }
}

TEST(CopyFinder, ManyDocuments) {
  CopyFinder f;
  constexpr uint32_t kDocuments = 100'000;
  const auto start = std::chrono::steady_clock::now();
  for (uint32_t i = 0; i < kDocuments; ++i) f.add(i, made_text(i, 150) + kTail);
  const double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%.0f documents/s\n", kDocuments / s);
  EXPECT_EQ(f.add(kDocuments, made_text(5, 150)).nearest, 5U);
}

}  // namespace
}  // namespace dateline::archive
