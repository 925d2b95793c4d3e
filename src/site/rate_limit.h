#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace dateline::site {

/// Lets a client do something `burst` times at once and `per_second` times in the long run (token bucket). A client is told
/// apart by any text, such as its address. Memory is bounded: beyond 20,000 clients, those that are at rest are forgotten, and
/// where none is, all. Any thread may call.
class RateLimit {
 public:
  RateLimit(double per_second, double burst) : per_second_(per_second), burst_(burst) {}
  /// True if it may; `now` in seconds, never going back.
  [[nodiscard]] bool allow(const std::string& client, double now);

 private:
  struct Bucket {
    double left, at;
  };
  double per_second_, burst_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace dateline::site
