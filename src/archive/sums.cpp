#include "archive/sums.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "archive/row_statement.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {

/// A list whose items are counted: how to read what they are counted by, and by which of these they may be narrowed.
struct Counted {
  List list;
  std::string_view name;
  const char* from;   // tables; `i` is the item
  const char* of;     // condition that finds the items of one document, or one merged event
  std::array<std::pair<std::string_view, const char*>, 4> by;  // name and expression
};
constexpr std::array<Counted, 5> kCounted = {{
    {List::kArticles, "article", "article i", "i.document = ?",
     {{{"type", "i.type"}, {"publisher", "i.publisher"}, {"language", "i.language"}, {"month", "substr(i.published, 1, 7)"}}}},
    {List::kEvents, "event", "event i", "i.document = ?",
     {{{"type", "i.type"}, {"status", "i.status"}, {"country", "i.country"}, {"month", "substr(i.date_from, 1, 7)"}}}},
    {List::kStatements, "statement", "article a JOIN statement i ON i.document = a.document", "i.document = ?",
     {{{"type", "i.kind"}, {"speaker", "i.speaker"}, {"publisher", "a.publisher"}, {"month", "substr(a.published, 1, 7)"}}}},
    {List::kFigures, "figure", "article a JOIN figure i ON i.document = a.document", "i.document = ?",
     {{{"place", "i.place"}, {"speaker", "i.claimed_by"}, {"publisher", "a.publisher"}, {"month", "substr(a.published, 1, 7)"}}}},
    {List::kMerged, "merged", "merged i", "i.id = ?",
     {{{"type", "i.type"}, {"status", "i.status"}, {"country", "i.country"}, {"month", "substr(i.date_from, 1, 7)"}}}},
}};

/// What a list may be narrowed to by equality, and few enough values to keep sums for each.
bool narrows(std::string_view by) { return by == "type" || by == "status" || by == "country" || by == "language"; }

void append_part(std::string& key, std::string_view part) {
  const auto size = static_cast<uint32_t>(part.size());
  key.append(reinterpret_cast<const char*>(&size), sizeof size);
  key += part;
}

std::string columns(const Counted& c) {
  return fmt::format("{}, {}, {}, {}", c.by[0].second, c.by[1].second, c.by[2].second, c.by[3].second);
}

void count_rows(Archive::State& state, SQLite::Database& db, const Counted& c, int64_t of, int64_t change) {
  RowStatement q(state, db, fmt::format("SELECT {} FROM {} WHERE {}", columns(c), c.from, c.of));
  q.add(of);
  while (q.step()) {
    const std::string v[] = {q.text(0), q.text(1), q.text(2), q.text(3)};
    state.sums.count(c.name, {{c.by[0].first, v[0]}, {c.by[1].first, v[1]}, {c.by[2].first, v[2]}, {c.by[3].first, v[3]}}, change);
  }
}

std::string lower(std::string text, bool capitals) {
  for (char& c : text) {
    if (capitals && is_lower(c)) c = static_cast<char>(c - 32);
    if (!capitals && is_upper(c)) c = static_cast<char>(c + 32);
  }
  return text;
}

}  // namespace

void Sums::add(std::string_view list, const Value& filter, const Value& value, int64_t change) {
  key_.clear();
  for (const std::string_view part : {list, filter.first, filter.second, value.first, value.second}) append_part(key_, part);
  auto found = sums_.find(key_);
  if (found == sums_.end()) {
    found = sums_.emplace(key_, Sum{std::string(list), std::string(filter.first), std::string(filter.second), std::string(value.first),
                                    std::string(value.second), 0}).first;
  }
  found->second.change += change;
}

void Sums::count(std::string_view list, std::initializer_list<Value> values, int64_t change) {
  for (const Value& value : values) {
    if (value.second.empty()) continue;
    add(list, {}, value, change);
    for (const Value& filter : values) {
      if (&filter != &value && !filter.second.empty() && narrows(filter.first)) add(list, filter, value, change);
    }
  }
}

void Sums::count_name(std::string_view actor, std::string_view name, std::string_view country, int64_t change) {
  if (actor.empty()) return;
  key_.clear();
  append_part(key_, actor);
  append_part(key_, name);
  auto found = names_.find(key_);
  if (found == names_.end()) found = names_.emplace(key_, Name{std::string(actor), std::string(name), std::string(country), 0}).first;
  found->second.change += change;
}

