#pragma once

#include <cstdint>
#include <vector>

#include "facts/document_view.h"
#include "facts/event/event_lexicon.h"

namespace dateline::facts {

/// Where the arguments of a predicate stand in the tree, active, passive, nominal and shared ones alike. All functions give
/// word indices (`kNoWord` for none) and look only inside the predicate's sentence.

/// True if the verb is passive ("was arrested", "those arrested by").
[[nodiscard]] bool is_passive(const DocumentView& view, uint32_t verb);
/// Who acts: subject, by-agent of a passive, shared subject of coordinated, infinitive and participle verbs, antecedent of
/// a relative clause.
[[nodiscard]] uint32_t subject_of(const DocumentView& view, uint32_t verb);
/// Who or what is acted upon: object, subject of a passive, noun modified by a past participle, shared object.
[[nodiscard]] uint32_t object_of(const DocumentView& view, uint32_t verb);
/// Oblique or nominal modifier with this preposition.
[[nodiscard]] uint32_t with_preposition(const DocumentView& view, uint32_t word, uint64_t preposition);
/// The verb a noun is the object or subject of ("held talks": hold), `kNoWord` if none.
[[nodiscard]] uint32_t governor_verb(const DocumentView& view, uint32_t noun);
/// True if all conditions of the sense hold for the word.
[[nodiscard]] bool needs_hold(const DocumentView& view, uint32_t word, const Predicate& sense);
/// Words that fill a slot, coordination opened ("Russia and Ukraine" gives both); appended to `out`.
void fill_slot(const DocumentView& view, uint32_t word, const Predicate& sense, const Slot& slot,
               std::vector<uint32_t>& out);
/// A word and the nouns coordinated with it.
void open_coordination(const DocumentView& view, uint32_t word, std::vector<uint32_t>& out);

}  // namespace dateline::facts
