#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "base/json_writer.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "cli/intake_commands.h"
#include "intake/feed.h"
#include "intake/fetcher.h"
#include "intake/url.h"

namespace dateline::cli {
namespace {

using intake::Feed;
using intake::FeedItem;
using intake::FeedKind;

std::string_view kind_name(FeedKind kind) {
  switch (kind) {
    case FeedKind::kFeed: return "feed";
    case FeedKind::kSitemap: return "sitemap";
    case FeedKind::kSitemapIndex: return "sitemapindex";
    case FeedKind::kOutline: return "opml";
  }
  return {};
}

void append_head(const Feed& feed, const std::string& location, std::string& out) {
  JsonWriter w(out);
  w.begin_object().field("kind", kind_name(feed.kind)).field("location", location).field("version", feed.version);
  w.field("well_formed", feed.well_formed).field("charset", feed.charset).optional("title", feed.title).optional("link", feed.link);
  w.optional("description", feed.description).optional("language", feed.language).optional("updated", feed.updated);
  w.field("items", static_cast<uint64_t>(feed.items.size()));
  if (feed.cut) w.field("cut", true);
  w.end_object();
  out += '\n';
}

void append_item(const FeedItem& item, std::string& out) {
  JsonWriter w(out);
  w.begin_object().field("kind", "item").optional("id", item.id).optional("link", item.link).optional("title", item.title);
  w.optional("published", item.published).optional("updated", item.updated).optional("language", item.language);
  if (!item.authors.empty()) {
    w.key("authors").begin_array();
    for (const auto& a : item.authors) w.begin_object().optional("name", a.name).optional("email", a.email).optional("url", a.url).end_object();
    w.end_array();
  }
  w.optional("summary", item.summary).optional("content", item.content).optional("content_url", item.content_url);
  if (!item.content.empty()) w.optional("base", item.base);
  if (!item.categories.empty()) {
    w.key("categories").begin_array();
    for (const auto& c : item.categories) w.value(c);
    w.end_array();
  }
  if (!item.enclosures.empty()) {
    w.key("enclosures").begin_array();
    for (const auto& e : item.enclosures) w.begin_object().optional("url", e.url).optional("type", e.type).optional("length", e.length).end_object();
    w.end_array();
  }
  w.optional("source_title", item.source_title).optional("source_url", item.source_url).end_object();
  out += '\n';
}

// A text for a terminal: one line, without characters that steer it or turn its direction.
std::string shown(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, &at);
    const bool steers = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (!steers) append_utf8(out, c);
  }
  return out;
}

void append_table(const Feed& feed, const std::string& location, std::string& out) {
  out += fmt::format("{}: {} ({}{}), {} items\n", location, shown(intake::plain_text(feed.title)), feed.version, feed.well_formed ? "" : ", ill-formed",
                     feed.items.size());
  for (const FeedItem& item : feed.items) {
    const std::string& date = item.published.empty() ? item.updated : item.published;
    out += fmt::format("{:<20}  {}  {}\n", date, shown(intake::plain_text(item.title)), shown(item.link));
  }
}

// The headers of a response that say something of a feed: "Content-Type: text/xml".
intake::FeedContext context_of(const std::vector<std::string>& headers) {
  intake::FeedContext out;
  for (const std::string& header : headers) {
    const size_t colon = std::min(header.find(':'), header.size());
    const std::string name = to_lower(trim(header.substr(0, colon)));
    const std::string value(trim(std::string_view(header).substr(std::min(colon + 1, header.size()))));
    if (name == "content-type") out.content_type = value;
    if (name == "content-location") out.base = value;
    if (name == "content-language") out.language = value;
  }
  return out;
}

/// The bytes of a file or URL; of a URL `context` gets what its server says.
Result<std::string> bytes_of(const std::string& source, intake::Fetcher& fetcher, const Limits& limits, intake::FeedContext& context) {
  if (!intake::begins_url(source)) return read_file(source == "-" ? "/dev/stdin" : source, limits.document_bytes);
  auto answer = fetcher.fetch({source, {}, {}});
  if (!answer) return tl::unexpected(std::move(answer.error().error));
  if (context.content_type.empty()) context.content_type = answer->content_type;
  if (context.language.empty()) context.language = answer->content_language;
  if (context.base.empty()) context.base = intake::resolve_url(answer->url, answer->content_location.empty() ? answer->url : answer->content_location);
  return std::move(answer->body);
}

}  // namespace

int feeds(const Common& common, const std::vector<std::string>& headers) {
  const std::string format = !common.format.empty() ? common.format : output_is_terminal() ? "table" : "jsonl";
  intake::FetchOptions fetching = common.fetch;
  fetching.body_bytes = common.limits.document_bytes;
  intake::Fetcher fetcher(std::move(fetching));
  std::vector<FeedItem> listed;  // of OPML
  uint64_t done = 0, refused = 0;
  const auto refuse = [&](const std::string& location, const Error& error) {
    ++refused;
    complain(error.message.find(location) == std::string::npos ? location + ": " + error.message : error.message);
  };
  for (const std::string& source : common.sources) {
    intake::FeedContext context = context_of(headers);
    auto bytes = bytes_of(source, fetcher, common.limits, context);
    if (!bytes) {
      refuse(source, bytes.error());
      continue;
    }
    auto feed = intake::read_feed(std::move(*bytes), context, common.limits);
    if (!feed) {
      refuse(source, feed.error());
      continue;
    }
    ++done;
    if (feed->cut) complain(fmt::format("{}: only the first {} items are read", source, feed->items.size()));
    std::string out;
    if (format == "opml") {
      if (feed->kind == FeedKind::kOutline || feed->kind == FeedKind::kSitemapIndex) {
        listed.insert(listed.end(), feed->items.begin(), feed->items.end());
      } else {
        FeedItem item;
        item.title = feed->title;
        item.link = source;
        listed.push_back(std::move(item));
      }
    } else if (format == "table") {
      append_table(*feed, source, out);
    } else {
      append_head(*feed, source, out);
      for (const FeedItem& item : feed->items) append_item(item, out);
    }
    if (!write_out(out)) return kCannotRun;
  }
  if (format == "opml" && !write_out(intake::write_opml(listed))) return kCannotRun;
  return done == 0 ? kCannotRun : refused != 0 ? kSomeRefused : kDone;
}

}  // namespace dateline::cli