void Sums::save(Archive::State& state, SQLite::Database& db) {
  for (const auto& [key, s] : sums_) {
    if (s.change == 0) continue;
    RowStatement(state, db, "INSERT INTO facet_sum VALUES (?,?,?,?,?,?) ON CONFLICT DO UPDATE SET items = items + excluded.items")
        .add(s.list).add(s.filter).add(s.given).add(s.by).add(s.value).add(s.change).run();
    if (s.change > 0) continue;
    RowStatement(state, db, "DELETE FROM facet_sum WHERE list = ? AND filter = ? AND given = ? AND by = ? AND value = ? AND items = 0")
        .add(s.list).add(s.filter).add(s.given).add(s.by).add(s.value).run();
  }
  for (const auto& [key, n] : names_) {
    if (n.change == 0) continue;
    RowStatement(state, db, "INSERT INTO actor_name VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles")
        .add(n.actor).add(n.name).add(n.country).add(n.change).run();
    if (n.change < 0) RowStatement(state, db, "DELETE FROM actor_name WHERE actor = ? AND name = ? AND articles = 0").add(n.actor).add(n.name).run();
  }
  clear();
}

void Sums::clear() {
  sums_.clear();
  names_.clear();
}

void count_document(Archive::State& state, SQLite::Database& db, int64_t document, int64_t change) {
  for (const Counted& c : kCounted) {
    if (c.list != List::kMerged) count_rows(state, db, c, document, change);
  }
  RowStatement q(state, db, "SELECT actor, name, country FROM entity WHERE document = ? AND actor <> ''");
  q.add(document);
  while (q.step()) state.sums.count_name(q.text(0), q.text(1), q.text(2), change);
}

void count_merged(Archive::State& state, SQLite::Database& db, int64_t merged, int64_t change) {
  count_rows(state, db, kCounted.back(), merged, change);
}

void count_all(Archive::State& state, SQLite::Database& db) {
  state.sums.clear();
  db.exec("DELETE FROM facet_sum; DELETE FROM actor_name;");
  db.exec("INSERT INTO actor_name SELECT actor, name, max(country), count(*) FROM entity WHERE actor <> '' GROUP BY actor, name");
  for (const Counted& c : kCounted) {
    for (const auto& [by, value] : c.by) {
      db.exec(fmt::format("INSERT INTO facet_sum SELECT '{0}', '', '', '{1}', {2}, count(*) FROM {3} WHERE {2} <> '' GROUP BY {2}", c.name, by, value, c.from));
      for (const auto& [filter, given] : c.by) {
        if (filter == by || !narrows(filter)) continue;
        db.exec(fmt::format("INSERT INTO facet_sum SELECT '{0}', '{1}', {2}, '{3}', {4}, count(*) FROM {5} WHERE {2} <> '' AND {4} <> '' GROUP BY {2}, {4}",
                            c.name, filter, given, by, value, c.from));
      }
    }
  }
}

SumKey sum_key(List what, const Filter& f, std::string_view by) {
  const auto c = std::find_if(kCounted.begin(), kCounted.end(), [&](const Counted& one) { return one.list == what; });
  if (c == kCounted.end()) return {};
  const auto counted = [&](std::string_view name) {
    return std::any_of(c->by.begin(), c->by.end(), [&](const auto& one) { return one.first == name; });
  };
  const bool other = !f.words.empty() || !f.since.empty() || !f.until.empty() || !f.actor.empty() || !f.place.empty() || !f.speaker.empty() ||
                     !f.source.empty() || !f.partner.empty() || !f.document.empty() || !f.admin.empty() || f.box || f.story != 0 || f.merged != 0 ||
                     f.least > 1 || f.confidence > 0 || f.changed_since > 0;
  if (other || !counted(by)) return {};
  SumKey out{std::string(c->name), {}, {}};
  const std::pair<std::string_view, const std::string*> filters[] = {
      {"type", &f.type}, {"status", &f.status}, {"country", &f.country}, {"language", &f.language}};
  for (const auto& [name, value] : filters) {
    if (value->empty()) continue;
    if (!out.filter.empty() || name == by || !counted(name)) return {};
    out.filter = name;
    out.given = lower(*value, name == "country" || (name == "type" && (what == List::kEvents || what == List::kMerged)));
  }
  return out;
}

std::string wrong_sum(Archive::State& state, SQLite::Database& db) {
  for (const Counted& c : kCounted) {
    for (const auto& [by, value] : c.by) {
      RowStatement q(state, db, fmt::format("WITH told AS (SELECT value, items FROM facet_sum WHERE list = '{0}' AND filter = '' AND by = '{1}'), counted AS "
                                            "(SELECT {2} AS value, count(*) AS items FROM {3} WHERE {2} <> '' GROUP BY {2}) SELECT value FROM (SELECT * FROM told EXCEPT "
                                            "SELECT * FROM counted) UNION ALL SELECT value FROM (SELECT * FROM counted EXCEPT SELECT * FROM told) LIMIT 1",
                                            c.name, by, value, c.from));
      if (q.step()) return fmt::format("facet_sum of {} {} {} is not what the rows say", c.name, by, q.text(0));
    }
  }
  return {};
}

}  // namespace dateline::archive
