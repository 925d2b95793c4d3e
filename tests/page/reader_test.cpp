#include "page/reader.h"

#include "base/utf8.h"
#include "page/read_page.h"

namespace dateline::page {
namespace {

constexpr const char* kPage = R"(<!DOCTYPE html>
<html lang="en-GB"><head><title>Harbour town votes to keep its ferry - The Coast Herald</title>
<meta property="og:site_name" content="The Coast Herald">
<meta property="og:title" content="Harbour town votes to keep its ferry">
<link rel="canonical" href="https://coast.example/news/ferry">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
 {"@type":"Organization","@id":"#org","name":"The Coast Herald"},
 {"@type":"NewsArticle","headline":"Harbour town votes to keep its ferry","datePublished":"2021-05-04T08:30:00+01:00",
  "dateModified":"2021-05-04T10:00:00+01:00","author":[{"@type":"Person","name":"Mara Quill","url":"https://coast.example/mara"},
  {"@type":"Person","name":"Tom Reed"}],"publisher":{"name":"The Coast Herald"},"articleSection":"Local"}]}</script>
</head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a><li><a href="/local">Local</a></ul></nav>
<article>
<h1>Harbour town votes to keep its ferry</h1>
<p class="standfirst">Residents chose the old boat over a new bridge by a wide margin on Monday.</p>
<p class="byline">By Mara Quill and Tom Reed</p>
<div class="share-tools"><a href="#">Email this</a> <a href="#">Print</a></div>
<div class="story-body">
<p>The town of Northmere will keep its ferry after a vote on Monday, the council said, ending a dispute that began in the spring.</p>
<p>About 4,000 people took part &amp; nearly two thirds of them voted for the boat, which has crossed the bay since 1921.</p>
<h2>A long quarrel</h2>
<p>Shop owners had asked for a bridge, arguing that the ferry stops in storms and that deliveries arrive late.</p>
<figure><img src="x.jpg"><figcaption>The ferry at dawn. Photo: Coast Herald</figcaption></figure>
<blockquote><p>"We are an island town and we like it that way," the mayor told reporters after the count.</p></blockquote>
<p>The council will publish the full count next week, and it plans to buy a second boat before the winter.</p>
</div>
<aside class="related"><h3>Related stories</h3><ul><li><a href="/a">Bridge plan shelved again</a><li><a href="/b">Storm closes the bay</a></ul></aside>
<div class="newsletter-signup"><p>Sign up for our newsletter and get the news of the bay in your inbox every morning.</p></div>
</article>
<footer><p>Copyright The Coast Herald. All rights reserved.</p></footer>
</body></html>)";

TEST(PageReader, LanguageIsATagOrNothing) {
  const auto language = [](const std::string& value) {
    return read("<!doctype html><html lang=" + value + "><title>T</title><p>The town of Northmere will keep its ferry.</p>").language;
  };
  EXPECT_EQ(language("en"), "en");
  EXPECT_EQ(language("en_GB"), "en-GB");
  EXPECT_EQ(language("\"  fr \""), "fr");
  EXPECT_EQ(language("\"en>\n<head>\""), "");
  EXPECT_EQ(language("x"), "");
  EXPECT_EQ(language("en-"), "");
}

TEST(PageReader, ReadsMetadata) {
  const Article a = read(kPage);
  EXPECT_EQ(a.headline, "Harbour town votes to keep its ferry");
  EXPECT_EQ(a.standfirst,
            "Residents chose the old boat over a new bridge by a wide margin on Monday.");
  EXPECT_EQ(a.publisher, "The Coast Herald");
  EXPECT_EQ(a.section, "Local");
  EXPECT_EQ(a.language, "en-GB");
  EXPECT_EQ(a.canonical, "https://coast.example/news/ferry");
  EXPECT_EQ(a.published.value, "2021-05-04T08:30:00+01:00");
  EXPECT_TRUE(a.published.offset_known);
  EXPECT_EQ(a.published.from, DateFrom::kJsonLd);
  EXPECT_EQ(a.modified.value, "2021-05-04T10:00:00+01:00");
  ASSERT_EQ(a.authors.size(), 2u);
  EXPECT_EQ(a.authors[0].name, "Mara Quill");
  EXPECT_EQ(a.authors[0].url, "https://coast.example/mara");
  EXPECT_EQ(a.authors[1].name, "Tom Reed");
}

