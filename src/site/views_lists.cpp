#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/civil_date.h"
#include "base/strings.h"
#include "site/url.h"
#include "site/views.h"
#include "site/words.h"

namespace dateline::site {
namespace {

using archive::Filter;
using archive::List;

struct Kind {
  std::string_view name;
  List list;
  std::string_view title, description;
  std::array<const char*, 5> facets;  // what its items are counted by; null: no more
};
constexpr std::array<Kind, 10> kKinds = {{
    {"articles", List::kArticles, "Articles", "Newest first.", {"type", "publisher", "language", "month"}},
    {"events", List::kEvents, "Events", "Who did what to whom, newest first.", {"type", "status", "country", "month"}},
    {"merged_events", List::kMerged, "Events", "Each event once, with how many articles report it, newest first.", {"type", "status", "country", "month"}},
    {"statements", List::kStatements, "Statements", "Who said what, newest first.", {"type", "speaker", "publisher", "month"}},
    {"figures", List::kFigures, "Figures", "Figures with who claims them, newest first.", {"place", "speaker", "publisher", "month"}},
    {"disputes", List::kDisputes, "Where accounts differ", "Newest first.", {"type", "month"}},
    {"schedule", List::kSchedule, "What is due", "Soonest first.", {"status", "place", "month"}},
    {"merged_schedule", List::kDue, "What is due", "Each date once, with what became of it, soonest first.", {"status", "place", "month"}},
    {"stories", List::kStories, "Stories", "Articles that tell of one thing, last moved first.", {"country", "month"}},
    {"search", List::kFound, "Search", "Articles that match, best first.", {"publisher", "type", "language", "month"}},
}};

constexpr uint32_t kMostRows = 500;
constexpr uint32_t kMostLookedAt = 50'000;  // for one page

bool is_date(std::string_view text) {
  if (text.size() == 4) return std::all_of(text.begin(), text.end(), is_digit);
  return parse_iso_day(text.size() == 7 ? std::string(text) + "-01" : std::string(text)).has_value();
}

// The filter of a query; what was given is noted in `v.filter`, in a fixed order so that one question has one path.
Result<Filter> read_filter(const Fields& query, View& v) {
  Filter f;
  const std::array<std::pair<const char*, std::string*>, 13> texts = {{{"q", &f.words}, {"since", &f.since}, {"until", &f.until}, {"type", &f.type},
      {"status", &f.status}, {"country", &f.country}, {"actor", &f.actor}, {"place", &f.place}, {"speaker", &f.speaker}, {"source", &f.source},
      {"document", &f.document}, {"admin", &f.admin}, {"language", &f.language}}};
  const auto note = [&](std::string_view name) {
    const std::string value(trim(Request::value(query, name)));
    if (!value.empty()) v.filter.emplace_back(name, value);
    return value;
  };
  for (const auto& [name, into] : texts) *into = note(name);
  for (const auto& date : {f.since, f.until}) {
    if (!date.empty() && !is_date(date)) return fail(ErrorCode::kUsage, date + ": is no date; write 2014, 2014-03 or 2014-03-06");
  }
  if (const std::string confidence = note("confidence"); !confidence.empty()) {
    const auto value = parse_number<double>(confidence);
    if (!value || !(*value >= 0 && *value <= 1)) return fail(ErrorCode::kUsage, confidence + ": is no confidence; write a number from 0 to 1");
    f.confidence = *value;
  }
  const std::pair<const char*, int64_t*> numbers[] = {{"story", &f.story}, {"event", &f.merged}};
  for (const auto& [name, into] : numbers) {
    const std::string text = note(name);
    if (!text.empty() && (*into = parse_number<int64_t>(text).value_or(0)) <= 0) return fail(ErrorCode::kUsage, fmt::format("{}: write a number", name));
  }
  if (const std::string least = note("least"); !least.empty()) {
    f.least = parse_number<uint32_t>(least).value_or(0);
    if (f.least == 0) return fail(ErrorCode::kUsage, "least: write a number from 1");
  }
  if (const std::string text = note("box"); !text.empty()) {
    const auto sides = split(text, ',');
    archive::Box box;
    bool good = sides.size() == 4;
    size_t at = 0;
    for (double* side : {&box.west, &box.south, &box.east, &box.north}) {
      const auto value = good ? parse_number<double>(sides[at++]) : std::nullopt;
      good = value.has_value();
      if (good) *side = *value;
    }
    if (!good) return fail(ErrorCode::kUsage, "box: write west,south,east,north in degrees");
    f.box = box;
  }
  if (const std::string limit = note("limit"); !limit.empty()) {
    const auto value = parse_number<uint32_t>(limit);
    if (!value || *value < 1 || *value > kMostRows) return fail(ErrorCode::kUsage, fmt::format("limit: write a number from 1 to {}", kMostRows));
    f.limit = *value;
  }
  f.after = note("after");
  return f;
}

// Each word in quotation marks, so that marks in them mean nothing.
std::string quoted(std::string_view words) {
  std::string out;
  for (const std::string_view word : split(words, ' ')) {
    if (word.empty()) continue;
    out += out.empty() ? "\"" : " \"";
    for (const char c : word) out += c == '"' ? ' ' : c;
    out += '"';
  }
  return out;
}

// What a list was narrowed to, for its title: "from 7 March 2014, type reject".
std::string in_words(const Fields& filter) {
  std::string out;
  for (const auto& [field, value] : filter) {
    if (field == "after" || field == "limit" || field == "merged" || field == "facets") continue;
    std::string words = fmt::format("{} {}", field, value);
    if (field == "q") words = value;
    if (field == "since") words = "from " + written_day(value);
    if (field == "until") words = "to " + written_day(value);
    if (field == "source") words = "publisher " + value;
    if (field == "type") words = "type " + to_lower(value);
    if (field == "confidence") words = "confidence at least " + value;
    if (field == "country") words = country_name(value);
    if (field == "least") words = "at least " + value;
    out += (out.empty() ? "" : ", ") + words;
  }
  return out;
}

}  // namespace

Result<View> list_view(archive::Archive& archive, const Asked& asked, std::string_view name) {
  View v;
  v.name = name;
  // "merged=1" takes reports of one thing together.
  const bool merged = Request::value(asked.query, "merged") == "1" && (name == "events" || name == "schedule");
  const std::string wanted = merged ? "merged_" + v.name : v.name;
  const Kind& kind = *std::find_if(kKinds.begin(), kKinds.end(), [&](const Kind& k) { return k.name == wanted; });
  v.is_list = true;
  auto filter = read_filter(asked.query, v);
  if (!filter) return tl::unexpected(filter.error());
  filter->changed_since = asked.changed_since;
  if (asked.changed_since == 0) filter->looked_at = kMostLookedAt;  // a digest has all that is new
  if (merged) v.filter.emplace_back("merged", "1");
  const bool with_facets = Request::value(asked.query, "facets") == "1";
  if (with_facets) v.filter.emplace_back("facets", "1");
  v.path = join("/" + v.name, v.filter);
  v.title = kind.title;
  v.description = kind.description;
  const std::string given = in_words(v.filter);
  if (!given.empty()) v.title += ": " + given;
  if (name == "schedule" && filter->since.empty()) filter->since = asked.today;
  if (kind.list == List::kFound && filter->words.empty()) {
    v.sections.push_back({"items", "articles", v.title, {}, {}});
    return v;
  }
  auto section = list_section(archive, kind.list, *filter, "items", v.title);
  if (!section && section.error().code == ErrorCode::kUsage && !filter->words.empty()) {
    filter->words = quoted(filter->words);
    section = list_section(archive, kind.list, *filter, "items", v.title);
  }
  if (!section) return tl::unexpected(section.error());
  v.sections.push_back(std::move(*section));
  if (!with_facets) return v;
  v.costly = true;
  std::vector<std::string> by;
  for (const char* facet : kind.facets) {
    if (facet != nullptr) by.emplace_back(facet);
  }
  const auto counts = archive::facets(archive, kind.list == List::kFound ? List::kArticles : kind.list, *filter, by, 20);
  if (!counts) return tl::unexpected(counts.error());
  for (size_t i = 0; i < by.size(); ++i) {
    Facet& facet = v.facets.emplace_back(Facet{by[i], {}, (*counts)[i].since});
    for (const auto& row : (*counts)[i].rows) {
      facet.values.push_back({row[0].text, by[i] == "country" ? country_name(row[0].text) : std::string(), parse_number<int64_t>(row[1].text).value_or(0)});
    }
  }
  return v;
}

}  // namespace dateline::site
