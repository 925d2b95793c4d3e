#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tokenizer.h"

namespace dateline::language {

/// Finds the sentence ends of one paragraph. Appends to `ends`, for each sentence, the index in `words` behind its
/// last word; the last entry is `words.size()` (nothing for no words). No sentence is longer than `longest` words, and
/// a token is never cut between its joined words unless it alone is too long.
///
/// Rules: a stop, question or exclamation mark (with closing quotes and brackets behind it) ends a sentence if what
/// follows can open one; abbreviations by their class (`abbreviations.h`). Cost is linear.
void split_sentences(std::string_view text, std::span<const Word> words, uint32_t longest,
                     std::vector<uint32_t>& ends);

}  // namespace dateline::language
