#include "page/lexicon.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

#include "page/check_article.h"

namespace dateline::page {
namespace {

LineWords line(std::string_view text) {
  std::string low;
  return lexicon()->line(text, low);
}

TEST(PhraseFinder, FindsWhatAPlainSearchFinds) {
  PhraseFinder finder;
  const std::vector<std::string> phrases = {"abab", "baba", "ababa", "bbbb", "aabba"};
  for (const std::string& phrase : phrases) finder.add(phrase);
  for (unsigned n = 0; n < 1024; ++n) {  // all texts of ten letters
    std::string text;
    for (unsigned i = 0; i < 10; ++i) text.push_back(n >> i & 1 ? 'b' : 'a');
    std::set<std::pair<size_t, size_t>> found, plain;
    finder.each(text, [&](size_t number, size_t begin) { found.emplace(number, begin); });
    for (size_t p = 0; p < phrases.size(); ++p) {
      for (size_t at = text.find(phrases[p]); at != std::string::npos; at = text.find(phrases[p], at + 1)) plain.emplace(p, at);
    }
    EXPECT_EQ(found, plain) << text;
  }
}

TEST(Lexicon, NamesAreReadByWordAndByPart) {
  const auto flags = [](std::string_view value) { return lexicon()->names(value).flags; };
  EXPECT_TRUE(flags("c-share_bar") & kFurniture);
  EXPECT_TRUE(flags("relatedLinks") & kFurniture);
  EXPECT_EQ(lexicon()->names("box relatedLinks").kind, FurnitureKind::kRelated);
  EXPECT_TRUE(flags("main__story-body--wide") & kBodyHint);
  EXPECT_TRUE(flags("is-hidden hidden") & kHidden);
  EXPECT_TRUE(flags("js-unhidden") == 0);
  EXPECT_TRUE(flags("post-author-name") & kAuthorMark);
  EXPECT_EQ(flags("shared"), 0);
  EXPECT_EQ(flags(""), 0);
  EXPECT_EQ(flags(std::string(400, '-') + "share"), 0);  // beyond what is looked at
}

TEST(Lexicon, LinesAreToldByTheirWords) {
  EXPECT_EQ(line("Email this article").kind, FurnitureKind::kEmail);
  EXPECT_EQ(line("| Share >").kind, FurnitureKind::kShare);
  EXPECT_EQ(line("Shared waters are a cause of war.").kind, std::nullopt);
  EXPECT_EQ(line("34 comments").kind, FurnitureKind::kComments);
  EXPECT_EQ(line("Image 2 of 9").kind, FurnitureKind::kNavigation);
  EXPECT_EQ(line("Sign up here and have our newsletter every morning").kind, FurnitureKind::kNewsletter);
  EXPECT_EQ(line("The party sent a newsletter to its members.").kind, std::nullopt);
  EXPECT_EQ(line("All rights reserved").kind, FurnitureKind::kLegal);
  EXPECT_EQ(line("").kind, std::nullopt);
  EXPECT_EQ(line("Lesen Sie auch: F\xC3\xA4hren im Sturm").kind, FurnitureKind::kRelated);
  EXPECT_EQ(line("\xE9\x96\xA2\xE9\x80\xA3\xE8\xA8\x98\xE4\xBA\x8B").kind, FurnitureKind::kRelated);  // "related articles", in Japanese
  EXPECT_EQ(line("Get in touch with our news team by sending a letter").kind, FurnitureKind::kFeedback);
  EXPECT_EQ(line("Merkenswert war der Abend am Hafen.").kind, std::nullopt);  // "Merken" alone is a button
  EXPECT_TRUE(line("Related stories").ends);
  EXPECT_FALSE(line("Related stories of people who crossed the river that winter were told for a long time after it.").ends);
}

TEST(Lexicon, CreditsStandAtAnEndOfALine) {
  EXPECT_TRUE(line("Photo: Ann Lee").credit);
  EXPECT_TRUE(line("The ferry at dawn (Photo: Ann Lee)").credit);
  EXPECT_FALSE(line("The paper kept the words (photo: none) in its files" + std::string(90, 'x')).credit);
  EXPECT_FALSE(line("").credit);
}

TEST(Lexicon, AMissingTableIsAnError) { EXPECT_FALSE(Lexicon::open("/nowhere")); }

}  // namespace
}  // namespace dateline::page
