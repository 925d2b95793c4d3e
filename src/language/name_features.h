#pragma once

#include <cstdint>
#include <span>

#include "word_features.h"

namespace dateline::language {

/// Labels of the name finder, the scheme BIOES over four kinds: 0 is outside, else `1 + 4 * kind + place` with place
/// B, I, E, S and `kind` a `NameKind`.
inline constexpr uint32_t kNameLabels = 17;
inline constexpr uint32_t kNameFeatures = 64;

enum class NamePlace : uint8_t { kBegin, kInside, kEnd, kSingle };
[[nodiscard]] constexpr uint32_t name_label(uint32_t kind, NamePlace place) {
  return 1 + 4 * kind + static_cast<uint32_t>(place);
}
/// True if label `b` may follow label `a`; `a` or `b` may be `kNameLabels` for the border of the sentence.
[[nodiscard]] constexpr bool name_follows(uint32_t a, uint32_t b) {
  const auto open = [](uint32_t l) { return l > 0 && l < kNameLabels && ((l - 1) & 3) <= 1; };
  const auto goes_on = [](uint32_t l) { return l > 0 && l < kNameLabels && (((l - 1) & 3) == 1 || ((l - 1) & 3) == 2); };
  if (open(a) != goes_on(b)) return false;
  return !open(a) || (a - 1) / 4 == (b - 1) / 4;
}

/// Features of word `i` (none depends on labels). `tags` are the tagger's labels.
uint32_t name_features(std::span<const WordInfo> words, std::span<const uint32_t> tags, uint32_t i,
                       Casing casing, uint32_t* out);

}  // namespace dateline::language
