#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "archive/query.h"
#include "archive/state.h"

namespace dateline::archive {

/// A prepared statement with its values bound, in order. It is reset when this goes, so that no snapshot stays open. Errors are
/// thrown (SQLite::Exception), for `State::run` to catch.
class Ask {
 public:
  template <class... Values>
  Ask(Archive::State& state, SQLite::Database& db, const std::string& sql, const Values&... values) : q_(state.query(db, sql)) {
    (bind(values), ...);
  }
  ~Ask() { (void)q_.tryReset(); }
  Ask(const Ask&) = delete;
  Ask& operator=(const Ask&) = delete;

  bool next() { return q_.executeStep(); }
  /// Runs it; the number of rows that changed.
  int exec() { return q_.exec(); }
  [[nodiscard]] std::string text(int column) { return q_.getColumn(column).getString(); }
  [[nodiscard]] int64_t number(int column) { return q_.getColumn(column).getInt64(); }
  [[nodiscard]] SQLite::Statement& statement() { return q_; }

 private:
  void bind(std::string_view text) { q_.bind(++at_, std::string(text)); }
  void bind(const std::string& text) { q_.bind(++at_, text); }
  void bind(const char* text) { q_.bind(++at_, text); }
  void bind(int64_t number) { q_.bind(++at_, number); }
  void bind(double number) { q_.bind(++at_, number); }
  void bind(int number) { q_.bind(++at_, number); }

  SQLite::Statement& q_;
  int at_ = 0;
};

/// A column's value as a cell.
[[nodiscard]] Cell cell_of(const SQLite::Column& column);
/// All rows of a question, with its columns' names. `limit` rows at most: where there are more, `next` is the text of the
/// first column of the last row.
[[nodiscard]] Listing read_listing(Ask& ask, uint32_t limit = UINT32_MAX);

}  // namespace dateline::archive
