#pragma once

#include <cstdint>
#include <span>

#include "word_features.h"

namespace dateline::language {

/// Tags words left to right with a linear classifier over the joint label (UPOS, XPOS): averaged perceptron
/// (Collins 2002), greedy. Features: the word, its parts, shape and clusters, two words to each side, two tags before.
inline constexpr uint32_t kTaggerFeatures = 48;

/// Features of word `i`; `before1` and `before2` are the labels of the two words before (any value if there are none).
/// Writes at most `kTaggerFeatures` and returns their number.
uint32_t tagger_features(std::span<const WordInfo> words, uint32_t i, Casing casing, uint32_t before1,
                         uint32_t before2, uint32_t* out);

}  // namespace dateline::language
