#pragma once

#include <cstdint>

#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/statement/statement_tagger.h"

namespace dateline::facts {

/// Who speaks at a cue. Words are indices, `kNoWord` for none; all lie in the cue's sentence.

/// The phrase of a speaker with what tells who that is: "Ana Luna, a farmer from Puno". Ends before the cue.
[[nodiscard]] Span speaker_phrase(const DocumentView& view, uint32_t head, uint32_t cue);
/// Sets the speaker to the one whom a word names; no change for `kNoWord`. The cue must be set.
void set_speaker(const DocumentView& view, const Actors& actors, uint32_t subject, Attribution& statement);
/// Who speaks where the tree takes a word of the quotation for the subject of the cue (`"The place is cynical," said Ana Luna`):
/// another subject outside of quotations, or the noun right behind the cue. `subject` itself if it stands outside.
[[nodiscard]] uint32_t speaker_outside_quotation(const DocumentView& view, uint32_t cue, uint32_t subject);
/// `"The place is safe," said a dozen of them, who had seen it`: the noun behind a cue that closes a sentence, taken by the
/// tree for what is said.
[[nodiscard]] uint32_t inverted_speaker(const DocumentView& view, uint32_t cue);
/// Who speaks where the tree gives the cue no subject, or gives it to a clause beside it: "People briefed on the talks said
/// ...", "sources close to the bank say ...", "elected officials from both towns say he has ...". `clause`: what is reported.
[[nodiscard]] uint32_t speaker_beside(const DocumentView& view, uint32_t cue, uint32_t clause);

/// `"It is safe," Ana Luna, a farmer from Puno, said`, `"It is safe," said Ana Luna`: the noun between a closing quotation mark
/// and a cue, or behind a cue that stands right behind the mark or opens its sentence, whatever the tree makes of it.
[[nodiscard]] uint32_t speaker_behind_mark(const DocumentView& view, uint32_t cue);
/// "Farmers, two officials said, will be paid": the noun of a cue between commas.
[[nodiscard]] uint32_t inserted_speaker(const DocumentView& view, uint32_t cue);
[[nodiscard]] bool is_closing_mark(const DocumentView& view, uint32_t word);
/// "Liu said the army could be sent in, warning: ...": the verb over a participle behind a comma whose subject it has, where
/// the participle stands in the clause that verb reports; `kNoWord` if there is none.
[[nodiscard]] uint32_t reporting_verb_over(const DocumentView& view, uint32_t participle);

}  // namespace dateline::facts
