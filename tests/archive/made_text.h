#pragma once

#include <cstdint>
#include <string>

namespace dateline::archive {

/// So many words, the same for the same seed; words of low rank come often.
inline std::string made_text(uint32_t seed, uint32_t words) {
  std::string out;
  uint64_t state = seed * 0x9e3779b97f4a7c15ULL + 1;
  for (uint32_t i = 0; i < words; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const double x = static_cast<double>(state >> 40) / static_cast<double>(1 << 24);
    auto rank = static_cast<uint32_t>(x * x * x * 40000);
    if (rank % 7 == 0) out += 'K';
    for (out += static_cast<char>('a' + rank % 20); rank != 0; rank /= 13) {
      out += static_cast<char>('a' + rank % 13);
      out += "aeiou"[rank % 5];
    }
    out += i % 18 == 17 ? ".\n" : " ";
  }
  return out;
}

}  // namespace dateline::archive
