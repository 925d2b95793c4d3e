#include <fmt/format.h>

#include <algorithm>

#include "archive/document.h"
#include "archive/listing_formats.h"
#include "base/strings.h"
#include "site/article_text.h"
#include "site/html.h"
#include "site/links.h"
#include "site/log.h"
#include "site/views.h"

// Pages of one article, one event, one dispute.
namespace dateline::site {
namespace {

using archive::Cell;
using archive::CellKind;
using archive::Document;
using archive::Filter;
using archive::List;

constexpr uint32_t kMostItems = 2000;

Filter of_document(const Document& d) {
  Filter f;
  f.document = d.key;
  f.limit = kMostItems;
  return f;
}

std::string headline(const Document& d) { return d.headline.empty() ? "Without a headline" : d.headline; }

// Versions of an article, newest first.
Result<Section> revisions_section(archive::Archive& archive, const Document& d) {
  const auto revisions = archive.revisions(d.key);
  if (!revisions) return tl::unexpected(revisions.error());
  archive::Listing rows;
  rows.columns = {"number", "seen", "sha256", "id", "href"};
  for (auto r = revisions->rbegin(); r != revisions->rend(); ++r) {
    rows.rows.push_back({{CellKind::kNumber, std::to_string(r->number)}, {CellKind::kText, utc(r->seen)}, {CellKind::kText, r->sha256},
                         {CellKind::kText, fmt::format("{}-r{}", d.id, r->number)}, {CellKind::kText, fmt::format("/articles/{}/changes", d.id)}});
  }
  return Section{"revisions", "revisions", "Versions", std::move(rows), {}};
}

// Articles with words of the headline.
Result<Section> related_section(archive::Archive& archive, const Document& d) {
  Filter f;
  f.limit = 7;
  size_t words = 0;
  for (const std::string_view word : split(d.headline, ' ')) {
    const bool plain = std::all_of(word.begin(), word.end(), [](char c) { return is_alpha(c); });
    if (!plain || word.size() < 5 || words == 6) continue;
    f.words += (words++ == 0 ? "\"" : " OR \"") + std::string(word) + "\"";
  }
  if (words < 2) return Section{"related", "articles", "Related", {}, {}};
  auto section = list_section(archive, List::kFound, f, "related", "Related");
  if (!section) return section;
  auto& rows = section->rows;
  const std::string self = std::to_string(d.id);
  std::erase_if(rows.rows, [&](const auto& row) { return archive::text_of(rows, row, "id") == self; });
  rows.next.clear();
  return section;
}

void credit(View& v, const Document& d) {
  v.publisher = d.publisher;
  v.published = d.published;
  v.url = d.url;
  v.updated = d.seen;
}

std::string what_changed(const Document& d) {
  return d.number > 1 ? fmt::format("version {}, first seen {}", d.number, utc(d.first_seen).substr(0, 10)) : std::string();
}

// Keeps the rows that have one of these items.
void keep_items(archive::Listing& rows, const std::vector<std::string_view>& items) {
  std::erase_if(rows.rows, [&](const auto& row) { return std::find(items.begin(), items.end(), archive::text_of(rows, row, "item")) == items.end(); });
}

// The document and the row of an item; the row is the view's first section.
Result<Document> find_item(archive::Archive& archive, std::string_view reference, List list, View& v) {
  const auto ref = read_reference(reference);
  if (!ref || ref->item.empty()) return fail(ErrorCode::kNotFound, fmt::format("{}: no such item", reference));
  auto d = archive::document(archive, ref->number);
  if (!d) return d;
  auto section = list_section(archive, list, of_document(*d), "item", "Item");
  if (!section) return tl::unexpected(section.error());
  keep_items(section->rows, {ref->item});
  if (section->rows.rows.empty()) {
    return fail(ErrorCode::kNotFound, fmt::format("{}: the present version of article {} has no such item", reference, ref->number));
  }
  v.sections.push_back(std::move(*section));
  v.has_item = v.is_item = true;
  credit(v, *d);
  return d;
}

}  // namespace

Result<View> article_view(archive::Archive& archive, int64_t number) {
  const auto d = archive::document(archive, number);
  if (!d) return tl::unexpected(d.error());
  View v;
  v.name = "article";
  v.is_item = true;
  v.path = fmt::format("/articles/{}", number);
  v.title = headline(*d);
  credit(v, *d);
  v.what_changed = what_changed(*d);
  auto record = archive.record(d->revision);
  if (!record) return tl::unexpected(record.error());
  auto text = article_text(*record);
  if (!text) return tl::unexpected(text.error());
  v.record = std::move(*record);
  v.text = std::move(*text);
  const std::pair<List, std::string_view> lists[] = {{List::kEvents, "Events"}, {List::kStatements, "Who said what"}, {List::kFigures, "Figures"},
                                                     {List::kDisputes, "Where accounts differ"}, {List::kSchedule, "What is due"}};
  for (const auto& [list, title] : lists) {
    auto section = list_section(archive, list, of_document(*d), kind_of(list), title);
    if (!section) return tl::unexpected(section.error());
    v.sections.push_back(std::move(*section));
  }
  v.description = fmt::format("{} events, {} statements, {} figures read from {}.", v.sections[0].rows.rows.size(), v.sections[1].rows.rows.size(),
                              v.sections[2].rows.rows.size(), d->publisher.empty() ? "the page" : d->publisher);
  auto revisions = revisions_section(archive, *d);
  if (!revisions) return tl::unexpected(revisions.error());
  v.sections.push_back(std::move(*revisions));
  auto related = related_section(archive, *d);
  if (!related) return tl::unexpected(related.error());
  v.sections.push_back(std::move(*related));
  return v;
}

Result<View> changes_view(archive::Archive& archive, const Asked&, int64_t number) {
  const auto d = archive::document(archive, number);
  if (!d) return tl::unexpected(d.error());
  View v;
  v.name = "changes";
  v.path = fmt::format("/articles/{}/changes", number);
  v.title = "What changed: " + headline(*d);
  credit(v, *d);
  v.what_changed = what_changed(*d);
  auto revisions = revisions_section(archive, *d);
  if (!revisions) return tl::unexpected(revisions.error());
  v.sections.push_back(std::move(*revisions));
  return v;
}

Result<View> event_view(archive::Archive& archive, std::string_view reference) {
  View v;
  v.name = "event";
  v.path = fmt::format("/events/{}", reference);
  const auto d = find_item(archive, reference, List::kEvents, v);
  if (!d) return tl::unexpected(d.error());
  const archive::Listing rows = v.sections.front().rows;
  const auto get = [&](std::string_view name) { return std::string(archive::text_of(rows, rows.rows.front(), name)); };
  v.title = summarize(rows, rows.rows.front(), "events").title;
  v.description = shorten(get("words"), 300);
  v.what_changed = what_changed(*d);
  v.sections.push_back({"reports", "events", "Reports", rows, {}});
  Filter article = of_document(*d);
  auto its_article = list_section(archive, List::kArticles, article, "article", "Article");
  if (!its_article) return tl::unexpected(its_article.error());
  v.sections.push_back(std::move(*its_article));
  Filter like;
  like.type = get("type");
  like.country = get("country");
  like.limit = 7;
  auto related = list_section(archive, List::kEvents, like, "related", "Related events");
  if (!related) return tl::unexpected(related.error());
  std::erase_if(related->rows.rows, [&](const auto& row) { return archive::text_of(related->rows, row, "id") == reference; });
  related->rows.next.clear();
  v.sections.push_back(std::move(*related));
  return v;
}

Result<View> dispute_view(archive::Archive& archive, std::string_view reference) {
  View v;
  v.name = "dispute";
  v.path = fmt::format("/disputes/{}", reference);
  const auto d = find_item(archive, reference, List::kDisputes, v);
  if (!d) return tl::unexpected(d.error());
  const archive::Listing rows = v.sections.front().rows;
  v.title = summarize(rows, rows.rows.front(), "disputes").title;
  v.description = archive::text_of(rows, rows.rows.front(), "why");
  const std::string items(archive::text_of(rows, rows.rows.front(), "items"));
  for (const List list : {List::kEvents, List::kFigures, List::kStatements}) {
    auto section = list_section(archive, list, of_document(*d), kind_of(list), kind_of(list));
    if (!section) return tl::unexpected(section.error());
    keep_items(section->rows, split(items, ' '));
    v.sections.push_back(std::move(*section));
  }
  return v;
}

}  // namespace dateline::site
