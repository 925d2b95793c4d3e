#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "archive/state.h"

namespace dateline::archive {

/// A prepared statement whose values are bound one after the other, and reset at the end of its life. A text given as an
/// lvalue must live until it ran. Not for two of the same text at once.
class RowStatement {
 public:
  RowStatement(const RowStatement&) = delete;
  RowStatement& operator=(const RowStatement&) = delete;
  ~RowStatement() { q_.tryReset(); }
  RowStatement(Archive::State& state, SQLite::Database& db, const std::string& sql) : q_(state.query(db, sql)) {}
  /// A literal is found by its address.
  RowStatement(Archive::State& state, SQLite::Database& db, const char* literal) : q_(state.query(db, literal)) {}
  RowStatement& add(const std::string& text) {
    q_.bindNoCopy(++at_, text);
    return *this;
  }
  RowStatement& add(std::string&& text) {
    q_.bind(++at_, text);
    return *this;
  }
  RowStatement& add(const char* text) { return add(std::string(text)); }
  RowStatement& add(std::string_view text) { return add(std::string(text)); }
  RowStatement& add(int64_t number) {
    q_.bind(++at_, number);
    return *this;
  }
  RowStatement& add(double number) {
    q_.bind(++at_, number);
    return *this;
  }
  RowStatement& add(const std::optional<double>& number) {
    ++at_;
    if (number) q_.bind(at_, *number);
    return *this;
  }
  RowStatement& blob(const std::string& bytes) {
    q_.bindNoCopy(++at_, bytes.data(), static_cast<int>(bytes.size()));
    return *this;
  }
  void run() { q_.exec(); }
  /// The next row of a question; false at the end.
  [[nodiscard]] bool step() { return q_.executeStep(); }
  [[nodiscard]] int64_t integer(int column) { return q_.getColumn(column).getInt64(); }
  [[nodiscard]] std::string text(int column) { return q_.getColumn(column).getString(); }
  [[nodiscard]] std::string_view bytes(int column) {
    const SQLite::Column c = q_.getColumn(column);
    return {static_cast<const char*>(c.getBlob()), static_cast<size_t>(c.getBytes())};
  }
  [[nodiscard]] std::optional<double> number(int column) {
    const SQLite::Column c = q_.getColumn(column);
    return c.isNull() ? std::nullopt : std::optional(c.getDouble());
  }

 private:
  SQLite::Statement& q_;
  int at_ = 0;
};

}  // namespace dateline::archive
