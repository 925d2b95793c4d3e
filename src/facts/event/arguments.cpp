#include "facts/event/arguments.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace dateline::facts {
namespace {

/// In a list the tags PROPN and PRON stand for every name and every pronoun ("released Ana", "released them").
bool lemma_in(const DocumentView& view, uint32_t word, const Need& need) {
  static const uint64_t kName = word_hash("PROPN"), kPronoun = word_hash("PRON");
  const auto listed = [&](uint64_t hash) { return std::binary_search(need.lemmas.begin(), need.lemmas.end(), hash); };
  if (need.lemmas.empty() || listed(view.lemma_hash(word))) return true;
  const Upos tag = view.upos(word);
  return (tag == Upos::kPropn && listed(kName)) || (tag == Upos::kPron && listed(kPronoun));
}

/// A list of words tests the head of a phrase and what is coordinated with it; "number of troops" tests "troops" too, a name
/// its title ("Governor Weber").
bool phrase_in(const DocumentView& view, uint32_t head, const Need& need) {
  if (head == kNoWord) return false;
  if (lemma_in(view, head, need)) return true;
  for (const uint32_t c : view.children(head)) {
    const Deprel relation = view.relation(c);
    if (relation == Deprel::kConj && lemma_in(view, c, need)) return true;
    if (relation == Deprel::kNmod && view.case_of(c) == "of" && lemma_in(view, c, need)) return true;
    if (relation == Deprel::kNmodDesc && c < head && lemma_in(view, c, need)) return true;
  }
  return false;
}

bool any_child(const DocumentView& view, uint32_t word, const Need& need, std::initializer_list<Deprel> relations) {
  for (const uint32_t c : view.children(word)) {
    if (std::find(relations.begin(), relations.end(), view.relation(c)) != relations.end() && phrase_in(view, c, need)) {
      return true;
    }
  }
  return false;
}

bool preposition_holds(const DocumentView& view, uint32_t word, const Need& need) {
  for (const uint32_t c : view.children(word)) {
    const Deprel relation = view.relation(c);
    if (relation != Deprel::kObl && relation != Deprel::kNmod && relation != Deprel::kOblAgent &&
        relation != Deprel::kAdvcl && relation != Deprel::kAcl) {
      continue;
    }
    for (const uint32_t marker : view.children(c)) {
      const bool marks = view.relation(marker) == Deprel::kCase || view.relation(marker) == Deprel::kMark;
      if (marks && view.lemma_hash(marker) == need.preposition && phrase_in(view, c, need)) return true;
    }
  }
  // "talks with" where the parser hangs the preposition on the governing verb.
  if (view.upos(word) == Upos::kNoun) {
    const uint32_t verb = governor_verb(view, word);
    if (verb != kNoWord && view.relation(word) == Deprel::kObj) return preposition_holds(view, verb, need);
  }
  return false;
}

bool is_denied_adjective(const DocumentView& view, uint32_t word) {
  const uint32_t adverb = view.child(word, Deprel::kAdvmod);
  return adverb != kNoWord && adverb < word && view.lemma(adverb) == "not";
}

/// "not guilty" is a word of its own in the lists, whatever the tree takes it for.
bool state_in(const DocumentView& view, uint32_t head, const Need& need) {
  if (head == kNoWord || need.lemmas.empty() || !is_denied_adjective(view, head)) return phrase_in(view, head, need);
  const uint64_t denied = word_hash("not " + std::string(view.lemma(head)));
  return std::binary_search(need.lemmas.begin(), need.lemmas.end(), denied);
}

/// `acts`: the complement tells what is asked, planned or threatened. A naming one ("called it an act of folly") tells none.
bool need_holds(const DocumentView& view, uint32_t word, const Need& need, bool acts) {
  switch (need.kind) {
    case Need::Kind::kParticle:
      for (const uint32_t c : view.children(word)) {
        const Deprel relation = view.relation(c);
        if ((relation == Deprel::kCompoundPrt || relation == Deprel::kAdvmod) && lemma_in(view, c, need)) return true;
      }
      if (const uint32_t object = object_behind_particle(view, word); object != kNoWord) return lemma_in(view, view.child(object, Deprel::kCase), need);
      return false;
    case Need::Kind::kObject: return state_in(view, object_of(view, word), need);
    case Need::Kind::kIndirect: return any_child(view, word, need, {Deprel::kIobj});
    case Need::Kind::kSubject: return phrase_in(view, subject_of(view, word), need);
    case Need::Kind::kPreposition: return preposition_holds(view, word, need);
    case Need::Kind::kXcomp: {
      for (const uint32_t c : view.children(word)) {
        const Deprel relation = view.relation(c);
        const bool clause = relation == Deprel::kXcomp || relation == Deprel::kAcl || relation == Deprel::kAdvcl ||
                            relation == Deprel::kCcomp;
        if (!clause) continue;
        const bool verb = view.upos(c) == Upos::kVerb || view.upos(c) == Upos::kAux;
        bool infinitive = is_gerund_complement(view, c) || (relation == Deprel::kXcomp && (verb || !acts));
        for (const uint32_t m : view.children(c)) infinitive = infinitive || (view.relation(m) == Deprel::kMark && view.lemma(m) == "to");
        if (!infinitive) continue;
        if (view.upos(c) == Upos::kAdj ? state_in(view, c, need) : phrase_in(view, c, need)) return true;
      }
      return false;
    }
    case Need::Kind::kCcomp: return any_child(view, word, need, {Deprel::kCcomp, Deprel::kAcl});
    case Need::Kind::kModifier: {
      // Of a verb: the modifiers of its object ("conduct a nuclear test").
      const uint32_t noun = view.upos(word) == Upos::kVerb ? object_of(view, word) : word;
      return noun != kNoWord && any_child(view, noun, need, {Deprel::kCompound, Deprel::kAmod, Deprel::kNmod, Deprel::kNmodPoss, Deprel::kNmodDesc});
    }
  }
  return false;
}

}  // namespace

