#pragma once

#include <cstdint>
#include <vector>

#include "dateline/record.h"
#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"

namespace dateline::facts {

/// Where the parts of a statement lie around its cue. All spans are bytes of the article and none is empty unless it says so.

/// Words that begin in a span.
[[nodiscard]] uint32_t count_words(const DocumentView& view, Span span);
/// The phrase of a noun without its preposition, relative clauses, appositions and what follows them.
[[nodiscard]] Span phrase_of(const DocumentView& view, uint32_t head);
/// First word of words `begin`..`end` without what joins the sentence to the one before it ("But", "Meanwhile,").
[[nodiscard]] uint32_t behind_connective(const DocumentView& view, uint32_t begin, uint32_t end);
/// "did not say".
[[nodiscard]] bool is_negated(const DocumentView& view, uint32_t verb);
/// Head of the clause that a cue reports, `kNoWord` if none.
[[nodiscard]] uint32_t reported_clause(const DocumentView& view, uint32_t verb);
/// Head of the clause that "that" right behind a verb or noun opens, whatever the tree hangs it on; `kNoWord` if there is none.
[[nodiscard]] uint32_t that_clause(const DocumentView& view, uint32_t cue);
/// Head of the infinitive right behind a noun ("pledge to rebuild"), `kNoWord` if there is none.
[[nodiscard]] uint32_t infinitive_behind(const DocumentView& view, uint32_t noun);
/// "The dam is safe, the ministry said on Tuesday", whatever the tree makes of it: the first word of a cue with its subject
/// that closes the sentence behind a comma, with nothing but adverbials after it; `kNoWord` if the cue is not of this kind.
[[nodiscard]] uint32_t closing_cue_begin(const DocumentView& view, uint32_t verb);
/// "Asked about it, the minister said the dam was safe": a clause stands right behind the cue, whatever the tree makes of it.
[[nodiscard]] bool is_clause_right_behind(const DocumentView& view, uint32_t verb);
/// First word of "the minister said" between commas; `kNoWord` if the cue does not stand so.
[[nodiscard]] uint32_t inserted_cue_begin(const DocumentView& view, uint32_t verb);
/// "In the north, the minister said, the dam was safe": the words before a cue between commas, for a content that begins
/// behind it. Empty if there are none.
[[nodiscard]] Span before_inserted_cue(const DocumentView& view, uint32_t verb);
/// Bytes of the clause a cue reports, without "that", commas and marks at its edges.
[[nodiscard]] Span clause_span(const DocumentView& view, uint32_t verb, uint32_t clause);
/// Bytes of words first..last (inclusive) without punctuation and "that" at the edges; at least one word is kept.
[[nodiscard]] Span trimmed(const DocumentView& view, uint32_t first, uint32_t last);
/// "vowed to return", "urged the court to wait": an infinitive that a verb of speech governs, with who is to do it. Empty if none.
[[nodiscard]] Span infinitive_of(const DocumentView& view, uint32_t verb);
/// "shows the party in the lead": the object of a finding with what is found of it. Empty if none.
[[nodiscard]] Span found_object(const DocumentView& view, uint32_t verb);
/// "called the vote a sham", "described it as over", "accused the police of torture": whom and what a verb says of it. Empty if
/// it says nothing of its object.
[[nodiscard]] Span said_of_object(const DocumentView& view, uint32_t verb);
/// "Sanctions, the minister said, will stay": all of the sentence but the inserted cue; appended.
void parenthetic_content(const DocumentView& view, uint32_t verb, std::vector<Span>& content);
/// Sets who is told ("told reporters") and the document that carries it ("said in a statement").
void set_addressee(const DocumentView& view, const Actors& actors, uint32_t verb, Statement& statement);

}  // namespace dateline::facts
