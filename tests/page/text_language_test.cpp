#include "page/text_language.h"

#include <gtest/gtest.h>

namespace dateline::page {
namespace {

TEST(TextLanguage, IsToldFromTheText) {
  EXPECT_EQ(text_language("Dockers marched in Gdansk on Monday. The union said that three hundred people took part, and police arrested two of "
                          "them. The march ended in front of the town hall, where the mayor promised to hear their demands before the end of May."),
            "en");
  EXPECT_EQ(text_language("Die Hafenarbeiter zogen am Montag durch die Stadt. Nach Angaben der Gewerkschaft nahmen dreihundert Menschen teil, und die "
                          "Polizei nahm zwei von ihnen fest. Der Zug endete vor dem Rathaus, wo der B\u00fcrgermeister versprach, sie anzuh\u00f6ren."),
            "de");
  EXPECT_EQ(text_language("Too short to tell."), "");
  EXPECT_EQ(text_language(std::string(1000, '7')), "");
}

TEST(TextLanguage, KnowsTagsOfEnglish) {
  EXPECT_TRUE(is_english("en") && is_english("en-GB") && is_english("en_US"));
  EXPECT_FALSE(is_english("de") || is_english("eng") || is_english(""));
}

}  // namespace
}  // namespace dateline::page
