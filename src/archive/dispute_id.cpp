#include "archive/dispute_id.h"

#include <fmt/format.h>

#include "archive/row_statement.h"
#include "base/hash.h"

namespace dateline::archive {

int64_t dispute_id(Archive::State& state, SQLite::Database& db, std::string_view scope, int64_t of, std::string_view kind, std::string_view key) {
  auto id = static_cast<int64_t>(hash64(fmt::format("{}|{}|{}|{}", scope, of, kind, key)) >> 11);
  for (;; ++id) {
    RowStatement taken(state, db, "SELECT 1 FROM dispute WHERE id = ?");
    taken.add(id);
    if (!taken.step()) return id;
  }
}

}  // namespace dateline::archive
