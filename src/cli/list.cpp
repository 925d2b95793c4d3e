#include "archive/decisions.h"
#include "archive/listing_formats.h"
#include "archive/query.h"
#include "archive/revision_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"
#include "cli/archive_access.h"

namespace dateline::cli {
namespace {

using archive::List;
using archive::Listing;

constexpr std::array<std::pair<std::string_view, List>, 8> kLists = {{{"articles", List::kArticles}, {"events", List::kEvents},
    {"statements", List::kStatements}, {"figures", List::kFigures}, {"disputes", List::kDisputes}, {"schedule", List::kSchedule},
    {"search", List::kFound}, {"stories", List::kStories}}};

constexpr uint32_t kMostCounted = 300'000;  // items

// The first code points of a text that fit, with a mark if some do not.
std::string cut(std::string_view text, size_t width) {
  size_t at = 0, shown = 0;
  while (at < text.size() && shown < width) {
    (void)next_code_point(text, &at);
    ++shown;
  }
  if (at == text.size()) return std::string(text) + std::string(width - shown, ' ');
  while (at > 0 && !is_utf8_border(text, --at)) {
  }
  return std::string(text.substr(0, at)) + "\u2026";
}

// Columns that say something, as wide as their widest value, the words last and cut at the terminal's edge.
std::string as_table(const Listing& page, uint32_t width) {
  static constexpr std::string_view kLeftOut[] = {"document", "date_to", "url", "mode", "admin1", "lat", "lon", "published", "via", "item", "family", "language",
                                                   "killed_best", "wounded_best", "first_reported", "last_reported", "outcome_document", "due"};
  std::vector<size_t> shown, widths;
  for (size_t c = 0; c < page.columns.size(); ++c) {
    const std::string_view name = page.columns[c];
    if (c > 0 && std::find(std::begin(kLeftOut), std::end(kLeftOut), name) != std::end(kLeftOut)) continue;
    size_t most = 0;
    for (const auto& row : page.rows) most = std::max(most, row[c].text.size());
    if (most == 0) continue;
    shown.push_back(c);
    widths.push_back(std::max(name.size(), std::min<size_t>(most, 22)));
  }
  size_t used = 0;
  for (size_t i = 0; i + 1 < shown.size(); ++i) used += widths[i] + 2;
  if (!shown.empty()) widths.back() = width > used + 20 ? width - used : 40;
  std::string out;
  const auto line = [&](auto&& text_of_column) {
    std::string l;
    for (size_t i = 0; i < shown.size(); ++i) {
      if (i > 0) l += "  ";
      l += cut(text_of_column(shown[i]), widths[i]);
    }
    l.erase(l.find_last_not_of(' ') + 1);
    out += l + "\n";
  };
  line([&](size_t c) { return std::string_view(page.columns[c]); });
  for (const auto& row : page.rows) {
    line([&](size_t c) { return std::string_view(row[c].text); });
  }
  return out;
}

}  // namespace

namespace {

// Prints a page as asked for and how to get the next one.
int print(const Common& common, const Listing& page, std::string_view next_option) {
  const std::string format = !common.format.empty() ? common.format : output_is_terminal() ? "table" : "jsonl";
  const std::string out = format == "csv"       ? archive::as_csv(page)
                          : format == "geojson" ? archive::as_geojson(page)
                          : format == "table"   ? as_table(page, output_is_terminal() ? terminal_width() : 160)
                                                : archive::as_jsonl(page);
  if (page.rows.empty() && format == "table") {
    complain("nothing found");
  } else if (!write_out(out)) {
    return kCannotRun;
  }
  if (!page.since.empty() && !common.quiet) say(fmt::format("counted: items since {}; there are too many older ones\n", page.since));
  if (!page.next.empty() && !common.quiet) say(fmt::format("more: {} '{}'\n", next_option, page.next));
  return page.rows.empty() ? kNothingFound : kDone;
}

// Opens an archive and prints what `ask` gets from it.
template <class Ask>
int answer(const Common& common, const std::string& path, std::string_view next_option, Ask&& ask) {
  auto archive = open_reader(path);
  if (!archive) return kCannotRun;
  const Result<Listing> page = ask(*archive);
  if (!page) {
    complain(page.error().message);
    return kCannotRun;
  }
  return print(common, *page, next_option);
}

}  // namespace

int list(const Common& common, const std::string& what, const std::string& path, const archive::Filter& filter, const ListStyle& style) {
  const auto* named = std::find_if(kLists.begin(), kLists.end(), [&](const auto& entry) { return entry.first == what; });
  List kind = named->second;
  if (style.merged) kind = kind == List::kEvents ? List::kMerged : kind == List::kSchedule ? List::kDue : kind;
  return answer(common, path, "--after", [&](archive::Archive& a) {
    if (style.facets.empty()) return archive::list(a, kind, filter);
    archive::Filter bounded = filter;
    bounded.looked_at = kMostCounted;
    return archive::facets(a, kind, bounded, {style.facets}, filter.limit).map([](std::vector<Listing> one) { return std::move(one.front()); });
  });
}

int changes(const Common& common, const std::string& path, int64_t since, uint32_t limit) {
  return answer(common, path, "--since", [&](archive::Archive& a) { return archive::changes(a, since, limit); });
}

int decisions(const Common& common, const std::string& path) {
  return answer(common, path, "", [&](archive::Archive& a) { return archive::decisions(a); });
}

int revisions(const Common& common, const std::string& path, const std::string& key) {
  return answer(common, path, "", [&](archive::Archive& a) { return archive::revision_list(a, key); });
}

}  // namespace dateline::cli
