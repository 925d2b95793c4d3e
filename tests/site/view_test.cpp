#include "site/view.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "site/html.h"

namespace dateline::site {
namespace {

using archive::CellKind;

View example() {
  View v;
  v.name = "articles";
  v.title = "A & B <script>alert(1)</script>";
  v.path = "/articles?q=a%26b";
  v.updated = 1394183400;
  v.is_list = true;
  archive::Listing rows;
  rows.columns = {"published", "headline", "id", "href"};
  rows.rows = {{{CellKind::kText, "2014-03-07T11:10:00+02:00"}, {CellKind::kText, "<script>alert(\"x\")</script>"}, {CellKind::kText, "7"}, {CellKind::kText, "/articles/7"}},
               {{CellKind::kText, "2014-03"}, {CellKind::kText, "Second\x01"}, {CellKind::kText, "8"}, {CellKind::kText, "/articles/8"}}};
  v.sections.push_back({"items", "articles", v.title, rows, {}});
  return v;
}

Place place() { return {"https://news.example", "News", {}, {}}; }

TEST(View, EndingsStandBeforeTheQuery) {
  EXPECT_EQ(with_ending("/events?type=AID", ".csv"), "/events.csv?type=AID");
  EXPECT_EQ(with_ending("/", ".json"), "/index.json");
}

TEST(View, NothingOfAPageBecomesMarkup) {
  const View v = example();
  for (const std::string& out : {as_html(v, place()), as_rss(v, place()), as_atom(v, place())}) {
    EXPECT_EQ(out.find("<script>"), std::string::npos);
    EXPECT_NE(out.find("script&gt;"), std::string::npos);
    EXPECT_EQ(out.find('\x01'), std::string::npos);
  }
  EXPECT_EQ(as_html(v, place()).find(" style="), std::string::npos);
}

TEST(View, TellsHowFarAListWasLookedAt) {
  View v = example();
  v.sections[0].rows.next = "2014-03-01|0";
  EXPECT_EQ(as_html(v, place()).find("Looked back"), std::string::npos);
  v.sections[0].rows.since = "2014-03-01";
  EXPECT_NE(as_html(v, place()).find("Looked back to 1 March 2014;"), std::string::npos);
  EXPECT_NE(as_json(v, place(), 0).find("\"looked_until\":\"2014-03-01\""), std::string::npos);
}

TEST(View, FeedDates) {
  EXPECT_NE(as_rss(example(), place()).find("<pubDate>Fri, 07 Mar 2014 11:10:00 +0200</pubDate>"), std::string::npos);
  EXPECT_NE(as_rss(example(), place()).find("<pubDate>Sat, 01 Mar 2014 00:00:00 +0000</pubDate>"), std::string::npos);
  EXPECT_NE(as_atom(example(), place()).find("<updated>2014-03-07T11:10:00+02:00</updated>"), std::string::npos);
}

TEST(View, Citations) {
  View v = example();
  v.title = "Will they talk?";
  v.path = "/articles/7";
  v.publisher = "Gazette & Co";
  v.published = "2014-03-07T09:10:00Z";
  const Citation c = cite(v, place(), 1394183400);
  EXPECT_EQ(c.apa, "Gazette & Co. (2014, March 7). Will they talk? Retrieved March 7, 2014, from https://news.example/articles/7");
  EXPECT_EQ(c.chicago, "Gazette & Co. \u201CWill they talk?\u201D March 7, 2014. Accessed March 7, 2014. https://news.example/articles/7.");
  EXPECT_EQ(c.mla, "\u201CWill they talk?\u201D Gazette & Co, 7 Mar. 2014, https://news.example/articles/7. Accessed 7 Mar. 2014.");
  EXPECT_TRUE(c.bibtex.starts_with("@online{gazetteco2014articles7,\n"));
  EXPECT_NE(c.bibtex.find("organization = {Gazette \\& Co}"), std::string::npos);
}

TEST(View, CitationWithoutADate) {
  View v = example();
  v.title = "Talks";
  EXPECT_NE(cite(v, place(), 0).apa.find("(n.d.). Talks."), std::string::npos);
}

TEST(Calendar, DatesOfEachPrecision) {
  View v = example();
  archive::Listing rows;
  rows.columns = {"date_from", "date_to", "what", "status", "id", "href"};
  const auto text = [](const char* t) { return archive::Cell{CellKind::kText, t}; };
  rows.rows = {{text("2014-03-31"), text("2014-03-31"), text("Vote"), text("scheduled"), text("1-c1"), text("/articles/1#c1")},
               {text("2014-02"), text("2014-02"), text("Talks"), text("cancelled"), text("1-c2"), text("/articles/1#c2")},
               {text("2015"), text("2015"), text("Summit"), text("scheduled"), text("1-c3"), text("/articles/1#c3")}};
  v.sections = {{"items", "schedule", "Due", rows, {}}};
  const std::string out = as_calendar(v, place(), 0);
  EXPECT_NE(out.find("DTSTART;VALUE=DATE:20140331\r\nDTEND;VALUE=DATE:20140401\r\n"), std::string::npos);
  EXPECT_NE(out.find("DTSTART;VALUE=DATE:20140201\r\nDTEND;VALUE=DATE:20140301\r\n"), std::string::npos);
  EXPECT_NE(out.find("STATUS:CANCELLED\r\n"), std::string::npos);
  EXPECT_EQ(out.find("Summit"), std::string::npos);  // a year alone is no day
}

TEST(Html, ShortenCutsAtBlanks) {
  EXPECT_EQ(shorten("one two  three", 100), "one two three");
  EXPECT_EQ(shorten("one two three", 9), "one two\u2026");
  EXPECT_TRUE(is_valid_utf8(shorten("\u20AC\u20AC\u20AC\u20AC", 7)));
}

}  // namespace
}  // namespace dateline::site
