#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/command.h"

namespace dateline::cli {

void say(const std::string& text) { std::fputs(text.c_str(), stderr); }

void complain(const std::string& message) { say(fmt::format("dateline: {}\n", message)); }

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

namespace {

/// Remembers that the output failed and says so once; false.
bool output_failed(bool now) {
  static bool failed = false;
  if (now && !failed) {
    failed = true;
    if (errno != EPIPE) {
      complain(fmt::format("standard output cannot be written ({}); check the disk", std::strerror(errno)));
    }
  }
  return failed;
}

}  // namespace

bool write_out(const std::string& text) {
  return !output_failed(std::fwrite(text.data(), 1, text.size(), stdout) != text.size());
}

bool flush_out() { return !output_failed(std::fflush(stdout) != 0 || std::ferror(stdout) != 0); }

}  // namespace dateline::cli
