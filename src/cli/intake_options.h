#pragma once

#include "intake/fetcher.h"

namespace CLI {
class App;
}

namespace dateline::cli {

/// Adds the options of how pages are fetched.
void add_fetch_options(CLI::App& command, intake::FetchOptions& fetch);
/// Adds the subcommands that look after sources.
void add_intake_commands(CLI::App& app, int& status);

}  // namespace dateline::cli
