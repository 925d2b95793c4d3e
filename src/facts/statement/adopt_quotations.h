#pragma once

#include <cstdint>
#include <vector>

#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/statement/cue_table.h"
#include "facts/statement/quotation_index.h"
#include "facts/statement/statement_tagger.h"

namespace dateline::facts {

/// Gives quotations without a cue of their own, if they are long enough, to who spoke last in the paragraph, who is named in the
/// sentence before, or who opened the quotation that goes on; as parts of a statement or as new ones. `owner`: for each
/// quotation the index of its statement, `kNoItem` for none; changed. `statements` is in the order of the sentences.
void adopt_quotations(const DocumentView& view, const Actors& actors, const CueTable& cues, const QuotationIndex& quotes, std::vector<uint32_t>& owner,
                      std::vector<Attribution>& statements);

}  // namespace dateline::facts
