#include "word_clusters.h"

#include <array>
#include <cstring>

namespace dateline::language {

std::optional<WordClusters> WordClusters::read(std::string_view section) {
  std::array<uint32_t, 4> header{};
  if (section.size() < sizeof header) return std::nullopt;
  std::memcpy(header.data(), section.data(), sizeof header);
  const uint64_t count = header[0];
  if (sizeof header + count * sizeof(Slot) > section.size()) return std::nullopt;
  const char* at = section.data() + sizeof header;
  if (reinterpret_cast<uintptr_t>(at) % alignof(Slot) != 0) return std::nullopt;
  const std::span<const Slot> slots(reinterpret_cast<const Slot*>(at), count);
  bool has_free = count == 0;
  for (const Slot& slot : slots) has_free |= slot.fine == 0;
  if (!has_free) return std::nullopt;
  return WordClusters(slots);
}

}  // namespace dateline::language
