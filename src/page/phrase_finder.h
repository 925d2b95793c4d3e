#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::page {

/// Finds every place of some hundred fixed phrases in a short text, in one pass: the four bytes at a place choose a
/// bucket of phrases, which is empty at nearly all of them. Filled at start-up, then immutable.
class PhraseFinder {
 public:
  static constexpr size_t kLeastBytes = 4;

  PhraseFinder() { heads_.fill(kNone); }

  /// Adds a phrase of at least `kLeastBytes` bytes; its number is the count of those before it.
  void add(std::string_view phrase) {
    uint16_t& head = heads_[bucket(phrase.data())];
    next_.push_back(head);
    head = static_cast<uint16_t>(phrases_.size());
    phrases_.emplace_back(phrase);
  }
  [[nodiscard]] size_t size() const { return phrases_.size(); }
  [[nodiscard]] const std::string& phrase(size_t number) const { return phrases_[number]; }

  /// Calls `found(number, begin)` for each.
  template <class Found>
  void each(std::string_view text, const Found& found) const {
    for (size_t at = 0; at + kLeastBytes <= text.size(); ++at) {
      for (uint16_t i = heads_[bucket(text.data() + at)]; i != kNone; i = next_[i]) {
        if (text.substr(at).starts_with(phrases_[i])) found(i, at);
      }
    }
  }

 private:
  static constexpr uint16_t kNone = UINT16_MAX;
  static size_t bucket(const char* four) {
    uint32_t word = 0;
    std::memcpy(&word, four, sizeof word);
    return (word * 2654435761u) >> 20;
  }
  std::array<uint16_t, 4096> heads_;
  std::vector<uint16_t> next_;
  std::vector<std::string> phrases_;
};

}  // namespace dateline::page