TEST(PageReader, SectionByMetadataBreadcrumbsOrAddress) {
  const std::string text = "<article><h1>Ferry stops</h1><p>The ferry stopped on Monday after the owner and the town had not agreed, the mayor said.</p></article>";
  const auto section = [&](const std::string& head, const std::string& url = {}) {
    return read("<html><head>" + head + "</head><body>" + text + "</body></html>", SourceFormat::kHtml, url).section;
  };
  const std::string crumbs = R"(<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [
      {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://coast.example/"},
      {"@type": "ListItem", "position": 2, "item": {"@id": "https://coast.example/harbours", "name": "Harbours"}},
      {"@type": "ListItem", "position": 3, "name": "Ferry stops"}]}</script>)";
  EXPECT_EQ(section("<meta property='article:section' content='Europe, Sea'>"), "Europe");
  EXPECT_EQ(section("<meta property='article:section' content='Uncategorized'>" + crumbs), "Harbours");
  EXPECT_EQ(section(crumbs, "https://coast.example/world/ferry-stops"), "Harbours");
  EXPECT_EQ(section("", "https://coast.example/world/europe/ferry-stops"), "Europe");
  EXPECT_EQ(section("", "https://coast.example/world"), "");  // the last part names the article
  EXPECT_EQ(section("<meta property='article:section' content='https://coast.example/'>"), "");
}

TEST(PageReader, TellsTextFromFurniture) {
  const Article a = read(kPage);
  ASSERT_EQ(a.paragraphs.size(), 6u) << a.text;
  EXPECT_TRUE(a.text.starts_with("The town of Northmere"));
  EXPECT_TRUE(a.text.ends_with("before the winter."));
  EXPECT_EQ(a.paragraphs[2].role, Role::kSubhead);
  EXPECT_EQ(a.paragraphs[4].role, Role::kQuote);
  EXPECT_NE(a.text.find("part & nearly"), std::string::npos);
  EXPECT_EQ(a.text.find("Photo"), std::string::npos);
  bool related = false, newsletter = false, navigation = false;
  for (const Furniture& f : a.furniture) {
    related = related || f.kind == FurnitureKind::kRelated;
    newsletter = newsletter || f.kind == FurnitureKind::kNewsletter;
    navigation = navigation || f.kind == FurnitureKind::kNavigation;
  }
  EXPECT_TRUE(related);
  EXPECT_TRUE(newsletter);
  EXPECT_TRUE(navigation);
}

TEST(PageReader, ParagraphsPointToTheirBytes) {
  const Article a = read(kPage);
  const std::string page = kPage;
  EXPECT_EQ(page.substr(a.paragraphs[2].source.begin, a.paragraphs[2].source.size()),
            "A long quarrel");
  EXPECT_TRUE(page.substr(a.paragraphs[1].source.begin, a.paragraphs[1].source.size())
                  .starts_with("About 4,000 people"));
}

TEST(PageReader, ReadsADivSoup) {
  const Article a = read(
      "<html><body><div class=top><a href=/>News</a> <a href=/x>Weather</a></div>"
      "<table><tr><td><a href=1>One</a><br><a href=2>Two</a></td><td><b>Rain floods the "
      "valley</b><br><br>"
      "Heavy rain fell on the valley on Sunday, and the river rose by two metres within a "
      "day.<br><br>"
      "Farmers moved their cattle to the hills, and the army sent boats to the lower "
      "villages.<br><br>"
      "The weather service expects more rain on Tuesday.</td></tr></table></body></html>");
  EXPECT_EQ(a.paragraphs.size(), 3u) << a.text;
  EXPECT_TRUE(a.text.starts_with("Heavy rain fell"));
}

