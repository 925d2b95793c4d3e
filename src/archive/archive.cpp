#include "archive/archive.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include "archive/compress.h"
#include "archive/rows.h"
#include "archive/schema.h"
#include "archive/state.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "dateline/reader.h"

namespace dateline::archive {
namespace {

constexpr int kPatience = 10'000;               // ms a reader waits for the moment of a commit
constexpr size_t kMostStored = size_t{1} << 30;  // bytes of one document or record

// One writer at a time holds this lock on the file itself, so nothing lies beside it. A kill lets go of it.
Result<int> lock_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) {
    return fail(errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kUnreadable,
                fmt::format("{}: cannot be opened to write ({}); choose a folder that is there and may be written to", path,
                            std::strerror(errno)));
  }
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    return fail(ErrorCode::kBusy, path + ": another program writes to this archive; try again when it is done");
  }
  return fd;
}

std::string given_name(const Source& source) {
  return !source.url.empty() ? source.url : !source.id.empty() ? "id:" + source.id : std::string();
}

// All that the carrier said beside the bytes: a change of it is a change.
std::string given(const Source& source) {
  return given_name(source) + '\n' + source.title + '\n' + source.published;
}

}  // namespace

Error error_of(const std::string& path, const SQLite::Exception& e) {
  const int code = e.getErrorCode();
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    return {ErrorCode::kBusy, path + ": another program writes to this archive; try again when it is done", 0};
  }
  if (code == SQLITE_NOTADB) {
    return {ErrorCode::kUnsupported, path + ": is not a dateline archive", 0};
  }
  if (code == SQLITE_CORRUPT) {
    return {ErrorCode::kUnreadable, fmt::format("{}: the file is damaged ({}); restore it from a copy", path, e.what()), 0};
  }
  if (code == SQLITE_FULL) {
    return {ErrorCode::kUnreadable, path + ": the disk is full; what was committed before is kept", 0};
  }
  return {ErrorCode::kUnreadable, fmt::format("{}: {}", path, e.what()), 0};
}

Archive::State::~State() {
  queries.clear();
  database.reset();  // before the lock: closing a file of ours would end SQLite's own locks on it
  if (lock >= 0) ::close(lock);
}

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

Result<Archive> Archive::open(const std::string& path, Use use) {
  auto state = std::make_unique<State>();
  state->path = path;
  const bool write = use == Use::kWrite;
  if (write) {
    auto lock = lock_file(path);
    if (!lock) return tl::unexpected(lock.error());
    state->lock = *lock;
  } else if (::access(path.c_str(), F_OK) != 0) {
    return fail(ErrorCode::kNotFound, path + ": no such archive; dateline ingest --archive makes one");
  }
  try {
    state->database = std::make_unique<SQLite::Database>(
        path, write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY, kPatience);
    SQLite::Database& db = *state->database;
    const int application = db.execAndGet("PRAGMA application_id").getInt();
    const int version = db.execAndGet("PRAGMA user_version").getInt();
    const bool empty = application == 0 && db.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
    if (!empty && application != kApplicationId) return fail(ErrorCode::kUnsupported, path + ": is not a dateline archive");
    if (version > kArchiveVersion) {
      return fail(ErrorCode::kUnsupported, fmt::format("{}: archive of version {}, this program reads up to {}; use a newer dateline",
                                                       path, version, kArchiveVersion));
    }
    if (empty && !write) return fail(ErrorCode::kUnsupported, path + ": is not a dateline archive");
    db.exec("PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;");
    if (write) {
      // Readers go on beside the writer; a commit is on the disk when it returns.
      db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;");
      if (empty) {
        SQLite::Transaction all(db, SQLite::TransactionBehavior::IMMEDIATE);
        db.exec(kTables);
        db.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", kApplicationId, kArchiveVersion));
        all.commit();
      }
    }
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(error_of(path, e));
  }
  return Archive(std::move(state));
}

