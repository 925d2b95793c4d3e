#include "archive/archive.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <thread>
#include <utility>

#include "archive/compress.h"
#include "archive/derived.h"
#include "archive/desk_schema.h"
#include "archive/grouper.h"
#include "archive/migrate.h"
#include "archive/ranking.h"
#include "archive/recent_row.h"
#include "archive/row_statement.h"
#include "archive/schema.h"
#include "archive/state.h"

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

// What to open for reading. SQLite wants to put its index of the log beside the file; where the folder forbids that and there is
// no log, nobody writes, and the file is read as it stands.
std::string name_to_read(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  if (::access(folder.c_str(), W_OK) == 0 || ::access((path + "-wal").c_str(), F_OK) == 0) return path;
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') uri += fmt::format("%{:02X}", static_cast<unsigned>(c));
    else uri += c;
  }
  return uri + "?immutable=1";
}

// A connection is used by one thread at a time, so SQLite need not lock it at each call; its sums of memory, which nobody asks
// for, take a lock at each allocation. Too late, and without effect, where the process has used SQLite before.
void lock_less() {
  static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)done;
}

std::vector<Revision> revisions_of(SQLite::Statement& q) {
  std::vector<Revision> out;
  while (q.executeStep()) {
    out.push_back({q.getColumn(0).getInt64(), q.getColumn(1).getInt64(), q.getColumn(2).getInt(), q.getColumn(3).getInt64(),
                   q.getColumn(4).getString(), q.getColumn(5).getString()});
  }
  q.reset();
  return out;
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

Archive::State::State() = default;

Archive::State::~State() {
  grouper.reset();
  literals.clear();
  queries.clear();
  database.reset();  // before the lock: closing a file of ours would end SQLite's own locks on it
  if (lock >= 0) ::close(lock);
}

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

Result<Archive> Archive::open(const std::string& path, Use use, Options options) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->options = std::move(options);
  const bool write = use == Use::kWrite;
  if (write) {
    auto lock = lock_file(path);
    if (!lock) return tl::unexpected(lock.error());
    state->lock = *lock;
  } else if (::access(path.c_str(), F_OK) != 0) {
    return fail(ErrorCode::kNotFound, path + ": no such archive; dateline ingest --archive makes one");
  }
  lock_less();
  try {
    const int access = write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : use == Use::kDesk ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY | SQLite::OPEN_URI;
    state->database = std::make_unique<SQLite::Database>(use == Use::kRead ? name_to_read(path) : path, access | SQLite::OPEN_NOMUTEX, kPatience);
    SQLite::Database& db = *state->database;
    add_ranking(db.getHandle());
    const int application = db.execAndGet("PRAGMA application_id").getInt();
    const int version = db.execAndGet("PRAGMA user_version").getInt();
    const bool empty = application == 0 && db.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
    if (!empty && application != kApplicationId) return fail(ErrorCode::kUnsupported, path + ": is not a dateline archive");
    if (version > kArchiveVersion) {
      return fail(ErrorCode::kUnsupported, fmt::format("{}: archive of version {}, this program reads up to {}; use a newer dateline",
                                                       path, version, kArchiveVersion));
    }
    if (empty && !write) return fail(ErrorCode::kUnsupported, path + ": is not a dateline archive");
    if (!empty && version < kArchiveVersion && (!write || !state->options.knowledge)) {
      return fail(ErrorCode::kUnsupported, fmt::format("{}: archive of version {}, this program reads version {}; bring it up to date with "
                                                       "dateline upgrade --archive {}", path, version, kArchiveVersion, path));
    }
    db.exec("PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY;");
    if (write) {
      // Larger pages than usual: most rows are, and a page's source fills several.
      if (empty) db.exec("PRAGMA page_size = 16384;");
      // Readers go on beside the writer; a commit is on the disk when it returns.
      db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;");
      if (version < kArchiveVersion) migrate(*state, db, empty ? 0 : version);
    } else if (use == Use::kDesk) {
      // A program that puts documents has the file most of the time: looks often for the moment between two of its commits.
      sqlite3_busy_handler(db.getHandle(), [](void*, int tries) {
        ::usleep(1000);
        return tries < kPatience ? 1 : 0;
      }, nullptr);
      db.exec("PRAGMA synchronous = FULL;");
      SQLite::Transaction all(db, SQLite::TransactionBehavior::IMMEDIATE);
      db.exec(kDeskTables);
      all.commit();
    }
  } catch (const SQLite::Exception& e) {
    return tl::unexpected(error_of(path, e));
  } catch (const Damaged& e) {
    return fail(ErrorCode::kUnreadable, std::string(e.what()) + "; restore the file from a copy");
  }
  return Archive(std::move(state));
}

