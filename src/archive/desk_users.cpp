#include "archive/desk.h"
#include "archive/desk_work.h"

namespace dateline::archive {
namespace {

template <class... Values>
Result<std::optional<User>> one_user(Archive& archive, const char* sql, const Values&... values) {
  Archive::State& state = archive.state();
  return state.get<std::optional<User>>([&](SQLite::Database& db) -> std::optional<User> {
    Ask q(state, db, sql, values...);
    if (!q.next()) return std::nullopt;
    return User{q.number(0), q.text(1), q.text(2)};
  });
}

void bind_digest(SQLite::Statement& q, int at, std::string_view digest) { q.bind(at, digest.data(), static_cast<int>(digest.size())); }

}  // namespace

Result<void> set_user(Archive& desk, std::string_view name, std::string_view password_hash, int64_t now) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask(state, db, "DELETE FROM session WHERE kind = 'login' AND user = (SELECT id FROM user WHERE name = ?)", name).exec();
    Ask(state, db, "INSERT INTO user (name, password, at) VALUES (?,?,?) ON CONFLICT (name) DO UPDATE SET password = excluded.password",
        name, password_hash, now).exec();
  });
}

Result<void> remove_user(Archive& desk, std::string_view name) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    if (Ask(state, db, "DELETE FROM user WHERE name = ?", name).exec() == 0) throw Absent("user " + std::string(name) + " is not there");
  });
}

Result<std::optional<User>> find_user(Archive& archive, std::string_view name) {
  return one_user(archive, "SELECT id, name, password FROM user WHERE name = ?", name);
}

Result<Listing> list_users(Archive& archive) {
  Archive::State& state = archive.state();
  return state.get<Listing>([&](SQLite::Database& db) {
    Ask q(state, db, "SELECT u.name, strftime('%Y-%m-%d', u.at, 'unixepoch') AS since, (SELECT count(*) FROM session s WHERE s.user = u.id AND "
                     "s.kind = 'token') AS tokens FROM user u ORDER BY u.name");
    return read_listing(q);
  });
}

Result<void> add_session(Archive& desk, std::string_view digest, int64_t user, std::string_view kind, int64_t expires, int64_t now) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask(state, db, "DELETE FROM session WHERE expires < ?", now).exec();
    Ask put(state, db, "INSERT INTO session (user, kind, expires, digest) VALUES (?,?,?,?)", user, kind, expires);
    bind_digest(put.statement(), 4, digest);
    put.exec();
  });
}

Result<void> remove_session(Archive& desk, std::string_view digest) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask out(state, db, "DELETE FROM session WHERE digest = ?");
    bind_digest(out.statement(), 1, digest);
    out.exec();
  });
}

Result<std::optional<User>> session_user(Archive& archive, std::string_view digest, int64_t now) {
  Archive::State& state = archive.state();
  return state.get<std::optional<User>>([&](SQLite::Database& db) -> std::optional<User> {
    Ask q(state, db, "SELECT u.id, u.name, u.password FROM session s JOIN user u ON u.id = s.user WHERE s.expires >= ?1 AND s.digest = ?2", now);
    bind_digest(q.statement(), 2, digest);
    if (!q.next()) return std::nullopt;
    return User{q.number(0), q.text(1), q.text(2)};
  });
}

}  // namespace dateline::archive
