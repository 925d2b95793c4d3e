#include <gtest/gtest.h>

#include <string>

#include "page/moment.h"
#include "page/reader.h"

#include "page/check_article.h"

namespace dateline::page {
namespace {

Article read(const std::string& head, const std::string& body, const std::string& url = {}) {
  Source source;
  source.bytes = "<!doctype html><html lang=en-US><head><title>Harbour town votes to keep its ferry"
                 "</title>" + head + "</head><body>" + body +
                 "<p>The town of Northmere will keep its ferry after a vote, the council said, "
                 "ending a dispute that began in the spring.</p></body></html>";
  source.format = SourceFormat::kHtml;
  source.url = url;
  PageReader reader(lexicon());
  Article article;
  EXPECT_TRUE(reader.run(source, article));
  return article;
}

const std::string kH1 = "<h1>Harbour town votes to keep its ferry</h1>";

TEST(PageDates, TheDateNearestToTheHeadlineCounts) {
  const Article a = read("", "<p>3 May 2019</p><p>One</p><p>Two</p>" + kH1 +
                                 "<p>27 June 2019</p><div><p>Four</p><p>1 July 2019</p></div>");
  EXPECT_EQ(a.published.value, "2019-06-27");
}

TEST(PageDates, WhatIsShownBesideTheHeadlineOutranksTheFile) {
  const std::string head = R"(<meta name="date" content="2022-01-21T15:38:44+01:00">)";
  EXPECT_EQ(read(head, kH1 + R"(<time datetime="2022-01-27">27.01.2022</time>)").published.value,
            "2022-01-27");
  EXPECT_EQ(read(head, kH1).published.value, "2022-01-21T15:38:44+01:00");
}

TEST(PageDates, EachDateOfALineIsWhatTheWordsBeforeItSay) {
  const std::string changed_first = "<p>Last updated: 28.06.2019 - 14:49<br>Published: 27.06.2019</p>";
  EXPECT_EQ(read("", kH1 + changed_first).published.value, "2019-06-27");
  EXPECT_EQ(read("", kH1 + changed_first).modified.value, "2019-06-28T14:49");
  const Article a = read("", kH1 + "<p>27 June 2019 (updated 28 June 2019)</p>");
  EXPECT_EQ(a.published.value, "2019-06-27");
  EXPECT_EQ(a.modified.value, "2019-06-28");
  EXPECT_EQ(read("", kH1 + "<p>28 June 2019 (updated)</p>").modified.value, "2019-06-28");
}

TEST(PageDates, AChangeBesideTheHeadlineIsNearerThanADayElsewhere) {
  std::string far;
  for (int i = 0; i < 15; ++i) far += "<p>One</p>";
  const Article a = read("", "<p>Last reviewed: 27 June 2019</p>" + kH1 + far + "<p>Radio | 28 June 2019</p>");
  EXPECT_EQ(a.published.value, "2019-06-27");
  EXPECT_EQ(a.modified.value, "2019-06-27");
}

TEST(PageDates, OfTwoStatementsTheOneThatIsShown) {
  const std::string head = R"(<meta property="article:published_time" content="2019-06-27T09:00:00+01:00">
      <script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2018-02-03T08:00:00+00:00",
      "dateModified":"2019-06-28T08:00:00+00:00"}</script>)";
  EXPECT_EQ(read(head, kH1 + "<p class=date>27 June 2019</p>").published.value, "2019-06-27T09:00:00+01:00");
  EXPECT_EQ(read(head, kH1 + "<p class=date>28 June 2019</p>").published.value, "2018-02-03T08:00:00Z");
  EXPECT_EQ(read(head, kH1).published.value, "2018-02-03T08:00:00Z");
}

TEST(PageDates, ALinkOfAMenuIsNoDate) {
  const std::string menu = "<nav><ul><li><a href=/m>12 May 2012</a></li></ul></nav>";
  std::string boxes;
  for (int i = 0; i < 30; ++i) boxes += "<p>Box</p>";
  EXPECT_EQ(read("", menu + kH1 + boxes +
                 "<div><a href=/b><span class=entry-date>13 January 2014</span></a></div>").published.value, "2014-01-13");
}

TEST(PageDates, ALineBesideTheHeadlineMayBeginWithTheDay) {
  const std::string line = "<p>Thursday, 27 June 2019, by Ann Lee</p>";
  EXPECT_EQ(read("", kH1 + line + "<div><p>One</p><p>Article // 3 May 2018</p></div>").published.value, "2019-06-27");
  EXPECT_EQ(read(R"(<meta name="date" content="2019-07-04">)", kH1 + line).published.value, "2019-06-27");
  // The time of the file tells the clock of the same day.
  EXPECT_EQ(read(R"(<meta name="date" content="2019-06-27T15:38:44+02:00">)", kH1 + line).published.value,
            "2019-06-27T15:38:44+02:00");
}

TEST(PageDates, ABoxOfTheWholeArticleIsNoDate) {
  EXPECT_EQ(read("", "<div class='post status-publish'><h1>Ferries of 2020</h1><div>June 27th, 2019 By Ann Lee</div></div>")
                .published.value, "2019-06-27");
}

TEST(PageDates, DayOfTheReadersNotOfUtc) {
  const std::string head =
      R"(<meta property="article:published_time" content="2023-11-09T03:28:35Z">)";
  EXPECT_EQ(read(head, kH1, "https://bay.example/2023/11/08/ferry/").published.value, "2023-11-08");
  EXPECT_EQ(read(head + R"(<meta name="x" content="2023-11-08T22:28:35-05:00">)", kH1)
                .published.value,
            "2023-11-08T22:28:35-05:00");
  EXPECT_EQ(read(head, kH1 + "<p>Published November 8, 2023, 10:28 pm</p>").published.value,
            "2023-11-08T22:28:35-05:00");
  // The line beside the headline agrees with the stated time.
  EXPECT_EQ(read(head, kH1 + "<p>November 9, 2023 - 3.28am</p>", "https://bay.example/2023/11/08/ferry/").published.value,
            "2023-11-09T03:28:35Z");
  // No clock of the world is three days apart.
  EXPECT_EQ(read(head, kH1, "https://bay.example/2023/11/06/ferry/").published.value,
            "2023-11-09T03:28:35Z");
}

TEST(PageDates, MonthOfTheUrlChoosesTheDay) {
  const Article a = read("", kH1 + "<p>5 October 2011</p><p>A</p><p>3 December 2011</p>",
                         "https://bay.example/2011/12/ferry/");
  EXPECT_EQ(a.published.value, "2011-12-03");
}

TEST(PageDates, ArabicHebrewAndThinSpaces) {
  const auto day = [](std::string_view text) {
    const auto m = find_moment(text, NumericOrder::kDayFirst);
    return m ? page_date(*m, DateFrom::kText).value.substr(0, 10) : std::string();
  };
  EXPECT_EQ(day("24 نيسان / أبريل 2020"), "2020-04-24");
  EXPECT_EQ(day("17 אוגוסט 2020"), "2020-08-17");
  EXPECT_EQ(day("4.\xE2\x80\x89" "2.\xE2\x80\x89" "2022"), "2022-02-04");
}

}  // namespace
}  // namespace dateline::page
