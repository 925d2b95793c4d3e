#include <gtest/gtest.h>

#include <string>

#include "page/read_page.h"

namespace dateline::page {
namespace {

Article story(const std::string& head, const std::string& body) {
  return read("<!doctype html><html lang=en-US><head><title>Harbour town votes to keep its ferry</title>" + head +
              "</head><body>" + body + "<p>The town of Northmere will keep its ferry after a vote, the council said, ending a "
              "dispute that began in the spring.</p></body></html>");
}

TEST(PageHeadline, WhatThePaperStatesTwiceOutranksAnotherH1) {
  const std::string json = R"(<script type="application/ld+json">{"@type":"NewsArticle",
      "headline":"Harbour town votes to keep its ferry"}</script>)";
  const Article a = story(json, "<h1>Northmere says yes to the old boat once more</h1>");
  EXPECT_EQ(a.headline, "Harbour town votes to keep its ferry");
}

TEST(PageHeadline, KickerBeforeAColonIsToldByTheSharedTitle) {
  const Article a = story(R"(<meta property="og:title" content="Harbour town keeps its ferry">)",
                         "<h1>A vote by the sea: Harbour town keeps its ferry</h1>");
  EXPECT_EQ(a.headline, "Harbour town keeps its ferry");
  EXPECT_EQ(a.kicker, "A vote by the sea");
}

TEST(PageHeadline, KickerThatOnlyJsonLdPutsBeforeAColon) {
  const Article a = story(R"(<meta property="og:title" content="Ferry kept by a vote"><script type="application/ld+json">
      {"@type":"NewsArticle","headline":"Northmere: Ferry kept by a vote"}</script>)", "<h1>Ferry kept by a vote</h1>");
  EXPECT_EQ(a.headline, "Ferry kept by a vote");
  EXPECT_EQ(a.kicker, "Northmere");
}

TEST(PageHeadline, KickerThatAllTitlesHaveIsPartOfIt) {
  const std::string whole = "Harbour town votes to keep its ferry";
  const std::string head = "<meta property=og:title content='" + whole + R"('><script type="application/ld+json">
      {"@type":"NewsArticle","headline":")" + whole + R"("}</script>)";
  EXPECT_EQ(story(head, "<h1><span class=kicker>Harbour town</span> votes to keep its ferry</h1>").headline, whole);
}

TEST(PageHeadline, NameOfTheSiteInAnH1) {
  const Article a = story("<meta property=og:title content='votes to keep its ferry'>", "<h1>Harbour town</h1><h1>Why ferries matter</h1>");
  EXPECT_EQ(a.headline, "votes to keep its ferry");
}

TEST(PageHeadline, SectionsInAnH1) {
  const std::string og = "<meta property=og:title content='Ferry kept by a vote'>";
  EXPECT_EQ(story("", "<h1>Harbour town</h1><h1>Harbour town votes to keep its ferry</h1>").headline,
            "Harbour town votes to keep its ferry");
  EXPECT_EQ(story(og, "<h1>Northmere and the islands</h1><h1>Ferry kept by a vote</h1>").headline, "Ferry kept by a vote");
  EXPECT_EQ(story(og, "<h1>Ferry kept by a vote | The Northmere Bay Post</h1>").headline, "Ferry kept by a vote");
}

}  // namespace
}  // namespace dateline::page
