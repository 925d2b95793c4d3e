#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "dateline/record.h"
#include "facts/document_view.h"

namespace dateline::facts {

/// Makes one event of an act told again: same type and status, actors that can be the same, and the same word, the same
/// sentence or a definite noun that points back. The first keeps its place; what it lacks it takes from the later ones.
/// Words spoken in two sentences stay two acts. `events` in text order; `spoken`: where triggers of acts done by words begin.
/// Cost: events squared.
void merge_repeated(const DocumentView& view, const std::set<uint32_t>& spoken, std::vector<Event>& events);

}  // namespace dateline::facts