Result<void> Archive::begin() {
  // Leaves a moment for those who make short changes beside a long run.
  constexpr auto kMoment = std::chrono::milliseconds(4);
  std::this_thread::sleep_until(state_->committed + kMoment);
  rest();  // a question left open would hold on to the file as it was before their changes
  state_->any_decisions.reset();
  return state_->run([&](SQLite::Database& db) { db.exec("BEGIN IMMEDIATE"); });
}

Result<void> Archive::commit() {
  return state_->run([&](SQLite::Database& db) {
    bring_up_to_date(*state_, db);
    db.exec("COMMIT");
    state_->committed = std::chrono::steady_clock::now();
  });
}

Result<void> Archive::rollback() {
  state_->forget();
  return state_->run([&](SQLite::Database& db) {
    if (sqlite3_get_autocommit(db.getHandle()) == 0) db.exec("ROLLBACK");
  });
}

Result<Counts> Archive::counts() {
  return state_->get<Counts>([&](SQLite::Database& db) {
    const auto count = [&](const char* table) {
      return db.execAndGet(fmt::format("SELECT count(*) FROM {}", table)).getInt64();
    };
    return Counts{count("document"), count("revision"), count("event"), count("statement"), count("figure"), count("story")};
  });
}

Result<std::vector<Revision>> Archive::revisions(std::string_view key) {
  return state_->get<std::vector<Revision>>([&](SQLite::Database& db) {
    SQLite::Statement& q = state_->query(
        db, "SELECT r.id, r.document, r.number, r.seen, r.sha256, r.program FROM revision r JOIN document d ON d.id = r.document "
            "WHERE d.key = ? ORDER BY r.number");
    q.bind(1, std::string(key));
    return revisions_of(q);
  });
}

Result<std::string> Archive::record(int64_t revision) {
  return state_->get<std::string>([&](SQLite::Database& db) { return state_->stored(db, revision, "record"); });
}

Result<std::string> Archive::source(int64_t revision) {
  return state_->get<std::string>([&](SQLite::Database& db) { return state_->stored(db, revision, "source"); });
}

Result<Source> Archive::origin(int64_t revision) {
  return state_->get<Source>([&](SQLite::Database& db) {
    RowStatement q(*state_, db, "SELECT origin, sha256 FROM revision WHERE id = ?");
    q.add(revision);
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    uint64_t format = 0;
    if (!q.step() || parser.parse(simdjson::padded_string(q.text(0))).get(root) != simdjson::SUCCESS ||
        root["format"].get(format) != simdjson::SUCCESS || format > static_cast<uint64_t>(SourceFormat::kBody)) {
      throw Damaged(fmt::format("{}: origin of revision {} is missing or damaged", state_->path, revision));
    }
    const auto text = [&](const char* key) {
      std::string_view value;
      return root[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
    };
    Source out;
    out.location = text("location");
    out.id = text("id");
    out.url = text("url");
    out.title = text("title");
    out.published = text("published");
    out.format = static_cast<SourceFormat>(format);
    out.charset = text("charset");
    out.sha256 = q.text(1);
    if (root["original_bytes"].get(out.original_bytes) != simdjson::SUCCESS) out.original_bytes = 0;
    if (root["broken"].get(out.broken_utf8) != simdjson::SUCCESS) out.broken_utf8 = false;
    out.bytes = state_->stored(db, revision, "source");
    return out;
  });
}

Result<std::vector<Revision>> Archive::present(int64_t after, uint32_t limit, const std::string& program) {
  return state_->get<std::vector<Revision>>([&](SQLite::Database& db) {
    SQLite::Statement& q = state_->query(
        db, "SELECT r.id, r.document, r.number, r.seen, r.sha256, r.program FROM document d JOIN revision r ON r.id = d.revision WHERE d.id > ?1 AND "
            "(?2 = '' OR r.program <> ?2) ORDER BY d.id LIMIT ?3");
    q.bind(1, after);
    q.bind(2, program);
    q.bind(3, static_cast<int64_t>(limit));
    return revisions_of(q);
  });
}

Result<std::vector<std::pair<std::string, std::string>>> Archive::quoted(int64_t document) {
  return state_->get<std::vector<std::pair<std::string, std::string>>>([&](SQLite::Database& db) {
    SQLite::Statement& q = state_->query(
        db, "SELECT item, words FROM event WHERE document = ?1 UNION ALL SELECT item, words FROM figure WHERE document = ?1 UNION ALL "
            "SELECT item, words FROM schedule WHERE document = ?1 UNION ALL SELECT s.item, p.value FROM statement s, "
            "json_each('[' || replace(json_quote(s.words), ' ... ', '\",\"') || ']') AS p WHERE s.document = ?1");
    q.bind(1, document);
    std::vector<std::pair<std::string, std::string>> out;
    while (q.executeStep()) out.emplace_back(q.getColumn(0).getString(), q.getColumn(1).getString());
    q.reset();
    return out;
  });
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
    SQLite::Statement recent(db, "SELECT sketch, features, links FROM recent");
    const auto bytes = [&](int column) {
      const SQLite::Column c = recent.getColumn(column);
      return std::string_view(static_cast<const char*>(c.getBlob()), static_cast<size_t>(c.getBytes()));
    };
    while (recent.executeStep()) {
      (void)unpack_sketch(bytes(0));
      if (!bytes(1).empty()) (void)unpack_features(bytes(1));
      (void)unpack_links(bytes(2));
    }
    if (const std::string wrong = wrong_sum(*state_, db); !wrong.empty()) throw Damaged(fmt::format("{}: {}", state_->path, wrong));
  });
}

