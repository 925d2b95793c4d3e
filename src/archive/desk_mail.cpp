#include "archive/desk_mail.h"

#include "archive/desk_work.h"

namespace dateline::archive {
namespace {

constexpr const char* kSubscriber = "SELECT id, email, list, title, every, state, cursor, due FROM subscriber WHERE ";

Subscriber subscriber_of(Ask& q) {
  return {q.number(0), q.text(1), q.text(2), q.text(3), q.text(4), q.text(5), q.number(6), q.number(7)};
}

int64_t newest_change(Archive::State& state, SQLite::Database& db) {
  Ask q(state, db, "SELECT coalesce(max(cursor), 0) FROM change");
  return q.next() ? q.number(0) : 0;
}

bool queue(Archive::State& state, SQLite::Database& db, const Letter& l, int64_t now) {
  return Ask(state, db,
             "INSERT INTO outbox (message_id, kind, recipient, message, subscriber, state, tries, next_try, error, at, sent) "
             "VALUES (?,?,?,CAST(? AS BLOB),?,'queued',0,?,'',?,0) ON CONFLICT (message_id) DO NOTHING",
             l.message_id, l.kind, l.recipient, l.message, l.subscriber, now, now).exec() > 0;
}

}  // namespace

Result<int64_t> ask_subscription(Archive& desk, std::string_view email, std::string_view list, std::string_view title,
                                 std::string_view every, int64_t now) {
  return desk_get<int64_t>(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask(state, db,
        "INSERT INTO subscriber (email, list, title, every, state, asked, confirmed, cursor, due) VALUES (?1,?2,?3,?4,'asked',?5,0,0,0) "
        "ON CONFLICT (email, list) DO UPDATE SET state = 'asked', title = ?3, every = ?4, asked = ?5 WHERE state <> 'active'",
        email, list, title, every, now).exec();
    Ask q(state, db, "SELECT id FROM subscriber WHERE email = ? AND list = ?", email, list);
    return q.next() ? q.number(0) : 0;
  });
}

Result<std::optional<Subscriber>> subscriber(Archive& archive, int64_t id) {
  Archive::State& state = archive.state();
  return state.get<std::optional<Subscriber>>([&](SQLite::Database& db) -> std::optional<Subscriber> {
    Ask q(state, db, std::string(kSubscriber) + "id = ?", id);
    if (!q.next()) return std::nullopt;
    return subscriber_of(q);
  });
}

Result<bool> confirm_subscription(Archive& desk, int64_t id, int64_t due, int64_t now) {
  return desk_get<bool>(desk, [&](Archive::State& state, SQLite::Database& db) {
    const int64_t cursor = newest_change(state, db);
    return Ask(state, db, "UPDATE subscriber SET state = 'active', confirmed = ?2, cursor = ?3, due = ?4, bounces = 0 WHERE id = ?1 AND state = 'asked'",
               id, now, cursor, due).exec() > 0;
  });
}

Result<bool> end_subscription(Archive& desk, int64_t id) {
  return desk_get<bool>(desk, [&](Archive::State& state, SQLite::Database& db) {
    return Ask(state, db, "UPDATE subscriber SET state = 'ended' WHERE id = ? AND state IN ('active', 'asked')", id).exec() > 0;
  });
}

Result<std::vector<Subscriber>> due_subscribers(Archive& archive, int64_t now) {
  Archive::State& state = archive.state();
  return state.get<std::vector<Subscriber>>([&](SQLite::Database& db) {
    std::vector<Subscriber> out;
    Ask q(state, db, std::string(kSubscriber) + "state = 'active' AND due <= ? ORDER BY id", now);
    while (q.next()) out.push_back(subscriber_of(q));
    return out;
  });
}

Result<int64_t> next_digest(Archive& archive) {
  Archive::State& state = archive.state();
  return state.get<int64_t>([&](SQLite::Database& db) {
    Ask q(state, db, "SELECT coalesce(min(due), 0) FROM subscriber WHERE state = 'active'");
    return q.next() ? q.number(0) : 0;
  });
}

