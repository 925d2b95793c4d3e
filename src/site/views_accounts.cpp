#include <fmt/format.h>

#include <algorithm>

#include "archive/listing_formats.h"
#include "base/strings.h"
#include "site/evidence.h"
#include "site/html.h"
#include "site/links.h"
#include "site/views.h"
#include "site/words.h"

// Pages of one statement, one figure, one thing due and one dispute, and what pages of items share.
namespace dateline::site {

using archive::Document;
using archive::Filter;
using archive::List;
using archive::Listing;

namespace {

std::string field(const Section& section, std::string_view name) {
  return std::string(archive::text_of(section.rows, section.rows.rows.front(), name));
}

// Accounts that a dispute's `items` name, of all their articles: of each kind a section, the oldest account first.
Result<void> add_accounts(archive::Archive& archive, std::string_view items, View& v) {
  std::vector<std::string> references;
  std::vector<int64_t> documents;
  for (const std::string_view item : split(items, ' ')) {
    const auto reference = read_reference(item);
    if (!reference) continue;
    references.emplace_back(item);
    if (std::find(documents.begin(), documents.end(), reference->number) == documents.end()) documents.push_back(reference->number);
  }
  const std::pair<List, std::string_view> lists[] = {{List::kFigures, "Figures"}, {List::kEvents, "Events"}, {List::kStatements, "Statements"}};
  for (const auto& [list, title] : lists) {
    Section all{std::string(kind_of(list)), std::string(kind_of(list)), std::string(title), {}, {}};
    for (const int64_t number : documents) {
      const auto d = archive::document(archive, number);
      if (!d && d.error().code == ErrorCode::kNotFound) continue;
      if (!d) return tl::unexpected(d.error());
      auto section = list_section(archive, list, of_document(*d), "", "");
      if (!section) return tl::unexpected(section.error());
      keep(section->rows, references);
      all.rows.columns = section->rows.columns;
      std::move(section->rows.rows.begin(), section->rows.rows.end(), std::back_inserter(all.rows.rows));
    }
    const auto when = [&](const auto& row) {
      const std::string_view as_of = archive::text_of(all.rows, row, "as_of");
      return as_of.size() >= 10 ? as_of : archive::text_of(all.rows, row, "published");
    };
    std::stable_sort(all.rows.rows.begin(), all.rows.rows.end(), [&](const auto& a, const auto& b) { return when(a) < when(b); });
    v.sections.push_back(std::move(all));
  }
  return {};
}

// The story's dispute of this name: "s7-5be1a90c-42-f1". If its first account is gone, another about the same.
Result<void> find_story_dispute(archive::Archive& archive, std::string_view name, View& v) {
  const auto absent = [&] { return fail(ErrorCode::kNotFound, fmt::format("{}: the accounts of this dispute do not differ any more, or never did", name)); };
  const size_t hyphen = std::min(name.find('-'), name.size());
  Filter f;
  f.story = parse_number<int64_t>(name.substr(1, hyphen - 1)).value_or(0);
  f.limit = kMostItems;
  if (f.story <= 0 || name.size() < hyphen + 9) return absent();
  auto section = list_section(archive, List::kDisputes, f, "item", "Dispute");
  if (!section) return tl::unexpected(section.error());
  const std::string stem(name.substr(0, hyphen + 9));
  auto& rows = section->rows.rows;
  const auto id_of = [&](const auto& row) { return archive::text_of(section->rows, row, "id"); };
  std::erase_if(rows, [&](const auto& row) { return !id_of(row).starts_with(stem); });
  if (rows.empty()) return absent();
  const auto same = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return id_of(row) == name; });
  if (same != rows.end()) std::iter_swap(rows.begin(), same);
  rows.resize(1);
  section->rows.next.clear();
  v.sections.push_back(std::move(*section));
  v.has_item = v.is_item = true;
  return {};
}

}  // namespace

Filter of_document(const Document& d) {
  Filter f;
  f.document = d.key;
  f.limit = kMostItems;
  return f;
}

void credit(View& v, const Document& d) {
  v.publisher = d.publisher;
  v.published = d.published;
  v.url = d.url;
  v.updated = d.seen;
}

void keep(Listing& rows, const std::vector<std::string>& references) {
  std::erase_if(rows.rows, [&](const auto& row) {
    return std::find(references.begin(), references.end(), archive::text_of(rows, row, "id")) == references.end();
  });
}

