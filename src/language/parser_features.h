#pragma once

#include <cstdint>
#include <span>

#include "parser_state.h"
#include "word_features.h"

namespace dateline::language {

inline constexpr uint32_t kParserFeatures = 150;

/// A tagged word as the parser sees it.
struct ParserWord {
  uint32_t form = 0;   ///< hash in lower case
  uint32_t tag = 0;    ///< label of the tagger (UPOS and XPOS)
  uint32_t pos = 0;    ///< UPOS
  uint32_t fine = 0, coarse = 0;
};

/// Features of a state (after Zhang and Nivre 2011, with word clusters): words, tags and clusters on top of the stack and
/// at the front of the buffer, their children and labels, distances and valencies. `words` holds the sentence.
/// Writes at most `kParserFeatures` and returns their number.
uint32_t parser_features(const ParserState& state, std::span<const ParserWord> words, uint32_t* out);

}  // namespace dateline::language
