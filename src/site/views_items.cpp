#include <fmt/format.h>

#include <algorithm>

#include "archive/document.h"
#include "archive/listing_formats.h"
#include "archive/revision_diff.h"
#include "base/strings.h"
#include "site/article_text.h"
#include "site/differences.h"
#include "site/html.h"
#include "site/links.h"
#include "site/log.h"
#include "site/url.h"
#include "site/views.h"
#include "site/words.h"

// Pages of one article, one event, one story.
namespace dateline::site {
namespace {

using archive::Cell;
using archive::CellKind;
using archive::Document;
using archive::Filter;
using archive::List;

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

// Takes the page's own subject out of a section, and its next pages: a few are shown, not a list.
Section without(Section section, std::string_view id) {
  std::erase_if(section.rows.rows, [&](const auto& row) { return archive::text_of(section.rows, row, "id") == id; });
  section.rows.next.clear();
  return section;
}

// Other articles of the story, else the newest with words of the headline.
Result<Section> related_section(archive::Archive& archive, const Document& d) {
  const std::string self = std::to_string(d.id);
  Filter f;
  f.limit = 7;
  f.story = d.story;
  if (d.story > 0) {
    auto section = list_section(archive, List::kArticles, f, "related", "Related");
    if (!section || section->rows.rows.size() > 1) return section.map([&](Section s) { return without(std::move(s), self); });
  }
  // Two words of the headline, the longest: they are the rarest as a rule.
  f.story = 0;
  std::vector<std::string_view> words;
  for (const std::string_view word : split(d.headline, ' ')) {
    if (word.size() >= 5 && std::all_of(word.begin(), word.end(), is_alpha)) words.push_back(word);
  }
  if (words.size() < 2) return Section{"related", "articles", "Related", {}, {}};
  std::stable_sort(words.begin(), words.end(), [](auto x, auto y) { return x.size() > y.size(); });
  f.words = fmt::format("\"{}\" \"{}\"", words[0], words[1]);
  return list_section(archive, List::kArticles, f, "related", "Related").map([&](Section s) { return without(std::move(s), self); });
}

Result<std::string> what_changed(archive::Archive& archive, const Document& d) {
  if (d.number < 2) return std::string();
  return archive::revision_differences(archive, d.key, 0, 0).map([&](const auto& differences) {
    return fmt::format("version {}: {}", d.number, in_a_line(differences));
  });
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
  auto changed = what_changed(archive, *d);
  if (!changed) return tl::unexpected(changed.error());
  v.what_changed = std::move(*changed);
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
  const auto of = [&](size_t section, std::string_view one) { return counted(std::to_string(v.sections[section].rows.rows.size()), one); };
  v.description = fmt::format("{}, {}, {} read from {}.", of(0, "event"), of(1, "statement"), of(2, "figure"), d->publisher.empty() ? "the page" : d->publisher);
  auto revisions = revisions_section(archive, *d);
  if (!revisions) return tl::unexpected(revisions.error());
  v.sections.push_back(std::move(*revisions));
  auto related = related_section(archive, *d);
  if (!related) return tl::unexpected(related.error());
  v.sections.push_back(std::move(*related));
  if (d->story == 0) return v;
  Filter its_story;
  its_story.story = d->story;
  auto story = list_section(archive, List::kStories, its_story, "story", "Story");
  if (!story) return tl::unexpected(story.error());
  v.sections.push_back(std::move(*story));
  return v;
}

Result<View> changes_view(archive::Archive& archive, const Asked& asked, int64_t number) {
  const auto d = archive::document(archive, number);
  if (!d) return tl::unexpected(d.error());
  View v;
  v.name = "changes";
  v.path = fmt::format("/articles/{}/changes", number);
  v.title = "What changed: " + headline(*d);
  credit(v, *d);
  auto revisions = revisions_section(archive, *d);
  if (!revisions) return tl::unexpected(revisions.error());
  v.sections.push_back(std::move(*revisions));
  const auto version = [&](std::string_view name) { return parse_number<int>(Request::value(asked.query, name)).value_or(0); };
  int from = version("from"), to = version("to");
  if (from > 0 && to > 0) {
    v.filter = {{"from", std::to_string(from)}, {"to", std::to_string(to)}};
    v.path = join(v.path, v.filter);
  } else {
    from = d->number - 1;
    to = d->number;
  }
  if (from < 1) return v;
  const auto differences = archive::revision_differences(archive, d->key, from, to);
  if (!differences) return tl::unexpected(differences.error());
  v.diff = differences_json(*differences, from, to);
  v.text = differences_html(*differences);
  v.what_changed = fmt::format("version {} to {}: {}", from, to, in_a_line(*differences));
  return v;
}

namespace {

// An event as several articles report it.
Result<View> merged_event_view(archive::Archive& archive, int64_t number) {
  View v;
  v.name = "event";
  v.path = fmt::format("/events/{}", number);
  v.has_item = v.is_item = true;
  Filter f;
  f.merged = number;
  f.limit = kMostItems;
  auto item = list_section(archive, List::kMerged, f, "item", "Event");
  if (!item) return tl::unexpected(item.error());
  if (item->rows.rows.empty()) return fail(ErrorCode::kNotFound, fmt::format("event {} is not in the archive", number));
  const archive::Listing rows = item->rows;
  const auto get = [&](std::string_view name) { return std::string(archive::text_of(rows, rows.rows.front(), name)); };
  v.title = summarize(rows, rows.rows.front(), "events").title;
  v.description = shorten(get("words"), 300);
  v.published = get("first_reported");
  v.sections.push_back(std::move(*item));
  auto reports = list_section(archive, List::kEvents, f, "reports", "Reports");
  if (!reports) return tl::unexpected(reports.error());
  v.sections.push_back(std::move(*reports));
  Filter of_story;
  of_story.story = parse_number<int64_t>(get("story")).value_or(0);
  of_story.limit = kMostItems;
  if (of_story.story > 0) {
    if (const auto done = add_disputes_about(archive, of_story, references_in(v.sections.back()), v); !done) return tl::unexpected(done.error());
  }
  Filter like;
  like.story = parse_number<int64_t>(get("story")).value_or(0);
  like.limit = 7;
  if (like.story > 0) {
    auto related = list_section(archive, List::kMerged, like, "related", "Related events");
    if (!related) return tl::unexpected(related.error());
    v.sections.push_back(without(std::move(*related), std::to_string(number)));
  }
  return v;
}

}  // namespace

Result<View> event_view(archive::Archive& archive, std::string_view reference) {
  if (const auto ref = read_reference(reference); ref && ref->item.empty()) return merged_event_view(archive, ref->number);
  View v;
  v.name = "event";
  v.path = fmt::format("/events/{}", reference);
  const auto d = find_item(archive, reference, List::kEvents, v);
  if (!d) return tl::unexpected(d.error());
  const archive::Listing rows = v.sections.front().rows;
  const auto get = [&](std::string_view name) { return std::string(archive::text_of(rows, rows.rows.front(), name)); };
  v.title = summarize(rows, rows.rows.front(), "events").title;
  v.description = shorten(get("words"), 300);
  Filter same;
  same.merged = parse_number<int64_t>(get("merged")).value_or(0);
  auto reports = same.merged > 0 ? list_section(archive, List::kEvents, same, "reports", "Reports") : Section{"reports", "events", "Reports", rows, {}};
  if (!reports) return tl::unexpected(reports.error());
  v.sections.push_back(std::move(*reports));
  const auto done = add_evidence(archive, *d, reference, v).and_then([&] { return add_disputes_about(archive, of_document(*d), {std::string(reference)}, v); });
  if (!done) return tl::unexpected(done.error());
  auto its_article = list_section(archive, List::kArticles, of_document(*d), "article", "Article");
  if (!its_article) return tl::unexpected(its_article.error());
  v.sections.push_back(std::move(*its_article));
  Filter like;
  like.type = get("type");
  like.country = get("country");
  like.limit = 7;
  auto related = list_section(archive, List::kEvents, like, "related", "Related events");
  if (!related) return tl::unexpected(related.error());
  v.sections.push_back(without(std::move(*related), reference));
  return v;
}

Result<View> story_view(archive::Archive& archive, int64_t number) {
  View v;
  v.name = "story";
  v.path = fmt::format("/stories/{}", number);
  v.has_item = v.is_item = true;
  Filter f;
  f.story = number;
  f.limit = 200;
  auto item = list_section(archive, List::kStories, f, "item", "Story");
  if (!item) return tl::unexpected(item.error());
  if (item->rows.rows.empty()) return fail(ErrorCode::kNotFound, fmt::format("story {} is not in the archive", number));
  const archive::Listing& rows = item->rows;
  const auto summary = summarize(rows, rows.rows.front(), "stories");
  v.title = summary.title;
  v.description = summary.text;
  v.published = archive::text_of(rows, rows.rows.front(), "first");
  v.what_changed = "latest article of " + written_day(archive::text_of(rows, rows.rows.front(), "last"));
  v.sections.push_back(std::move(*item));
  const std::pair<List, std::string_view> lists[] = {{List::kArticles, "Articles"}, {List::kMerged, "Events"}, {List::kStatements, "Who said what"},
      {List::kFigures, "Figures"}, {List::kDisputes, "Where accounts differ"}, {List::kDue, "What is due"}};
  for (const auto& [list, title] : lists) {
    auto section = list_section(archive, list, f, list == List::kMerged ? "events" : kind_of(list), title);
    if (!section) return tl::unexpected(section.error());
    section->rows.next.clear();
    v.sections.push_back(std::move(*section));
  }
  return v;
}

}  // namespace dateline::site
