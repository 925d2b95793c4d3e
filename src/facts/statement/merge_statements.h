#pragma once

#include <vector>

#include "facts/statement/quotation_index.h"
#include "facts/statement/statement_tagger.h"

namespace dateline::facts {

/// Puts statements in the text order of their first content, joins pieces of one that overlap, sets their kind by the share of
/// quoted words, and keeps one of two that tell the same words: the one with a speaker.
void merge_statements(const QuotationIndex& quotes, std::vector<Attribution>& attributions);

}  // namespace dateline::facts
