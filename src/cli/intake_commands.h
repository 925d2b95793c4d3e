#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

// The subcommands that look after sources: feeds and, of them, what is new.
namespace dateline::cli {

/// Prints what feeds, sitemaps and OPML lists hold. `headers` are lines that a server sent with them.
[[nodiscard]] int feeds(const Common& common, const std::vector<std::string>& headers);

/// Lists the records of WARC and ARC files.
[[nodiscard]] int archive_records(const Common& common);

struct WatchOptions {
  std::string archive;
  int64_t every = 900;  ///< seconds between two looks at one feed
  bool once = false;    ///< a single pass
};
/// Polls the feeds and sitemaps of `common.sources` (URLs, or files of OPML) and reads the pages of new items into an archive, until a signal comes.
[[nodiscard]] int watch(const Common& common, const WatchOptions& options);

}  // namespace dateline::cli
