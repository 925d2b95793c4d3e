#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
#include "intake/feed_fields.h"
#include "intake/feed_formats.h"
#include "intake/feed_markup.h"
#include "intake/http_message.h"
#include "intake/url.h"
#include "intake/xml_text.h"

namespace dateline::intake {
namespace {

constexpr unsigned kParse = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_eol | pugi::parse_ws_pcdata;

pugi::xml_node first_element(pugi::xml_node parent) {
  return parent.find_child([](pugi::xml_node node) { return node.type() == pugi::node_element; });
}

// "rss091u" and so on of a root element; empty if it is none of a known format.
std::string version_of(pugi::xml_node root, const Tag& tag, bool netscape, FeedKind& kind) {
  const std::string_view version = trim(attribute(root, "version"));
  if (tag.local == "rss") {
    if (version == "0.91") return netscape ? "rss091n" : "rss091u";
    if (version == "0.92" || version == "0.93" || version == "0.94") return "rss09" + std::string(version.substr(3));
    return version.starts_with("2") ? "rss20" : "rss";
  }
  if (tag.local == "rdf") {
    for (const pugi::xml_attribute a : root.attributes()) {
      const std::string_view uri = a.value();
      if (uri.find("netscape.com/rdf/simple/0.9") != uri.npos) return "rss090";
      if (uri.find("purl.org/rss/1.0/") != uri.npos && !uri.ends_with("modules/")) return "rss10";
    }
    return "rss";
  }
  if (tag.local == "feed") {
    if (version == "0.3") return "atom03";
    const std::string_view space = attribute(root, "xmlns");
    return tag.space == Space::kAtom ? space.find("purl.org/atom") != space.npos ? "atom03" : "atom10" : "atom";
  }
  if (tag.local == "channel") return "cdf";
  if (tag.local == "urlset" || tag.local == "sitemapindex") {
    kind = tag.local == "urlset" ? FeedKind::kSitemap : FeedKind::kSitemapIndex;
    return tag.local == "urlset" ? "sitemap" : "sitemapindex";
  }
  if (tag.local == "opml") {
    kind = FeedKind::kOutline;
    return "opml";
  }
  return {};
}

bool is_item(const Tag& tag) {
  static constexpr std::string_view kItems[] = {"item", "entry", "url", "sitemap"};
  return std::find(std::begin(kItems), std::end(kItems), tag.local) != std::end(kItems) && tag.space != Space::kMedia && tag.space != Space::kOther;
}

/// Parses text as far as it is XML. An attribute in which that ends is dropped: pugixml leaves its value half rewritten.
pugi::xml_parse_result load(std::string_view text, unsigned how, pugi::xml_document& document) {
  const pugi::xml_parse_result parsed = document.load_buffer(text.data(), text.size(), how, pugi::encoding_utf8);
  if (parsed.status == pugi::status_bad_attribute) {
    pugi::xml_node last = document;
    while (last.last_child()) last = last.last_child();
    last.remove_attribute(last.last_attribute());
  }
  return parsed;
}

class XmlFeed {
 public:
  XmlFeed(Feed& feed, const Limits& limits) : feed_(feed), limits_(limits) {}

  // Items among the children of an element, and channels within RDF, RSS and CDF.
  void read_items(pugi::xml_node parent, const Scope& scope, int depth = 0) {
    for (const pugi::xml_node child : parent.children()) {
      if (child.type() != pugi::node_element) continue;
      std::optional<Scope> own;
      const Scope& inner = scope_within(scope, child, own);
      bool undeclared = false;
      const Tag tag = tag_of(child, inner, undeclared);
      feed_.well_formed = feed_.well_formed && !undeclared;
      if (is_item(tag)) {
        FeedItem item;
        fields_.read_item(child, inner, item);
        if (feed_.kind != FeedKind::kFeed) item.id = item.link;
        if (!keep_item(feed_, std::move(item), limits_)) return;
        if (item_name_.empty()) item_name_ = child.name();
      } else if (depth < 2 && (tag.local == "channel" || tag.local == "items")) {
        if (tag.local == "channel") fields_.read_channel(child, inner, feed_);
        read_items(child, inner, depth + 1);
      }
    }
  }