Prepared prepare(Record record, uint32_t words) {
  Prepared out;
  const Source& s = record.source;
  out.key = !record.article.canonical.empty() ? record.article.canonical : given_name(s);
  if (out.key.empty()) out.key = "sha256:" + s.sha256;
  out.text_hash = hash64(record.article.text, hash64(record.article.headline));
  JsonWriter json(out.origin);
  json.begin_object().field("location", s.location).optional("id", s.id).optional("url", s.url).optional("title", s.title)
      .optional("published", s.published).field("format", static_cast<int>(s.format)).field("charset", s.charset)
      .field("original_bytes", s.original_bytes).field("broken", s.broken_utf8).end_object();
  out.source = compress(s.bytes);
  std::string text;
  append_json(record, text);
  out.record = compress(text);
  out.words = words;
  record.source.bytes.clear();
  record.source.bytes.shrink_to_fit();
  out.facts = std::move(record);
  return out;
}

Result<void> Archive::begin() {
  return state_->run([&](SQLite::Database& db) { db.exec("BEGIN IMMEDIATE"); });
}

Result<void> Archive::commit() {
  return state_->run([&](SQLite::Database& db) { db.exec("COMMIT"); });
}

Result<bool> Archive::knows(const Source& source) {
  return state_->get<bool>([&](SQLite::Database& db) {
    SQLite::Statement& q = state_->query(
        db, "SELECT 1 FROM revision r JOIN document d ON d.revision = r.id WHERE r.sha256 = ? AND r.given = ?");
    q.bind(1, source.sha256);
    q.bind(2, given(source));
    return q.executeStep();
  });
}

Result<Put> Archive::put(const Prepared& p) {
  const auto now = static_cast<int64_t>(std::time(nullptr));
  return state_->get<Put>([&](SQLite::Database& db) {
    int64_t document = 0, present = 0;
    int number = 0;
    {
      SQLite::Statement& q = state_->query(
          db, "SELECT d.id, r.id, r.number, r.text_hash FROM document d JOIN revision r ON r.id = d.revision WHERE d.key = ?");
      q.bind(1, p.key);
      if (q.executeStep()) {
        document = q.getColumn(0).getInt64();
        present = q.getColumn(1).getInt64();
        number = q.getColumn(2).getInt();
        if (static_cast<uint64_t>(q.getColumn(3).getInt64()) == p.text_hash) {
          return Put::kUnchanged;
        }
      }
    }
    if (document == 0) {
      SQLite::Statement& q = state_->query(db, "INSERT INTO document (key, revision, first_seen) VALUES (?, 0, ?)");
      q.bind(1, p.key);
      q.bind(2, now);
      q.exec();
      document = db.getLastInsertRowid();
    } else {
      remove_rows(*state_, db, document, state_->stored(db, present, "record"));
    }
    SQLite::Statement& q = state_->query(
        db, "INSERT INTO revision (document, number, seen, sha256, text_hash, program, origin, source, record, given) VALUES (?,?,?,?,?,?,?,?,?,?)");
    q.bind(1, document);
    q.bind(2, number + 1);
    q.bind(3, now);
    q.bind(4, p.facts.source.sha256);
    q.bind(5, static_cast<int64_t>(p.text_hash));
    q.bind(6, std::string(DATELINE_VERSION));
    q.bind(7, p.origin);
    q.bindNoCopy(8, p.source.data(), static_cast<int>(p.source.size()));
    q.bindNoCopy(9, p.record.data(), static_cast<int>(p.record.size()));
    q.bind(10, given(p.facts.source));
    q.exec();
    const int64_t revision = db.getLastInsertRowid();
    SQLite::Statement& point = state_->query(db, "UPDATE document SET revision = ? WHERE id = ?");
    point.bind(1, revision);
    point.bind(2, document);
    point.exec();
    insert_rows(*state_, db, document, p);
    SQLite::Statement& change = state_->query(db, "INSERT INTO change (document, revision, kind, at) VALUES (?,?,?,?)");
    change.bind(1, document);
    change.bind(2, revision);
    change.bind(3, number == 0 ? "added" : "revised");
    change.bind(4, now);
    change.exec();
    return number == 0 ? Put::kAdded : Put::kRevised;
  });
}

