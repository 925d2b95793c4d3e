#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/record.h"
#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/statement/cue_table.h"

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
/// "Asked about it, the minister said the dam was safe": a clause stands right behind the cue, whatever the tree makes of it.
[[nodiscard]] bool is_clause_right_behind(const DocumentView& view, uint32_t verb);
/// Bytes of the clause a cue reports, without "that", commas and marks at its edges.
[[nodiscard]] Span clause_span(const DocumentView& view, uint32_t verb, uint32_t clause);
/// Bytes of words first..last (inclusive) without punctuation and "that" at the edges; at least one word is kept.
[[nodiscard]] Span trimmed(const DocumentView& view, uint32_t first, uint32_t last);
/// What a cue governs that is no clause: what it says of its object, an infinitive, for a `finding` its object. Empty if
/// there is none. `rule`: name of what was tried last.
[[nodiscard]] Span governed(const DocumentView& view, uint32_t verb, const Cue& cue, bool finding, std::string& rule);
/// Sets who is told ("told reporters") and the document that carries it ("said in a statement").
void set_addressee(const DocumentView& view, const Actors& actors, uint32_t verb, Statement& statement);

}  // namespace dateline::facts
