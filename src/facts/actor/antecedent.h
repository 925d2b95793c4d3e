#pragma once

#include <vector>

#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"

namespace dateline::facts {

/// The nearest earlier entity that a pronoun can stand for, `kNoItem` if none: of its number and gender, at most three sentences
/// back; subjects first, who spoke before who was spoken of. An object ("urged him") is not the subject of its own verb.
/// `actors`: the mentions before the pronoun; `gender` (m, f, u) and `plural` by entity. Cost: the mentions of four sentences.
[[nodiscard]] ItemIndex antecedent(const DocumentView& view, const Actors& actors, const std::vector<char>& gender,
                                   const std::vector<bool>& plural, const ActorMention& pronoun);

}  // namespace dateline::facts
