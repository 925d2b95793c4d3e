#include "site/views.h"

#include <algorithm>

#include "archive/desk.h"
#include "archive/document.h"
#include "archive/listing_formats.h"
#include "base/strings.h"
#include "site/links.h"
#include "site/log.h"
#include "site/url.h"

namespace dateline::site {

std::string_view kind_of(archive::List list) {
  switch (list) {
    case archive::List::kArticles:
    case archive::List::kFound: return "articles";
    case archive::List::kEvents: return "events";
    case archive::List::kStatements: return "statements";
    case archive::List::kFigures: return "figures";
    case archive::List::kDisputes: return "disputes";
    case archive::List::kSchedule:
    case archive::List::kDue: return "schedule";
    case archive::List::kStories: return "stories";
    case archive::List::kMerged: return "merged_events";
  }
  return "";
}

Result<Section> section_of(archive::Archive& archive, archive::Listing rows, std::string_view name, std::string_view kind, std::string_view title) {
  Section out{std::string(name), std::string(kind), std::string(title), std::move(rows), {}};
  if (const auto linked = add_links(archive, out.rows, kind); !linked) return tl::unexpected(linked.error());
  return out;
}

Result<Section> list_section(archive::Archive& archive, archive::List list, const archive::Filter& filter, std::string_view name,
                             std::string_view title) {
  auto rows = archive::list(archive, list, filter);
  if (!rows) return tl::unexpected(rows.error());
  return section_of(archive, std::move(*rows), name, kind_of(list), title);
}

Result<View> front_view(archive::Archive& archive, const Asked& asked) {
  View v;
  v.name = "front";
  v.title = "News, with its sources";
  v.description = "What is new, what is due, and where accounts differ.";
  v.path = "/";
  const auto add = [&](Result<Section> section, std::string_view href) {
    if (!section) return tl::expected<void, Error>(tl::unexpected(section.error()));
    section->href = href;
    v.sections.push_back(std::move(*section));
    return tl::expected<void, Error>();
  };
  archive::Filter few;
  few.limit = 12;
  archive::Filter ahead = few;
  ahead.since = asked.today;
  archive::Filter several = few;
  several.least = 2;
  auto featured = archive::list_featured(archive, 12);
  if (!featured) return tl::unexpected(featured.error());
  ahead.limit = 100;
  auto due = list_section(archive, archive::List::kDue, ahead, "due", "What is due");
  if (due) {  // what begins ahead goes before what has begun
    auto& rows = due->rows.rows;
    std::stable_partition(rows.begin(), rows.end(), [&](const auto& row) { return archive::text_of(due->rows, row, "date_from") >= asked.today; });
    rows.resize(std::min<size_t>(rows.size(), few.limit));
    due->rows.next.clear();
  }
  return add(list_section(archive, archive::List::kArticles, few, "new", "What is new"), "/articles")
      .and_then([&] { return add(std::move(due), "/schedule"); })
      .and_then([&] { return add(list_section(archive, archive::List::kDisputes, few, "disputes", "Where accounts differ"), "/disputes"); })
      .and_then([&] { return add(section_of(archive, std::move(*featured), "featured", "featured", "Featured"), "/featured"); })
      .and_then([&] { return add(list_section(archive, archive::List::kStories, several, "stories", "Stories"), "/stories"); })
      .and_then([&]() -> Result<View> { return std::move(v); });
}

Result<View> desk_view(archive::Archive& archive, const Asked& asked, std::string_view name) {
  View v;
  v.name = name;
  v.path = "/" + v.name;
  auto rows = [&]() -> Result<archive::Listing> {
    if (name == "featured") {
      v.title = "Featured";
      v.description = "Items chosen by hand, each with a line that says why.";
      return archive::list_featured(archive, 500);
    }
    if (name == "saved") {
      v.title = "Saved searches";
      v.description = "Each has its own feeds and mailing list.";
      return archive::list_saved(archive, 500);
    }
    if (!asked.may_review) return fail(ErrorCode::kUnsupported, "feedback is for reviewers; log in first");
    v.title = "Feedback to review";
    const std::string decision(Request::value(asked.query, "decision")), after(Request::value(asked.query, "after"));
    v.filter = {{"decision", decision}, {"after", after}};
    std::erase_if(v.filter, [](const auto& f) { return f.second.empty(); });
    v.path = join(v.path, v.filter);
    return archive::list_feedback(archive, decision, after, 50, false);
  }();
  if (!rows) return tl::unexpected(rows.error());
  auto section = section_of(archive, std::move(*rows), "items", name, v.title);
  if (!section) return tl::unexpected(section.error());
  v.sections.push_back(std::move(*section));
  return v;
}

Result<View> saved_view(archive::Archive& archive, const Asked& asked, int64_t id) {
  const auto saved = archive::saved_search(archive, id);
  if (!saved) return tl::unexpected(saved.error());
  Asked inner = asked;
  const size_t mark = std::min(saved->path.find('?'), saved->path.size());
  inner.path = saved->path.substr(0, mark);
  inner.query = read_form(mark < saved->path.size() ? std::string_view(saved->path).substr(mark + 1) : std::string_view()).value_or(Fields{});
  for (const std::string_view name : {"after", "limit"}) {
    if (const auto value = Request::value(asked.query, name); !value.empty()) {
      std::erase_if(inner.query, [&](const auto& f) { return f.first == name; });
      inner.query.emplace_back(name, value);
    }
  }
  auto v = make_view(archive, inner);
  if (!v) return v;
  v->description = v->title + ": " + v->description;
  v->name = "saved_search";
  v->title = saved->title;
  v->path = "/saved/" + std::to_string(id);
  v->filter.clear();
  return v;
}

namespace {

Result<View> choose(archive::Archive& archive, const Asked& asked) {
  const Fields no_query;
  const std::vector<std::string_view> parts = split(asked.path, '/');  // the first is empty
  const auto absent = [&] { return fail(ErrorCode::kNotFound, asked.path + ": no such page"); };
  if (parts.size() < 2 || !parts[0].empty()) return absent();
  const std::string_view top = parts[1];
  const auto number = [&](size_t at) { return parse_number<int64_t>(parts[at]).value_or(0); };
  if (parts.size() == 2) {
    if (top.empty()) return front_view(archive, asked);
    for (const std::string_view list : {"articles", "events", "statements", "figures", "disputes", "schedule", "search", "stories"}) {
      if (top == list) return list_view(archive, asked, list);
    }
    if (top == "actors") return actors_view(archive, asked);
    if (top == "map") return map_view(archive, asked);
    if (top == "featured" || top == "saved" || top == "feedback") return desk_view(archive, asked, top);
    return absent();
  }
  if (parts.size() == 3) {
    if (top == "articles" && number(2) > 0) return article_view(archive, number(2));
    if (top == "events") return event_view(archive, parts[2]);
    if (top == "stories" && number(2) > 0) return story_view(archive, number(2));
    if (top == "disputes") return dispute_view(archive, parts[2]);
    if (top == "statements") return item_view(archive, archive::List::kStatements, parts[2]);
    if (top == "figures") return item_view(archive, archive::List::kFigures, parts[2]);
    if (top == "schedule") return item_view(archive, archive::List::kSchedule, parts[2]);
    if (top == "actors" && !parts[2].empty()) return actor_view(archive, asked, std::string(parts[2]));
    if (top == "saved" && number(2) > 0) return saved_view(archive, asked, number(2));
    return absent();
  }
  if (parts.size() == 4) {
    if (top == "articles" && parts[3] == "changes" && number(2) > 0) return changes_view(archive, asked, number(2));
    if (top == "dyads" && !parts[2].empty() && !parts[3].empty()) return dyad_view(archive, asked, std::string(parts[2]), std::string(parts[3]));
  }
  return absent();
}

}  // namespace

Result<View> make_view(archive::Archive& archive, const Asked& asked) {
  auto v = choose(archive, asked);
  if (v && v->updated == 0) {
    const auto changed = archive::last_changed(archive);
    if (!changed) return tl::unexpected(changed.error());
    v->updated = *changed;
  }
  return v;
}

}  // namespace dateline::site
