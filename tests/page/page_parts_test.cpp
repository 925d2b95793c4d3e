// What a page holds beside its text: authors shown only in a line, pictures, entries of a live blog, notices for subscribers,
// further pages, and pages that are no article.
#include "page/read_page.h"

namespace dateline::page {
namespace {

const std::string kParagraphs =
    "<p>The town of Northmere will keep its ferry after a vote on Monday, the council said, ending a long dispute.</p>"
    "<p>About 4,000 people took part and nearly two thirds of them voted for the boat, which has crossed the bay since 1921.</p>"
    "<p>Shop owners had asked for a bridge, arguing that the ferry stops in storms and that deliveries arrive late.</p>";

std::string page(const std::string& over, const std::string& text, const std::string& head = "") {
  return "<!doctype html><html lang=en><head><title>Town keeps its ferry</title>" + head + "</head><body><main><article>" +
         "<h1>Town keeps its ferry</h1>" + over + "<div class=story-body>" + text + "</div></article></main></body></html>";
}

std::vector<std::string> authors(const std::string& over, const std::string& head = "") {
  std::vector<std::string> names;
  for (const Author& a : read(page(over, kParagraphs, head)).authors) names.push_back(a.name);
  return names;
}

TEST(Authors, LinesNearTheHeadline) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(authors("<p>By Mara Quill, Northmere</p>"), Names{"Mara Quill"});
  EXPECT_EQ(authors("<div>Mara Quill</div><div>4 May 2021</div>"), Names{"Mara Quill"});
  EXPECT_EQ(authors("<p><a href='/authors/mara-quill'>Mara Quill</a> reports from the bay</p>"), Names{"Mara Quill"});
  EXPECT_EQ(authors("<p><b>Mara Quill/Tom Reed</b></p>"), (Names{"Mara Quill", "Tom Reed"}));
  EXPECT_EQ(authors("<div class=byline><span>Mara Quill</span> <span>Tom Reed</span></div>"), (Names{"Mara Quill", "Tom Reed"}));
  EXPECT_EQ(authors("<div>Harbour News</div><div>4 May 2021</div>"), Names{});
}

TEST(Authors, APaperThatNamesOnlyItselfIsAskedAgain) {
  const std::string head =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Town keeps its ferry\","
      "\"author\":{\"@type\":\"Organization\",\"name\":\"Coast Herald\"},\"publisher\":{\"name\":\"Coast Herald\"}}</script>";
  EXPECT_EQ(authors("<p>By Mara Quill</p>", head), std::vector<std::string>{"Mara Quill"});
  EXPECT_EQ(authors("", head), std::vector<std::string>{"Coast Herald"});
}

TEST(Images, CaptionAndCredit) {
  const Article a = read(page("<figure><img src='https://coast.example/ferry-small.jpg'><figcaption>The ferry at dawn. (Photo: Tom "
                              "Reed/Coast Herald)</figcaption></figure>",
                              kParagraphs + "<figure><img data-src='/quay.jpg' src='data:image/gif;base64,AA'><figcaption>The "
                                            "quay.</figcaption></figure>" + kParagraphs,
                              "<meta property=og:image content='https://coast.example/ferry-small.jpg?w=1200'>"));
  ASSERT_EQ(a.images.size(), 2u);
  EXPECT_EQ(a.images[0].url, "https://coast.example/ferry-small.jpg?w=1200");
  EXPECT_EQ(a.images[0].caption, "The ferry at dawn.");
  EXPECT_EQ(a.images[0].credit, "Photo: Tom Reed/Coast Herald");
  EXPECT_FALSE(a.images[0].source.empty());
  EXPECT_EQ(a.images[1].url, "/quay.jpg");
  EXPECT_EQ(a.images[1].caption, "The quay.");
  EXPECT_EQ(a.text.find("quay."), std::string::npos);
}

TEST(LiveUpdates, EntriesWithTheirTimes) {
  const std::string entries =
      "<div class=entry><time>14:32</time><h3>Count ends</h3><p>The count of the votes ended in the harbour hall, the clerk told the people outside.</p></div>"
      "<div class=entry><time datetime='2021-05-04T13:05:00+01:00'>1 hour ago</time><p>The last box has arrived from the island, an hour later than it should have.</p>"
      "<p>It was carried by the ferry itself, which drew laughter and applause from the crowd on the quay.</p></div>"
      "<div class=entry><span class=timestamp>11.40</span><p>The doors of the hall were closed at noon and the counting of the ballots has begun.</p></div>";
  const std::string head = "<meta property=article:published_time content='2021-05-04T08:00:00+01:00'>";
  const Article a = read(page("", entries, head), SourceFormat::kHtml, "https://coast.example/news/live/ferry-vote");
  EXPECT_EQ(a.type, ArticleType::kLiveblog);
  ASSERT_EQ(a.updates.size(), 3u);
  EXPECT_EQ(a.updates[0].time.value, "2021-05-04T14:32");
  EXPECT_EQ(a.updates[1].time.value, "2021-05-04T13:05:00+01:00");
  EXPECT_EQ(a.updates[2].time.value, "2021-05-04T11:40");
  EXPECT_NE(text_of(a.text, a.updates[1].span).find("applause"), std::string_view::npos);
  EXPECT_EQ(text_of(a.text, a.updates[1].span).find("doors"), std::string_view::npos);
}

TEST(LiveUpdates, EntriesWithoutABoxEndAtTheNextTime) {
  const std::string flat =
      "<time datetime='2021-05-04T14:32:00Z'>14:32</time><p>The count of the votes ended in the harbour hall, the clerk told the people outside.</p>"
      "<time datetime='2021-05-04T13:05:00Z'>13:05</time><p>The last box has arrived from the island, an hour later than it should have.</p>"
      "<p>It was carried by the ferry itself, which drew laughter and applause from the crowd on the quay.</p>";
  const Article a = read(page("", flat), SourceFormat::kHtml, "https://coast.example/news/live/ferry-vote");
  ASSERT_EQ(a.updates.size(), 2u);
  EXPECT_EQ(a.updates[1].time.value, "2021-05-04T13:05:00Z");
  EXPECT_NE(text_of(a.text, a.updates[1].span).find("applause"), std::string_view::npos);
}

TEST(Access, ToldByMarkupOrByANotice) {
  const std::string notice = "<p>To continue reading, become a subscriber or log in to your account.</p>";
  const std::string closed = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":\"False\"}</script>";
  EXPECT_FALSE(read(page("", kParagraphs)).paywalled);
  EXPECT_TRUE(read(page("", kParagraphs, closed)).paywalled);
  const Article a = read(page("", kParagraphs + notice));
  EXPECT_TRUE(a.paywalled);
  EXPECT_EQ(a.text.find("subscriber"), std::string::npos);
  EXPECT_FALSE(read(page("", kParagraphs + "<div style='display:none'>" + notice + "</div>")).paywalled);
}

TEST(NextPage, OfTheSameArticleOnly) {
  const auto next = [](const std::string& href) {
    return read(page("", kParagraphs, "<link rel=next href='" + href + "'>"), SourceFormat::kHtml, "https://coast.example/news/ferry.html").next;
  };
  EXPECT_EQ(next("https://coast.example/news/ferry.html?page=2"), "https://coast.example/news/ferry.html?page=2");
  EXPECT_EQ(next("/news/ferry/2"), "/news/ferry/2");
  EXPECT_EQ(next("?page=2"), "?page=2");
  EXPECT_EQ(next("https://coast.example/news/bridge.html"), "");
  EXPECT_EQ(next("https://coast.example/news/ferry-482931.html"), "");
}

TEST(IndexPage, HasNoText) {
  std::string teasers;
  for (int i = 0; i < 20; ++i) {
    teasers += "<div class=card><h2><a href='/news/" + std::to_string(i) + "'>The harbour council met again, part " + std::to_string(i) +
               "</a></h2><p>The council of Northmere spoke about the boat and the bridge.</p></div>";
  }
  const Article a = read("<!doctype html><html lang=en><title>Coast Herald</title><body><h1>Coast Herald</h1><main>" + teasers + "</main></body></html>",
                         SourceFormat::kHtml, "https://coast.example/");
  EXPECT_EQ(a.type, ArticleType::kIndex);
  EXPECT_TRUE(a.text.empty());
  EXPECT_FALSE(a.furniture.empty());
  EXPECT_EQ(read(page("", kParagraphs + teasers)).type, ArticleType::kArticle);
}

TEST(Topics, OfJsonLdOrTags) {
  const Article a = read(page("", kParagraphs, "<meta property=article:tag content=Ferries><meta property=article:tag content='Northmere, ferries'>"));
  EXPECT_EQ(a.topics, (std::vector<std::string>{"Ferries", "Northmere"}));
}

/// All that is shown is text, metadata or furniture.
TEST(FurnitureList, AccountsForEveryLineShown) {
  const std::string html = page(
      "<p>By Mara Quill</p><div>4 May 2021</div><figure><img src=a.jpg><figcaption>The quay at night.</figcaption></figure>",
      kParagraphs + "<div>Odd label</div>" "<ul><li><a href=/x>Bridge plan shelved again after the storm</a></ul><div>Terms</div>");
  const Article a = read(html);
  for (const char* line : {"By Mara Quill", "4 May 2021", "The quay at night", "since 1921", "Odd label", "Bridge plan", "Terms"}) {
    const auto at = static_cast<uint32_t>(html.find(line));
    const Span where{at, at + 1};
    bool found = a.authors.size() == 1 && std::string_view(line).starts_with("By ");
    for (const Paragraph& p : a.paragraphs) found |= p.source.contains(where);
    for (const Furniture& f : a.furniture) found |= f.source.contains(where);
    for (const Image& i : a.images) found |= i.source.contains(where);
    EXPECT_TRUE(found) << line;
  }
}

}  // namespace
}  // namespace dateline::page
