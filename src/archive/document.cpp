#include "archive/document.h"

#include <fmt/format.h>

#include "archive/ask.h"

namespace dateline::archive {

Result<Document> document(Archive& archive, int64_t id) {
  Archive::State& state = archive.state();
  Document out;
  const auto done = state.run([&](SQLite::Database& db) {
    Ask q(state, db,
          "SELECT d.id, d.revision, r.number, a.story, d.first_seen, r.seen, d.key, a.headline, a.publisher, a.url, a.published, a.modified, a.type "
          "FROM document d JOIN revision r ON r.id = d.revision JOIN article a ON a.document = d.id WHERE d.id = ?", id);
    if (!q.next()) return;
    out = {q.number(0), q.number(1), static_cast<int>(q.number(2)), q.number(3), q.number(4), q.number(5), q.text(6), q.text(7), q.text(8),
           q.text(9), q.text(10), q.text(11), q.text(12)};
  });
  if (!done) return tl::unexpected(done.error());
  if (out.id == 0) return fail(ErrorCode::kNotFound, fmt::format("article {} is not in the archive", id));
  return out;
}

Result<int64_t> document_number(Archive& archive, std::string_view key) {
  Archive::State& state = archive.state();
  return state.get<int64_t>([&](SQLite::Database& db) {
    Ask q(state, db, "SELECT id FROM document WHERE key = ?", key);
    return q.next() ? q.number(0) : 0;
  });
}

Result<int64_t> last_changed(Archive& archive) {
  Archive::State& state = archive.state();
  return state.get<int64_t>([&](SQLite::Database& db) {
    Ask q(state, db, "SELECT at FROM change ORDER BY cursor DESC LIMIT 1");
    return q.next() ? q.number(0) : 0;
  });
}

}  // namespace dateline::archive
