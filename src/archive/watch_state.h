#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "archive/archive.h"
#include "intake/fetcher.h"

namespace dateline::archive {

/// What `dateline watch` knows of a feed.
struct WatchedFeed {
  std::string url;
  std::string etag, last_modified;  ///< of its last answer
  int64_t polled = 0;      ///< seconds since 1970, 0: never
  int64_t held_until = 0;  ///< not to be asked before: it failed, or asks to be left alone
  int failures = 0;        ///< in a row
  bool gone = false;       ///< it is not there any more (410), and not asked again
};

/// One item of a feed: what it is known by, and its page.
struct WatchedItem {
  std::string id, page;
};

/// The state of `dateline watch`, kept in the archive's own file (tables `watch_feed`, `watch_item` and `watch_site`, made when first needed; docs/intake.md), so
/// that it survives a kill at any moment. For an archive open to write, not between its `begin` and `commit`.
class WatchState {
 public:
  /// Makes the tables if they are not there.
  [[nodiscard]] static Result<WatchState> open(Archive& archive);

  /// What is known of a feed; only its URL if nothing is.
  [[nodiscard]] Result<WatchedFeed> feed(const std::string& url);
  /// Keeps the feed and notes those of its items that were not seen before as waiting, all at once; how many these are.
  [[nodiscard]] Result<int64_t> keep(const WatchedFeed& feed, const std::vector<WatchedItem>& items);
  /// Up to `most` pages that wait, oldest first, each once.
  [[nodiscard]] Result<std::vector<std::string>> waiting(int64_t most);
  /// Notes that pages were read, and that others failed: those wait for another time, at most five times.
  [[nodiscard]] Result<void> settle(const std::vector<std::string>& read, const std::vector<std::string>& failed);

  /// The sites whose robots.txt is good at `now`; others are forgotten.
  [[nodiscard]] Result<std::vector<intake::SiteRules>> sites(int64_t now);
  [[nodiscard]] Result<void> keep(const std::vector<intake::SiteRules>& sites);

 private:
  explicit WatchState(Archive::State& state) : state_(&state) {}
  Archive::State* state_;
};

}  // namespace dateline::archive
