#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>

#include "archive/ask.h"
#include "archive/list_shape.h"
#include "archive/looked_at.h"
#include "archive/query.h"
#include "archive/sums.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {


struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Counts = std::unordered_map<std::string, int64_t, TextHash, std::equal_to<>>;

// The columns that have what is counted; none if the list has none.
std::vector<std::string> columns_of(const ListShape& shape, const std::string& by) {
  const std::pair<std::string_view, const char*> columns[] = {
      {"type", shape.type}, {"status", shape.status}, {"place", shape.place}, {"admin", shape.admin}, {"speaker", shape.speaker}, {"story", shape.story},
      {"country", shape.country}, {"publisher", shape.of_articles ? "a.publisher" : ""}, {"language", shape.of_articles ? "a.language" : ""}};
  std::vector<std::string> out;
  const auto add = [&](const char* column) {
    if (*column != '\0') out.emplace_back(column);
  };
  for (const auto& [name, column] : columns) {
    if (by == name) add(column);
  }
  if (by == "month") out.push_back(fmt::format("substr({}, 1, 7)", shape.date));
  if (by == "actor") {
    add(shape.first_actor);
    add(shape.second_actor);
  }
  return out;
}

void count_one(Counts& counts, std::string_view value) {
  if (value.empty() || value == "0") return;
  if (const auto known = counts.find(value); known != counts.end()) {
    ++known->second;
  } else {
    counts.emplace(value, 1);
  }
}

// Names joined by "; ".
void count_each(Counts& counts, std::string_view names) {
  while (!names.empty()) {
    const size_t end = std::min(names.find("; "), names.size());
    count_one(counts, names.substr(0, end));
    names.remove_prefix(std::min(names.size(), end + 2));
  }
}

Listing most_frequent(const Counts& counts, uint32_t limit, const std::string& since) {
  std::vector<std::pair<std::string_view, int64_t>> all(counts.begin(), counts.end());
  const size_t shown = std::min<size_t>(all.size(), std::min(limit, kMostRows));
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shown), all.end(),
                    [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
  Listing out{{"value", "count"}, {}, {}, since};
  for (size_t i = 0; i < shown; ++i) {
    out.rows.push_back({{CellKind::kText, std::string(all[i].first)}, {CellKind::kNumber, std::to_string(all[i].second)}});
  }
  return out;
}

Result<Listing> kept(Archive& archive, const SumKey& sum, const std::string& by, uint32_t limit) {
  return archive.state().get<Listing>([&](SQLite::Database& db) {
    Ask ask(archive.state(), db, "SELECT value, items AS count FROM facet_sum WHERE list = ? AND filter = ? AND given = ? AND by = ? ORDER BY items DESC, value LIMIT ?",
            sum.list, sum.filter, sum.given, by, static_cast<int64_t>(std::min(limit, kMostRows)));
    return read_listing(ask);
  });
}

// Counts by several things in one walk over what the filter finds.
Result<std::vector<Listing>> walk(Archive& archive, List what, const Filter& f, const std::vector<std::string>& by, uint32_t limit) {
  const auto code = by_code(archive, what, f);
  if (!code) return tl::unexpected(code.error());
  const ListShape& shape = *code ? shape_by_actor(what) : shape_of(what);
  Question q(shape, *code);
  std::vector<size_t> of;  // place in `by` of each column
  std::string columns;
  for (size_t i = 0; i < by.size(); ++i) {
    const auto added = columns_of(shape, by[i]);
    if (added.empty()) return fail(ErrorCode::kUsage, by[i] + ": this list cannot be counted by it; see dateline --help of the list");
    for (const std::string& column : added) {
      columns += (columns.empty() ? "" : ", ") + column;
      of.push_back(i);
    }
  }
  const auto from = tables(archive, what, f, q);
  if (!from) return tl::unexpected(from.error());
  std::string since;
  if (f.looked_at > 0 && *from == shape.from && f.story == 0 && f.merged == 0 && f.document.empty()) {
    auto last = last_looked_at(archive, what, f, shape, *code && what != List::kMerged);
    if (!last) return tl::unexpected(last.error());
    since = std::move(*last);
    if (!since.empty()) q.where(fmt::format("{} {} ?{}", shape.date, shape.ascending ? "<=" : ">=", q.bind(since)));
  }
  narrow_to_words(q, f.words);
  if (auto narrowed = narrow(q, what, f); !narrowed) return tl::unexpected(narrowed.error());
  const std::string sql = fmt::format("SELECT {} FROM {}{}", columns, *from, q.conditions());
  return archive.state().get<Result<std::vector<Listing>>>([&](SQLite::Database& db) -> Result<std::vector<Listing>> {
    SQLite::Statement& s = archive.state().query(db, sql);
    q.bind_to(s);
    std::vector<Counts> counts(by.size());
    try {
      while (s.executeStep()) {
        for (size_t c = 0; c < of.size(); ++c) {
          const char* value = s.getColumn(static_cast<int>(c)).getText();
          const bool names = by[of[c]] == "actor" || by[of[c]] == "country";
          (names ? count_each : count_one)(counts[of[c]], value);
        }
      }
    } catch (const SQLite::Exception& e) {
      if (e.getErrorCode() == SQLITE_ERROR && !f.words.empty()) return tl::unexpected(words_error(f.words, e.what()));
      throw;
    }
    s.reset();
    std::vector<Listing> out;
    for (const Counts& c : counts) out.push_back(most_frequent(c, limit, since));
    return out;
  }).and_then([](Result<std::vector<Listing>> inner) { return inner; });
}

}  // namespace

Result<std::vector<Listing>> facets(Archive& archive, List what, const Filter& f, const std::vector<std::string>& by, uint32_t limit) {
  std::vector<Listing> out(by.size());
  std::vector<std::string> others;
  std::vector<size_t> places;
  for (size_t i = 0; i < by.size(); ++i) {
    if (const SumKey sum = sum_key(what, f, by[i]); !sum.list.empty()) {
      auto counts = kept(archive, sum, by[i], limit);
      if (!counts) return tl::unexpected(counts.error());
      out[i] = std::move(*counts);
    } else {
      others.push_back(by[i]);
      places.push_back(i);
    }
  }
  if (others.empty()) return out;
  auto counts = walk(archive, what, f, others, limit);
  if (!counts) return tl::unexpected(counts.error());
  for (size_t i = 0; i < places.size(); ++i) out[places[i]] = std::move((*counts)[i]);
  return out;
}

}  // namespace dateline::archive
