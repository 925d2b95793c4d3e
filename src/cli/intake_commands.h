#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

// The subcommands that look after sources: feeds and, of them, what is new.
namespace dateline::cli {

/// Prints what feeds, sitemaps and OPML lists hold. `headers` are lines that a server sent with them.
[[nodiscard]] int feeds(const Common& common, const std::vector<std::string>& headers);

}  // namespace dateline::cli
