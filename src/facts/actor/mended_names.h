#pragma once

#include <vector>

#include "facts/actor/actor_lexicon.h"
#include "facts/document_view.h"

namespace dateline::facts {

/// The names of the analysis put right: double last names are put together (who is once called "Annegret Kramp-Karrenbauer" is
/// "Kramp-Karrenbauer" from then on; "Trump-Putin" without a first name are two), two people taken for one name are told apart
/// ("American Kevin King and Australian Tim Weeks"). Cost: names times words, where there are double names; else the names.
[[nodiscard]] std::vector<Name> mended_names(const DocumentView& view, const ActorLexicon& lexicon);

}  // namespace dateline::facts
