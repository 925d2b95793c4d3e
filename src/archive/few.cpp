#include "archive/few.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace dateline::archive {
namespace {

constexpr int64_t kMostFew = 5000;
constexpr const char* kLast = "\xF4\x8F\xBF\xBF";  // behind every text that begins so

// How the items of a list are found from what the indexes give.
struct Way {
  const char* from;                // tables with `i` (articles: `a`) first
  const char* of_document;         // column that is a document's number; "" where an item has several
  const char* of_documents = "";   // else: items (n) of the documents w.n
  const char* places = "";         // items by the beginning of a place, with {0} and {1} for both ends
  const char* speakers = "";
  const char* since = "";          // items that end on the day {0} or later
};

const Way* way_of(List what) {
  static constexpr Way articles = {"article a CROSS JOIN document d ON d.id = a.document", "a.document"};
  static constexpr Way events = {
      "event i CROSS JOIN document d ON d.id = i.document CROSS JOIN article a ON a.document = i.document", "i.document", "",
      "SELECT id AS n FROM event WHERE place <> '' AND place COLLATE NOCASE >= ?{0} AND place COLLATE NOCASE < ?{1}"};
  static constexpr Way statements = {
      "statement i CROSS JOIN article a ON a.document = i.document CROSS JOIN document d ON d.id = i.document", "i.document", "", "",
      "SELECT id AS n FROM statement WHERE speaker COLLATE NOCASE >= ?{0} AND speaker COLLATE NOCASE < ?{1}"};
  static constexpr Way figures = {
      "figure i CROSS JOIN article a ON a.document = i.document CROSS JOIN document d ON d.id = i.document", "i.document", "",
      "SELECT id AS n FROM figure WHERE place <> '' AND place COLLATE NOCASE >= ?{0} AND place COLLATE NOCASE < ?{1}",
      "SELECT id AS n FROM figure WHERE claimed_by <> '' AND claimed_by COLLATE NOCASE >= ?{0} AND claimed_by COLLATE NOCASE < ?{1}"};
  // A merged event's place is that of one of its reports.
  static constexpr Way merged = {
      "merged i", "", "SELECT DISTINCT e.merged AS n FROM ({}) w CROSS JOIN event e ON e.document = w.n",
      "SELECT DISTINCT merged AS n FROM event WHERE place <> '' AND place COLLATE NOCASE >= ?{0} AND place COLLATE NOCASE < ?{1}"};
  static constexpr Way stories = {"story i", "", "SELECT DISTINCT s.story AS n FROM ({}) w CROSS JOIN article s ON s.document = w.n"};
  static constexpr Way due = {"due i", "", "SELECT DISTINCT s.due AS n FROM ({}) w CROSS JOIN schedule s ON s.document = w.n", "", "",
                              "SELECT id AS n FROM due WHERE date_to >= ?{0}"};
  static constexpr Way schedule = {
      "schedule i CROSS JOIN document d ON d.id = i.document CROSS JOIN article a ON a.document = i.document LEFT JOIN due u ON u.id = i.due", "i.document", "",
      "", "", "SELECT id AS n FROM schedule WHERE date_to >= ?{0}"};
  switch (what) {
    case List::kArticles: return &articles;
    case List::kEvents: return &events;
    case List::kStatements: return &statements;
    case List::kFigures: return &figures;
    case List::kMerged: return &merged;
    case List::kStories: return &stories;
    case List::kDue: return &due;
    case List::kSchedule: return &schedule;
    case List::kDisputes:
    case List::kFound: break;
  }
  return nullptr;
}

// How many rows a question gives, up to one more than few; so many too for words that are none, which the list itself tells of.
int64_t count(Archive::State& state, SQLite::Database& db, const std::string& sql, const std::vector<std::string>& values) {
  SQLite::Statement& q = state.query(db, fmt::format("SELECT count(*) FROM (SELECT 1 FROM ({}) LIMIT {})", sql, kMostFew + 1));
  for (size_t i = 0; i < values.size(); ++i) q.bind(static_cast<int>(i + 1), values[i]);
  try {
    const int64_t out = q.executeStep() ? q.getColumn(0).getInt64() : kMostFew + 1;
    q.reset();
    return out;
  } catch (const SQLite::Exception& e) {
    if (e.getErrorCode() != SQLITE_ERROR) throw;
    return kMostFew + 1;
  }
}

}  // namespace

Few few_of(Archive::State& state, SQLite::Database& db, List what, const Filter& f, Question& q) {
  const Way* way = way_of(what);
  if (way == nullptr) return {};
  int64_t least = kMostFew + 1;
  std::string best;
  std::vector<std::string> best_values;
  bool documents = false;
  // `sql` has {0}, {1} for the numbers of the values' placeholders.
  const auto try_one = [&](const std::string& sql, const std::vector<std::string>& values, bool of_documents) {
    const int64_t n = count(state, db, fmt::format(fmt::runtime(sql), 1, 2), values);
    if (n >= least) return;
    least = n;
    best = sql;
    best_values = values;
    documents = of_documents;
  };
  const auto begins = [&](const char* sql, const std::string& value) {
    if (*sql != '\0' && !value.empty()) try_one(sql, {value, value + kLast}, false);
  };
  begins(way->places, f.place);
  begins(way->speakers, f.speaker);
  if (*way->since != '\0' && !f.since.empty()) try_one(way->since, {f.since}, false);
  if (what == List::kMerged && q.by_code()) {
    try_one("SELECT DISTINCT e.merged AS n FROM actor_item x CROSS JOIN event e ON e.id = x.item WHERE x.code = ?{0} AND x.list = 0", {f.actor}, false);
  }
  if (!f.words.empty()) try_one("SELECT rowid AS n FROM fulltext WHERE fulltext MATCH ?{0}", {f.words}, true);
  if (f.changed_since > 0) {
    try_one("SELECT DISTINCT document AS n FROM change WHERE cursor > CAST(?{0} AS INTEGER)", {std::to_string(f.changed_since)}, true);
  }
  if (best.empty()) return {};
  size_t numbers[2] = {0, 0};
  for (size_t i = 0; i < best_values.size(); ++i) numbers[i] = q.bind(best_values[i]);
  std::string set = fmt::format(fmt::runtime(best), numbers[0], numbers[1]);
  const bool several = *way->of_document == '\0';
  if (documents && several) set = fmt::format(fmt::runtime(way->of_documents), set);
  Few out{fmt::format("({}) few CROSS JOIN {}", set, way->from)};
  q.where(fmt::format("{} = few.n", documents && !several ? way->of_document : "i.id"));
  if (q.by_code() && what != List::kMerged) {
    out.from += fmt::format(" CROSS JOIN actor_item x ON x.item = i.id AND x.date = {}", what == List::kEvents ? "i.date_from" : "a.published");
  }
  return out;
}

}  // namespace dateline::archive
