#pragma once

namespace CLI {
class App;
}

namespace dateline::cli {

/// Adds the subcommands that look after sources.
void add_intake_commands(CLI::App& app, int& status);

}  // namespace dateline::cli
