#pragma once

#include <cstdint>

#include "facts/document_view.h"

namespace dateline::facts {

/// Who does what in a clause of the tree, active, passive, nominal and shared ones alike; used by all stages that ask for
/// arguments. All functions give word indices (`kNoWord` for none) and look only inside the word's sentence. Cost: the depth
/// of the tree times the dependents on the way.

/// True if the verb is passive ("was arrested", "those arrested by").
[[nodiscard]] bool is_passive(const DocumentView& view, uint32_t verb);
/// Who acts: subject, by-agent of a passive, shared subject of coordinated, infinitive and participle verbs, antecedent of
/// a relative clause. "was quoted as saying" has the subject of the passive; "is said to be" has none.
[[nodiscard]] uint32_t subject_of(const DocumentView& view, uint32_t verb);
/// The subject that a word has in the tree itself, active or passive; of two, the one right before it.
[[nodiscard]] uint32_t subject_child(const DocumentView& view, uint32_t word);
/// Who or what is acted upon: object, subject of a passive, noun modified by a past participle, shared object.
[[nodiscard]] uint32_t object_of(const DocumentView& view, uint32_t verb);
/// "called off its visit" read as an oblique: the object behind a particle that the tree takes for its preposition, `kNoWord` if none.
[[nodiscard]] uint32_t object_behind_particle(const DocumentView& view, uint32_t verb);
/// Oblique or nominal modifier with this preposition.
[[nodiscard]] uint32_t with_preposition(const DocumentView& view, uint32_t word, uint64_t preposition);
/// A verb with a tense, by its tag ("said", "says", "say", "will").
[[nodiscard]] bool is_finite(const DocumentView& view, uint32_t word);
/// True if one of the words `begin`..`end` is a finite verb.
[[nodiscard]] bool has_finite(const DocumentView& view, uint32_t begin, uint32_t end);
/// "denied sending troops": a gerund that follows its verb at once, whatever the tree calls it.
[[nodiscard]] bool is_gerund_complement(const DocumentView& view, uint32_t gerund);
/// The verb that a coordinated one goes with. "She said he had lied, and accused them": a simple past that the tree hangs on a
/// perfect inside a reported clause goes with the verb of saying. Else the head.
[[nodiscard]] uint32_t coordinated_with(const DocumentView& view, uint32_t verb);
/// "Peru's allies", "critics of Chile": others than whom they are told of.
[[nodiscard]] bool is_related_noun(const DocumentView& view, uint32_t noun);
/// The verb a noun is the object or subject of ("held talks": hold), `kNoWord` if none.
[[nodiscard]] uint32_t governor_verb(const DocumentView& view, uint32_t noun);

/// How an adverbial (a date, a place) stands to an act.
///
///   They met in Kyiv on Monday and agreed to talk.      "Monday" to "met": kOwn; to "agreed": kShared
///   On Monday police said gunmen attacked a bus.        to "said": kOwn; to "attacked": kReported
///   He condemned an attack that took place on Monday.   to "condemned": kOther; to "attack": kBelow
enum class Attachment : uint8_t {
  kOther,     ///< belongs to another act, above or below
  kLoose,     ///< of a phrase nearby, with no finite clause between
  kReported,  ///< of the clause that reports the act
  kShared,    ///< of a clause joined to the act's, or that governs it without a tense of its own
  kBelow,     ///< of a relative clause or participle that describes the act's noun
  kOwn,       ///< of the act itself or its clause
};
/// `adverbial`: the top word of its phrase; `act`: the verb or noun that names the act, in the same sentence.
[[nodiscard]] Attachment attachment(const DocumentView& view, uint32_t adverbial, uint32_t act);
/// Nearest word above `word` that heads a clause: a verb, or a predicate noun or adjective with a subject.
[[nodiscard]] uint32_t clause_above(const DocumentView& view, uint32_t word);
/// True if `word` is under `top` with no clause between them that has a subject of its own.
[[nodiscard]] bool in_clause(const DocumentView& view, uint32_t word, uint32_t top);

}  // namespace dateline::facts
