#include "archive/walk.h"

#include <algorithm>

#include "archive/state.h"

namespace dateline::archive {

Result<int64_t> walk(Archive& archive, int64_t since, const std::function<bool(const Walked&)>& use) {
  Archive::State& state = archive.state();
  return state.get<int64_t>([&](SQLite::Database& db) {
    // What others commit meanwhile is not seen: the cursor and the documents belong together.
    SQLite::Transaction all(db);
    int64_t cursor = since;
    SQLite::Statement changes(db,
                              "SELECT c.cursor, d.key, d.revision, r.seen FROM change c JOIN document d ON d.id = c.document "
                              "JOIN revision r ON r.id = d.revision WHERE c.cursor > ? AND c.revision = d.revision ORDER BY c.cursor");
    changes.bind(1, since);
    while (changes.executeStep()) {
      Walked out{changes.getColumn(0).getInt64(), changes.getColumn(1).getString(), changes.getColumn(3).getInt64(),
                 state.stored(db, changes.getColumn(2).getInt64(), "record")};
      if (!use(out)) return Result<int64_t>(cursor);
      cursor = out.cursor;
    }
    SQLite::Statement last(db, "SELECT max(cursor) FROM change");
    if (last.executeStep() && !last.getColumn(0).isNull()) cursor = std::max(cursor, last.getColumn(0).getInt64());
    return Result<int64_t>(cursor);
  });
}

}  // namespace dateline::archive
