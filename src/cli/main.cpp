#include <csignal>

#include "cli/options.h"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of writing, not of the program
  return dateline::cli::run_command_line(argc, argv);
}
