#pragma once

namespace dateline::cli {

/// Reads the command line, the `DATELINE_*` variables and `dateline.toml`, runs the subcommand, and gives its exit status.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace dateline::cli
