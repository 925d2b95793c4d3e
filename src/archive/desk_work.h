#pragma once

#include <stdexcept>

#include "archive/ask.h"

namespace dateline::archive {

/// What a change was meant for is not there. Thrown inside the archive only.
class Absent : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// True for changes that pages show, so that finished pages are made anew.
enum class Shown : bool { kNo, kYes };

/// One short transaction; a change that is shown raises the version that readers' pages carry.
template <class Work>
Result<void> desk_run(Archive& desk, Work&& work, Shown shown = Shown::kYes) {
  Archive::State& state = desk.state();
  try {
    return state.run([&](SQLite::Database& db) {
      SQLite::Transaction all(db, SQLite::TransactionBehavior::IMMEDIATE);
      work(state, db);
      if (shown == Shown::kYes) {
        Ask(state, db, "INSERT INTO desk_setting VALUES ('version', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(value + 1 AS TEXT)").exec();
      }
      all.commit();
    });
  } catch (const Absent& e) {
    return fail(ErrorCode::kNotFound, e.what());
  }
}

template <class T, class Work>
Result<T> desk_get(Archive& desk, Work&& work, Shown shown = Shown::kYes) {
  T out{};
  const auto done = desk_run(desk, [&](Archive::State& state, SQLite::Database& db) { out = work(state, db); }, shown);
  if (!done) return tl::unexpected(done.error());
  return out;
}

}  // namespace dateline::archive
