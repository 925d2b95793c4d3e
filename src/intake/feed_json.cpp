#include <simdjson.h>

#include <fmt/format.h>

#include "base/strings.h"
#include "intake/feed_date.h"
#include "intake/feed_formats.h"
#include "intake/feed_markup.h"
#include "intake/url.h"

namespace dateline::intake {
namespace {

using Element = simdjson::dom::element;

// A string; a number as text, as some feeds write ids.
std::string text_in(Element object, std::string_view key) {
  std::string_view text;
  if (object[key].get(text) == simdjson::SUCCESS) return std::string(text);
  int64_t number = 0;
  if (object[key].get(number) == simdjson::SUCCESS) return std::to_string(number);
  return {};
}

template <class Use>
void each(Element object, std::string_view key, Use&& use) {
  constexpr size_t kMost = 200;
  simdjson::dom::array list;
  if (object[key].get(list) != simdjson::SUCCESS) return;
  size_t used = 0;
  for (const Element e : list) {
    if (used++ == kMost) return;
    use(e);
  }
}

FeedItem item_of(Element object, const Feed& feed, const std::string& base) {
  FeedItem out;
  out.base = base;
  out.id = text_in(object, "id");
  out.link = resolve_url(base, text_in(object, "url"));
  if (out.link.empty()) out.link = resolve_url(base, text_in(object, "external_url"));
  append_html(out.title, text_in(object, "title"));  // plain text there
  out.language = text_in(object, "language");
  if (out.language.empty()) out.language = feed.language;
  out.published = feed_date(text_in(object, "date_published"));
  out.updated = feed_date(text_in(object, "date_modified"));
  append_html(out.summary, text_in(object, "summary"));
  out.content = text_in(object, "content_html");
  if (out.content.empty()) append_html(out.content, text_in(object, "content_text"));
  const auto add_author = [&](Element author) {
    FeedPerson person{text_in(author, "name"), {}, resolve_url(base, text_in(author, "url"))};
    if (!person.name.empty() || !person.url.empty()) out.authors.push_back(std::move(person));
  };
  each(object, "authors", add_author);
  if (Element author; out.authors.empty() && object["author"].get(author) == simdjson::SUCCESS) add_author(author);
  each(object, "tags", [&](Element tag) {
    std::string_view text;
    if (tag.get(text) == simdjson::SUCCESS) out.categories.emplace_back(text);
  });
  each(object, "attachments", [&](Element attachment) {
    out.enclosures.push_back({resolve_url(base, text_in(attachment, "url")), text_in(attachment, "mime_type"), text_in(attachment, "size_in_bytes")});
  });
  return out;
}

}  // namespace

bool begins_json_feed(std::string_view head) {
  head = trim(head.substr(head.starts_with("\xEF\xBB\xBF") ? 3 : 0));
  if (!head.starts_with('{')) return false;
  const size_t at = head.find("\"version\"");
  if (at == head.npos) return false;
  std::string_view rest = trim(head.substr(at + 9));
  if (!rest.starts_with(':')) return false;
  rest = trim(rest.substr(1));
  return rest.starts_with("\"https://jsonfeed.org/version/1") || rest.starts_with("\"http://jsonfeed.org/version/1") ||
         rest.starts_with("\"https:\\/\\/jsonfeed.org\\/version\\/1");
}

Result<Feed> read_json_feed(std::string bytes, const FeedContext& context, const Limits& limits) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  simdjson::dom::parser parser;
  Element root;
  if (const auto error = parser.parse(bytes).get(root); error != simdjson::SUCCESS) {
    return fail(ErrorCode::kMalformed, fmt::format("not a JSON feed ({}); fetch it again", simdjson::error_message(error)));
  }
  const std::string version = root.is_object() ? text_in(root, "version") : std::string();
  if (version.find("jsonfeed.org/version/1") == version.npos) return fail(ErrorCode::kMalformed, "a JSON document, but no feed of jsonfeed.org");
  Feed feed;
  feed.charset = "UTF-8";
  feed.version = version.ends_with("1.1") ? "json11" : "json1";
  append_html(feed.title, text_in(root, "title"));
  std::string base = resolve_url(context.base, text_in(root, "feed_url"));
  if (base.empty()) base = context.base;
  feed.link = resolve_url(base, text_in(root, "home_page_url"));
  append_html(feed.description, text_in(root, "description"));
  feed.language = text_in(root, "language");
  if (feed.language.empty()) feed.language = context.language;
  simdjson::dom::array items;
  if (root["items"].get(items) != simdjson::SUCCESS) {
    feed.well_formed = false;
    return feed;
  }
  for (const Element item : items) {
    if (!item.is_object()) feed.well_formed = false;
    else if (!keep_item(feed, item_of(item, feed, base), limits)) break;
  }
  return feed;
}

}  // namespace dateline::intake
