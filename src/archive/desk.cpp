#include "archive/desk.h"

#include <fmt/format.h>

#include <algorithm>

#include "archive/ask.h"
#include "archive/desk_work.h"

namespace dateline::archive {
namespace {

void not_there(const char* what, int64_t id) { throw Absent(fmt::format("{} {} is not there", what, id)); }

constexpr int64_t kLast = 1'000'000'000;  // position behind all others

// Moves the featured item to a position; the others keep their order, without gaps.
void place_featured(Archive::State& state, SQLite::Database& db, int64_t id, int64_t position) {
  const auto number = [&] {
    Ask(state, db,
        "UPDATE featured SET position = place FROM (SELECT id AS of, row_number() OVER (ORDER BY position, id) AS place FROM featured) WHERE of = id")
        .exec();
  };
  Ask(state, db, "UPDATE featured SET position = ?2 WHERE id = ?1", id, kLast).exec();
  number();
  Ask(state, db, "UPDATE featured SET position = CASE WHEN id = ?1 THEN 2 * ?2 - 1 ELSE 2 * position END", id, std::min(position, kLast)).exec();
  number();
}

}  // namespace

Result<std::string> desk_key(Archive& desk, std::string_view random) {
  return desk_get<std::string>(desk, [&](Archive::State& state, SQLite::Database& db) {
    SQLite::Statement& put = state.query(db, "INSERT INTO desk_setting VALUES ('key', ?) ON CONFLICT DO NOTHING");
    put.bind(1, random.data(), static_cast<int>(random.size()));
    put.exec();
    Ask q(state, db, "SELECT value FROM desk_setting WHERE name = 'key'");
    return q.next() ? q.text(0) : std::string();
  });
}

Result<std::string> shown_version(Archive& archive) {
  Archive::State& state = archive.state();
  return state.get<std::string>([&](SQLite::Database& db) {
    Ask q(state, db, "SELECT coalesce((SELECT max(cursor) FROM change), 0), coalesce((SELECT value FROM desk_setting WHERE name = 'version'), 0)");
    return q.next() ? q.text(0) + "." + q.text(1) : std::string();
  });
}

Result<int64_t> add_feedback(Archive& desk, const Feedback& f, int64_t now) {
  return desk_get<int64_t>(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask(state, db, "INSERT INTO feedback (item, title, document, revision, context, kind, note, correction, at) VALUES (?,?,?,?,?,?,?,?,?)",
        f.item, f.title, f.document, f.revision, f.context, f.kind, f.note, f.correction, now).exec();
    return db.getLastInsertRowid();
  });
}

Result<void> decide_feedback(Archive& desk, int64_t id, std::string_view decision, std::string_view correction, std::string_view by,
                             int64_t now) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    if (!Ask(state, db, "SELECT 1 FROM feedback WHERE id = ?", id).next()) not_there("feedback", id);
    if (decision == "undone") {
      Ask undo(state, db, "UPDATE feedback_decision SET undone = 1 WHERE id = (SELECT max(id) FROM feedback_decision WHERE feedback = ? AND undone = 0)", id);
      if (undo.exec() == 0) not_there("a decision on feedback", id);
      return;
    }
    Ask(state, db, "INSERT INTO feedback_decision (feedback, decision, correction, by, at) VALUES (?,?,?,?,?)", id, decision, correction, by, now).exec();
  });
}

Result<Listing> list_feedback(Archive& archive, std::string_view decision, const std::string& after, uint32_t limit, bool whole) {
  Archive::State& state = archive.state();
  const std::string sql = fmt::format(
      "SELECT f.id, strftime('%Y-%m-%dT%H:%M:%SZ', f.at, 'unixepoch') AS at, f.item, f.title, f.kind, f.note, "
      "CASE WHEN coalesce(d.correction, '') <> '' THEN d.correction ELSE f.correction END AS correction, "
      "coalesce(d.decision, 'open') AS decision, coalesce(d.by, '') AS decided_by, "
      "coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', d.at, 'unixepoch'), '') AS decided_at{} FROM feedback f LEFT JOIN feedback_decision d ON "
      "d.id = (SELECT max(id) FROM feedback_decision WHERE feedback = f.id AND undone = 0) "
      "WHERE (?1 = '' OR coalesce(d.decision, 'open') = ?1) AND (?2 = '' OR f.id < CAST(?2 AS INTEGER)) ORDER BY f.id DESC LIMIT ?3",
      whole ? ", f.document, f.revision, f.context" : "");
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db, sql, decision, after, int64_t{limit} + 1);
    return read_listing(q, limit);
  });
}

