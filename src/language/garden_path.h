#pragma once

#include "dateline/analysis.h"

namespace dateline::language {

/// Mends three kinds of wrong trees. "Troops shelled the town" read as a noun with a participle, like "troops shelled by rebels". A
/// participle of the passive has no object (verbs of giving and naming apart), so one that hangs on a root noun before it and
/// has an object is the verb: it becomes the root and the noun its subject. And "told reporters the figure was low" with two subjects of "was": the first is who
/// was told. And "denied moving soldiers" with "moving" as a modifier.
void mend_garden_path(const Sentence& sentence, Analysis& analysis);

}  // namespace dateline::language
