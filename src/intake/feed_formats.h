#pragma once

#include <string>
#include <string_view>

#include "intake/feed.h"

namespace dateline::intake {

// The readers of single families of formats, for `read_feed`. Bytes are not packed any more.

/// RSS, RDF, Atom, CDF, sitemaps and OPML.
[[nodiscard]] Result<Feed> read_xml_feed(std::string bytes, const FeedContext& context, const Limits& limits);
/// JSON Feed.
[[nodiscard]] Result<Feed> read_json_feed(std::string bytes, const FeedContext& context, const Limits& limits);
/// One URL a line (sitemaps.org).
[[nodiscard]] Result<Feed> read_text_sitemap(std::string bytes, const Limits& limits);

/// True if text begins like a JSON Feed.
[[nodiscard]] bool begins_json_feed(std::string_view head);

/// Adds an item that says anything, unless there are too many. False: no more need be tried.
[[nodiscard]] bool keep_item(Feed& feed, FeedItem item, const Limits& limits);

}  // namespace dateline::intake
