#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace dateline::language {

/// Two clusterings of the frequent words, one fine and one coarse, used in place in the mapped model file.
///
///   header  u32 slot_count, u32 fine_count, u32 coarse_count, u32 0
///   slots   slot_count x { u32 fingerprint, u16 fine, u16 coarse }     open addressing, linear probing
///
/// The fingerprint is `hash_bytes` of the word in lower case; fine 0 marks a free slot (clusters count from 1).
class WordClusters {
 public:
  struct Slot {
    uint32_t fingerprint;
    uint16_t fine, coarse;
  };
  WordClusters() = default;
  explicit WordClusters(std::span<const Slot> slots) : slots_(slots) {}
  [[nodiscard]] static std::optional<WordClusters> read(std::string_view section);

  /// Clusters of a word by its fingerprint; zeros if unknown.
  [[nodiscard]] Slot find(uint32_t fingerprint) const {
    if (slots_.empty()) return {};
    uint64_t at = (fingerprint * static_cast<uint64_t>(slots_.size())) >> 32;
    while (slots_[at].fine != 0) {
      if (slots_[at].fingerprint == fingerprint) return slots_[at];
      if (++at == slots_.size()) at = 0;
    }
    return {};
  }

 private:
  std::span<const Slot> slots_;
};

}  // namespace dateline::language
