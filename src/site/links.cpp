#include "site/links.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "archive/document.h"
#include "archive/listing_formats.h"
#include "base/hash.h"
#include "base/strings.h"
#include "site/url.h"
#include "site/words.h"

namespace dateline::site {
namespace {

using archive::Cell;
using archive::CellKind;

struct Link {
  std::string id, href;
};

// The link of an item of an article: the page of an event or a dispute, for the others their place in the text.
Link item_link(std::string_view kind, int64_t document, std::string_view item) {
  const std::string id = fmt::format("{}-{}", document, item);
  if (kind == "events" || kind == "disputes") return {id, fmt::format("/{}/{}", kind, id)};
  return {id, fmt::format("/articles/{}#{}", document, item)};
}

Link other_link(std::string_view kind, const archive::Listing& rows, const std::vector<Cell>& row) {
  const auto get = [&](std::string_view name) { return archive::text_of(rows, row, name); };
  const std::string id(get("id")), story(get("story"));
  if (kind == "stories") return {story, "/stories/" + story};
  if (kind == "merged_events") return {std::string(get("merged")), fmt::format("/events/{}", get("merged"))};
  if (kind == "schedule") return {fmt::format("due-{}", get("due")), story == "0" ? "" : fmt::format("/stories/{}#schedule", story)};
  if (kind == "disputes") {
    const std::string_view items = get("items");
    std::string name = fmt::format("{}-{}", dispute_stem(story, get("kind"), get("about")), items.substr(0, items.find(' ')));
    return {name, "/disputes/" + name};
  }
  if (kind == "actors") return {std::string(get("code")), "/actors/" + encode(get("code"))};
  if (kind == "places") {
    return {fmt::format("{},{}", get("lat"), get("lon")), join("/events", {{"place", std::string(get("place"))}, {"country", std::string(get("country"))}})};
  }
  if (kind == "counts") return {fmt::format("{}-{}", get("period"), get("type")), ""};
  if (kind == "changes") return {std::string(get("cursor")), ""};
  if (kind == "featured" || kind == "feedback") return {id, std::string(get("item"))};
  if (kind == "saved") return {id, "/saved/" + id};
  return {id, ""};
}

// Items of a dispute, "v7 f1" of one article or "KEY#v7 KEY#f1" of several, as references: "42-v7 43-f1".
template <class NumberOf>
Result<std::string> references_of(std::string_view items, const std::string& own_key, NumberOf&& number_of) {
  std::string out;
  for (const std::string_view item : split(items, ' ')) {
    if (item.empty()) continue;
    const size_t hash = item.rfind('#');
    const auto number = number_of(hash == item.npos ? own_key : std::string(item.substr(0, hash)));
    if (!number) return tl::unexpected(number.error());
    out += fmt::format("{}{}-{}", out.empty() ? "" : " ", *number, hash == item.npos ? item : item.substr(hash + 1));
  }
  return out;
}

// Names beside codes: `country_name`, and `who` of an actor's code.
void add_names(archive::Listing& rows) {
  static constexpr std::array<std::array<std::string_view, 2>, 3> kNamed = {{{"country", "country_name"}, {"countries", "country_names"}, {"code", "who"}}};
  for (const auto& [from, to] : kNamed) {
    const size_t column = archive::column_of(rows, from);
    if (column == rows.columns.size()) continue;
    rows.columns.emplace_back(to);
    std::unordered_map<std::string, std::string> known;
    for (auto& row : rows.rows) {
      auto [name, is_new] = known.try_emplace(row[column].text);
      for (std::string_view code : is_new ? split(row[column].text, ';') : std::vector<std::string_view>()) {
        if (code = trim(code); code.empty()) continue;
        name->second += (name->second.empty() ? "" : "; ") + (from == "code" ? actor_words(code) : country_name(code));
      }
      row.push_back({CellKind::kText, name->second});
    }
  }
}

}  // namespace

std::string dispute_stem(std::string_view story, std::string_view kind, std::string_view about) {
  // A dispute of figures may become an update and back; its subject stays.
  const std::string subject = fmt::format("{} {}", kind == "update" ? "figure" : kind, to_lower(about));
  return fmt::format("s{}-{:08x}", story, hash64(subject) & 0xFFFFFFFF);
}

std::optional<Reference> read_reference(std::string_view text) {
  const size_t hyphen = std::min(text.find('-'), text.size());
  const auto number = parse_number<int64_t>(text.substr(0, hyphen));
  if (!number || *number <= 0) return std::nullopt;
  Reference out{*number, {}};
  if (hyphen < text.size()) {
    out.item = text.substr(hyphen + 1);
    const bool good = out.item.size() >= 2 && out.item.size() <= 9 && is_lower(out.item[0]) &&
                      parse_number<uint32_t>(std::string_view(out.item).substr(1)).has_value();
    if (!good) return std::nullopt;
  }
  return out;
}

Result<void> add_links(archive::Archive& archive, archive::Listing& rows, std::string_view kind) {
  const size_t own_id = archive::column_of(rows, "id"), own_href = archive::column_of(rows, "href");
  const bool in_article = archive::column_of(rows, "document") < rows.columns.size() && kind != "changes";
  if (own_href < rows.columns.size()) return {};
  const bool add_id = own_id == rows.columns.size();
  const size_t document = archive::column_of(rows, "document"), item = archive::column_of(rows, "item");
  if (add_id) rows.columns.emplace_back("id");
  rows.columns.emplace_back("href");
  if (in_article) rows.columns.emplace_back("article");
  if (kind == "disputes") rows.columns.emplace_back("title");
  const size_t why = archive::column_of(rows, "why");
  std::unordered_map<std::string, int64_t> numbers;  // rows of one article are often together
  const auto number_of = [&](const std::string& key) -> Result<int64_t> {
    auto [known, is_new] = numbers.try_emplace(key, 0);
    if (is_new) {
      const auto number = archive::document_number(archive, key);
      if (!number) return number;
      known->second = *number;
    }
    return known->second;
  };
  const size_t items = kind == "disputes" ? archive::column_of(rows, "items") : rows.columns.size();
  for (auto& row : rows.rows) {
    if (items < row.size()) {
      auto references = references_of(row[items].text, document < row.size() ? row[document].text : std::string(), number_of);
      if (!references) return tl::unexpected(references.error());
      row[items].text = std::move(*references);
    }
    Link link;
    std::string article;
    if (in_article && row[document].kind == CellKind::kText && !row[document].text.empty()) {
      const auto number = number_of(row[document].text);
      if (!number) return tl::unexpected(number.error());
      article = fmt::format("/articles/{}", *number);
      link = kind == "articles" || item >= row.size() ? Link{std::to_string(*number), article} : item_link(kind, *number, row[item].text);
    } else {
      link = other_link(kind, rows, row);
    }
    if (add_id) {
      row.push_back({CellKind::kText, link.id});
    } else if (in_article && !article.empty()) {
      row[own_id] = {CellKind::kText, link.id};
    }
    row.push_back({CellKind::kText, link.href});
    if (in_article) row.push_back({CellKind::kText, article});
    if (kind == "disputes") {
      row[why].text = dispute_why(row[why].text);
      row.push_back({CellKind::kText, dispute_title(archive::text_of(rows, row, "kind"), archive::text_of(rows, row, "about"))});
    }
  }
  add_names(rows);
  return {};
}

}  // namespace dateline::site
