#pragma once

namespace CLI {
class App;
}

namespace dateline::cli {

/// Adds the subcommands that look after an archive: upgrade, merge, revisions, reread, remove.
void add_archive_commands(CLI::App& app, int& status);

}  // namespace dateline::cli
