#pragma once

#include <cstddef>
#include <vector>

#include "dateline/span.h"
#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/figure/figure_tagger.h"

namespace dateline::facts {

/// What one of a document's quantities is a measure of, by the tree: the noun it describes ("a $40 pump": pump) or is told of ("the price of $40":
/// price), else the subject of its clause ("the town has 40 buses": the town). The noun that a count counts is its unit here.
/// A pronoun is none: the subject of the clause above is looked at. Empty if there is none.
[[nodiscard]] Span measured_thing(const DocumentView& view, const std::vector<Quantity>& all, size_t which);

/// Settles `what` of the amounts and bare numbers of a record with no noun behind them by `measured_thing`. Who pays, wins or
/// says is not what is measured ("Brandt must refund $90,000"): such a subject is left out unless its verb measures it
/// ("Brandt weighs 90 kg").
void settle_measured_things(const DocumentView& view, const Actors& actors, std::vector<Quantity>& all);

}  // namespace dateline::facts
