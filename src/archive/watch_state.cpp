#include "archive/watch_state.h"

#include "archive/row_statement.h"
#include "archive/state.h"

namespace dateline::archive {
namespace {

constexpr int64_t kMostTries = 5;

// An item waits while `left` is above 0: so many more times its page is tried.
constexpr const char* kTables = R"sql(
CREATE TABLE IF NOT EXISTS watch_feed (
  url TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
  polled INTEGER NOT NULL, held_until INTEGER NOT NULL,   -- seconds since 1970
  failures INTEGER NOT NULL, gone INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS watch_item (
  number INTEGER PRIMARY KEY,
  feed TEXT NOT NULL, item TEXT NOT NULL, page TEXT NOT NULL, left INTEGER NOT NULL,
  UNIQUE (feed, item)
) STRICT;
CREATE TABLE IF NOT EXISTS watch_site (
  origin TEXT PRIMARY KEY, robots TEXT NOT NULL, until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS watch_item_page ON watch_item (page);
CREATE INDEX IF NOT EXISTS watch_item_waiting ON watch_item (number) WHERE left > 0;
)sql";

}  // namespace

Result<WatchState> WatchState::open(Archive& archive) {
  const auto made = archive.state().run([](SQLite::Database& db) { db.exec(kTables); });
  if (!made) return tl::unexpected(made.error());
  return WatchState(archive.state());
}

Result<WatchedFeed> WatchState::feed(const std::string& url) {
  return state_->get<WatchedFeed>([&](SQLite::Database& db) {
    WatchedFeed out;
    out.url = url;
    RowStatement row(*state_, db, "SELECT etag, last_modified, polled, held_until, failures, gone FROM watch_feed WHERE url = ?");
    if (row.add(url).step()) {
      out.etag = row.text(0);
      out.last_modified = row.text(1);
      out.polled = row.integer(2);
      out.held_until = row.integer(3);
      out.failures = static_cast<int>(row.integer(4));
      out.gone = row.integer(5) != 0;
    }
    return out;
  });
}

Result<int64_t> WatchState::keep(const WatchedFeed& feed, const std::vector<WatchedItem>& items) {
  return state_->get<int64_t>([&](SQLite::Database& db) {
    SQLite::Transaction all(db);
    RowStatement(*state_, db, "REPLACE INTO watch_feed VALUES (?, ?, ?, ?, ?, ?, ?)")
        .add(feed.url).add(feed.etag).add(feed.last_modified).add(feed.polled).add(feed.held_until).add(int64_t{feed.failures}).add(int64_t{feed.gone}).run();
    int64_t fresh = 0;
    for (const WatchedItem& item : items) {
      RowStatement(*state_, db, "INSERT OR IGNORE INTO watch_item (feed, item, page, left) VALUES (?, ?, ?, ?)")
          .add(feed.url).add(item.id).add(item.page).add(kMostTries).run();
      fresh += db.getChanges();
    }
    all.commit();
    return fresh;
  });
}

Result<std::vector<std::string>> WatchState::waiting(int64_t most) {
  return state_->get<std::vector<std::string>>([&](SQLite::Database& db) {
    std::vector<std::string> out;
    RowStatement rows(*state_, db, "SELECT page FROM watch_item WHERE left > 0 GROUP BY page ORDER BY min(number) LIMIT ?");
    rows.add(most);
    while (rows.step()) out.push_back(rows.text(0));
    return out;
  });
}

Result<void> WatchState::settle(const std::vector<std::string>& read, const std::vector<std::string>& failed) {
  return state_->run([&](SQLite::Database& db) {
    SQLite::Transaction all(db);
    for (const std::string& page : read) RowStatement(*state_, db, "UPDATE watch_item SET left = 0 WHERE page = ?").add(page).run();
    for (const std::string& page : failed) RowStatement(*state_, db, "UPDATE watch_item SET left = left - 1 WHERE page = ? AND left > 0").add(page).run();
    all.commit();
  });
}

Result<std::vector<intake::SiteRules>> WatchState::sites(int64_t now) {
  return state_->get<std::vector<intake::SiteRules>>([&](SQLite::Database& db) {
    RowStatement(*state_, db, "DELETE FROM watch_site WHERE until <= ?").add(now).run();
    std::vector<intake::SiteRules> out;
    RowStatement rows(*state_, db, "SELECT origin, robots, until FROM watch_site");
    while (rows.step()) out.push_back({rows.text(0), rows.text(1), rows.integer(2)});
    return out;
  });
}

Result<void> WatchState::keep(const std::vector<intake::SiteRules>& sites) {
  return state_->run([&](SQLite::Database& db) {
    SQLite::Transaction all(db);
    for (const intake::SiteRules& site : sites) {
      RowStatement(*state_, db, "REPLACE INTO watch_site VALUES (?, ?, ?)").add(site.origin).add(site.robots).add(site.until).run();
    }
    all.commit();
  });
}

}  // namespace dateline::archive
