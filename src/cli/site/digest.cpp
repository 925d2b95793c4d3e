#include <fmt/format.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/site/site_command.h"

namespace dateline::cli {

int digest(const site::DigestOptions& options, bool quiet) {
  watch_interrupts();
  const auto counts = site::send_digests(options, interrupted());
  if (!counts) {
    complain(counts.error().message);
    return kCannotRun;
  }
  if (!quiet) say(fmt::format("{}: {} digests due, {} without news, {} messages sent\n", options.archive, counts->due, counts->nothing_new, counts->sent));
  return kDone;
}

int bounce(const std::string& archive) {
  constexpr size_t kLargest = 4 * 1024 * 1024;
  const auto report = read_file("/dev/stdin", kLargest);
  if (!report) {
    complain(report.error().message);
    return kCannotRun;
  }
  const auto address = site::take_bounce(archive, *report);
  if (!address) {
    complain(address.error().message);
    return kCannotRun;
  }
  if (address->empty()) {
    complain("standard input: no report that a message of this archive could never be delivered; nothing was changed");
    return kNothingFound;
  }
  say(fmt::format("{}: gets no more messages\n", *address));
  return kDone;
}

}  // namespace dateline::cli
