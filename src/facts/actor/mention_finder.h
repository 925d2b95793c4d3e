#pragma once

#include <vector>

#include "facts/actor/actor_tagger.h"

namespace dateline::facts {

/// A mention before it is joined to an entity.
struct Candidate {
  ActorMention mention;
  std::string name;         ///< name or description, for the entity
  std::string role_phrase;  ///< lemmas of the role noun, empty if none
  EntityKind kind = EntityKind::kPerson;
  const NamedActor* known = nullptr;  ///< entry of the tables, null if unknown
  const Place* located = nullptr;     ///< resolved place, null if none
  uint32_t title_begin = kNoWord;     ///< first word of a title before the name
  bool domestic = false;  ///< an institution or people of some country that the text does not name beside it
};

/// Finds all mentions of one document, ascending by first word, each with its code as far as its own phrase tells it.
///
/// Three sources, in this order of trust: names of the tables, places, names of the language model; then noun phrases
/// whose head is a role noun. A role noun right before a name is its title. The country of a phrase comes from an
/// adjective, a country or town in its possessor, modifiers, or "of", "in" and "from".
void find_mentions(const DocumentView& view, const ActorLexicon& lexicon,
                   const std::vector<PlaceMention>& places, std::vector<Candidate>& out);

}  // namespace dateline::facts
