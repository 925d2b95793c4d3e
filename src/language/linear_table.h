#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dateline::language {

/// Weights of a linear classifier, used in place in the mapped model file.
///
///   header   u32 slot_count, u32 entry_count, u32 label_count, u32 0
///   slots    slot_count x { u32 fingerprint, u32 run }     open addressing, linear probing
///   entries  entry_count x { u8 label, i8 weight }
///
/// `run` is `begin << 8 | count` into the entries; 0 marks a free slot. Count 255 marks a dense row at `begin` instead of
/// entries: u8 shift, then `label_count` weights i8, each to be shifted left (features that have a weight for most
/// labels). A label may have several entries, which add up. A feature's home slot is `fingerprint * slot_count >> 32`. A feature that is not in the table has no weight; two features with the same
/// 32-bit fingerprint share theirs (one in some thousand at this size).
class LinearTable {
 public:
  static constexpr uint32_t kLabels = 256;      ///< size of every score array
  static constexpr uint32_t kMostFeatures = 160;
  static constexpr uint32_t kDense = 255;  ///< count of a dense row
  static constexpr uint32_t kMostShift = 20;
  /// Places in `entries` that a dense row takes.
  static constexpr uint32_t dense_size(uint32_t labels) { return (labels + 2) / 2; }

  struct Slot {
    uint32_t fingerprint, run;
  };
  struct Entry {
    uint8_t label;
    int8_t weight;
  };

  LinearTable() = default;
  /// Takes a section's bytes (4-aligned); nothing if counts, runs or size do not fit.
  [[nodiscard]] static std::optional<LinearTable> read(std::string_view section);

  /// Adds the weights of all features to `scores[0..kLabels)`. At most `kMostFeatures` features.
  void score(std::span<const uint32_t> features, int32_t* scores) const;
  /// True if no feature has a weight.
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] uint32_t label_count() const { return label_count_; }

 private:
  /// Tells of most features that are in no slot that they are not, from one bit: four in five looked up have no weight,
  /// and the bits fit a cache that the slots do not. Made when the file is opened, eight bits a feature.
  [[nodiscard]] bool may_hold(uint32_t feature) const {
    const uint32_t bit = (feature * 0x9E3779B1u) >> filter_shift_;
    return (filter_[bit >> 6] >> (bit & 63) & 1) != 0;
  }

  std::vector<uint64_t> filter_;
  uint32_t filter_shift_ = 26;
  std::span<const Slot> slots_;
  std::span<const Entry> entries_;
  uint32_t label_count_ = 0;
};

}  // namespace dateline::language
