#include "site/rate_limit.h"

#include <algorithm>

namespace dateline::site {

bool RateLimit::allow(const std::string& client, double now) {
  constexpr size_t kMostClients = 20'000;
  const std::lock_guard hold(mutex_);
  if (buckets_.size() >= kMostClients) {
    std::erase_if(buckets_, [&](const auto& entry) { return entry.second.left + (now - entry.second.at) * per_second_ >= burst_; });
    if (buckets_.size() >= kMostClients) buckets_.clear();
  }
  Bucket& bucket = buckets_.try_emplace(client, Bucket{burst_, now}).first->second;
  bucket.left = std::min(burst_, bucket.left + (now - bucket.at) * per_second_);
  bucket.at = now;
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}

}  // namespace dateline::site
