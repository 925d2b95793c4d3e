#include "archive/query.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <charconv>
#include <ctime>
#include <limits>
#include <string_view>
#include <utility>

#include "archive/actor_index.h"
#include "archive/ask.h"
#include "archive/background.h"
#include "archive/few.h"
#include "archive/list_shape.h"
#include "archive/sums.h"
#include "base/civil_date.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {

constexpr uint32_t kMostRows = 10'000;
constexpr size_t kSnippetBytes = 160;
constexpr int64_t kMostCounted = 300'000;  // items looked at for `facets`
constexpr int kMostRanked = 10'000;  // articles: a word that more of them have is looked for in the latest of those

constexpr int64_t kBehindAll = std::numeric_limits<int64_t>::max();  // cursor behind all items of a date; 0 where the order descends

bool is_letter(char c) { return is_alpha(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

// Where a word begins that is this one, or begins so.
size_t find_word(std::string_view lower, std::string_view word, bool whole) {
  size_t at = lower.find(word);
  const auto wrong = [&] {
    const size_t end = at + word.size();
    return (at > 0 && is_letter(lower[at - 1])) || (whole && end < lower.size() && is_letter(lower[end]));
  };
  while (at != std::string_view::npos && wrong()) at = lower.find(word, at + 1);
  return at;
}

// Where in a text, in lower case, the first of the query's phrases and words is; phrases go before words.
size_t first_match(const std::string& lower, const std::string& query) {
  bool quoted = false;
  size_t words_at = std::string::npos;
  for (const std::string_view part : split(query, '"')) {
    if (std::exchange(quoted, !quoted)) {
      const size_t at = find_word(lower, to_lower(part), true);
      if (at != std::string::npos && part.size() > 2) return at;
    }
    for (std::string_view word : split(part, ' ')) {
      while (!word.empty() && !is_letter(word.front())) word.remove_prefix(1);
      while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
      if (word.size() < 3 || word == "AND" || word == "NOT") continue;
      const std::string whole = to_lower(word);
      size_t at = find_word(lower, whole, true);
      if (at == std::string::npos) at = find_word(lower, stem(whole), false);  // the index knows stems, not forms
      words_at = std::min(words_at, at);
    }
  }
  return words_at == std::string::npos ? 0 : words_at;
}

// The words around the first match, whole ones.
std::string snippet(std::string_view text, const std::string& query) {
  constexpr size_t kLongestWord = 40;  // bytes: languages without blanks are cut between letters
  const size_t at = first_match(to_lower(text), query);
  size_t begin = at < kSnippetBytes / 2 ? 0 : at - kSnippetBytes / 2, end = std::min(text.size(), begin + kSnippetBytes);
  const auto inside_letter = [&](size_t i) { return i > 0 && i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; };
  const auto inside_word = [&](size_t i) { return i > 0 && i < text.size() && !is_space(text[i - 1]) && !is_space(text[i]); };
  const size_t least = begin - std::min(begin, kLongestWord), most = end + kLongestWord;
  while (inside_letter(begin) || (begin > least && inside_word(begin))) --begin;
  while (inside_letter(end) || (end < most && inside_word(end))) ++end;
  std::string out = begin > 0 ? "... " : "";
  for (const char c : trim(text.substr(begin, end - begin))) out += c == '\n' ? ' ' : c;
  if (end < text.size()) out += " ...";
  return out;
}

// Cursor "DATE|ID" of the last row of a page.
bool read_cursor(const std::string& cursor, std::string& date, int64_t& id) {
  const size_t bar = cursor.rfind('|');
  if (bar == std::string::npos) return false;
  date = cursor.substr(0, bar);
  const auto [end, error] = std::from_chars(cursor.data() + bar + 1, cursor.data() + cursor.size(), id);
  return error == std::errc() && end == cursor.data() + cursor.size();
}

std::string today(Archive& archive) {
  const auto& clock = archive.state().options.clock;
  return to_iso(civil_from_days((clock ? clock() : static_cast<int64_t>(std::time(nullptr))) / 86400));
}

// True if the list of an actor's items can be read by its code.
Result<bool> by_code(Archive& archive, List what, const Filter& f) {
  if (f.actor.empty() || (what != List::kEvents && what != List::kStatements && what != List::kMerged)) return false;
  return archive.state().get<bool>([&](SQLite::Database& db) { return is_actor_code(archive.state(), db, f.actor, what == List::kStatements ? 1 : 0); });
}

// The month from which on the latest `kMostCounted` items of a list are, or the latest month with items; empty if the list has no
// more than these. Kept sums tell it.
Result<std::string> since_when(Archive& archive, List what, const Filter& f) {
  const char* name = what == List::kEvents       ? "event"
                     : what == List::kMerged     ? "merged"
                     : what == List::kStatements ? "statement"
                     : what == List::kFigures    ? "figure"
                     : what == List::kArticles   ? "article"
                                                 : "";  // the others are far fewer
  return archive.state().get<std::string>([&](SQLite::Database& db) {
    SQLite::Statement& months = archive.state().query(
        db, "SELECT value, items FROM facet_sum WHERE list = ?1 AND filter = '' AND given = '' AND by = 'month' AND (?2 = '' OR value <= ?2) ORDER BY value DESC");
    months.bind(1, name);
    months.bind(2, f.until);
    std::string since;
    for (int64_t all = 0; months.executeStep(); since = months.getColumn(0).getString()) {
      all += months.getColumn(1).getInt64();
      if (all > kMostCounted && !since.empty()) break;
    }
    const bool more = !months.isDone();
    months.reset();
    return more ? since : std::string();
  });
}

// True if an item of the list can fail the filter where no index has passed it over.
bool asks_each(const Question& q, List what, const Filter& f) {
  const ListShape& shape = q.shape();
  if (f.story != 0 || f.merged != 0 || !f.document.empty() || what == List::kFound) return false;  // an index finds all that there are
  const bool indexed = what == List::kEvents || what == List::kMerged;  // with type or country first, then the date
  return !f.words.empty() || !f.status.empty() || !f.admin.empty() || !f.place.empty() || !f.speaker.empty() || !f.source.empty() ||
         !f.language.empty() || !f.partner.empty() || (!f.actor.empty() && (!q.by_code() || what == List::kMerged)) || f.box || f.confidence > 0 || f.least > 1 ||
         f.changed_since > 0 || (*shape.until != '\0' && !f.since.empty()) || (!f.type.empty() && (!indexed || q.by_code() || !f.country.empty())) ||
         (!f.country.empty() && (!indexed || q.by_code()));
}

// The date at which a page has looked at `f.looked_at` items, in the order of the list; empty if the list ends before.
Result<std::string> last_looked_at(Archive& archive, List what, const Filter& f, const ListShape& shape, bool by_code) {
  const std::string_view from = shape.from;
  const size_t first = std::min(from.find(" JOIN"), std::min(from.find(" CROSS JOIN"), from.find(" LEFT JOIN")));
  Question q(shape, by_code);
  if (by_code) q.where(fmt::format("x.code = ?{} AND x.list = {} AND x.side < 2", q.bind(f.actor), what == List::kEvents ? 0 : 1));
  if (shape.ascending && !f.since.empty() && *shape.until == '\0') q.where(fmt::format("{} >= ?{}", shape.date, q.bind(f.since)));
  if (!shape.ascending && !f.until.empty()) q.where(fmt::format("{} <= ?{}", shape.date, q.bind(f.until + "\x7F")));
  std::string date;
  int64_t id = 0;
  if (!f.after.empty() && read_cursor(f.after, date, id)) {
    const bool whole_date = id == 0 || id == kBehindAll;  // seen already
    q.where(fmt::format("{} {}{} ?{}", shape.date, shape.ascending ? '>' : '<', whole_date ? "" : "=", q.bind(date)));
  }
  const std::string sql = fmt::format("SELECT {0} FROM {1}{2} ORDER BY {0}{3} LIMIT 1 OFFSET {4}", shape.date, from.substr(0, first), q.conditions(),
                                      shape.ascending ? "" : " DESC", f.looked_at);
  return archive.state().get<std::string>([&](SQLite::Database& db) {
    SQLite::Statement& s = archive.state().query(db, sql);
    for (size_t i = 0; i < q.values().size(); ++i) s.bind(static_cast<int>(i + 1), q.values()[i]);
    std::string last = s.executeStep() ? s.getColumn(0).getString() : std::string();
    s.reset();
    return last;
  });
}

// The tables that a question reads: those of its list, or few items of it first.
Result<std::string> tables(Archive& archive, List what, const Filter& f, Question& q) {
  return archive.state().get<std::string>([&](SQLite::Database& db) {
    const Few few = few_of(archive.state(), db, what, f, q);
    return few.from.empty() ? std::string(q.shape().from) : few.from;
  });
}

// Where more articles match than are ranked, asks for the latest of them alone.
Result<void> narrow_to_latest(Archive& archive, Question& q, const std::string& from, const std::string& words) {
  const std::string sql = fmt::format("SELECT w.rowid FROM {}{} ORDER BY w.rowid DESC LIMIT 1 OFFSET {}", q.values().size() == 1 ? "fulltext w" : from,
                                      q.conditions(), kMostRanked - 1);
  return archive.state().get<Result<int64_t>>([&](SQLite::Database& db) -> Result<int64_t> {
    SQLite::Statement& s = archive.state().query(db, sql);
    for (size_t i = 0; i < q.values().size(); ++i) s.bind(static_cast<int>(i + 1), q.values()[i]);
    try {
      const int64_t first = s.executeStep() ? s.getColumn(0).getInt64() : 0;
      s.reset();
      return first;
    } catch (const SQLite::Exception& e) {
      if (e.getErrorCode() == SQLITE_ERROR) return tl::unexpected(words_error(words, e.what()));
      throw;
    }
  }).and_then([](Result<int64_t> inner) { return inner; }).map([&](int64_t first) {
    if (first != 0) q.where(fmt::format("w.rowid >= {}", first));
  });
}

}  // namespace

Result<Listing> list(Archive& archive, List what, const Filter& f) {
  const auto code = by_code(archive, what, f);
  if (!code) return tl::unexpected(code.error());
  const ListShape& shape = *code ? shape_by_actor(what) : shape_of(what);
  Question q(shape, *code);
  const bool found = what == List::kFound;
  if (what == List::kDue) (void)q.bind(today(archive));
  const auto read = tables(archive, what, f, q);
  if (!read) return tl::unexpected(read.error());
  std::string from = *read;
  if (found) {
    from += " JOIN fulltext w ON w.rowid = a.document";
    q.where(fmt::format("fulltext MATCH ?{}", q.bind(f.words)));
  } else {
    narrow_to_words(q, f.words);
  }
  if (auto narrowed = narrow(q, what, f); !narrowed) return tl::unexpected(narrowed.error());
  const uint32_t limit = std::min(f.limit, kMostRows);
  uint64_t skip = 0;
  std::string order, last;
  if (f.looked_at > 0 && from == shape.from && asks_each(q, what, f)) {
    auto looked = last_looked_at(archive, what, f, shape, *code && what != List::kMerged);
    if (!looked) return tl::unexpected(looked.error());
    last = std::move(*looked);
    if (!last.empty()) q.where(fmt::format("{} {} ?{}", shape.date, shape.ascending ? "<=" : ">=", q.bind(last)));
  }
  if (found) {
    if (!f.after.empty()) {
      const auto [end, error] = std::from_chars(f.after.data(), f.after.data() + f.after.size(), skip);
      if (error != std::errc() || end != f.after.data() + f.after.size()) return fail(ErrorCode::kUsage, f.after + ": is no cursor");
    }
    order = fmt::format("rank_of(fulltext, 5.0, 1.0), a.document LIMIT {} OFFSET {}", limit + 1, skip);
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
  if (found) {
    auto bounded = narrow_to_latest(archive, q, from, f.words);
    if (!bounded) return tl::unexpected(bounded.error());
  }
  const std::string sql = fmt::format("SELECT {} AS cursor_date, {} AS cursor_id, {}, {} FROM {}{} ORDER BY {}", shape.date, shape.id,
                                      shape.revision, shape.columns, from, q.conditions(), order);
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
        return tl::unexpected(words_error(f.words, e.what()));
      }
      throw;
    }
    s.reset();
    if (out.next.empty() && !last.empty()) {
      out.since = last;
      out.next = fmt::format("{}|{}", last, shape.ascending ? kBehindAll : 0);
    }
    for (size_t i = 0; found && i < out.rows.size(); ++i) {
      out.rows[i].push_back({CellKind::kText, snippet(archive.state().article_text(db, revisions[i]), f.words)});
    }
    return out;
  }).and_then([](Result<Listing> inner) { return inner; });
}

