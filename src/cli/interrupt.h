#pragma once

#include <atomic>

namespace dateline::cli {

/// From this call on the first SIGINT or SIGTERM only raises `interrupted()`, so that a run can finish what it holds and
/// close its output; a second one ends the program at once. A signal that the caller ignores (nohup) stays ignored.
void watch_interrupts();
/// True once such a signal came. Stays the same object, for other threads to look at.
[[nodiscard]] const std::atomic<bool>& interrupted();
/// For programs that run until they are told to end: the signal has been heeded, and `end_as_interrupted` ends nothing.
void forget_interrupt();
/// Ends the program by the signal that came, as shells expect of an interrupted program; returns if none came.
void end_as_interrupted();

}  // namespace dateline::cli
