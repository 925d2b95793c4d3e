#pragma once

#include <cstdint>
#include <vector>

#include "facts/clause.h"
#include "facts/document_view.h"
#include "facts/event/event_lexicon.h"

namespace dateline::facts {

/// The conditions and slots of a predicate sense, looked up in the tree around its word. All functions look only inside
/// the predicate's sentence.

/// True if all conditions of the sense hold for the word.
[[nodiscard]] bool needs_hold(const DocumentView& view, uint32_t word, const Predicate& sense);
/// Words that fill a slot, coordination opened ("Russia and Ukraine" gives both); appended to `out`.
void fill_slot(const DocumentView& view, uint32_t word, const Predicate& sense, const Slot& slot,
               std::vector<uint32_t>& out);
/// A word and the nouns coordinated with it.
void open_coordination(const DocumentView& view, uint32_t word, std::vector<uint32_t>& out);

}  // namespace dateline::facts
