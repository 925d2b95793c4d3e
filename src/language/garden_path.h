#pragma once

#include "dateline/analysis.h"

namespace dateline::language {

/// Mends one kind of wrong tree: "Troops shelled the town" read as a noun with a participle, like "troops shelled by rebels". A
/// participle of the passive has no object (verbs of giving and naming apart), so one that hangs on a root noun before it and
/// has an object is the verb: it becomes the root and the noun its subject.
void mend_garden_path(const Sentence& sentence, Analysis& analysis);

}  // namespace dateline::language
