#include "linear_table.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace dateline::language {

std::optional<LinearTable> LinearTable::read(std::string_view section) {
  std::array<uint32_t, 4> header{};
  if (section.size() < sizeof header) return std::nullopt;
  std::memcpy(header.data(), section.data(), sizeof header);
  const uint64_t slots = header[0], entries = header[1];
  const uint64_t size = sizeof header + slots * sizeof(Slot) + entries * sizeof(Entry);
  if (size > section.size() || slots == 0 || header[2] > kLabels) return std::nullopt;
  LinearTable table;
  table.label_count_ = header[2];
  const char* at = section.data() + sizeof header;
  if (reinterpret_cast<uintptr_t>(at) % alignof(Slot) != 0) return std::nullopt;
  table.slots_ = {reinterpret_cast<const Slot*>(at), slots};
  table.entries_ = {reinterpret_cast<const Entry*>(at + slots * sizeof(Slot)), entries};
  bool inside = true, has_free = false;
  const uint32_t row = dense_size(header[2]);
  for (const Slot& slot : table.slots_) {
    const uint32_t count = slot.run & 0xFF;
    inside &= (slot.run >> 8) + (count == kDense ? row : count) <= entries;
    has_free |= slot.run == 0;
  }
  if (!inside || !has_free) return std::nullopt;
  while (table.filter_shift_ > 7 && (uint64_t{1} << (32 - table.filter_shift_)) < slots * 6) --table.filter_shift_;
  table.filter_.assign(size_t{1} << (26 - table.filter_shift_), 0);
  for (const Slot& slot : table.slots_) {
    if (slot.run == 0) continue;
    const uint32_t bit = (slot.fingerprint * 0x9E3779B1u) >> table.filter_shift_;
    table.filter_[bit >> 6] |= uint64_t{1} << (bit & 63);
  }
  return table;
}

namespace {

// Kept apart with plain pointers so that it is compiled to vector code.
void add_row(const int8_t* __restrict row, uint32_t count, int32_t shift, int32_t* __restrict scores) {
  for (uint32_t k = 0; k < count; ++k) scores[k] += static_cast<int32_t>(row[k]) << shift;
}

}  // namespace

void LinearTable::score(std::span<const uint32_t> features, int32_t* scores) const {
  // Three passes over the features that may have a weight, so that their cache misses overlap.
  if (slots_.empty()) return;
  std::array<uint32_t, kMostFeatures> at, held;
  size_t n = 0;
  for (const uint32_t feature : features.first(std::min<size_t>(features.size(), kMostFeatures))) {
    held[n] = feature;
    n += may_hold(feature);
  }
  const uint64_t slot_count = slots_.size();
  const Slot* const slots = slots_.data();
  const Entry* const entries = entries_.data();
  const uint32_t labels = label_count_;
  for (size_t i = 0; i < n; ++i) {
    at[i] = static_cast<uint32_t>((held[i] * slot_count) >> 32);
    __builtin_prefetch(&slots[at[i]]);
  }
  size_t found = 0;
  for (size_t i = 0; i < n; ++i) {
    uint32_t slot = at[i];
    while (slots[slot].run != 0 && slots[slot].fingerprint != held[i]) {
      if (++slot == slot_count) slot = 0;
    }
    if (slots[slot].run == 0) continue;
    at[found++] = slots[slot].run;
    __builtin_prefetch(&entries[slots[slot].run >> 8]);
  }
  for (size_t i = 0; i < found; ++i) {
    const Entry* entry = entries + (at[i] >> 8);
    const uint32_t count = at[i] & 0xFF;
    if (count == kDense) {
      const auto* row = reinterpret_cast<const int8_t*>(entry);
      const uint32_t shift = std::min<uint32_t>(static_cast<uint8_t>(row[0]), kMostShift);
      add_row(row + 1, labels, static_cast<int32_t>(shift), scores);
      continue;
    }
    for (const Entry* end = entry + count; entry != end; ++entry) {
      scores[entry->label] += entry->weight;
    }
  }
}

}  // namespace dateline::language
