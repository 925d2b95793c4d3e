#include "archive/query.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <charconv>
#include <string_view>

#include "archive/state.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {

constexpr uint32_t kMostRows = 10'000;
constexpr size_t kSnippetBytes = 160;

// How a list is made: its columns, the table it comes from and the expressions that filters look at ("" for none).
struct Shape {
  const char* columns;
  const char* from;
  const char* date;       // items are in its order
  const char* id;
  bool ascending;
  const char *type, *status, *country, *actor, *place, *speaker, *confidence;
};

const Shape& shape_of(List what) {
  static const Shape articles = {
      "a.published, a.publisher, a.headline, a.type, a.words, a.url, d.key AS document", "article a JOIN document d ON d.id = a.document",
      "a.published", "a.document", false, "a.type", "", "", "", "", "", ""};
  static const Shape events = {
      "i.date_from, i.date_to, i.type, i.mode, i.cameo, i.status, i.source, i.source_code, i.target, i.target_code, i.place, i.country, "
      "i.admin1, i.lat, i.lon, i.confidence, i.words, a.publisher, a.published, a.url, d.key AS document, i.item",
      "event i JOIN document d ON d.id = i.document JOIN article a ON a.document = i.document", "i.date_from", "i.id", false, "i.type",
      "i.status", "i.country", "event", "i.place", "", "i.confidence"};
  static const Shape statements = {
      "a.published, i.speaker, i.speaker_code, i.kind, i.via, i.words, a.publisher, a.url, d.key AS document, i.item",
      "statement i JOIN document d ON d.id = i.document JOIN article a ON a.document = i.document", "a.published", "i.id", false, "i.kind",
      "", "", "statement", "", "i.speaker", ""};
  static const Shape figures = {
      "a.published, i.value, i.low, i.high, i.unit, i.change, i.what, i.place, i.as_of, i.claimed_by, i.words, a.publisher, a.url, "
      "d.key AS document, i.item",
      "figure i JOIN document d ON d.id = i.document JOIN article a ON a.document = i.document", "a.published", "i.id", false, "", "", "",
      "", "i.place", "i.claimed_by", ""};
  static const Shape disputes = {
      "a.published, i.kind, i.about, i.why, i.items, a.publisher, a.url, d.key AS document, i.item",
      "dispute i JOIN document d ON d.id = i.document JOIN article a ON a.document = i.document", "a.published", "i.id", false, "i.kind", "",
      "", "", "", "", ""};
  static const Shape schedule = {
      "i.date_from, i.date_to, i.what, i.place, i.status, a.publisher, a.published, a.url, d.key AS document, i.item",
      "schedule i JOIN document d ON d.id = i.document JOIN article a ON a.document = i.document", "i.date_from", "i.id", true, "",
      "i.status", "", "", "i.place", "", ""};
  switch (what) {
    case List::kEvents: return events;
    case List::kStatements: return statements;
    case List::kFigures: return figures;
    case List::kDisputes: return disputes;
    case List::kSchedule: return schedule;
    case List::kArticles:
    case List::kFound: break;
  }
  return articles;
}

// A day range covers dates of lesser precision that overlap it: "2014-03" lies within since 2014-03-05.
std::string up_to(const std::string& date) { return date + "\x7F"; }

Cell cell_of(const SQLite::Column& column) {
  if (column.isNull()) return {CellKind::kNothing, {}};
  if (column.isInteger() || column.isFloat()) return {CellKind::kNumber, column.getString()};
  return {CellKind::kText, column.getString()};
}

// The words around the first match of one of the query's words.
std::string snippet(std::string_view text, std::string_view query) {
  const std::string lower = to_lower(text);
  size_t at = std::string::npos;
  for (std::string_view word : split(query, ' ')) {
    while (!word.empty() && !is_alpha(word.front()) && !is_digit(word.front()) && static_cast<unsigned char>(word.front()) < 0x80) word.remove_prefix(1);
    while (!word.empty() && !is_alpha(word.back()) && !is_digit(word.back()) && static_cast<unsigned char>(word.back()) < 0x80) word.remove_suffix(1);
    if (word.size() < 3 || word == "AND" || word == "NOT") continue;
    if (word.size() > 5) word.remove_suffix(2);  // the index knows stems, not forms
    at = std::min(at, lower.find(to_lower(word)));
  }
  if (at == std::string::npos) at = 0;
  size_t begin = at < kSnippetBytes / 2 ? 0 : at - kSnippetBytes / 2, end = std::min(text.size(), begin + kSnippetBytes);
  while (begin > 0 && text[begin - 1] != ' ') --begin;
  while (end < text.size() && text[end] != ' ' && text[end] != '\n') ++end;
  std::string out = begin > 0 ? "... " : "";
  for (const char c : text.substr(begin, end - begin)) out += c == '\n' ? ' ' : c;
  if (end < text.size()) out += " ...";
  return out;
}

