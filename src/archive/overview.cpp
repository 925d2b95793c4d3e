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
// The same of `actor_item`.
constexpr const char* kOfActor =
    "(?1 = '' OR CASE last WHEN '' THEN date ELSE last END >= ?1) AND (?2 = '' OR date <= ?2 || x'7F') AND (?3 = '' OR type = ?3) AND (?4 = '' OR "
    "country = ?4)";

}  // namespace

Result<Listing> actors(Archive& archive, const std::string& words, const std::string& country, uint32_t limit) {
  Archive::State& state = archive.state();
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db,
          "SELECT actor AS code, name, country, max(articles) AS mentions, sum(articles) AS articles FROM actor_name WHERE "
          "(?1 = '' OR actor LIKE ?1 || '%' OR name LIKE '%' || ?1 || '%') AND (?2 = '' OR country = ?2) "
          "GROUP BY actor ORDER BY 5 DESC, actor LIMIT ?3",
          words, country, int64_t{limit});
    return read_listing(q);
  });
}

Result<Listing> partners(Archive& archive, const std::string& code, const Scope& s, uint32_t limit) {
  Archive::State& state = archive.state();
  const std::string sql = fmt::format(
      "SELECT other AS code, sum(side = 0) AS as_source, sum(side <> 0) AS as_target, max(date) AS last FROM actor_item WHERE code = ?5 AND list = 0 AND "
      "other <> '' AND {} GROUP BY other ORDER BY count(*) DESC, other LIMIT ?6",
      kOfActor);
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db, sql, s.since, s.until, s.type, s.country, code, int64_t{limit});
    return read_listing(q);
  });
}

Result<Listing> counts_by_month(Archive& archive, const std::string& code, const std::string& other, const Scope& s) {
  Archive::State& state = archive.state();
  // An event that the actor is on both sides of has two rows: the second has side 2.
  const std::string sql = fmt::format(
      "SELECT substr(date, 1, 7) AS period, type, {} AS events FROM actor_item WHERE code = ?5 AND list = 0 AND length(date) >= 7 AND {} AND {} "
      "GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC, 2 LIMIT 1200",
      other.empty() ? "count(*)" : "count(DISTINCT item)", kOfActor, other.empty() ? "side < 2" : has_code("other", 6));
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