TEST(PageReader, BoldLinesBetweenBreaksAreHeadings) {
  const std::string page =
      "<article><h1>Ferry talks in the harbour town</h1><p>The owner of the ferry met the mayor twice in May. Here is what came of it: "
      "<br><span class='strong'>Owner meets mayor at the quay</span><br>The owner met the mayor on Monday and said that the ferry "
      "would run until June.<br>The mayor thanked her.<br><b>What comes next</b><br>A vote of the council is due on Friday, the "
      "mayor said, and the <b>owner</b><br>will be there.</p></article>";
  const Article a = read(page);
  std::vector<std::string> lines;
  for (const Paragraph& p : a.paragraphs) lines.push_back(std::string(p.role == Role::kSubhead ? "# " : "") + std::string(text_of(a.text, p.span)));
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "The owner of the ferry met the mayor twice in May. Here is what came of it:", "# Owner meets mayor at the quay",
                       "The owner met the mayor on Monday and said that the ferry would run until June. The mayor thanked her.",
                       "# What comes next", "A vote of the council is due on Friday, the mayor said, and the owner will be there."}));
  for (const Paragraph& p : a.paragraphs) EXPECT_EQ(page.substr(p.source.begin, 5), std::string(text_of(a.text, p.span)).substr(0, 5));
}

TEST(PageReader, CommentsAreNotTheArticle) {
  std::string html =
      "<body><article><h1>A short report</h1><p>The bakery on the corner closed on Friday after "
      "forty years, its owner "
      "said in a note on the door.</p><p>Neighbours left flowers, and a few of them asked for one "
      "last loaf.</p></article>"
      "<div id=comments><h2>12 comments</h2>";
  for (int i = 0; i < 12; ++i) {
    html += "<p>Reader number " + std::to_string(i) +
            " remembers the rolls, the smell in the morning and the long queue on Saturdays, and "
            "says so at length.</p>";
  }
  const Article a = read(html + "</div></body>");
  EXPECT_EQ(a.paragraphs.size(), 2u) << a.text;
}

TEST(PageReader, DatesByUrlTimeAndText) {
  const std::string text =
      "<p>The committee met for six hours and agreed on nothing, its chair said after the session "
      "ended.</p>"
      "<p>It will meet again next month, in the same room and with the same agenda, she added.</p>";
  EXPECT_EQ(
      read("<body>" + text, SourceFormat::kHtml, "https://a.example/2020/02/03/x").published.value,
      "2020-02-03");
  const Article by_time = read(
      "<body><h1>No result after six hours</h1><time datetime='2020-02-03T10:00:00Z'>today</time>" +
      text);
  EXPECT_EQ(by_time.published.value, "2020-02-03T10:00:00Z");
  EXPECT_EQ(by_time.published.from, DateFrom::kTime);
  const Article by_text =
      read("<body><h1>No result after six hours</h1><div>Published 3 February 2020</div>" + text);
  EXPECT_EQ(by_text.published.value, "2020-02-03");
  EXPECT_EQ(by_text.published.from, DateFrom::kText);
}

TEST(PageReader, SourceFillsWhatThePageLacks) {
  Source source;
  source.bytes =
      "<p>The lighthouse was lit again on Sunday after three years of repairs, the keeper "
      "said.</p>";
  source.title = "Lighthouse lit again";
  source.published = "2019-08-04";
  PageReader reader(lexicon());
  Article a;
  ASSERT_TRUE(reader.run(source, a));
  EXPECT_EQ(a.headline, "Lighthouse lit again");
  EXPECT_EQ(a.published.value, "2019-08-04");
  EXPECT_EQ(a.published.from, DateFrom::kArgument);
}

TEST(PageReader, EmptyPageIsRefused) {
  Source source;
  source.bytes = "<html><body></body></html>";
  PageReader reader(lexicon());
  Article a;
  const Result<void> done = reader.run(source, a);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kEmpty);
}

TEST(PageReader, TooLargeIsRefused) {
  Limits limits;
  limits.document_bytes = 10;
  Source source;
  source.bytes = "<p>more than ten bytes";
  PageReader reader(lexicon(), limits);
  Article a;
  const Result<void> done = reader.run(source, a);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kTooLarge);
}

TEST(PageReader, TheSamePageGivesTheSameArticle) {
  Source source;
  source.bytes = kPage;
  PageReader reader(lexicon());
  Article first, second;
  ASSERT_TRUE(reader.run(source, first));
  Source other;
  other.bytes = "<p>Something else altogether was read between the two, to dirty the buffers.</p>";
  Article between;
  ASSERT_TRUE(reader.run(other, between));
  ASSERT_TRUE(reader.run(source, second));
  EXPECT_EQ(first.text, second.text);
  EXPECT_EQ(first.furniture.size(), second.furniture.size());
}

}  // namespace
}  // namespace dateline::page
