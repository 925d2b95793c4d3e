#include <csignal>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/site/site_command.h"

namespace dateline::cli {

int serve(const site::SiteOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);  // a client that goes away is no reason to end
  watch_interrupts();
  const auto served = site::serve(options, interrupted());
  if (served) return kDone;
  complain(served.error().message);
  return kCannotRun;
}

}  // namespace dateline::cli
