#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dateline/span.h"
#include "word_clusters.h"

namespace dateline::language {

/// How the letters of a sentence are cased: a headline in capitals says nothing about names by its capitals.
enum class Casing : uint8_t { kNormal, kUpper, kTitle };

/// What the classifiers see of one word: hashes of its form and parts, its shape and its clusters.
struct WordInfo {
  uint32_t form = 0, lower = 0;    ///< as written; in lower case
  uint32_t prefix[4] = {};         ///< first 1 to 4 bytes, lower case
  uint32_t suffix[5] = {};         ///< last 1 to 5 bytes, lower case
  uint32_t shape = 0;              ///< "Xxx" -> "Xx", "3.5" -> "d.d", runs folded
  uint16_t fine = 0, coarse = 0;   ///< word clusters, 0 if unknown
  uint8_t length = 0;              ///< bytes, at most 64
  uint8_t flags = 0;               ///< `kCapital` ...
};

inline constexpr uint8_t kCapital = 1, kAllCapitals = 2, kHasDigit = 4, kHasHyphen = 8, kIsPunct = 16,
                         kGluedLeft = 32;

/// Describes the words of one sentence into `out` (resized). In a sentence in capitals, forms are hashed in lower case.
/// The returned casing is a feature of its own.
Casing describe(std::string_view text, std::span<const Span> words, const WordClusters& clusters,
                std::vector<WordInfo>& out);

}  // namespace dateline::language
