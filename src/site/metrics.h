#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

#include "site/page_cache.h"
#include "site/server.h"

namespace dateline::site {

/// Counts of what was answered, as Prometheus text (exposition format 0.0.4). Any thread may call.
class Metrics {
 public:
  void answered(int status, double seconds, size_t bytes);
  void mail_sent(bool success) { ++(success ? mails_sent_ : mails_failed_); }
  [[nodiscard]] std::string text(const Server::Load& load, const PageCache::Figures& cache) const;

 private:
  static constexpr std::array<double, 9> kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1};
  std::array<std::atomic<uint64_t>, 6> by_class_{};  // 1xx is never given; index 5 is 5xx
  std::array<std::atomic<uint64_t>, kBounds.size() + 1> by_time_{};
  std::atomic<uint64_t> microseconds_{0}, bytes_{0}, mails_sent_{0}, mails_failed_{0};
};

}  // namespace dateline::site
