#include "site/page_cache.h"

namespace dateline::site {

std::shared_ptr<const Rendered> PageCache::find(const std::string& key, const std::string& version, double now) {
  const std::lock_guard hold(mutex_);
  const auto place = places_.find(key);
  if (place == places_.end() || (place->second->version != version && place->second->fresh_until < now)) {
    ++figures_.misses;
    return nullptr;
  }
  ++figures_.hits;
  entries_.splice(entries_.begin(), entries_, place->second);
  return entries_.front().answer;
}

void PageCache::put(const std::string& key, const std::string& version, double fresh_until, std::shared_ptr<const Rendered> answer) {
  const size_t bytes = answer->response.body.size() + answer->gzip.size() + key.size() + 512;
  if (bytes > limit_ / 8) return;
  const std::lock_guard hold(mutex_);
  if (const auto there = places_.find(key); there != places_.end()) drop(there->second);
  entries_.push_front({key, version, fresh_until, std::move(answer), bytes});
  places_[key] = entries_.begin();
  figures_.bytes += bytes;
  while (figures_.bytes > limit_) drop(std::prev(entries_.end()));
}

void PageCache::drop(std::list<Entry>::iterator entry) {
  figures_.bytes -= entry->bytes;
  places_.erase(entry->key);
  entries_.erase(entry);
}

PageCache::Figures PageCache::figures() const {
  const std::lock_guard hold(mutex_);
  return figures_;
}

}  // namespace dateline::site
