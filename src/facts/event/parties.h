#pragma once

#include <string>
#include <vector>

#include "dateline/record.h"
#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/event/event_lexicon.h"
#include "facts/statement/statement_tagger.h"

namespace dateline::facts {

/// Who stands at an argument of an act.
struct Party {
  ItemIndex entity = kNoItem;
  std::string code;  ///< actor code, empty if unknown
  Span span;
  bool weak = false;    ///< people in general, with no country
  bool person = false;  ///< a single person without name or office ("a woman")
  bool local = false;   ///< such a person, known only by a town ("an Oakland woman"), or a town
};

/// Appends a party with an entity or code, unless it is there already or of the other side.
void add_party(const Party& p, const std::vector<Party>& other, std::vector<Party>& out);

/// Finds the two sides of an act from the slots of its sense and, where they hold no coded actor, from the words nearby.
class Parties {
 public:
  /// `reported_by`: the attribution that each word is said in, `kNoItem` for the page itself: "we" and "I" are whoever speaks.
  /// All must outlive this object; `reported_by` may be filled later.
  Parties(const DocumentView& view, const Actors& actors, const EventLexicon& lexicon, const std::vector<Attribution>& attributions,
          const std::vector<ItemIndex>& reported_by)
      : view_(view), actors_(actors), lexicon_(lexicon), attributions_(attributions), reported_by_(reported_by) {}

  /// The party at a word: a mention, or an actor inside the phrase ("members of Hamas", "Israel's army").
  [[nodiscard]] Party at(uint32_t word) const { return party_at(word, 0); }
  /// Parties at the slots, in order until one slot holds a coded actor; nobody of `other`. Appended to `out`.
  void of_slots(uint32_t word, const Predicate& sense, const std::vector<Slot>& slots, const std::vector<Party>& other,
                std::vector<Party>& out) const;
  /// Where the tree gives an active verb no subject: the nearest actor before it that no preposition and no other verb
  /// claims, and that is not acted upon.
  void nearest_before(uint32_t word, const std::vector<Party>& target, std::vector<Party>& out) const;
  /// Where no slot holds a coded actor: the first one behind the act, in its own clause, that stands as an object or with a
  /// preposition of direction.
  void nearest_behind(uint32_t word, const Predicate& sense, const std::vector<Party>& source, std::vector<Party>& out) const;

  /// Where a noun has no target: who "denies the accusations", "faces an attack".
  void of_suffering_subject(uint32_t word, const std::vector<Party>& other, std::vector<Party>& out) const;
  /// Where a noun has no source: whom the attack is blamed on or attributed to, who claimed it or carried it out, who was behind it.
  void of_blamed(uint32_t word, std::vector<Party>& out) const;
  /// Where words have no target: whom the talks are with in which they are said ("during a call with Peru's king, she
  /// proposed"), before whom they are said ("denied it when he appeared before a judge").
  void of_talks(uint32_t verb, const std::vector<Party>& source, std::vector<Party>& out) const;
  /// Where a judgement has no target: who did what is judged ("condemned the step taken by Peru").
  void of_doer(uint32_t verb, const std::vector<Party>& source, std::vector<Party>& out) const;
  /// Where a release has no source: who held those released ("the crew, captured by rebels in May, was freed").
  void of_captors(uint32_t verb, std::vector<Party>& out) const;
  /// "attacked each other's plans": the second and later of those who act are acted upon.
  void split_each_other(uint32_t word, std::vector<Party>& source, std::vector<Party>& target) const;
  /// Troops that somebody moves or takes away are not whom the move is against ("withdrew its troops", "the withdrawal of US troops").
  static void drop_own_forces(const std::vector<Party>& source, std::vector<Party>& target);
  /// Of several targets the source's own country is where it happens or whose the other one is ("its envoy to Peru").
  static void drop_own_country(const std::vector<Party>& source, bool mutual, std::vector<Party>& target);

 private:
  Party speaker_at(uint32_t pronoun) const;
  uint32_t first_of_list(uint32_t word) const;
  uint32_t top_of_phrase(uint32_t word) const;
  bool in_place_phrase(uint32_t word) const;
  bool reports(uint32_t word, uint32_t act) const;
  bool is_scene(uint32_t word, const Slot& slot, const Predicate& sense) const;
  bool is_told_of(uint32_t word, uint32_t act) const;
  bool is_clause_mark(uint32_t word) const;
  Party party_at(uint32_t word, uint32_t depth) const;
  void members_of(uint32_t group, const Party& party, std::vector<Party>& out) const;
  void coordinated_nationality(uint32_t word, const Party& party, const std::vector<Party>& other, std::vector<Party>& out) const;

  const DocumentView& view_;
  const Actors& actors_;
  const EventLexicon& lexicon_;
  const std::vector<Attribution>& attributions_;
  const std::vector<ItemIndex>& reported_by_;
};

/// True for acts that all sides do together (talks, agreements, joint work).
[[nodiscard]] bool is_mutual(const Predicate& sense);

/// True if one of them has a code that says more than "civilian".
[[nodiscard]] bool coded(const std::vector<Party>& parties);

}  // namespace dateline::facts
