#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dateline::page {

/// The first byte at or behind `from` that is one of `wanted`; the size of the text if there is none.
/// Sixteen bytes at a time where the machine can (SSE2, which every x86-64 has).
template <char... wanted>
[[nodiscard]] inline size_t find_any(std::string_view text, size_t from) {
#ifdef __SSE2__
  for (; from + 16 <= text.size(); from += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + from));
    __m128i found = _mm_setzero_si128();
    ((found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(wanted)))), ...);
    const auto mask = static_cast<uint32_t>(_mm_movemask_epi8(found));
    if (mask != 0) return from + static_cast<size_t>(std::countr_zero(mask));
  }
#endif
  while (from < text.size() && !((text[from] == wanted) || ...)) ++from;
  return from;
}

}  // namespace dateline::page
