#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <thread>

#include "cli/command.h"

namespace dateline::cli {

void add_reading_options(CLI::App& command, Common& c) {
  command.add_option("source", c.sources, "HTML or text files (also .gz), folders, .jsonl files, or - for standard input")
      ->required();
  command.add_option("--jobs", c.jobs, "threads; 0 means one for each core")->envname("DATELINE_JOBS")->check(CLI::Range(0u, 256u));
  command.add_option("--limit", c.limit, "stop after so many documents; 0 means all");
  command.add_option("--rejects", c.rejects, "write refused documents to this file, one JSON object a line")
      ->envname("DATELINE_REJECTS");
  command.add_flag("--stats", c.stats, "print counts, rates and memory to standard error at the end");
  command.add_flag("--quiet", c.quiet, "no messages on refused documents, no progress");
  command.add_option("--home", c.home, "folder that holds models/ and data/")->envname("DATELINE_HOME");
  command.add_option("--max-document", c.limits.document_bytes, "largest document in bytes")->envname("DATELINE_MAX_DOCUMENT")->capture_default_str();
  command.add_option("--max-line", c.limits.line_bytes, "longest line of a .jsonl file in bytes")->envname("DATELINE_MAX_LINE")->capture_default_str();
  command.add_option("--max-text", c.limits.text_bytes, "longest article text analysed, in bytes")->envname("DATELINE_MAX_TEXT")->capture_default_str();
}

void complain(const std::string& message) { fmt::print(stderr, "dateline: {}\n", message); }

std::shared_ptr<const Engine> open_engine(const Common& common) {
  auto engine = Engine::open(common.home.empty() ? Engine::default_home() : common.home);
  if (engine) return *engine;
  complain(engine.error().message);
  return nullptr;
}

bool output_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }

uint32_t terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 80;
}

bool write_out(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return true;
  if (errno != EPIPE) complain(fmt::format("standard output cannot be written ({}); check the disk", std::strerror(errno)));
  return false;
}

}  // namespace dateline::cli
