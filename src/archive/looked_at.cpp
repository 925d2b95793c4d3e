#include "archive/looked_at.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "archive/actor_index.h"
#include "archive/few.h"

namespace dateline::archive {

bool read_cursor(const std::string& cursor, std::string& date, int64_t& id) {
  const size_t bar = cursor.rfind('|');
  if (bar == std::string::npos) return false;
  date = cursor.substr(0, bar);
  const auto [end, error] = std::from_chars(cursor.data() + bar + 1, cursor.data() + cursor.size(), id);
  return error == std::errc() && end == cursor.data() + cursor.size();
}

Result<bool> by_code(Archive& archive, List what, const Filter& f) {
  if (f.actor.empty() || (what != List::kEvents && what != List::kStatements && what != List::kMerged)) return false;
  return archive.state().get<bool>([&](SQLite::Database& db) { return is_actor_code(archive.state(), db, f.actor, what == List::kStatements ? 1 : 0); });
}

Result<std::string> tables(Archive& archive, List what, const Filter& f, Question& q) {
  return archive.state().get<std::string>([&](SQLite::Database& db) {
    const Few few = few_of(archive.state(), db, what, f, q);
    return few.from.empty() ? std::string(q.shape().from) : few.from;
  });
}

bool asks_each(const Question& q, List what, const Filter& f) {
  const ListShape& shape = q.shape();
  if (f.story != 0 || f.merged != 0 || !f.document.empty() || what == List::kFound) return false;  // an index finds all that there are
  const bool indexed = what == List::kEvents || what == List::kMerged;  // with type or country first, then the date
  return !f.words.empty() || !f.status.empty() || !f.admin.empty() || !f.place.empty() || !f.speaker.empty() || !f.source.empty() ||
         !f.language.empty() || !f.partner.empty() || (!f.actor.empty() && (!q.by_code() || what == List::kMerged)) || f.box || f.confidence > 0 || f.least > 1 ||
         f.changed_since > 0 || (*shape.until != '\0' && !f.since.empty()) || (!f.type.empty() && (!indexed || q.by_code() || !f.country.empty())) ||
         (!f.country.empty() && (!indexed || q.by_code()));
}

Result<std::string> last_looked_at(Archive& archive, List what, const Filter& f, const ListShape& shape, bool by_code) {
  const std::string_view from = shape.from;
  const size_t first = std::min(from.find(" JOIN"), std::min(from.find(" CROSS JOIN"), from.find(" LEFT JOIN")));
  Question q(shape, by_code);
  if (by_code) narrow_to_code(q, what, f.actor);
  if (shape.ascending && !f.since.empty() && *shape.until == '\0') q.where(fmt::format("{} >= ?{}", shape.date, q.bind(f.since)));
  if (!shape.ascending && !f.until.empty()) q.where(fmt::format("{} <= ?{}", shape.date, q.bind(f.until + "\x7F")));
  std::string date;
  int64_t id = 0;
  if (!f.after.empty() && read_cursor(f.after, date, id)) {
    const bool whole_date = id == 0 || id == kBehindAll;  // seen already
    q.where(fmt::format("{} {}{} ?{}", shape.date, shape.ascending ? '>' : '<', whole_date ? "" : "=", q.bind(date)));
  }
  // Stories, merged events and disputes are asked by way of all their articles.
  const bool of_all_articles = !shape.of_articles && (!f.source.empty() || !f.language.empty() || !f.words.empty());
  const std::string sql = fmt::format("SELECT {0} FROM {1}{2} ORDER BY {0}{3} LIMIT 1 OFFSET {4}", shape.date, from.substr(0, first), q.conditions(),
                                      shape.ascending ? "" : " DESC", of_all_articles ? (f.looked_at + 24) / 25 : f.looked_at);
  return archive.state().get<std::string>([&](SQLite::Database& db) {
    SQLite::Statement& s = archive.state().query(db, sql);
    q.bind_to(s);
    std::string last = s.executeStep() ? s.getColumn(0).getString() : std::string();
    s.reset();
    return last;
  });
}

}  // namespace dateline::archive