Result<std::vector<Subscriber>> end_list(Archive& desk, const std::string& list) {
  return desk_get<std::vector<Subscriber>>(desk, [&](Archive::State& state, SQLite::Database& db) {
    std::vector<Subscriber> out;
    {
      Ask q(state, db, std::string(kSubscriber) + "list = ? AND state = 'active' ORDER BY id", list);
      while (q.next()) out.push_back(subscriber_of(q));
    }
    Ask(state, db, "UPDATE subscriber SET state = 'ended' WHERE list = ? AND state IN ('active', 'asked')", list).exec();
    return out;
  });
}

Result<int64_t> last_change(Archive& archive) {
  Archive::State& state = archive.state();
  return state.get<int64_t>([&](SQLite::Database& db) { return newest_change(state, db); });
}

Result<bool> queue_letter(Archive& desk, const Letter& letter, int64_t now) {
  return desk_get<bool>(desk, [&](Archive::State& state, SQLite::Database& db) { return queue(state, db, letter, now); }, Shown::kNo);
}

Result<void> queue_digest(Archive& desk, const Subscriber& to, const Letter* letter, int64_t cursor, int64_t due, int64_t now) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    // Another run may have been here first, or the reader may have left.
    const int moved = Ask(state, db, "UPDATE subscriber SET cursor = ?3, due = ?4 WHERE id = ?1 AND due = ?2 AND state = 'active'", to.id, to.due,
                          cursor, due).exec();
    if (moved > 0 && letter != nullptr) (void)queue(state, db, *letter, now);
  }, Shown::kNo);
}

Result<std::vector<Letter>> waiting_letters(Archive& archive, int64_t now, uint32_t limit) {
  Archive::State& state = archive.state();
  return state.get<std::vector<Letter>>([&](SQLite::Database& db) {
    std::vector<Letter> out;
    Ask q(state, db,
          "SELECT o.id, o.message_id, o.kind, o.recipient, o.message, coalesce(o.subscriber, 0), o.tries FROM outbox o "
          "WHERE o.state = 'queued' AND o.next_try <= ? ORDER BY o.next_try, o.id LIMIT ?",
          now, int64_t{limit});
    while (q.next()) out.push_back({q.number(0), q.text(1), q.text(2), q.text(3), q.text(4), q.number(5), static_cast<int>(q.number(6))});
    return out;
  });
}

Result<void> letter_sent(Archive& desk, int64_t id, int64_t now) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask(state, db, "UPDATE outbox SET state = 'sent', sent = ?2, tries = tries + 1, message = x'' WHERE id = ?1", id, now).exec();
  }, Shown::kNo);
}

Result<void> letter_failed(Archive& desk, int64_t id, std::string_view error, int64_t next_try) {
  return desk_run(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask(state, db,
        "UPDATE outbox SET state = CASE WHEN ?3 = 0 THEN 'failed' ELSE 'queued' END, error = ?2, next_try = ?3, tries = tries + 1 WHERE id = ?1",
        id, error, next_try).exec();
  }, Shown::kNo);
}

Result<int64_t> letters_since(Archive& archive, std::string_view kind, std::string_view recipient, int64_t since) {
  Archive::State& state = archive.state();
  return state.get<int64_t>([&](SQLite::Database& db) {
    Ask q(state, db, "SELECT count(*) FROM outbox WHERE kind = ?1 AND (?2 = '' OR recipient = ?2) AND at >= ?3", kind, recipient, since);
    return q.next() ? q.number(0) : 0;
  });
}

Result<int64_t> address_bounced(Archive& desk, std::string_view email) {
  return desk_get<int64_t>(desk, [&](Archive::State& state, SQLite::Database& db) {
    Ask(state, db, "UPDATE outbox SET state = 'failed', error = 'the address does not take mail' WHERE recipient = ? AND state = 'queued'", email).exec();
    return int64_t{Ask(state, db, "UPDATE subscriber SET state = 'bounced', bounces = bounces + 1 WHERE email = ? AND state IN ('active', 'asked')",
                       email).exec()};
  });
}

Result<std::optional<std::string>> recipient_of(Archive& archive, std::string_view message_id) {
  Archive::State& state = archive.state();
  return state.get<std::optional<std::string>>([&](SQLite::Database& db) -> std::optional<std::string> {
    Ask q(state, db, "SELECT recipient FROM outbox WHERE message_id = ?", message_id);
    if (!q.next()) return std::nullopt;
    return q.text(0);
  });
}

}  // namespace dateline::archive
