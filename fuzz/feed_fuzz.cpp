#include "fuzz.h"
#include "intake/feed.h"

/// A feed, sitemap or OPML list.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  const std::string_view bytes = fuzz::text_of_input(data, size);
  Limits limits;
  limits.document_bytes = 1 << 20;
  limits.feed_items = 1000;
  (void)intake::begins_feed(bytes);
  const auto feed = intake::read_feed(std::string(bytes), {"https://gazette.example/feed/", "", "en"}, limits);
  if (!feed) {
    fuzz::require(!feed.error().message.empty() && is_valid_utf8(feed.error().message));
    return 0;
  }
  fuzz::require(feed->items.size() <= limits.feed_items && !feed->version.empty());
  for (const auto* text : {&feed->title, &feed->link, &feed->description, &feed->language, &feed->updated}) fuzz::require(is_valid_utf8(*text));
  for (const auto& item : feed->items) {
    for (const auto* text : {&item.id, &item.link, &item.title, &item.language, &item.base, &item.summary, &item.content, &item.content_url, &item.source_url}) {
      fuzz::require(is_valid_utf8(*text));
    }
    fuzz::require(is_valid_utf8(intake::item_page(item)) && is_valid_utf8(intake::plain_text(item.title)));
  }
  const auto again = intake::read_feed(intake::write_opml(feed->items), {}, limits);
  fuzz::require(again && again->kind == intake::FeedKind::kOutline);
  return 0;
}
