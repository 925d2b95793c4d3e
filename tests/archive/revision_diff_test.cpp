#include "archive/revision_diff.h"

#include <gtest/gtest.h>

#include "archive_fixture.h"

namespace dateline::archive {
namespace {

class RevisionDiffTest : public ArchiveFixture {
 protected:
  // A report of a fire in three sentences with a toll.
  static Prepared fire(const std::string& headline, const std::vector<std::string>& sentences, double killed, EventStatus status) {
    std::string text;
    std::vector<Span> spans;
    for (const std::string& s : sentences) {
      const auto begin = static_cast<uint32_t>(text.size());
      text += s;
      spans.push_back({begin, static_cast<uint32_t>(text.size())});
      text += ' ';
    }
    Record r = plain_record("https://gazette.example/fire", headline, text);
    r.sentences = spans;
    r.figures[0].value = killed;
    r.figures[0].what = "people killed";
    r.events[0].status = status;
    return prepare(std::move(r), *knowledge());
  }
};

TEST_F(RevisionDiffTest, SentencesWordsAndFacts) {
  Archive a = open();
  put(a, fire("Arson destroys library", {"A fire destroyed the library in Ferndale.", "Three people were killed, police said.", "The mayor was away."}, 3,
              EventStatus::kClaimed));
  put(a, fire("Fire destroys library", {"A fire destroyed the library in Ferndale.", "Five people were killed, police said.", "Books will be bought."}, 5,
              EventStatus::kOccurred));
  const auto all = revision_differences(a, "https://gazette.example/fire", 0, 0);
  ASSERT_TRUE(all) << all.error().message;
  const auto find = [&](const std::string& part, const std::string& change) {
    const auto at = std::find_if(all->begin(), all->end(), [&](const Difference& d) { return d.part == part && d.change == change; });
    EXPECT_NE(at, all->end()) << part << ' ' << change;
    return at == all->end() ? Difference{} : *at;
  };
  EXPECT_EQ(marked(find("headline", "changed").marks), "[-Arson-] {+Fire+} destroys library");
  EXPECT_EQ(marked(find("sentence", "changed").marks), "[-Three-] {+Five+} people were killed, police said.");
  EXPECT_EQ(find("sentence", "removed").before, "The mayor was away.");
  EXPECT_EQ(find("sentence", "added").after, "Books will be bought.");
  const Difference toll = find("figure", "raised");
  EXPECT_EQ(toll.what, "people killed");
  EXPECT_EQ(toll.before, "3 by dockers");
  EXPECT_EQ(toll.after, "5 by dockers");
  EXPECT_EQ(find("event", "changed").after, "occurred 2014-03-07");
  EXPECT_EQ(column(revision_list(a, "https://gazette.example/fire"), "changes"), (std::vector<std::string>{"revised", "added"}));
  EXPECT_EQ(revision_differences(a, "https://gazette.example/fire", 1, 9).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(revision_differences(a, "https://gazette.example/none", 0, 0).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace dateline::archive
