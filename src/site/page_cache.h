#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "site/http.h"

namespace dateline::site {

/// An answer ready to be sent, plain and compressed.
struct Rendered {
  Response response;
  std::string gzip;   ///< of the body; empty if it is too short to gain
  std::string etag;   ///< with its quotation marks
};

/// Keeps answers for as long as the archive stays the same, least recently used ones going first when `bytes` are full. An answer
/// that is costly to make may also be given for some seconds after a change. Any thread may call.
class PageCache {
 public:
  explicit PageCache(size_t bytes) : limit_(bytes) {}
  /// The answer kept for this key, if it was made of this version of the archive or is fresh enough; null if there is none.
  [[nodiscard]] std::shared_ptr<const Rendered> find(const std::string& key, const std::string& version, double now);
  /// `fresh_until`: given until then whatever the version, 0 for never. Answers of more than an eighth of the room are not kept.
  void put(const std::string& key, const std::string& version, double fresh_until, std::shared_ptr<const Rendered> answer);
  struct Figures {
    uint64_t hits = 0, misses = 0, bytes = 0;
  };
  [[nodiscard]] Figures figures() const;

 private:
  struct Entry {
    std::string key, version;
    double fresh_until;
    std::shared_ptr<const Rendered> answer;
    size_t bytes;
  };
  void drop(std::list<Entry>::iterator entry);

  size_t limit_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // latest used first
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
  Figures figures_;
};

}  // namespace dateline::site
