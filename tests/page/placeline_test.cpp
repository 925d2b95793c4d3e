#include "page/placeline.h"

#include <gtest/gtest.h>

#include "page/check_article.h"

namespace dateline::page {
namespace {

std::string read(const std::string& text) {
  const std::vector<Paragraph> paragraphs = {
      {{0, static_cast<uint32_t>(text.size())}, Role::kText, {}}};
  const Placeline p = lexicon()->placelines().find(text, paragraphs);
  if (!p.known()) return "-";
  return p.place + "|" + p.date + "|" + p.agency + "|" + std::string(text_of(text, p.span));
}

TEST(Placeline, ReadsAgencyOpenings) {
  EXPECT_EQ(read("OSLO, June 3 (Reuters) - The bank raised its rate on Tuesday."),
            "OSLO|June 3|Reuters|OSLO, June 3 (Reuters) -");
  EXPECT_EQ(read("LIMA (AP) \xE2\x80\x94 Thousands marched through the capital."),
            "LIMA||AP|LIMA (AP) \xE2\x80\x94");
  EXPECT_EQ(read("(Reuters) - The company will cut a thousand jobs this year."),
            "||Reuters|(Reuters) -");
  EXPECT_EQ(read("ODESSA, Ukraine (AFP) -- The port was open again on Friday."),
            "ODESSA, Ukraine||AFP|ODESSA, Ukraine (AFP) --");
  EXPECT_EQ(read("GENEVA: The talks were put off by a week, officials said."), "GENEVA|||GENEVA:");
  EXPECT_EQ(read("CAPE TOWN \xE2\x80\x93 The dam is full for the first time in years."),
            "CAPE TOWN|||CAPE TOWN \xE2\x80\x93");
}

TEST(Placeline, RefusesOtherOpenings) {
  EXPECT_EQ(read("The minister (a former judge) - and his deputy - were absent on Friday."), "-");
  EXPECT_EQ(read("EXCLUSIVE: The minister will resign next week, sources say."), "-");
  EXPECT_EQ(read("Two men - both in their thirties - were held on Friday."), "-");
  EXPECT_EQ(read("\"No: not this time,\" the mayor told reporters on Friday."), "-");
}

}  // namespace
}  // namespace dateline::page
