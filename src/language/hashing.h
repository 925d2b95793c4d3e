#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::language {

/// Hashes that name features. They are part of the model format: a change needs a new model.
inline constexpr uint64_t kMixA = 0x9E3779B97F4A7C15U;
inline constexpr uint64_t kMixB = 0xC2B2AE3D27D4EB4FU;

[[nodiscard]] constexpr uint32_t finish(uint64_t x) {
  x ^= x >> 32;
  x *= kMixA;
  return static_cast<uint32_t>(x >> 32);
}
[[nodiscard]] constexpr uint32_t mix(uint32_t kind, uint32_t a) {
  return finish((static_cast<uint64_t>(kind) * kMixB) ^ (a * kMixA));
}
[[nodiscard]] constexpr uint32_t mix(uint32_t kind, uint32_t a, uint32_t b) {
  return finish((static_cast<uint64_t>(kind) * kMixB) ^
                (((static_cast<uint64_t>(a) << 32) | b) * kMixA));
}
[[nodiscard]] constexpr uint32_t mix(uint32_t kind, uint32_t a, uint32_t b, uint32_t c) {
  return finish((static_cast<uint64_t>(kind) * kMixB + c * 0x165667B19E3779F9U) ^
                (((static_cast<uint64_t>(a) << 32) | b) * kMixA));
}

/// One step of the byte hash that names forms, prefixes and suffixes; start from `kByteSeed`.
inline constexpr uint32_t kByteSeed = 0x811C9DC5U;
[[nodiscard]] constexpr uint32_t add_byte(uint32_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
}
[[nodiscard]] constexpr uint32_t hash_bytes(std::string_view text) {
  uint32_t hash = kByteSeed;
  for (const char c : text) hash = add_byte(hash, c);
  return mix(1, hash);
}

}  // namespace dateline::language
