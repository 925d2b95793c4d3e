#pragma once

#include <cstdint>
#include <vector>

#include "dateline/span.h"
#include "facts/document_view.h"

namespace dateline::facts {

/// Cues that close a sentence or stand within one, found by their place, and what they leave around them.

/// "The dam is safe, the ministry said on Tuesday", whatever the tree makes of it: the first word of a cue with its subject
/// that closes the sentence behind a comma, with nothing but adverbials after it; `kNoWord` if the cue is not of this kind.
[[nodiscard]] uint32_t closing_cue_begin(const DocumentView& view, uint32_t verb);
/// Who speaks at such a cue where the tree gives it no subject: the noun between the last comma and the cue; `kNoWord` if what
/// stands there is no noun phrase.
[[nodiscard]] uint32_t closing_speaker(const DocumentView& view, uint32_t verb);
/// First word of "the minister said" between commas; `kNoWord` if the cue does not stand so.
[[nodiscard]] uint32_t inserted_cue_begin(const DocumentView& view, uint32_t verb);
/// "In the north, the minister said, the dam was safe": the words before a cue between commas, for a content that begins
/// behind it. Empty if there are none.
[[nodiscard]] Span before_inserted_cue(const DocumentView& view, uint32_t verb);
/// "Sanctions, the minister said, will stay": all of the sentence but the inserted cue; appended.
void parenthetic_content(const DocumentView& view, uint32_t verb, std::vector<Span>& content);
/// `Eyes raised, he asked, "Is it safe?"`: what is said follows the cue at once.
[[nodiscard]] bool announces_quotation(const DocumentView& view, uint32_t verb);
/// True if a finite verb stands right behind the word, before any noun: the clause goes on there.
[[nodiscard]] bool is_finite_behind(const DocumentView& view, uint32_t word, uint32_t end);

/// "the so-called tea towns": names, says nothing.
[[nodiscard]] bool is_so_called(const DocumentView& view, uint32_t verb);
/// "her refusal to say which", "it would be wrong to say that", "declined to say": nothing is said.
[[nodiscard]] bool is_unsaid(const DocumentView& view, uint32_t verb);
/// "the plan to countering", "by calling": a gerund that a preposition governs.
[[nodiscard]] bool is_behind_preposition(const DocumentView& view, uint32_t verb);
/// Quoted words between marks of a pause, as speech is and a term is not.
[[nodiscard]] bool is_set_off(const DocumentView& view, const Quotation& q);

}  // namespace dateline::facts
