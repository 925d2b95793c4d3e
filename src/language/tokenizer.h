#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/span.h"

namespace dateline::language {

/// A UD syntactic word as found in the text.
struct Word {
  Span span;            ///< bytes in the text, never empty
  bool joined = false;  ///< continues the token of the word before (clitics: "do" + "n't")
};

/// Splits `text.substr(part)` into words by the conventions of the UD English treebanks (EWT, GUM):
///
///   don't -> do n't (joined)      well-known -> well - known     non-violent stays one word
///   $20,000 -> $ 20,000           10am -> 10 am                  9/11, 3.5, 8:30 stay
///   Mr. U.S. e.g. keep the stop   cannot -> can not (joined)     http://a.b/c?d stays
///
/// Every code point that is not white space lies in exactly one word. Words are appended to `out` in text order;
/// spans are relative to `text`. `text` must be valid UTF-8. Cost is linear in the part; never fails.
/// Prose after the full stop without a blank ("end.The") is split.
void tokenize(std::string_view text, Span part, std::vector<Word>& out);

}  // namespace dateline::language
