#include "archive/overview.h"

#include <fmt/format.h>

#include "archive/ask.h"

namespace dateline::archive {
namespace {

// Several codes of one side are joined by "; ".
std::string has_code(const char* column, int at) {
  return fmt::format("(({0} >= ?{1} AND {0} < ?{1} || x'7F') OR {0} LIKE '%; ' || ?{1} || '%')", column, at);
}

// Conditions on the date; the values are bound as ?1 to ?4.
constexpr const char* kInScope =
    "(?1 = '' OR date_to >= ?1) AND (?2 = '' OR date_from <= ?2 || x'7F') AND (?3 = '' OR type = ?3) AND (?4 = '' OR country = ?4)";

}  // namespace

Result<Listing> actors(Archive& archive, const std::string& words, const std::string& country, uint32_t limit) {
  Archive::State& state = archive.state();
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db,
          "SELECT actor AS code, name, country, max(articles) AS mentions, sum(articles) AS articles FROM (SELECT actor, name, country, count(*) AS articles "
          "FROM entity WHERE actor <> '' AND (?1 = '' OR actor LIKE ?1 || '%' OR name LIKE '%' || ?1 || '%') AND (?2 = '' OR country = ?2) "
          "GROUP BY actor, name) GROUP BY actor ORDER BY articles DESC, actor LIMIT ?3",
          words, country, int64_t{limit});
    return read_listing(q);
  });
}

Result<Listing> partners(Archive& archive, const std::string& code, const Scope& s, uint32_t limit) {
  Archive::State& state = archive.state();
  const std::string sql = fmt::format(
      "SELECT code, sum(acts) AS as_source, sum(is_target) AS as_target, max(last) AS last FROM ("
      "SELECT target_code AS code, count(*) AS acts, 0 AS is_target, max(date_from) AS last FROM event WHERE target_code <> '' AND {0} AND {2} GROUP BY 1 "
      "UNION ALL SELECT source_code, 0, count(*), max(date_from) FROM event WHERE source_code <> '' AND {1} AND {2} GROUP BY 1) "
      "GROUP BY code ORDER BY sum(acts) + sum(is_target) DESC, code LIMIT ?6",
      has_code("source_code", 5), has_code("target_code", 5), kInScope);
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db, sql, s.since, s.until, s.type, s.country, code, int64_t{limit});
    return read_listing(q);
  });
}

Result<Listing> counts_by_month(Archive& archive, const std::string& code, const std::string& other, const Scope& s) {
  Archive::State& state = archive.state();
  const std::string source = has_code("source_code", 5), target = has_code("target_code", 5);
  const std::string sides = other.empty() ? fmt::format("({} OR {})", source, target)
                                          : fmt::format("(({} AND {}) OR ({} AND {}))", source, has_code("target_code", 6),
                                                        has_code("source_code", 6), target);
  const std::string sql = fmt::format(
      "SELECT substr(date_from, 1, 7) AS period, type, count(*) AS events FROM event WHERE length(date_from) >= 7 AND {} AND {} "
      "GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC, 2 LIMIT 1200",
      kInScope, sides);
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db, sql, s.since, s.until, s.type, s.country, code);
    if (!other.empty()) q.statement().bind(6, other);
    return read_listing(q);
  });
}

Result<Listing> places(Archive& archive, const Scope& s, uint32_t limit) {
  Archive::State& state = archive.state();
  const std::string sql = fmt::format(
      "SELECT place, country, lat, lon, events, last, type AS top_type FROM (SELECT place, country, lat, lon, type, sum(n) OVER spot AS events, "
      "max(last) OVER spot AS last, row_number() OVER (spot ORDER BY n DESC, type) AS rank FROM (SELECT place, max(country) AS country, lat, lon, type, "
      "count(*) AS n, max(date_from) AS last FROM event WHERE lat IS NOT NULL AND {} GROUP BY lat, lon, place, type) "
      "WINDOW spot AS (PARTITION BY lat, lon, place)) WHERE rank = 1 ORDER BY events DESC, place LIMIT ?5",
      kInScope);
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db, sql, s.since, s.until, s.type, s.country, int64_t{limit});
    return read_listing(q);
  });
}

}  // namespace dateline::archive