class Question {
 public:
  explicit Question(const Shape& shape) : shape_(shape) {}

  void where(std::string condition) {
    conditions_ += conditions_.empty() ? " WHERE " : " AND ";
    conditions_ += condition;
  }
  void equals(const char* column, const std::string& value) {
    if (value.empty() || *column == '\0') return;
    where(fmt::format("{} = ?{} COLLATE NOCASE", column, bind(value)));
  }
  void begins(const char* column, const std::string& value) {
    if (value.empty() || *column == '\0') return;
    where(fmt::format("{} LIKE ?{} ESCAPE '\\'", column, bind(pattern(value) + "%")));
  }
  static std::string pattern(const std::string& value) {
    std::string out;
    for (const char c : value) {
      if (c == '%' || c == '_' || c == '\\') out += '\\';
      out += c;
    }
    return out;
  }
  size_t bind(std::string value) {
    values_.push_back(std::move(value));
    return values_.size();
  }
  [[nodiscard]] const std::string& conditions() const { return conditions_; }
  [[nodiscard]] const std::vector<std::string>& values() const { return values_; }
  [[nodiscard]] const Shape& shape() const { return shape_; }

 private:
  const Shape& shape_;
  std::string conditions_;
  std::vector<std::string> values_;
};

// Cursor "DATE|ID" of the last row of a page.
bool read_cursor(const std::string& cursor, std::string& date, int64_t& id) {
  const size_t bar = cursor.rfind('|');
  if (bar == std::string::npos) return false;
  date = cursor.substr(0, bar);
  const auto [end, error] = std::from_chars(cursor.data() + bar + 1, cursor.data() + cursor.size(), id);
  return error == std::errc() && end == cursor.data() + cursor.size();
}

}  // namespace

