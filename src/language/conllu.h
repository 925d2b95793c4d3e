#pragma once

#include <string>
#include <string_view>

#include "dateline/analysis.h"
#include "dateline/result.h"

namespace dateline::language {

/// A CoNLL-U file as one text and its analysis.
///
/// `text` is rebuilt from the tokens: a space after each unless `SpaceAfter=No`; `# newpar` and `# newdoc` start a new
/// paragraph (an empty line between). Words of a multi-word token whose forms do not concatenate to the token's form
/// share its bytes out: each gets at least one code point while there are any, so spans stay non-empty and ascending.
struct ConlluDocument {
  std::string text;
  Analysis analysis;  ///< all columns; names from MISC `NER=B-PER` if present
};

/// Reads CoNLL-U (https://universaldependencies.org/format.html). Empty nodes ("8.1") are skipped; unknown subtypes fall
/// back to the plain relation, unknown relations to `dep`. `kMalformed` with the byte offset for: a line without ten
/// columns, ids out of order, a head outside the sentence, no root or several, a cycle, text that is not UTF-8.
[[nodiscard]] Result<ConlluDocument> parse_conllu(std::string_view bytes);

/// Writes an analysis as CoNLL-U with `# newpar`, `# sent_id`, `# text`, multi-word token lines, `SpaceAfter=No` and names
/// in MISC (`NER=B-PER`, `I-ORG`, `B-LOC`, `B-MISC`). FEATS and DEPS are `_`.
[[nodiscard]] std::string to_conllu(std::string_view text, const Analysis& analysis);

}  // namespace dateline::language
