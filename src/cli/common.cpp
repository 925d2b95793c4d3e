#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <thread>

#include "cli/command.h"

namespace dateline::cli {

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
