#pragma once

#include <CLI/CLI.hpp>

namespace dateline::cli {

/// Adds the subcommands of the reader's site: serve, digest, bounce, user.
void add_site_commands(CLI::App& app, int& status);

}  // namespace dateline::cli
