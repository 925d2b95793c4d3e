#include "archive/desk_schema.h"

namespace dateline::archive {

// Times are seconds since 1970. Items are named by the path of their page: "/events/42-v3".
const char* const kDeskTables = R"sql(
-- "key": the secret that signs links and tokens. "version": raised by each change that readers can see. "saved_search": the greatest
-- number of a saved search that was removed.
CREATE TABLE IF NOT EXISTS desk_setting (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS user (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  password TEXT NOT NULL,           -- Argon2id, as libsodium writes it; '' if the user has tokens only
  at INTEGER NOT NULL
) STRICT;

-- Logins of browsers and tokens of programs; only the BLAKE2b digest of what the client holds.
CREATE TABLE IF NOT EXISTS session (
  digest BLOB PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,               -- login, token
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS feedback (
  id INTEGER PRIMARY KEY,
  item TEXT NOT NULL, title TEXT NOT NULL,
  document TEXT NOT NULL, revision INTEGER NOT NULL,  -- key and version that the reader saw
  context TEXT NOT NULL,            -- JSON of the item's row as it was
  kind TEXT NOT NULL, note TEXT NOT NULL, correction TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS feedback_decision (
  id INTEGER PRIMARY KEY,
  feedback INTEGER NOT NULL REFERENCES feedback (id),
  decision TEXT NOT NULL,           -- accepted, rejected, fixed
  correction TEXT NOT NULL,
  by TEXT NOT NULL, at INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS feedback_decision_feedback ON feedback_decision (feedback, undone);

CREATE TABLE IF NOT EXISTS featured (
  id INTEGER PRIMARY KEY,
  item TEXT NOT NULL UNIQUE, title TEXT NOT NULL, line TEXT NOT NULL,
  position INTEGER NOT NULL,        -- from 1, without gaps
  by TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS saved_search (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
  by TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS subscriber (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL COLLATE NOCASE,
  list TEXT NOT NULL,               -- path with its query
  title TEXT NOT NULL,
  every TEXT NOT NULL,              -- day, week
  state TEXT NOT NULL,              -- asked, active, ended, bounced
  asked INTEGER NOT NULL, confirmed INTEGER NOT NULL,
  cursor INTEGER NOT NULL,          -- the last change that a digest told of
  due INTEGER NOT NULL,             -- when the next digest is
  bounces INTEGER NOT NULL DEFAULT 0,
  UNIQUE (email, list)
) STRICT;
CREATE INDEX IF NOT EXISTS subscriber_due ON subscriber (state, due);

-- Messages to send and those sent. A message is written here, whole, before anything is sent.
CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,               -- share, confirm, digest
  recipient TEXT NOT NULL COLLATE NOCASE,
  message BLOB NOT NULL,            -- emptied when it was sent
  subscriber INTEGER,               -- of a digest
  state TEXT NOT NULL,              -- queued, sent, failed
  tries INTEGER NOT NULL, next_try INTEGER NOT NULL, error TEXT NOT NULL,
  at INTEGER NOT NULL, sent INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (next_try) WHERE state = 'queued';
CREATE INDEX IF NOT EXISTS outbox_recipient ON outbox (recipient, at);
)sql";

}  // namespace dateline::archive
