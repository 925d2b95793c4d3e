#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/limits.h"
#include "dateline/result.h"

namespace dateline::intake {

struct FeedPerson {
  std::string name, email, url;
};

struct Enclosure {
  std::string url, type, length;
};

/// One entry of a feed, a page of a sitemap or a feed of an OPML list. Empty means that the feed does not say.
struct FeedItem {
  std::string id;                 ///< guid, Atom id, `rdf:about`; as given
  std::string link;               ///< absolute if a base is known
  std::string title;              ///< may hold markup, as feeds do not say; `plain_text` takes it away
  std::string language;           ///< of the item, else inherited from the feed
  std::string base;               ///< what relative links in the markup are meant against
  std::vector<FeedPerson> authors;
  std::string published, updated;  ///< ISO 8601, in UTC where the zone is given ("2004-01-01T19:48:21Z", "2004-01-01")
  std::string summary, content;    ///< markup
  std::string content_url;         ///< Atom content that lies elsewhere
  std::vector<std::string> categories;
  std::vector<Enclosure> enclosures;
  std::string source_title, source_url;  ///< the feed it was taken over from
};

enum class FeedKind : uint8_t {
  kFeed,          ///< RSS, RDF, Atom, CDF, JSON Feed
  kSitemap,       ///< pages of a site
  kSitemapIndex,  ///< sitemaps of a site
  kOutline,       ///< OPML: feeds
};

/// A feed, sitemap or OPML list.
struct Feed {
  FeedKind kind = FeedKind::kFeed;
  std::string version;      ///< rss090 rss091n rss091u rss092 rss093 rss094 rss20 rss10 rss atom03 atom10 atom cdf json1 json11 sitemap sitemapindex sitemaptext opml
  bool well_formed = true;  ///< false: broken XML or JSON, or an encoding that had to be guessed; what could be read is there
  bool cut = false;         ///< items past `Limits::feed_items` were left out
  std::string charset;
  std::string title, link, description, language, updated;
  std::vector<FeedItem> items;
};

/// What came with a feed's bytes.
struct FeedContext {
  std::string base;          ///< URL it was fetched from, or `Content-Location`
  std::string content_type;  ///< with the charset label
  std::string language;      ///< `Content-Language`
};

/// Reads a feed, sitemap or OPML list of any known format, packed or not, ill-formed ones as far as they go:
///
///  * RSS 0.90 to 2.x, RSS 1.0 (RDF), Atom 0.3 and 1.0, CDF with the modules dc, dcterms, content and media
///  * JSON Feed 1.0 and 1.1 (jsonfeed.org)
///  * sitemaps, sitemap indexes, news sitemaps, sitemaps of bare URLs (sitemaps.org)
///  * OPML (opml.org)
///
/// Entities are replaced only by values that the document itself states, and only short ones; nothing is ever fetched. Behind a
/// place where the XML breaks reading goes on at the next item. Linear in the size. Errors: `kEmpty`, `kMalformed` (none of these formats,
/// or nothing legible), `kTooLarge`.
[[nodiscard]] Result<Feed> read_feed(std::string bytes, const FeedContext& context, const Limits& limits);

/// True if bytes, not packed, begin like a feed whose items can be read as documents: RSS, RDF, Atom, CDF or JSON Feed.
[[nodiscard]] bool begins_feed(std::string_view head);

/// A list of feeds as OPML 2.0; each item's title and link.
[[nodiscard]] std::string write_opml(const std::vector<FeedItem>& feeds);

/// The item as an HTML page with its title, authors, time and content (else its summary); empty if it has neither.
[[nodiscard]] std::string item_page(const FeedItem& item);

/// Markup without its tags, references resolved, white space folded.
[[nodiscard]] std::string plain_text(std::string_view markup);

}  // namespace dateline::intake
