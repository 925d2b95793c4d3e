#pragma once

#include <string>
#include <string_view>

#include "dateline/analysis.h"
#include "dateline/span.h"

namespace dateline::language {

/// One JSON object a sentence and line: `{"span", "text", "words": [{"span", "form", "lemma", "upos", "xpos", "head", "relation",
/// "tag_certainty", "tree_certainty"}], "names": [{"span", "kind", "certainty"}]}`. `head` is the number of a word
/// of the sentence from 1, 0 for the root; `"joined": true` marks a word that goes on with the token before ("n't"). Spans are
/// bytes of the text. Certainties are probabilities from 0 to 1 (dateline/analysis.h).
[[nodiscard]] std::string to_json_lines(std::string_view text, const Analysis& analysis);

/// Trees to be read: a word a line, under its head, in the order of the sentence, with relation and tag; names marked behind.
[[nodiscard]] std::string to_trees(std::string_view text, const Analysis& analysis);

/// Appends a sentence of words found elsewhere: the words of `text.substr(part)` that are parted by blanks, or, with `blanks`
/// false, those that `tokenize` finds. Nothing for a part without words. To be annotated then.
void append_sentence(std::string_view text, Span part, bool blanks, Analysis& analysis);

}  // namespace dateline::language
