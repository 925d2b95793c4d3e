#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "dateline/limits.h"
#include "dateline/reader.h"

namespace dateline::cli {

/// Exit statuses of the program.
enum Status : int {
  kDone = 0,
  kNothingFound = 1,
  kCannotRun = 2,    ///< wrong use, models absent, nothing readable
  kSomeRefused = 3,  ///< done, but some documents were refused, each with its reason
};

/// Settings that several subcommands share.
struct Common {
  std::vector<std::string> sources;
  std::string format;   ///< empty: text on a terminal, jsonl into a pipe
  std::string rejects;  ///< file for refused documents, empty = none
  std::string home;     ///< folder with models/ and data/, empty = found
  unsigned jobs = 0;    ///< threads, 0 = one for each core
  uint64_t limit = 0;   ///< stop after so many documents, 0 = all
  bool stats = false, quiet = false;
  Limits limits;
};

/// Options on reading: sources, threads, limits. Every one can also be set by `DATELINE_<NAME>` and `dateline.toml`.
void add_reading_options(CLI::App& command, Common& common);

/// Each adds its subcommand; running it sets `status`.
void add_read(CLI::App& app, int& status);
void add_facets(CLI::App& app, int& status);
void add_parse(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_verify(CLI::App& app, int& status);
void add_doctor(CLI::App& app, int& status);

/// Prints `dateline: message` to standard error.
void complain(const std::string& message);
/// Opens the engine or complains; null if it cannot be opened.
[[nodiscard]] std::shared_ptr<const Engine> open_engine(const Common& common);
/// True if standard output is a terminal.
[[nodiscard]] bool output_is_terminal();
/// Columns of the terminal, 80 if unknown.
[[nodiscard]] uint32_t terminal_width();
/// Writes to standard output; false (after a message) if it cannot take it, a closed pipe without one.
[[nodiscard]] bool write_out(const std::string& text);

}  // namespace dateline::cli