Result<Listing> list(Archive& archive, List what, const Filter& f) {
  const Shape& shape = shape_of(what);
  Question q(shape);
  const bool found = what == List::kFound;
  std::string from = shape.from;
  if (found) from += " JOIN fulltext w ON w.rowid = a.document";
  if (!f.words.empty()) {
    q.where(found ? fmt::format("fulltext MATCH ?{}", q.bind(f.words))
                  : fmt::format("a.document IN (SELECT rowid FROM fulltext WHERE fulltext MATCH ?{})", q.bind(f.words)));
  }
  if (!f.since.empty()) q.where(fmt::format("{} >= ?{}", what == List::kEvents || what == List::kSchedule ? "i.date_to" : shape.date, q.bind(f.since)));
  if (!f.until.empty()) q.where(fmt::format("{} <= ?{}", shape.date, q.bind(up_to(f.until))));
  q.equals(shape.type, f.type);
  q.equals(shape.status, f.status);
  q.equals(shape.country, f.country);
  q.begins(shape.place, f.place);
  q.begins(shape.speaker, f.speaker);
  if (!f.actor.empty() && *shape.actor != '\0') {
    const size_t n = q.bind(Question::pattern(f.actor) + "%");
    q.where(what == List::kEvents
                ? fmt::format("(i.source LIKE ?{0} ESCAPE '\\' OR i.target LIKE ?{0} ESCAPE '\\' OR i.source_code LIKE ?{0} ESCAPE '\\' OR "
                              "i.target_code LIKE ?{0} ESCAPE '\\')", n)
                : fmt::format("(i.speaker LIKE ?{0} ESCAPE '\\' OR i.speaker_code LIKE ?{0} ESCAPE '\\')", n));
  }
  if (!f.source.empty()) {
    const size_t n = q.bind("%" + Question::pattern(f.source) + "%");
    q.where(fmt::format("(a.publisher LIKE ?{0} ESCAPE '\\' OR a.url LIKE ?{0} ESCAPE '\\')", n));
  }
  q.equals("d.key", f.document);
  if (f.confidence > 0 && *shape.confidence != '\0') q.where(fmt::format("{} >= {}", shape.confidence, f.confidence));
  const uint32_t limit = std::min(f.limit, kMostRows);
  uint64_t skip = 0;
  std::string order;
  if (found) {
    if (!f.after.empty()) {
      const auto [end, error] = std::from_chars(f.after.data(), f.after.data() + f.after.size(), skip);
      if (error != std::errc() || end != f.after.data() + f.after.size()) return fail(ErrorCode::kUsage, f.after + ": is no cursor");
    }
    order = fmt::format("bm25(fulltext, 5.0, 1.0), a.document LIMIT {} OFFSET {}", limit + 1, skip);
  } else {
    if (!f.after.empty()) {
      std::string date;
      int64_t id = 0;
      if (!read_cursor(f.after, date, id)) return fail(ErrorCode::kUsage, f.after + ": is no cursor; take one that a page before gave");
      q.where(fmt::format("({}, {}) {} (?{}, {})", shape.date, shape.id, shape.ascending ? ">" : "<", q.bind(date), id));
    }
    const char* direction = shape.ascending ? "" : " DESC";
    order = fmt::format("{}{}, {}{} LIMIT {}", shape.date, direction, shape.id, direction, limit + 1);
  }
  const std::string sql = fmt::format("SELECT {} AS cursor_date, {} AS cursor_id, d.revision, {} FROM {}{} ORDER BY {}", shape.date, shape.id,
                                      shape.columns, from, q.conditions(), order);
  constexpr int kHidden = 3;  // cursor and revision stand before the columns
  return archive.state().get<Result<Listing>>([&](SQLite::Database& db) -> Result<Listing> {
    Listing out;
    SQLite::Statement& s = archive.state().query(db, sql);
    for (size_t i = 0; i < q.values().size(); ++i) s.bind(static_cast<int>(i + 1), q.values()[i]);
    for (int c = kHidden; c < s.getColumnCount(); ++c) out.columns.emplace_back(s.getColumnName(c));
    if (found) out.columns.emplace_back("snippet");
    std::string cursor;
    std::vector<int64_t> revisions;
    try {
      while (s.executeStep()) {
        if (out.rows.size() == limit) {
          out.next = found ? std::to_string(skip + limit) : cursor;
          break;
        }
        cursor = s.getColumn(0).getString() + "|" + s.getColumn(1).getString();
        revisions.push_back(s.getColumn(2).getInt64());
        auto& row = out.rows.emplace_back();
        for (int c = kHidden; c < s.getColumnCount(); ++c) row.push_back(cell_of(s.getColumn(c)));
      }
    } catch (const SQLite::Exception& e) {
      if (e.getErrorCode() == SQLITE_ERROR && !f.words.empty()) {
        return fail(ErrorCode::kUsage, fmt::format("{}: cannot be searched for ({}); put words with marks in quotation marks", f.words, e.what()));
      }
      throw;
    }
    s.reset();
    for (size_t i = 0; found && i < out.rows.size(); ++i) {
      out.rows[i].push_back({CellKind::kText, snippet(archive.state().article_text(db, revisions[i]), f.words)});
    }
    return out;
  }).and_then([](Result<Listing> inner) { return inner; });
}

Result<Listing> changes(Archive& archive, int64_t since, uint32_t limit) {
  limit = std::min(limit, kMostRows);
  return archive.state().get<Listing>([&](SQLite::Database& db) {
    SQLite::Statement& s = archive.state().query(
        db, "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', c.at, 'unixepoch') AS at, c.kind, d.key AS document, r.number AS revision, "
            "a.headline, a.published, a.url, c.cursor FROM change c LEFT JOIN document d ON d.id = c.document "
            "LEFT JOIN revision r ON r.id = c.revision LEFT JOIN article a ON a.document = c.document "
            "WHERE c.cursor > ? ORDER BY c.cursor LIMIT ?");
    s.bind(1, since);
    s.bind(2, static_cast<int64_t>(limit) + 1);
    Listing out;
    for (int c = 0; c < s.getColumnCount(); ++c) out.columns.emplace_back(s.getColumnName(c));
    while (s.executeStep()) {
      if (out.rows.size() == limit) {
        out.next = out.rows.back().back().text;
        break;
      }
      auto& row = out.rows.emplace_back();
      for (int c = 0; c < s.getColumnCount(); ++c) row.push_back(cell_of(s.getColumn(c)));
    }
    return out;
  });
}

}  // namespace dateline::archive