Result<void> Archive::rollback() {
  return state_->run([&](SQLite::Database& db) {
    if (sqlite3_get_autocommit(db.getHandle()) == 0) db.exec("ROLLBACK");
  });
}

Result<Counts> Archive::counts() {
  return state_->get<Counts>([&](SQLite::Database& db) {
    const auto count = [&](const char* table) {
      return db.execAndGet(fmt::format("SELECT count(*) FROM {}", table)).getInt64();
    };
    return Counts{count("document"), count("revision"), count("event"), count("statement"), count("figure")};
  });
}

Result<std::vector<Revision>> Archive::revisions(std::string_view key) {
  return state_->get<std::vector<Revision>>([&](SQLite::Database& db) {
    SQLite::Statement& q = state_->query(
        db, "SELECT r.id, r.document, r.number, r.seen, r.sha256, r.program FROM revision r JOIN document d ON d.id = r.document "
            "WHERE d.key = ? ORDER BY r.number");
    q.bind(1, std::string(key));
    std::vector<Revision> out;
    while (q.executeStep()) {
      out.push_back({q.getColumn(0).getInt64(), q.getColumn(1).getInt64(), q.getColumn(2).getInt(), q.getColumn(3).getInt64(),
                     q.getColumn(4).getString(), q.getColumn(5).getString()});
    }
    return out;
  });
}

Result<std::string> Archive::record(int64_t revision) {
  return state_->get<std::string>([&](SQLite::Database& db) { return state_->stored(db, revision, "record"); });
}

Result<std::string> Archive::source(int64_t revision) {
  return state_->get<std::string>([&](SQLite::Database& db) { return state_->stored(db, revision, "source"); });
}

Result<void> Archive::check() {
  return state_->run([&](SQLite::Database& db) {
    const std::string sound = db.execAndGet("PRAGMA integrity_check(1)").getString();
    if (sound != "ok") throw Damaged(fmt::format("{}: {}", state_->path, sound));
    SQLite::Statement q(db, "SELECT id FROM revision");
    while (q.executeStep()) {
      const int64_t id = q.getColumn(0).getInt64();
      (void)state_->stored(db, id, "source");
      (void)state_->stored(db, id, "record");
    }
  });
}

std::string Archive::State::stored(SQLite::Database& db, int64_t revision, const char* column) {
  SQLite::Statement& q = query(db, fmt::format("SELECT {} FROM revision WHERE id = ?", column));
  q.bind(1, revision);
  if (!q.executeStep()) throw Damaged(fmt::format("{}: revision {} is missing", path, revision));
  const SQLite::Column blob = q.getColumn(0);
  auto bytes = decompress({static_cast<const char*>(blob.getBlob()), static_cast<size_t>(blob.getBytes())}, kMostStored);
  if (!bytes) throw Damaged(fmt::format("{}: {} of revision {}: {}", path, column, revision, bytes.error().message));
  return std::move(*bytes);
}

std::string Archive::State::article_text(SQLite::Database& db, int64_t revision) {
  simdjson::dom::parser parser;
  std::string_view text;
  const simdjson::padded_string json(stored(db, revision, "record"));
  if (parser.parse(json).at_pointer("/article/text").get(text) != simdjson::SUCCESS) {
    throw Damaged(fmt::format("{}: record of revision {} is no record", path, revision));
  }
  return std::string(text);
}

SQLite::Statement& Archive::State::query(SQLite::Database& db, const std::string& sql) {
  auto found = queries.find(sql);
  if (found == queries.end()) found = queries.emplace(sql, std::make_unique<SQLite::Statement>(db, sql)).first;
  found->second->reset();
  found->second->clearBindings();
  return *found->second;
}

}  // namespace dateline::archive