Result<int64_t> feature(Archive& desk, std::string_view item, std::string_view title, std::string_view line, int64_t position,
                        std::string_view by, int64_t now) {
  return desk_get<int64_t>(desk, [&](Archive::State& state, SQLite::Database& db) {
    int64_t id = 0, place = position > 0 ? position : kLast;
    {
      Ask there(state, db, "SELECT id, position FROM featured WHERE item = ?", item);
      if (there.next()) {
        id = there.number(0);
        if (position <= 0) place = 0;
      }
    }
    if (id == 0) {
      Ask(state, db, "INSERT INTO featured (item, title, line, position, by, at) VALUES (?,?,?,?,?,?)", item, title, line, kLast, by, now).exec();
      id = db.getLastInsertRowid();
    } else {
      Ask(state, db, "UPDATE featured SET line = ?2, title = ?3, by = ?4, at = ?5 WHERE id = ?1", id, line, title, by, now).exec();
    }
    if (place > 0) place_featured(state, db, id, place);
    return id;
  });
}

Result<void> change_featured(Archive& desk, int64_t id, std::string_view line, int64_t position) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask change(state, db, "UPDATE featured SET line = CASE WHEN ?2 = '' THEN line ELSE ?2 END WHERE id = ?1", id, line);
    if (change.exec() == 0) not_there("featured item", id);
    if (position > 0) place_featured(state, db, id, position);
  });
}

Result<void> remove_featured(Archive& desk, int64_t id) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    if (Ask(state, db, "DELETE FROM featured WHERE id = ?", id).exec() == 0) not_there("featured item", id);
    place_featured(state, db, 0, kLast);
  });
}

Result<Listing> list_featured(Archive& archive, uint32_t limit) {
  Archive::State& state = archive.state();
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db, "SELECT id, title, line, position, item, strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS at FROM featured "
                     "ORDER BY position LIMIT ?", int64_t{limit});
    return read_listing(q);
  });
}

Result<int64_t> save_search(Archive& desk, std::string_view path, std::string_view title, std::string_view by, int64_t now) {
  return desk_get<int64_t>(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask(state, db,
        "INSERT INTO saved_search (id, title, path, by, at) SELECT max(coalesce((SELECT max(id) FROM saved_search), 0), "
        "coalesce((SELECT CAST(value AS INTEGER) FROM desk_setting WHERE name = 'saved_search'), 0)) + 1, ?, ?, ?, ? WHERE true "
        "ON CONFLICT (path) DO UPDATE SET title = excluded.title",
        title, path, by, now).exec();
    Ask q(state, db, "SELECT id FROM saved_search WHERE path = ?", path);
    return q.next() ? q.number(0) : 0;
  });
}

Result<void> rename_search(Archive& desk, int64_t id, std::string_view title) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    if (Ask(state, db, "UPDATE saved_search SET title = ?2 WHERE id = ?1", id, title).exec() == 0) not_there("saved search", id);
    Ask(state, db, "UPDATE subscriber SET title = ?2 WHERE list = '/saved/' || ?1", id, title).exec();
  });
}

Result<void> remove_search(Archive& desk, int64_t id) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    if (Ask(state, db, "DELETE FROM saved_search WHERE id = ?", id).exec() == 0) not_there("saved search", id);
    // The greatest number that was ever given away.
    Ask(state, db, "INSERT INTO desk_setting VALUES ('saved_search', CAST(?1 AS TEXT)) ON CONFLICT (name) DO UPDATE SET value = "
                   "CAST(max(CAST(value AS INTEGER), ?1) AS TEXT)", id).exec();
  });
}

Result<SavedSearch> saved_search(Archive& archive, int64_t id) {
  Archive::State& state = archive.state();
  SavedSearch out;
  const auto done = state.run([&](SQLite::Database& db) {
    Ask q(state, db, "SELECT id, at, title, path FROM saved_search WHERE id = ?", id);
    if (q.next()) out = {q.number(0), q.number(1), q.text(2), q.text(3)};
  });
  if (!done) return tl::unexpected(done.error());
  if (out.id == 0) return fail(ErrorCode::kNotFound, fmt::format("saved search {} is not there", id));
  return out;
}

Result<Listing> list_saved(Archive& archive, uint32_t limit) {
  Archive::State& state = archive.state();
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db,
          "SELECT id, title, path, strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS at, (SELECT count(*) FROM subscriber WHERE list = '/saved/' || "
          "s.id AND state = 'active') AS subscribers FROM saved_search s ORDER BY title, id LIMIT ?",
          int64_t{limit});
    return read_listing(q);
  });
}

}  // namespace dateline::archive
