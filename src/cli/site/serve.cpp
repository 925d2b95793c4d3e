#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/site/site_command.h"

namespace dateline::cli {

int serve(const site::SiteOptions& options) {
  watch_interrupts();
  const auto served = site::serve(options, interrupted());
  forget_interrupt();
  if (served) return kDone;
  complain(served.error().message);
  return kCannotRun;
}

}  // namespace dateline::cli