bool needs_hold(const DocumentView& view, uint32_t word, const Predicate& sense) {
  const bool acts = sense.has(Predicate::kDemand) || sense.has(Predicate::kPlan) || sense.has(Predicate::kThreat);
  return std::all_of(sense.needs.begin(), sense.needs.end(),
                     [&](const Need& need) { return need_holds(view, word, need, acts) != need.negated; });
}

void open_coordination(const DocumentView& view, uint32_t word, std::vector<uint32_t>& out) {
  if (word == kNoWord) return;
  out.push_back(word);
  for (const uint32_t c : view.children(word)) {
    if (view.relation(c) == Deprel::kConj && (view.upos(c) == Upos::kNoun || view.upos(c) == Upos::kPropn ||
                                              view.upos(c) == Upos::kPron || view.upos(c) == Upos::kAdj)) {
      out.push_back(c);
    }
  }
}

namespace {

/// "ended the talks amid protests": told beside an act of others.
bool stands_beside(const DocumentView& view, uint32_t noun) {
  static constexpr std::array<std::string_view, 9> kBeside = {"after", "ahead", "amid", "amidst", "because", "before", "despite", "following", "over"};
  return std::binary_search(kBeside.begin(), kBeside.end(), view.case_of(noun));
}

}  // namespace

void fill_slot(const DocumentView& view, uint32_t word, const Predicate& sense, const Slot& slot,
               std::vector<uint32_t>& out) {
  static constexpr std::array<std::string_view, 8> kInside = {"of", "with", "against", "on", "to", "between", "for", "from"};
  const auto modifiers = [&](uint32_t noun, bool possessor_only) {
    if (noun == kNoWord) return;
    for (const uint32_t c : view.children(noun)) {
      const Deprel relation = view.relation(c);
      const bool modifier = relation == Deprel::kNmodPoss ||
                            (!possessor_only && (relation == Deprel::kAmod || relation == Deprel::kCompound ||
                                                 relation == Deprel::kNmodDesc));
      if (modifier) open_coordination(view, c, out);
    }
    if (possessor_only) return;
    for (const uint32_t c : view.children(noun)) {
      if (view.relation(c) != Deprel::kNmod) continue;
      const std::string_view marker = view.case_of(c);
      if (std::find(kInside.begin(), kInside.end(), marker) != kInside.end()) open_coordination(view, c, out);
    }
  };
  // "Syrian shells hit", "an attack by rebels killed": whose the subject is, and not what it is on.
  const auto whose = [&](uint32_t noun) {
    if (noun == kNoWord) return;
    for (const uint32_t c : view.children(noun)) {
      const Deprel relation = view.relation(c);
      const std::string_view marker = relation == Deprel::kNmod ? view.case_of(c) : std::string_view{};
      const bool owner = relation == Deprel::kNmodPoss || relation == Deprel::kAmod || relation == Deprel::kCompound || relation == Deprel::kNmodDesc;
      if (owner || marker == "by" || marker == "from" || marker == "of") open_coordination(view, c, out);
    }
  };
  switch (slot.kind) {
    case Slot::Kind::kSubject: {
      if (sense.pos == 'V') return open_coordination(view, subject_of(view, word), out);
      if (sense.pos == 'A') return open_coordination(view, view.child(word, Deprel::kNsubj), out);
      const uint32_t verb = governor_verb(view, word);
      if (verb == kNoWord) return;
      const Deprel relation = view.relation(word);
      if (relation != Deprel::kObj && relation != Deprel::kObl && relation != Deprel::kNsubjPass && relation != Deprel::kConj) return;
      if (relation == Deprel::kObl && !sense.has(Predicate::kRecip) && sense.type != EventType::kConsult && stands_beside(view, word)) return;
      // "hurt in clashes with police": who is acted upon took part.
      const bool hurt = sense.has(Predicate::kRecip) && sense.type == EventType::kAssault && is_passive(view, verb);
      return open_coordination(view, hurt ? object_of(view, verb) : subject_of(view, verb), out);
    }
    case Slot::Kind::kObject:
      if (sense.pos == 'V') return open_coordination(view, object_of(view, word), out);
      return;
    case Slot::Kind::kIndirect: return open_coordination(view, view.child(word, Deprel::kIobj), out);
    case Slot::Kind::kPossessor: return open_coordination(view, view.child(word, Deprel::kNmodPoss), out);
    case Slot::Kind::kModifier:
      for (const uint32_t c : view.children(word)) {
        const Deprel relation = view.relation(c);
        if (relation == Deprel::kAmod || relation == Deprel::kCompound || relation == Deprel::kNmodDesc) open_coordination(view, c, out);
      }
      if (sense.pos == 'V') whose(subject_of(view, word));
      return;
    case Slot::Kind::kXcompObject:
      for (const uint32_t c : view.children(word)) {
        if (view.relation(c) != Deprel::kXcomp && view.relation(c) != Deprel::kAcl && view.relation(c) != Deprel::kCcomp) continue;
        open_coordination(view, object_of(view, c), out);
        for (const uint32_t o : view.children(c)) {
          const std::string_view marker = view.relation(o) == Deprel::kObl ? view.case_of(o) : std::string_view{};
          if (marker == "with" || marker == "against" || marker == "to" || marker == "from" || marker == "on" || marker == "at") open_coordination(view, o, out);
        }
        const uint32_t object = object_of(view, c);
        modifiers(object, false);
      }
      return;
    case Slot::Kind::kClauseSubject:
      for (const uint32_t c : view.children(word)) {
        if (view.relation(c) != Deprel::kCcomp && view.relation(c) != Deprel::kXcomp) continue;
        for (const uint32_t s : view.children(c)) {
          const Deprel relation = view.relation(s);
          if (relation == Deprel::kNsubj || relation == Deprel::kNsubjPass) open_coordination(view, s, out);
        }
        if (view.relation(c) == Deprel::kXcomp) open_coordination(view, view.child(word, Deprel::kObj), out);
      }
      return;
    case Slot::Kind::kObjectModifier:
      return modifiers(sense.pos == 'V' ? object_of(view, word) : word, false);
    case Slot::Kind::kObjectPossessor:
      return modifiers(sense.pos == 'V' ? object_of(view, word) : word, true);
    case Slot::Kind::kPreposition: {
      uint32_t found = with_preposition(view, word, slot.preposition);
      if (found == kNoWord && sense.pos == 'V') {
        // "hold talks with Syria": the preposition may hang on the object.
        const uint32_t object = object_of(view, word);
        if (object != kNoWord) found = with_preposition(view, object, slot.preposition);
      } else if (found == kNoWord) {
        const uint32_t verb = governor_verb(view, word);
        if (verb != kNoWord && view.relation(word) == Deprel::kObj) found = with_preposition(view, verb, slot.preposition);
      }
      return open_coordination(view, found, out);
    }
  }
}

}  // namespace dateline::facts
