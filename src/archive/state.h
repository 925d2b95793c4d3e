#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "archive/archive.h"
#include "archive/merged_rows.h"
#include "archive/story_news.h"
#include "archive/sums.h"

namespace dateline::archive {

/// Stored bytes that are not what was put. Thrown inside the archive only.
class Damaged : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What went wrong in SQLite, with the file's name and a remedy.
[[nodiscard]] Error error_of(const std::string& path, const SQLite::Exception& e);

class Grouper;

/// Words to put into the full-text table, or to take out. All of one commit go in together: any other statement that may fail
/// half-way would make FTS5 write what it has gathered, a tiny index each time, to be merged later.
struct WordChange {
  int64_t document = 0;
  bool goes = false;
  std::string headline, text;
};

/// The connection of one archive. Not for two threads at once.
struct Archive::State {
  std::string path;
  Options options;
  int lock = -1;  ///< writer's lock on the file, -1 for readers
  std::unique_ptr<SQLite::Database> database;
  std::chrono::steady_clock::time_point committed;  ///< the last commit
  std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> queries;  ///< prepared, by their text; after `database`
  std::unordered_map<const char*, SQLite::Statement*> literals;                 ///< those of literals

  std::unique_ptr<Grouper> grouper;  ///< made when first needed; gone after a rollback
  StoryNews news;
  MergedRows merged;
  Sums sums;
  std::vector<WordChange> words;        ///< of documents put and removed since the last commit
  size_t words_bytes = 0;
  std::set<int64_t> changed_stories;    ///< since the last commit: their summaries are out of date
  std::set<int64_t> changed_documents;  ///< those without a story
  std::optional<bool> any_decisions;    ///< whether a person has decided anything; not known after `begin`
  int64_t next_document = 0, next_revision = 0, next_event = 0;  ///< 0: to be read
  int64_t changed_at = 0;               ///< time of the last row of `change`

  State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  /// The prepared statement of `sql`, reset. Valid until the same text is asked for again.
  SQLite::Statement& query(SQLite::Database& db, const std::string& sql);
  SQLite::Statement& query(SQLite::Database& db, const char* literal);
  /// Stored bytes of a revision ("source" or "record"), decompressed.
  std::string stored(SQLite::Database& db, int64_t revision, const char* column);

  /// The article's text of a revision.
  std::string article_text(SQLite::Database& db, int64_t revision);

  /// Forgets all that was read and gathered for writing; after a rollback.
  void forget();

  /// What stands in `counter`.
  int64_t counter(SQLite::Database& db, const char* name);
  void set_counter(SQLite::Database& db, const char* name, int64_t next);
  /// Finds copies and stories; needs `options.knowledge`.
  Grouper& groups(SQLite::Database& db);
  /// Now, but not before what was written last: a clock set back does not turn the order of changes around.
  int64_t now(SQLite::Database& db);

  /// Runs `work` and turns what SQLite throws into an error.
  template <class Work>
  Result<void> run(Work&& work) {
    try {
      work(*database);
      return {};
    } catch (const SQLite::Exception& e) {
      return tl::unexpected(error_of(path, e));
    } catch (const Damaged& e) {
      return fail(ErrorCode::kUnreadable, std::string(e.what()) + "; restore the file from a copy");
    }
  }
  template <class T, class Work>
  Result<T> get(Work&& work) {
    Result<T> out = fail(ErrorCode::kInternal, "");
    auto done = run([&](SQLite::Database& db) { out = work(db); });
    if (!done) return tl::unexpected(done.error());
    return out;
  }
};

}  // namespace dateline::archive
