#include "archive/actor_index.h"

#include <algorithm>

#include "archive/row_statement.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {

constexpr size_t kPart = 3;
constexpr const char* kEvents = "SELECT id, source_code, target_code, date_from, date_to, type, country FROM event";
constexpr const char* kStatements = "SELECT i.id, i.speaker_code, a.published FROM article a JOIN statement i ON i.document = a.document";

void insert(Archive::State& state, SQLite::Database& db, const std::string& code, int64_t list, std::string_view date, int64_t item, int64_t side,
            std::string_view last, std::string_view type, std::string_view country, std::string_view other) {
  RowStatement(state, db, "INSERT OR REPLACE INTO actor_item VALUES (?,?,?,?,?,?,?,?,?)")
      .add(code).add(list).add(date).add(item).add(side).add(last).add(type).add(country).add(other).run();
}

void index_events(Archive::State& state, SQLite::Database& db, RowStatement& q) {
  while (q.step()) {
    const std::string v[] = {q.text(1), q.text(2), q.text(3), q.text(4), q.text(5), q.text(6)};
    index_event(state, db, {q.integer(0), v[0], v[1], v[2], v[3], v[4], v[5]});
  }
}

}  // namespace

std::vector<std::string> actor_keys(std::string_view codes) {
  std::vector<std::string> out;
  for (std::string_view code : split(codes, ';')) {
    code = trim(code);
    for (size_t end = kPart; end < code.size(); end += kPart) out.emplace_back(code.substr(0, end));
    if (!code.empty()) out.emplace_back(code);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void index_event(Archive::State& state, SQLite::Database& db, const ActorEvent& e) {
  const auto sources = actor_keys(e.source_code), targets = actor_keys(e.target_code);
  const std::string_view last = e.to == e.from ? std::string_view() : e.to;
  for (const std::string& code : sources) insert(state, db, code, 0, e.from, e.id, 0, last, e.type, e.country, e.target_code);
  for (const std::string& code : targets) {
    const int64_t side = std::binary_search(sources.begin(), sources.end(), code) ? 2 : 1;
    insert(state, db, code, 0, e.from, e.id, side, last, e.type, e.country, e.source_code);
  }
}

void index_statement(Archive::State& state, SQLite::Database& db, int64_t id, std::string_view speaker_code, std::string_view published) {
  for (const std::string& code : actor_keys(speaker_code)) insert(state, db, code, 1, published, id, 0, {}, {}, {}, {});
}

void unindex_document(Archive::State& state, SQLite::Database& db, int64_t document) {
  const auto remove = [&](const std::string& codes, int64_t list, const std::string& date, int64_t item) {
    for (const std::string& code : actor_keys(codes)) {
      RowStatement(state, db, "DELETE FROM actor_item WHERE code = ? AND list = ? AND date = ? AND item = ?").add(code).add(list).add(date).add(item).run();
    }
  };
  RowStatement events(state, db, std::string(kEvents) + " WHERE document = ?");
  events.add(document);
  while (events.step()) remove(events.text(1) + "; " + events.text(2), 0, events.text(3), events.integer(0));
  RowStatement statements(state, db, std::string(kStatements) + " WHERE a.document = ?");
  statements.add(document);
  while (statements.step()) remove(statements.text(1), 1, statements.text(2), statements.integer(0));
}

void index_all(Archive::State& state, SQLite::Database& db) {
  db.exec("DELETE FROM actor_item");
  RowStatement events(state, db, kEvents);
  index_events(state, db, events);
  RowStatement statements(state, db, kStatements);
  while (statements.step()) index_statement(state, db, statements.integer(0), statements.text(1), statements.text(2));
}

bool is_actor_code(Archive::State& state, SQLite::Database& db, const std::string& code, int64_t list) {
  RowStatement q(state, db, "SELECT 1 FROM actor_item WHERE code = ? AND list = ? LIMIT 1");
  q.add(code).add(list);
  return q.step();
}

}  // namespace dateline::archive
