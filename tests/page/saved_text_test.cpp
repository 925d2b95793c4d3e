#include <gtest/gtest.h>

#include "page/check_article.h"
#include "page/reader.h"

namespace dateline::page {
namespace {

Article read(const std::string& text, SourceFormat format) {
  Source source;
  source.bytes = text;
  source.format = format;
  PageReader reader(lexicon());
  Article article;
  EXPECT_TRUE(reader.run(source, article));
  check_article(source, article);
  return article;
}

constexpr const char* kSaved =
    "Miners end strike in the northern hills\n\nUnion accepts a smaller raise after four weeks of "
    "picketing.\n\n"
    "Last updated: 11 Feb 2013 09:40\nEmail Article\nPrint Article\nSend Feedback\n\n"
    "Miners in the northern hills went back to work on Monday after their union accepted a raise "
    "of four percent.\n\n"
    "The company said that the pits would reach full output within a week, and it thanked the town "
    "for its patience.\n\n"
    "Bitter weeks\n\n"
    "The strike began in January, when the company closed the oldest shaft and let three hundred "
    "workers go.\n\n"
    "\"Nobody won this,\" the union's secretary said.\n\nEmail Article\nFeatured on The Hill Post\n"
    "A village that lives from one road and one lake.\nWhy the trains no longer stop here.\njoin "
    "our mailing list";

TEST(SavedText, ReadsThePartsOfAPage) {
  const Article a = read(kSaved, SourceFormat::kText);
  EXPECT_EQ(a.headline, "Miners end strike in the northern hills");
  EXPECT_EQ(a.standfirst, "Union accepts a smaller raise after four weeks of picketing.");
  EXPECT_EQ(a.modified.value, "2013-02-11T09:40");
  EXPECT_EQ(a.published.value, "2013-02-11T09:40");
  ASSERT_EQ(a.paragraphs.size(), 5u) << a.text;
  EXPECT_EQ(a.paragraphs[2].role, Role::kSubhead);
  EXPECT_TRUE(a.text.ends_with("secretary said."));
}

TEST(SavedText, NamesTheFurniture) {
  const Article a = read(kSaved, SourceFormat::kText);
  std::vector<FurnitureKind> kinds;
  for (const Furniture& f : a.furniture) kinds.push_back(f.kind);
  using enum FurnitureKind;
  EXPECT_EQ(kinds, (std::vector<FurnitureKind>{kUpdated, kEmail, kPrint, kFeedback, kEmail,
                                               kFeatured, kNewsletter}));
  EXPECT_NE(a.furniture[5].text.find("Why the trains"), std::string::npos);
}

TEST(SavedText, JoinsWrappedLines) {
  std::string text = "A headline on its own line\n\n";
  for (int i = 0; i < 4; ++i) {
    text +=
        "The first line of this paragraph was cut by an old mail program at\n"
        "some seventy columns, and so was the second line of the paragraph\n"
        "before it ended here.\n\n";
  }
  const Article a = read(text, SourceFormat::kText);
  EXPECT_EQ(a.paragraphs.size(), 4u) << a.text;
}

TEST(GivenBody, KeepsEveryByte) {
  const std::string body =
      "  First  paragraph, with  two blanks.\n\n\nShort head\nSecond paragraph that is a good deal "
      "longer than the head above.\n";
  const Article a = read(body, SourceFormat::kBody);
  EXPECT_EQ(a.text, body);
  ASSERT_EQ(a.paragraphs.size(), 3u);
  EXPECT_EQ(text_of(a.text, a.paragraphs[1].span), "Short head");
}

TEST(GivenBody, JoinsALineThatGoesOn) {
  const std::string body =
      "The dam held through the night, although the river rose, officials\n   said on Monday.\n"
      "second thoughts\n\nnot a heading of any kind, in lower case behind a blank line";
  const Article a = read(body, SourceFormat::kBody);
  EXPECT_EQ(a.text, body);
  ASSERT_EQ(a.paragraphs.size(), 3u);
  EXPECT_TRUE(text_of(a.text, a.paragraphs[0].span).ends_with("officials\n   said on Monday."));
}

}  // namespace
}  // namespace dateline::page
