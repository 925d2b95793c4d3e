#include "intake/feed.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "intake/feed_date.h"
#include "intake/url.h"
#include "packed.h"

namespace dateline::intake {
namespace {

Feed feed_of(std::string bytes, const FeedContext& context = {}) {
  auto feed = read_feed(std::move(bytes), context, {});
  EXPECT_TRUE(feed) << (feed ? "" : feed.error().message);
  return feed ? *feed : Feed{};
}

TEST(Feed, ReadsTheKindsOfSitemap) {
  const std::string news = R"(<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://gazette.example/1</loc><lastmod>2014-03-07</lastmod><news:news><news:publication><news:name>Gazette</news:name>
    <news:language>en</news:language></news:publication><news:publication_date>2014-03-07T10:10:00+01:00</news:publication_date>
    <news:title>Talks &amp; troops</news:title></news:news></url></urlset>)";
  for (const std::string& bytes : {news, gzip(news)}) {
    const Feed feed = feed_of(bytes);
    EXPECT_EQ(feed.kind, FeedKind::kSitemap);
    ASSERT_EQ(feed.items.size(), 1u);
    const FeedItem& item = feed.items[0];
    EXPECT_EQ(item.link, "https://gazette.example/1");
    EXPECT_EQ(item.title, "Talks & troops");
    EXPECT_EQ(item.published, "2014-03-07T09:10:00Z");
    EXPECT_EQ(item.updated, "2014-03-07");
    EXPECT_EQ(item.language, "en");
    EXPECT_EQ(item.source_title, "Gazette");
  }
  const Feed index = feed_of("<sitemapindex><sitemap><loc>https://gazette.example/s1.xml</loc></sitemap></sitemapindex>");
  EXPECT_EQ(index.kind, FeedKind::kSitemapIndex);
  EXPECT_EQ(index.items.at(0).link, "https://gazette.example/s1.xml");
  const Feed text = feed_of("https://gazette.example/1\r\n\nno url\nhttps://gazette.example/2\n");
  EXPECT_EQ(text.items.size(), 2u);
  EXPECT_FALSE(text.well_formed);
}

TEST(Feed, ReadsJsonFeed) {
  const Feed feed = feed_of(R"({"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "items": [{"id": 7, "url": "a/1",
    "title": "5 < 6", "content_html": "<p>Text", "date_published": "2014-03-07T10:10:00+01:00", "authors": [{"name": "Ann"}]}, 5]})",
                            {"https://gazette.example/feed/", "", ""});
  EXPECT_EQ(feed.version, "json11");
  EXPECT_FALSE(feed.well_formed);
  ASSERT_EQ(feed.items.size(), 1u);
  EXPECT_EQ(feed.items[0].id, "7");
  EXPECT_EQ(feed.items[0].link, "https://gazette.example/feed/a/1");
  EXPECT_EQ(plain_text(feed.items[0].title), "5 < 6");
  EXPECT_EQ(feed.items[0].published, "2014-03-07T09:10:00Z");
  EXPECT_EQ(feed.items[0].authors.at(0).name, "Ann");
}