  void read_outlines(pugi::xml_node body, const Scope& scope) {
    pugi::xml_node node = body.first_child();
    while (node) {  // not recursive: folders may be nested as the file likes
      const std::string_view url = trim(attribute(node, "xmlUrl"));
      if (!url.empty()) {
        FeedItem item;
        item.id = item.link = resolve_url(scope.base(), url);
        append_html(item.title, trim(attribute(node, "title")));
        if (item.title.empty()) append_html(item.title, trim(attribute(node, "text")));
        item.language = trim(attribute(node, "language"));
        item.source_url = resolve_url(scope.base(), attribute(node, "htmlUrl"));
        if (!keep_item(feed_, std::move(item), limits_)) return;
      }
      if (node.first_child()) {
        node = node.first_child();
        continue;
      }
      while (node != body && !node.next_sibling()) node = node.parent();
      if (node == body) return;
      node = node.next_sibling();
    }
  }

  // Reads on behind a place where the XML broke: each item from its first tag to that of the next one by itself.
  void recover(std::string_view text, size_t from, const Scope& scope) {
    const std::string begin = "<" + (item_name_.empty() ? usual_name() : item_name_);
    const auto next = [&](size_t at) {
      while ((at = text.find(begin, at)) != text.npos) {
        const size_t behind = at + begin.size();
        if (behind < text.size() && (is_space(text[behind]) || text[behind] == '>')) return at;
        at = behind;
      }
      return text.size();
    };
    for (size_t at = next(from); at < text.size() && !feed_.cut;) {
      const size_t end = next(at + begin.size());
      pugi::xml_document part;
      (void)load(text.substr(at, end - at), kParse | pugi::parse_fragment, part);
      read_items(part, scope);
      at = end;
    }
  }

  void end() { feed_.well_formed = feed_.well_formed && fields_.well_formed(); }

  FieldReader& fields() { return fields_; }

 private:
  [[nodiscard]] std::string usual_name() const {
    if (feed_.kind == FeedKind::kSitemap) return "url";
    if (feed_.kind == FeedKind::kSitemapIndex) return "sitemap";
    return feed_.version.starts_with("atom") ? "entry" : "item";
  }

  Feed& feed_;
  const Limits& limits_;
  FieldReader fields_;
  std::string item_name_;
};

}  // namespace

Result<Feed> read_xml_feed(std::string bytes, const FeedContext& context, const Limits& limits) {
  const bool netscape = std::string_view(bytes).substr(0, 2048).find("Netscape") != std::string_view::npos;
  XmlText xml = read_xml_text(std::move(bytes), charset_label(context.content_type));
  const auto marks = std::count_if(xml.text.begin(), xml.text.end(), [](char c) { return c == '<' || c == '='; });
  if (static_cast<uint64_t>(marks) > limits.xml_marks) {
    return fail(ErrorCode::kTooLarge, fmt::format("the feed has {} tags and attributes, more than {} can be read", marks, limits.xml_marks));
  }
  Feed feed;
  feed.charset = std::move(xml.charset);
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = load(xml.text, kParse, document);
  feed.well_formed = xml.well_formed && parsed;
  const pugi::xml_node root = first_element(document);
  if (!root) return fail(ErrorCode::kMalformed, "no feed, sitemap or OPML: there is no XML element in it");
  const Scope outer(context.base, context.language);
  const Scope scope(outer, root);
  bool undeclared = false;
  const Tag tag = tag_of(root, scope, undeclared);
  feed.version = version_of(root, tag, netscape, feed.kind);
  if (feed.version.empty()) {
    return fail(ErrorCode::kMalformed, fmt::format("no feed, sitemap or OPML: its first element is <{}>", replace_invalid_utf8(std::string_view(root.name()).substr(0, 100))));
  }
  XmlFeed reader(feed, limits);
  if (feed.kind == FeedKind::kOutline) {
    feed.title = inner_text(root.child("head").child("title"));
    reader.read_outlines(root, scope);
  } else {
    if (tag.local == "feed" || tag.local == "channel") reader.fields().read_channel(root, scope, feed);
    reader.read_items(root, scope);
    if (!parsed && parsed.offset >= 0) reader.recover(xml.text, static_cast<size_t>(parsed.offset), scope);
  }
  reader.end();
  return feed;
}

}  // namespace dateline::intake
