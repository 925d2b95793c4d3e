#include "cli/interrupt.h"

#include <csignal>

namespace dateline::cli {
namespace {

std::atomic<bool> raised{false};
std::atomic<int> which{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

extern "C" void note_signal(int number) {
  which = number;
  raised = true;
}

}  // namespace

void watch_interrupts() {
  for (const int number : {SIGINT, SIGTERM}) {
    struct sigaction before {};
    if (::sigaction(number, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    ::sigemptyset(&action.sa_mask);
    ::sigaction(number, &action, nullptr);
  }
}

const std::atomic<bool>& interrupted() { return raised; }

void forget_interrupt() { raised = false; }

void end_as_interrupted() {
  if (!raised) return;
  std::signal(which, SIG_DFL);
  std::raise(which);
}

}  // namespace dateline::cli