Result<Listing> facets(Archive& archive, List what, const Filter& f, const std::string& by, uint32_t limit) {
  if (const SumKey sum = sum_key(what, f, by); !sum.list.empty()) {
    return archive.state().get<Listing>([&](SQLite::Database& db) {
      Ask ask(archive.state(), db, "SELECT value, items AS count FROM facet_sum WHERE list = ? AND filter = ? AND given = ? AND by = ? ORDER BY items DESC, value LIMIT ?",
              sum.list, sum.filter, sum.given, by, static_cast<int64_t>(std::min(limit, kMostRows)));
      return read_listing(ask);
    });
  }
  const auto code = by_code(archive, what, f);
  if (!code) return tl::unexpected(code.error());
  const ListShape& shape = *code ? shape_by_actor(what) : shape_of(what);
  Question q(shape, *code);
  // Names joined by "; " count one by one.
  const auto each = [](const std::string& column) { return fmt::format("json_each('[' || replace(json_quote({}), '; ', '\",\"') || ']') AS v", column); };
  std::string value, joined;
  const std::pair<std::string_view, const char*> columns[] = {
      {"type", shape.type}, {"status", shape.status}, {"place", shape.place}, {"admin", shape.admin}, {"speaker", shape.speaker},
      {"story", shape.story}, {"publisher", shape.of_articles ? "a.publisher" : ""}, {"language", shape.of_articles ? "a.language" : ""}};
  for (const auto& [name, column] : columns) {
    if (by == name) value = column;
  }
  if (by == "month") value = fmt::format("substr({}, 1, 7)", shape.date);
  if (by == "country" && *shape.country != '\0') joined = shape.country;
  if (by == "actor" && *shape.first_actor != '\0') {
    joined = *shape.second_actor == '\0' ? shape.first_actor
                                         : fmt::format("CASE WHEN {0} = '' OR {1} = '' THEN {0} || {1} ELSE {0} || '; ' || {1} END", shape.first_actor, shape.second_actor);
  }
  if (value.empty() && joined.empty()) return fail(ErrorCode::kUsage, by + ": this list cannot be counted by it; see dateline --help of the list");
  const auto read = tables(archive, what, f, q);
  if (!read) return tl::unexpected(read.error());
  std::string from = *read;
  std::string since;
  if (from == shape.from && f.story == 0 && f.merged == 0 && f.document.empty() && !*code) {
    auto when = since_when(archive, what, f);
    if (!when) return tl::unexpected(when.error());
    if (*when > f.since) since = std::move(*when);
    if (!since.empty()) q.where(fmt::format("{} >= ?{}", shape.date, q.bind(since)));
  }
  narrow_to_words(q, f.words);
  if (auto narrowed = narrow(q, what, f); !narrowed) return tl::unexpected(narrowed.error());
  if (!joined.empty()) {
    value = "v.value";
    from += " JOIN " + each(joined);
  }
  q.where(fmt::format("{} NOT IN ('', 0)", value));
  const std::string sql = fmt::format("SELECT {0} AS value, count(*) AS count FROM {1}{2} GROUP BY {0} ORDER BY 2 DESC, 1 LIMIT {3}", value, from,
                                      q.conditions(), std::min(limit, kMostRows));
  return archive.state().get<Result<Listing>>([&](SQLite::Database& db) -> Result<Listing> {
    SQLite::Statement& s = archive.state().query(db, sql);
    for (size_t i = 0; i < q.values().size(); ++i) s.bind(static_cast<int>(i + 1), q.values()[i]);
    Listing out{{"value", "count"}, {}, {}, since};
    try {
      while (s.executeStep()) out.rows.push_back({cell_of(s.getColumn(0)), cell_of(s.getColumn(1))});
    } catch (const SQLite::Exception& e) {
      if (e.getErrorCode() == SQLITE_ERROR && !f.words.empty()) return tl::unexpected(words_error(f.words, e.what()));
      throw;
    }
    s.reset();
    return out;
  }).and_then([](Result<Listing> inner) { return inner; });
}

Result<Listing> changes(Archive& archive, int64_t since, uint32_t limit) {
  limit = std::min(limit, kMostRows);
  return archive.state().get<Listing>([&](SQLite::Database& db) {
    SQLite::Statement& s = archive.state().query(
        db, "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', c.at, 'unixepoch') AS at, c.kind, c.key AS document, r.number AS revision, "
            "a.headline, a.published, a.url, c.cursor FROM change c "
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
    s.reset();
    return out;
  });
}

}  // namespace dateline::archive
