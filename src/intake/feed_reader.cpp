#include <fmt/format.h>

#include "base/strings.h"
#include "base/utf8.h"
#include "intake/byte_stream.h"
#include "intake/charset.h"
#include "intake/feed_formats.h"
#include "intake/feed_markup.h"
#include "intake/http_message.h"
#include "intake/url.h"
#include "intake/xml_text.h"

namespace dateline::intake {

bool keep_item(Feed& feed, FeedItem item, const Limits& limits) {
  if (item.id.empty() && item.link.empty() && item.title.empty() && item.content.empty() && item.summary.empty() && item.published.empty() &&
      item.updated.empty() && item.content_url.empty() && item.authors.empty() && item.categories.empty() && item.enclosures.empty() && item.source_url.empty() && item.source_title.empty()) {
    return true;
  }
  if (feed.items.size() >= limits.feed_items) {
    feed.cut = true;
    return false;
  }
  feed.items.push_back(std::move(item));
  return true;
}

Result<Feed> read_text_sitemap(std::string bytes, const Limits& limits) {
  Decoded decoded = decode_text(std::move(bytes), false);
  Feed feed;
  feed.kind = FeedKind::kSitemap;
  feed.version = "sitemaptext";
  feed.charset = std::move(decoded.charset);
  for (const std::string_view line : split(decoded.text, '\n')) {
    if (trim(line).empty()) continue;
    FeedItem item;
    if (const auto url = parse_url(line)) item.id = item.link = url->text;
    else feed.well_formed = false;
    if (!keep_item(feed, std::move(item), limits)) break;
  }
  return feed;
}

Result<Feed> read_feed(std::string bytes, const FeedContext& context, const Limits& limits) {
  if (packing_of(bytes) != Packing::kNone) {
    auto plain = unpack(std::move(bytes), limits.document_bytes);
    if (!plain) return tl::unexpected(plain.error());
    bytes = std::move(*plain);
  }
  if (bytes.size() > limits.document_bytes) {
    return fail(ErrorCode::kTooLarge, fmt::format("the feed exceeds {} bytes; raise --max-document", limits.document_bytes), limits.document_bytes);
  }
  const std::string_view head = trim(std::string_view(bytes).substr(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0));
  if (head.empty()) return fail(ErrorCode::kEmpty, "the feed is empty");
  if (head.front() == '{') return read_json_feed(std::move(bytes), context, limits);
  if (begins_url(head)) return read_text_sitemap(std::move(bytes), limits);
  return read_xml_feed(std::move(bytes), context, limits);
}

bool begins_feed(std::string_view head) {
  if (begins_json_feed(head)) return true;
  const std::string_view rest = head.substr(std::min(first_tag(head), head.size()));
  const std::string_view tag = rest.substr(0, rest.find('>'));
  const size_t name_end = std::min(tag.find_first_of(" \t\r\n/"), tag.size());
  std::string name = to_lower(tag.substr(0, name_end));
  if (const size_t colon = name.find(':'); colon != name.npos) name = "<" + name.substr(colon + 1);
  if (name == "<rss") return true;
  if (name == "<channel") return find_ignoring_case(head, "<item") != head.npos || find_ignoring_case(tag, "href") != tag.npos;
  if (name == "<rdf") return find_ignoring_case(tag, "purl.org/rss/") != tag.npos || find_ignoring_case(tag, "netscape.com/rdf/simple") != tag.npos;
  return name == "<feed" && (find_ignoring_case(tag, "w3.org/2005/atom") != tag.npos || find_ignoring_case(tag, "purl.org/atom") != tag.npos);
}

std::string write_opml(const std::vector<FeedItem>& feeds) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>Feeds</title></head>\n<body>\n";
  for (const FeedItem& feed : feeds) {
    if (feed.link.empty()) continue;
    const std::string title = plain_text(feed.title);
    out += "<outline type=\"rss\" text=\"";
    append_html(out, title.empty() ? feed.link : title);
    out += "\" xmlUrl=\"";
    append_html(out, feed.link);
    out += "\"/>\n";
  }
  return out + "</body>\n</opml>\n";
}

}  // namespace dateline::intake
