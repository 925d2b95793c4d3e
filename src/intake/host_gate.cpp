#include "intake/host_gate.h"

namespace dateline::intake {
namespace {

constexpr size_t kMostHosts = 10'000;  // remembered before those that may be asked again are forgotten
constexpr auto kLook = std::chrono::milliseconds(100);

}  // namespace

std::optional<HostGate::Turn> HostGate::enter(const std::string& host, std::chrono::milliseconds patience, const std::atomic<bool>* stop,
                                              std::chrono::milliseconds& left) {
  std::unique_lock hold(mutex_);
  while (stop == nullptr || !*stop) {
    Host& h = hosts_[host];
    const auto now = Clock::now();
    if (!h.busy && h.next <= now) {
      h.busy = true;
      return std::optional<Turn>(std::in_place, *this, host);
    }
    if (h.next > now) {
      left = std::chrono::ceil<std::chrono::milliseconds>(h.next - now);
      if (left > patience) return std::nullopt;
    }
    changed_.wait_for(hold, h.busy ? kLook : std::min<Clock::duration>(kLook, h.next - now));
  }
  return std::nullopt;
}

void HostGate::leave(const std::string& host, std::chrono::milliseconds delay) {
  const std::lock_guard hold(mutex_);
  const auto now = Clock::now();
  if (hosts_.size() > kMostHosts) std::erase_if(hosts_, [&](const auto& entry) { return !entry.second.busy && entry.second.next <= now; });
  hosts_[host] = {false, now + delay};
  changed_.notify_all();
}

}  // namespace dateline::intake
