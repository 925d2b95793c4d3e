#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "dateline/record.h"
#include "facts/document_view.h"

namespace dateline::facts {

/// What is known of triggers, by where they begin.
struct TriggerNotes {
  std::set<uint32_t> spoken;              ///< of acts done by words
  std::map<uint32_t, uint32_t> attack_of;  ///< of harm done by an attack: the word that names it ("the blast destroyed", "killed in the raid")
  std::map<uint32_t, uint32_t> cue_of;     ///< of acts done by words inside what somebody says: the verb of saying
};

/// A noun with "the", "this" or "that", which points to what was told before.
[[nodiscard]] bool is_definite(const DocumentView& view, uint32_t noun);

/// Makes one event of an act told again: same type and status, actors that can be the same, and the same word, the same
/// sentence, a noun that points back ("the talks", "their talks") or tells nothing of its own, a heading above, or a plan of
/// the same kind by the same actor; an attack and the harm that its own sentence says it did. The first keeps
/// its place; what it lacks it takes from the later ones. Words spoken in two sentences stay two acts, but for headings and
/// nouns with an article. `events` in text order. Cost: events squared.
void merge_repeated(const DocumentView& view, const TriggerNotes& notes, std::vector<Event>& events);

}  // namespace dateline::facts