std::vector<std::string> references_in(const Section& section) {
  std::vector<std::string> out;
  for (const auto& row : section.rows.rows) out.emplace_back(archive::text_of(section.rows, row, "id"));
  return out;
}

Result<Document> find_item(archive::Archive& archive, std::string_view reference, List list, View& v) {
  const auto ref = read_reference(reference);
  if (!ref || ref->item.empty()) return fail(ErrorCode::kNotFound, fmt::format("{}: no such item", reference));
  auto d = archive::document(archive, ref->number);
  if (!d) return d;
  auto section = list_section(archive, list, of_document(*d), "item", "Item");
  if (!section) return tl::unexpected(section.error());
  keep(section->rows, {std::string(reference)});
  if (section->rows.rows.empty()) {
    return fail(ErrorCode::kNotFound, fmt::format("{}: the present version of article {} has no such item", reference, ref->number));
  }
  v.sections.push_back(std::move(*section));
  v.has_item = v.is_item = true;
  credit(v, *d);
  return d;
}

Result<void> add_evidence(archive::Archive& archive, const Document& d, std::string_view reference, View& v) {
  const auto record = archive.record(d.revision);
  if (!record) return tl::unexpected(record.error());
  auto rows = evidence_of(*record, reference.substr(reference.find('-') + 1));
  if (!rows) return tl::unexpected(rows.error());
  if (!rows->rows.empty()) v.sections.push_back({"evidence", "evidence", "Why it is here", std::move(*rows), {}});
  return {};
}

Result<void> add_disputes_about(archive::Archive& archive, const Filter& filter, const std::vector<std::string>& references, View& v) {
  auto section = list_section(archive, List::kDisputes, filter, "disputes", "Where accounts differ");
  if (!section) return tl::unexpected(section.error());
  std::erase_if(section->rows.rows, [&](const auto& row) {
    const auto items = split(archive::text_of(section->rows, row, "items"), ' ');
    return std::none_of(items.begin(), items.end(), [&](std::string_view item) { return std::find(references.begin(), references.end(), item) != references.end(); });
  });
  section->rows.next.clear();
  if (!section->rows.rows.empty()) v.sections.push_back(std::move(*section));
  return {};
}

Result<View> item_view(archive::Archive& archive, List list, std::string_view reference) {
  View v;
  v.name = list == List::kStatements ? "statement" : list == List::kFigures ? "figure" : "due";
  v.path = fmt::format("/{}/{}", kind_of(list), reference);
  const auto d = find_item(archive, reference, list, v);
  if (!d) return tl::unexpected(d.error());
  const Summary summary = summarize(v.sections.front().rows, v.sections.front().rows.rows.front(), kind_of(list));
  v.title = summary.title;
  v.description = shorten(summary.text, 300);
  if (list == List::kStatements) {
    const bool direct = field(v.sections.front(), "kind") == "direct";
    v.title = fmt::format("{}: {}{}{}", summary.title, direct ? "\u201C" : "", shorten(summary.text, 80), direct ? "\u201D" : "");
  }
  auto article = list_section(archive, List::kArticles, of_document(*d), "article", "Article");
  if (!article) return tl::unexpected(article.error());
  const auto done = add_evidence(archive, *d, reference, v).and_then([&] { return add_disputes_about(archive, of_document(*d), {std::string(reference)}, v); });
  if (!done) return tl::unexpected(done.error());
  v.sections.push_back(std::move(*article));
  return v;
}

Result<View> dispute_view(archive::Archive& archive, std::string_view reference) {
  View v;
  v.name = "dispute";
  if (reference.starts_with('s')) {
    if (const auto found = find_story_dispute(archive, reference, v); !found) return tl::unexpected(found.error());
  } else if (const auto d = find_item(archive, reference, List::kDisputes, v); !d) {
    return tl::unexpected(d.error());
  }
  v.path = "/disputes/" + field(v.sections.front(), "id");
  v.title = field(v.sections.front(), "title");
  v.description = shorten(field(v.sections.front(), "why"), 300);
  if (v.published.empty()) v.published = field(v.sections.front(), "published");
  Filter its_story;
  its_story.story = parse_number<int64_t>(field(v.sections.front(), "story")).value_or(0);
  if (const auto done = add_accounts(archive, field(v.sections.front(), "items"), v); !done) return tl::unexpected(done.error());
  if (its_story.story == 0) return v;
  auto story = list_section(archive, List::kStories, its_story, "story", "Story");
  if (!story) return tl::unexpected(story.error());
  v.sections.push_back(std::move(*story));
  return v;
}

}  // namespace dateline::site
