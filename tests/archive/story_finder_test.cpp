#include "archive/story_finder.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "made_text.h"

namespace dateline::archive {
namespace {

struct Page {
  std::string headline, text;
};

// Two fires in one country, told apart only by where and what burned; and an article on something else.
const std::vector<Page> kFerndale = {
    {"Fire destroys library in Ferndale",
     "A fire destroyed the Carrow Library in Ferndale, Ostland, on Tuesday night, and 40,000 books are lost, the fire chief, "
     "Mara Lindqvist, said. No one was hurt. The blaze at the Carrow Library began in the reading room around 11 pm."},
    {"Ferndale mourns the Carrow Library",
     "People in Ferndale laid books before the ruins of the Carrow Library on Wednesday, a day after a fire destroyed it. Fire "
     "chief Mara Lindqvist said that the blaze began in the reading room. 40,000 books were lost."},
    {"Wiring blamed for Carrow Library fire",
     "Old wiring in the reading room started the fire that destroyed the Carrow Library in Ferndale, Mara Lindqvist, the "
     "fire chief, said on Friday. The library will be built again, the mayor of Ferndale said."}};
const std::vector<Page> kBrexley = {
    {"Fire guts fish market in Brexley",
     "A fire gutted the Old Fish Market in Brexley, Ostland, early on Tuesday, and 14 traders lost their stalls, fire chief Piet "
     "Haverkamp said. No one was hurt. The blaze at the Old Fish Market began in a cold store around 4 am."},
    {"Brexley traders count losses after market fire",
     "Traders in Brexley searched the ruins of the Old Fish Market on Thursday, two days after a fire gutted it. Piet "
     "Haverkamp, the fire chief, said that the blaze began in a cold store. 14 stalls burned."}};
const Page kElection = {"Voters in Ostland choose a parliament",
                        "Polling stations opened across Ostland on Sunday for the first vote since the reform of the senate. "
                        "The party of Prime Minister Ilse Tandy leads in the polls."};

std::shared_ptr<const Background> background() {
  static const auto kShared = std::make_shared<const Background>(
      Background::read(DATELINE_ROOT "/data/archive/background.tsv").value());
  return kShared;
}

uint64_t add(StoryFinder& f, uint64_t number, const Page& p, int32_t day = kNoDay) {
  return f.add(number, {p.headline, p.text, day}).story;
}

TEST(StoryFinder, LaterArticlesJoinAndLookAlikesDoNot) {
  StoryFinder f(background());
  const uint64_t library = add(f, 1, kFerndale[0]);
  const uint64_t market = add(f, 2, kBrexley[0]);
  EXPECT_NE(library, market);
  EXPECT_EQ(add(f, 3, kFerndale[1]), library);
  EXPECT_EQ(add(f, 4, kBrexley[1]), market);
  EXPECT_EQ(add(f, 5, kFerndale[2]), library);
  const uint64_t election = add(f, 6, kElection);
  EXPECT_NE(election, library);
  EXPECT_NE(election, market);
}

TEST(StoryFinder, YearsApartIsAnotherStory) {
  StoryFinder f(background());
  const uint64_t one = add(f, 1, kFerndale[0], 15000);
  EXPECT_EQ(add(f, 2, kFerndale[1], 15001), one);
  EXPECT_NE(add(f, 3, kFerndale[2], 19000), one);
}

TEST(StoryFinder, MovedTellsEveryChange) {
  StoryFinder f(background());
  std::vector<uint64_t> known(400);
  for (uint32_t i = 0; i < known.size(); ++i) {
    const std::string text = made_text(i % 37, 60 + i % 11) + made_text(1000 + i, 25);
    const auto placed = f.add(i, {"", text, kNoDay});
    known[i] = placed.story;
    for (const auto& m : placed.moved) known[m.document] = m.story;
    for (uint32_t k = 0; k <= i; ++k) ASSERT_EQ(known[k], f.story(k)) << "article " << k << " after " << i;
  }
}

TEST(StoryFinder, RevisedArticleIsPlacedAnew) {
  StoryFinder f(background());
  const uint64_t library = add(f, 1, kFerndale[0]);
  add(f, 2, kFerndale[1]);
  EXPECT_NE(add(f, 1, kElection), library);
  EXPECT_EQ(f.story(2), library);
  f.remove(1);
  f.remove(99);
  EXPECT_EQ(f.story(1), 0U);
  EXPECT_EQ(f.size(), 1U);
}

TEST(StoryFinder, SameOrderSameStoriesAndRestored) {
  StoryFinder a(background()), b(background());
  const auto text = [](uint32_t i) { return made_text(i % 23, 70) + made_text(1000 + i, 30); };
  for (uint32_t i = 0; i < 150; ++i) a.add(i, {"", text(i), static_cast<int32_t>(i / 10)});
  a.remove(20);
  for (uint32_t i = 0; i < 150; ++i) b.add(i, {"", text(i), static_cast<int32_t>(i / 10)});
  b.remove(20);
  StoryFinder c(background());
  for (auto row : a.rows()) c.restore(std::move(row));
  c.set_next_story(a.next_story());
  for (uint32_t i = 150; i < 300; ++i) {
    const std::string t = text(i);
    const StoryInput in{"", t, static_cast<int32_t>(i / 10)};
    const uint64_t story = a.add(i, in).story;
    EXPECT_EQ(story, b.add(i, in).story);
    EXPECT_EQ(story, c.add(i, in).story);
  }
  for (uint32_t i = 0; i < 300; ++i) {
    EXPECT_EQ(a.story(i), b.story(i));
    EXPECT_EQ(a.story(i), c.story(i));
  }
}

TEST(StoryFinder, EmptyTexts) {
  StoryFinder f(background());
  EXPECT_NE(add(f, 1, {}), add(f, 2, {}));
  EXPECT_NE(add(f, 3, {"", "the of and"}), add(f, 4, {"", "the of and"}));
}

TEST(StoryFinder, ManyDocuments) {
  StoryFinder f(background());
  constexpr uint32_t kDocuments = 3'000;
  const auto start = std::chrono::steady_clock::now();
  for (uint32_t i = 0; i < kDocuments; ++i) {
    const std::string text = made_text(i / 5, 80) + made_text(i + 1'000'000, 70);
    f.add(i, {"", text, static_cast<int32_t>(i / 500)});
  }
  const double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%.0f documents/s\n", kDocuments / s);
  EXPECT_EQ(f.size(), kDocuments);
}

}  // namespace
}  // namespace dateline::archive