void Archive::State::forget() {
  grouper.reset();
  news.clear();
  merged.clear();
  sums.clear();
  words.clear();
  words_bytes = 0;
  changed_stories.clear();
  changed_documents.clear();
  any_decisions.reset();
  next_document = next_revision = next_event = changed_at = 0;
}

std::string Archive::State::stored(SQLite::Database& db, int64_t revision, const char* column) {
  RowStatement q(*this, db, fmt::format("SELECT {} FROM revision WHERE id = ?", column));
  q.add(revision);
  if (!q.step()) throw Damaged(fmt::format("{}: revision {} is missing", path, revision));
  auto bytes = decompress(q.bytes(0), kMostStored);
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

int64_t Archive::State::counter(SQLite::Database& db, const char* name) {
  RowStatement q(*this, db, "SELECT next FROM counter WHERE name = ?");
  q.add(name);
  if (!q.step()) throw Damaged(fmt::format("{}: counter {} is missing", path, name));
  return q.integer(0);
}

void Archive::State::set_counter(SQLite::Database& db, const char* name, int64_t next) {
  SQLite::Statement& q = query(db, "UPDATE counter SET next = ? WHERE name = ?");
  q.bind(1, next);
  q.bind(2, name);
  q.exec();
}

Grouper& Archive::State::groups(SQLite::Database& db) {
  if (!grouper) grouper = std::make_unique<Grouper>(*this, db);
  return *grouper;
}

int64_t Archive::State::now(SQLite::Database& db) {
  const int64_t clock = options.clock ? options.clock() : static_cast<int64_t>(std::time(nullptr));
  if (changed_at == 0) {
    RowStatement q(*this, db, "SELECT at FROM change ORDER BY cursor DESC LIMIT 1");
    if (q.step()) changed_at = q.integer(0);
  }
  return changed_at = std::max(clock, changed_at);
}

void Archive::rest() {
  constexpr size_t kMostKept = 200;  // statements; questions with other filters are other statements
  if (state_->queries.size() > kMostKept) {
    state_->literals.clear();
    state_->queries.clear();
  }
  for (auto& [sql, statement] : state_->queries) (void)statement->tryReset();
}

SQLite::Statement& Archive::State::query(SQLite::Database& db, const std::string& sql) {
  auto found = queries.find(sql);
  if (found == queries.end()) found = queries.emplace(sql, std::make_unique<SQLite::Statement>(db, sql)).first;
  (void)found->second->tryReset();  // tells of the last failure once more
  found->second->clearBindings();
  return *found->second;
}

SQLite::Statement& Archive::State::query(SQLite::Database& db, const char* literal) {
  SQLite::Statement*& known = literals[literal];
  if (known == nullptr) return *(known = &query(db, std::string(literal)));
  (void)known->tryReset();
  known->clearBindings();
  return *known;
}

}  // namespace dateline::archive
