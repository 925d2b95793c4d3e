#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace dateline::intake {

/// Keeps requests to one host apart: one at a time, and not before the host may be asked again. Any number of threads.
class HostGate {
 public:
  using Clock = std::chrono::steady_clock;

  /// The right to ask a host; ends with its life, from when the next may ask after a delay.
  class Turn {
   public:
    Turn(HostGate& gate, std::string host) : gate_(&gate), host_(std::move(host)) {}
    Turn(Turn&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)), host_(std::move(other.host_)), delay_(other.delay_) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (gate_ != nullptr) gate_->leave(host_, delay_);
    }
    /// How long the host is left alone after this turn.
    void set_delay(std::chrono::milliseconds delay) { delay_ = delay; }

   private:
    HostGate* gate_;
    std::string host_;
    std::chrono::milliseconds delay_{0};
  };

  /// Waits for a turn. Nothing if the host is to be left alone for longer than `patience` (`left` then says how long), or when `stop` is true.
  [[nodiscard]] std::optional<Turn> enter(const std::string& host, std::chrono::milliseconds patience, const std::atomic<bool>* stop,
                                          std::chrono::milliseconds& left);

 private:
  struct Host {
    bool busy = false;
    Clock::time_point next{};
  };
  void leave(const std::string& host, std::chrono::milliseconds delay);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Host> hosts_;
};

}  // namespace dateline::intake
