#include "archive/query.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <charconv>
#include <ctime>
#include <string_view>
#include <utility>

#include "archive/ask.h"
#include "archive/background.h"
#include "archive/list_shape.h"
#include "archive/looked_at.h"
#include "base/civil_date.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {

constexpr size_t kSnippetBytes = 160;
constexpr int kMostRanked = 10'000;  // articles: a word that more of them have is looked for in the latest of those

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

std::string today(Archive& archive) {
  const auto& clock = archive.state().options.clock;
  return to_iso(civil_from_days((clock ? clock() : static_cast<int64_t>(std::time(nullptr))) / 86400));
}

// The tables of a page of a search: articles that match, ranked, of which only those of the page are read. Where more match than
// are ranked, the latest.
std::string ranked(const Question& q, const std::string& from, uint32_t limit, uint64_t skip) {
  const bool only_words = q.values().size() == 1 && from == q.shape().from;
  return fmt::format("(SELECT n, rank FROM (SELECT w.rowid AS n, rank_of(fulltext, 5.0, 1.0) AS rank FROM {}{} ORDER BY w.rowid DESC LIMIT {}) ORDER BY rank, n "
                     "LIMIT {} OFFSET {}) r CROSS JOIN article a ON a.document = r.n JOIN document d ON d.id = a.document",
                     only_words ? "fulltext w" : from + " JOIN fulltext w ON w.rowid = a.document", q.conditions(), kMostRanked, limit, skip);
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
    order = "r.rank, a.document";
    from = ranked(q, from, limit + 1, skip);
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
  const std::string sql = fmt::format("SELECT {} AS cursor_date, {} AS cursor_id, {}, {} FROM {}{} ORDER BY {}", shape.date, shape.id,
                                      shape.revision, shape.columns, from, found ? std::string() : q.conditions(), order);
  constexpr int kHidden = 3;  // cursor and revision stand before the columns
  return archive.state().get<Result<Listing>>([&](SQLite::Database& db) -> Result<Listing> {
    Listing out;
    SQLite::Statement& s = archive.state().query(db, sql);
    q.bind_to(s);
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
