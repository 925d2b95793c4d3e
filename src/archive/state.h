#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "archive/archive.h"

namespace dateline::archive {

/// Stored bytes that are not what was put. Thrown inside the archive only.
class Damaged : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What went wrong in SQLite, with the file's name and a remedy.
[[nodiscard]] Error error_of(const std::string& path, const SQLite::Exception& e);

/// The connection of one archive. Not for two threads at once.
struct Archive::State {
  std::string path;
  int lock = -1;  ///< writer's lock on the file, -1 for readers
  std::unique_ptr<SQLite::Database> database;
  std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> queries;  ///< prepared, by their text; after `database`

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  /// The prepared statement of `sql`, reset. Valid until the same text is asked for again.
  SQLite::Statement& query(SQLite::Database& db, const std::string& sql);
  /// Stored bytes of a revision ("source" or "record"), decompressed.
  std::string stored(SQLite::Database& db, int64_t revision, const char* column);

  /// The article's text of a revision.
  std::string article_text(SQLite::Database& db, int64_t revision);

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
