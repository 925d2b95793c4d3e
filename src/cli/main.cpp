#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "cli/interrupt.h"
#include "cli/options.h"

int main(int argc, char** argv) {
  // A standard stream that the caller closed must not become the number of a file that is opened later.
  for (int fd = 0; fd <= 2; ++fd) {
    if (::fcntl(fd, F_GETFD) < 0 && ::open("/dev/null", O_RDONLY) < 0) return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of writing, not of the program
  const int status = dateline::cli::run_command_line(argc, argv);
  dateline::cli::end_as_interrupted();
  return status;
}
