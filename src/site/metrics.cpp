#include "site/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace dateline::site {

void Metrics::answered(int status, double seconds, size_t bytes) {
  ++by_class_[static_cast<size_t>(std::clamp(status / 100, 0, 5))];
  const auto bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds) - kBounds.begin();
  ++by_time_[static_cast<size_t>(bucket)];
  microseconds_ += static_cast<uint64_t>(seconds * 1e6);
  bytes_ += bytes;
}

std::string Metrics::text(const Server::Load& load, const PageCache::Figures& cache) const {
  std::string out;
  const auto line = [&](std::string_view name, std::string_view kind, std::string_view help, uint64_t value) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, value);
  };
  out += "# HELP dateline_requests_total Requests answered, by class of status.\n# TYPE dateline_requests_total counter\n";
  for (size_t c = 2; c < by_class_.size(); ++c) out += fmt::format("dateline_requests_total{{class=\"{}xx\"}} {}\n", c, by_class_[c].load());
  out += "# HELP dateline_request_seconds Time from a whole request to its answer.\n# TYPE dateline_request_seconds histogram\n";
  uint64_t sum = 0;
  for (size_t b = 0; b < by_time_.size(); ++b) {
    sum += by_time_[b];
    const std::string bound = b < kBounds.size() ? fmt::format("{}", kBounds[b]) : "+Inf";
    out += fmt::format("dateline_request_seconds_bucket{{le=\"{}\"}} {}\n", bound, sum);
  }
  out += fmt::format("dateline_request_seconds_sum {}\ndateline_request_seconds_count {}\n", static_cast<double>(microseconds_) / 1e6, sum);
  line("dateline_sent_bytes_total", "counter", "Bytes of answers' bodies.", bytes_);
  line("dateline_connections", "gauge", "Connections open.", load.connections);
  line("dateline_waiting_requests", "gauge", "Requests that wait for a worker.", load.waiting);
  line("dateline_slow_connections_dropped_total", "counter", "Connections dropped at their deadline.", load.dropped_slow);
  line("dateline_cache_hits_total", "counter", "Answers given from the cache.", cache.hits);
  line("dateline_cache_misses_total", "counter", "Answers made anew.", cache.misses);
  line("dateline_cache_bytes", "gauge", "Bytes of answers kept.", cache.bytes);
  line("dateline_mails_sent_total", "counter", "Messages that the mail server took.", mails_sent_);
  line("dateline_mails_failed_total", "counter", "Tries that it refused or that did not reach it.", mails_failed_);
  return out;
}

}  // namespace dateline::site