TEST(Feed, JsonFeedWithoutItemsIsRead) {
  const Feed feed = feed_of(R"({"version": "https://jsonfeed.org/version/1", "title": "Gazette"})");
  EXPECT_FALSE(feed.well_formed);
  EXPECT_TRUE(feed.items.empty());
}

TEST(Feed, OpmlGoesOutAndComesBack) {
  FeedItem item;
  item.title = "Q &amp; \"A\"";
  item.link = "https://gazette.example/feed?a=1&b=2";
  const Feed feed = feed_of(write_opml({item}));
  EXPECT_EQ(feed.kind, FeedKind::kOutline);
  ASSERT_EQ(feed.items.size(), 1u);
  EXPECT_EQ(feed.items[0].link, item.link);
  EXPECT_EQ(plain_text(feed.items[0].title), "Q & \"A\"");
  EXPECT_EQ(feed_of("<opml><body><outline text='a'><outline xmlUrl='http://a.example/'/></outline></body></opml>").items.size(), 1u);
}

TEST(Feed, ReadsOnBehindBrokenItems) {
  const Feed feed = feed_of("<rss version='2.0'><channel><item><title>One</title></item><item><title>a & <b>two</title></item>"
                            "<item><title>Three</title></item></channel></rss>");
  EXPECT_FALSE(feed.well_formed);
  ASSERT_EQ(feed.items.size(), 3u);
  EXPECT_EQ(feed.items[2].title, "Three");
}

TEST(Feed, EntitiesCannotGrowNorReachOut) {
  std::string laughs = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">"
                       "<!ENTITY markup \"<item>\">]>"
                       "<rss><channel><title>&a;&c;&x;&markup;</title></channel></rss>";
  const Feed feed = feed_of(laughs);
  EXPECT_EQ(feed.title, "ha&c;&x;&markup;");
  EXPECT_TRUE(feed.items.empty());
  std::string grown = "<!DOCTYPE rss [<!ENTITY a \"" + std::string(1000, 'x') + "\">]><rss><channel><title>";
  for (int i = 0; i < 10'000; ++i) grown += "&a;";
  const Feed bounded = feed_of(grown + "</title></channel></rss>");
  EXPECT_LT(bounded.title.size(), 2'000'000u);
  EXPECT_FALSE(bounded.well_formed);
}

TEST(Feed, AnAttributeWithoutAnEndIsDropped) {
  const std::string whole = "<rdf:RDF><item rdf:about=\"http://gazette.example/?a=1&amp;b=\u00e9\u00e9&\u00e9&amp;\u00e9\u00e9&\u00e9";
  for (size_t cut = whole.find("http"); cut <= whole.size(); ++cut) {
    for (const auto& item : feed_of(whole.substr(0, cut)).items) EXPECT_TRUE(is_valid_utf8(item.id) && is_valid_utf8(item.link)) << cut;
  }
}

TEST(Feed, HostileShapesAreBounded) {
  std::string deep = "<rss><channel><item><description>";
  for (int i = 0; i < 300'000; ++i) deep += "<a>";
  EXPECT_EQ(feed_of(deep).items.size(), 1u);
  std::string groups = "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><item><title>a</title>";
  for (int i = 0; i < 100'000; ++i) groups += "<media:group>";
  EXPECT_EQ(feed_of(groups).items.size(), 1u);
  std::string sources = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title>";
  for (int i = 0; i < 100'000; ++i) sources += "<source>";
  EXPECT_EQ(feed_of(sources).items.size(), 1u);
  std::string many = "<rss><channel>";
  for (int i = 0; i < 300'000; ++i) many += "<item><link>a</link></item>";
  const Feed cut = feed_of(many);
  EXPECT_TRUE(cut.cut);
  EXPECT_EQ(cut.items.size(), Limits{}.feed_items);
  const auto marks = read_feed("<rss>" + std::string(5'000'000, '<'), {}, {});
  ASSERT_FALSE(marks);
  EXPECT_EQ(marks.error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(read_feed(" \n", {}, {}).error().code, ErrorCode::kEmpty);
  EXPECT_EQ(read_feed("<html></html>", {}, {}).error().code, ErrorCode::kMalformed);
}

TEST(Feed, EncodingsAreToldByTheirFirstBytes) {
  const std::string_view plain = "<?xml version='1.0'?><rss><channel><title>Gda\xC5\x84sk</title></channel></rss>";
  for (const size_t width : {size_t{2}, size_t{4}}) {
    for (const bool little : {true, false}) {
      std::string wide;
      for (size_t i = 0; i < plain.size(); ++i) {
        const bool two = static_cast<unsigned char>(plain[i]) >= 0x80;
        const unsigned c = two ? 0x144 : static_cast<unsigned char>(plain[i]);
        i += two;
        for (size_t k = 0; k < width; ++k) wide += static_cast<char>(c >> 8 * (little ? k : width - 1 - k) & 0xFF);
      }
      EXPECT_EQ(feed_of(wide).title, "Gda\u0144sk") << width << little;
    }
  }
}

TEST(Feed, EveryCutIsRead) {
  const std::string whole = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
                            "<item><title><![CDATA[x]]>&a;&amp;</title><dc:date>2014-03-07</dc:date></item><!-- c --></channel></rss>";
  for (size_t i = 0; i < whole.size(); ++i) {
    (void)read_feed(whole.substr(0, i), {}, {});
    (void)begins_feed(whole.substr(0, i));
  }
  EXPECT_TRUE(begins_feed(whole));
  EXPECT_FALSE(begins_feed("<!DOCTYPE html><html><rss>"));
  EXPECT_FALSE(begins_feed("{\"id\": \"a\", \"text\": \"\\\"version\\\": \\\"https://jsonfeed.org/version/1\\\"\"}"));
}

TEST(FeedDate, ReadsWhatFeedsWrite) {
  const std::pair<const char*, const char*> cases[] = {
      {"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"}, {"1 Jan 04 19:48 EST", "2004-01-02T00:48:00Z"},
      {"2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55Z"},     {"2003-12-31 10:14:55", "2003-12-31T10:14:55"},
      {"2003-12", "2003-12"},                                    {"20031231", "2003-12-31"},
      {"Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21"},       {"Thu, 01 Jan 2004 19:48:21 +0530", "2004-01-01T14:18:21Z"},
      {"March 7th, 2014 1:05 pm", "2014-03-07T13:05:00"},        {"03/04/2004", ""},
      {"2004-02-31", ""},                                        {"yesterday", ""},
      {"2014-03-07T09:10:00.123Z", "2014-03-07T09:10:00Z"},      {"07-Mar-2014 09:10 UTC", "2014-03-07T09:10:00Z"}};
  for (const auto& [text, wanted] : cases) EXPECT_EQ(feed_date(text), wanted) << text;
}

TEST(Url, ResolvesAndTakesApart) {
  EXPECT_EQ(resolve_url("http://a.example/b/c?d", "../e"), "http://a.example/e");
  EXPECT_EQ(resolve_url("", "e"), "e");
  EXPECT_EQ(resolve_url("http://%c3/b", "e"), "e");  // no host that is text
  const auto url = parse_url("HTTPS://user:pass@Gazette.Example:443/a%20b?q=1#f");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->text, "https://gazette.example/a%20b?q=1");
  EXPECT_EQ(url->origin, "https://gazette.example");
  EXPECT_EQ(url->target, "/a%20b?q=1");
  EXPECT_EQ(parse_url("http://2.")->text, "http://0.0.0.2/");
  for (const char* bad : {"", "ftp://a.example/", "file:///etc/passwd", "gopher://a.example", "http://", "//a.example", "http://a b/", "http://%c3/"}) EXPECT_FALSE(parse_url(bad)) << bad;
}

}  // namespace
}  // namespace dateline::intake
