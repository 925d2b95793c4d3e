#include "facts/clause.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dateline::facts {
namespace {

bool is_verbal(const DocumentView& view, uint32_t word) {
  return word != kNoWord && (view.upos(word) == Upos::kVerb || view.upos(word) == Upos::kAux);
}

bool is_infinitive(const DocumentView& view, uint32_t word) {
  for (const uint32_t c : view.children(word)) {
    if (view.relation(c) == Deprel::kMark && view.lemma(c) == "to") return true;
  }
  return false;
}

bool is_relative_pronoun(const DocumentView& view, uint32_t word) {
  const std::string_view lemma = view.lemma(word);
  return lemma == "who" || lemma == "which" || lemma == "that" || lemma == "whom";
}

/// The noun that a relative clause with this verb (or one coordinated with it) modifies.
uint32_t relative_antecedent(const DocumentView& view, uint32_t verb) {
  for (uint32_t v = verb, steps = 0; v != kNoWord && steps < 4; ++steps, v = view.head(v)) {
    if (view.relation(v) == Deprel::kAclRelcl) return view.head(v);
    if (view.relation(v) != Deprel::kConj && view.relation(v) != Deprel::kXcomp) return kNoWord;
  }
  return kNoWord;
}

uint32_t resolved(const DocumentView& view, uint32_t verb, uint32_t word) {
  if (word == kNoWord || !is_relative_pronoun(view, word)) return word;
  const uint32_t noun = relative_antecedent(view, verb);
  return noun == kNoWord ? word : noun;
}

/// "Pakistan threatened to ..." read as a noun with a participle: the sentence has no finite verb above it, and the
/// participle has what only an active verb has.
bool is_headline_clause(const DocumentView& view, uint32_t verb) {
  const Deprel relation = view.relation(verb);
  if (relation != Deprel::kAcl && relation != Deprel::kAppos && relation != Deprel::kParataxis) return false;
  const uint32_t up = view.head(verb);
  if (up == kNoWord || view.head(up) != kNoWord || up > verb || is_verbal(view, up)) return false;
  for (const uint32_t c : view.children(verb)) {
    const Deprel r = view.relation(c);
    if (r == Deprel::kObj || r == Deprel::kXcomp || r == Deprel::kCcomp) return true;
  }
  return view.xpos(verb) == "VBD";
}

/// The noun of something said or written that a participle tells the words of: the noun itself, or what it is sent to ("a
/// letter to the court asking"). `kNoWord` if it is none.
uint32_t utterance_over(const DocumentView& view, uint32_t noun) {
  static constexpr std::array<std::string_view, 20> kUtterances = {
      "address", "appeal", "article", "declaration", "editorial", "essay", "interview", "letter", "memo", "message",
      "note", "petition", "post", "remark", "report", "resolution", "speech", "statement", "tweet", "video"};
  for (uint32_t steps = 0; noun != kNoWord && steps < 2; ++steps, noun = view.head(noun)) {
    if (view.upos(noun) == Upos::kNoun && std::binary_search(kUtterances.begin(), kUtterances.end(), view.lemma(noun))) return noun;
    if (view.relation(noun) != Deprel::kNmod && view.relation(noun) != Deprel::kObl) return kNoWord;
  }
  return kNoWord;
}

/// "issued a declaration": the subject of the verb speaks in its object.
bool utters(const DocumentView& view, uint32_t verb) {
  static constexpr std::array<std::string_view, 17> kVerbs = {"adopt", "circulate", "deliver", "file", "give", "issue", "make", "pass", "post",
                                                             "publish", "read", "release", "send", "sign", "submit", "tweet", "write"};
  return std::binary_search(kVerbs.begin(), kVerbs.end(), view.lemma(verb));
}

/// "of closing", "for closing" beside an object.
bool is_charge(const DocumentView& view, uint32_t gerund) {
  if (view.xpos(gerund) != "VBG") return false;
  const uint32_t mark = view.child(gerund, Deprel::kMark);
  return mark != kNoWord && (view.lemma(mark) == "of" || view.lemma(mark) == "for" || view.lemma(mark) == "from");
}

/// "called on Peru to withdraw", "waited for the court to rule": whoever the preposition before the infinitive names.
uint32_t asked_with_preposition(const DocumentView& view, uint32_t verb, uint32_t infinitive) {
  static constexpr std::array<std::string_view, 9> kVerbs = {"appeal", "call", "count", "look", "plead", "press", "push", "rely", "wait"};
  if (!std::binary_search(kVerbs.begin(), kVerbs.end(), view.lemma(verb))) return kNoWord;
  for (const uint32_t c : view.children(verb)) {
    if (view.relation(c) != Deprel::kObl || c < verb || c > infinitive) continue;
    const std::string_view marker = view.case_of(c);
    if (marker == "on" || marker == "upon" || marker == "to" || marker == "for") return c;
  }
  return kNoWord;
}

uint32_t own_subject(const DocumentView& view, uint32_t verb, bool passive) {
  uint32_t found = kNoWord;
  for (const uint32_t c : view.children(verb)) {
    const Deprel relation = view.relation(c);
    if (!(passive ? relation == Deprel::kOblAgent : relation == Deprel::kNsubj || relation == Deprel::kNsubjOuter)) continue;
    if (!passive && view.case_of(c) == "to") continue;  // "a letter to the court asking"
    // Of two, the one right before the verb: "The flood hit two towns, officials said" read with one verb.
    if (found == kNoWord || c < verb) found = c;
  }
  if (found != kNoWord || !passive) return found;
  static const uint64_t kBy = word_hash("by"), kOf = word_hash("of");
  const uint32_t agent = with_preposition(view, verb, kBy);
  if (agent != kNoWord) return agent;
  // "was accused of harassment by two nurses": who charges stands behind the charge.
  const uint32_t charge = with_preposition(view, verb, kOf);
  return charge == kNoWord ? kNoWord : with_preposition(view, charge, kBy);
}

uint32_t passive_subject(const DocumentView& view, uint32_t verb) {
  for (const uint32_t c : view.children(verb)) {
    if (view.relation(c) == Deprel::kNsubjPass || view.relation(c) == Deprel::kNsubj) return c;
  }
  return kNoWord;
}

}  // namespace

bool is_passive(const DocumentView& view, uint32_t verb) {
  for (const uint32_t c : view.children(verb)) {
    const Deprel relation = view.relation(c);
    if (relation == Deprel::kNsubjPass || relation == Deprel::kAuxPass || relation == Deprel::kOblAgent) return true;
  }
  const bool participle = view.xpos(verb) == "VBN";
  if (!participle) return false;
  for (const uint32_t c : view.children(verb)) {
    if (view.relation(c) == Deprel::kAux && view.lemma(c) == "have") return false;
    if (view.relation(c) == Deprel::kObj) return false;
  }
  if (is_headline_clause(view, verb)) return false;
  const Deprel relation = view.relation(verb);
  if (relation == Deprel::kConj && view.head(verb) != kNoWord && view.xpos(view.head(verb)) == "VBN") {
    return is_passive(view, view.head(verb));
  }
  return relation == Deprel::kAcl || relation == Deprel::kAclRelcl || relation == Deprel::kAdvcl || relation == Deprel::kAmod;
}

bool is_finite(const DocumentView& view, uint32_t word) {
  const std::string_view tag = view.xpos(word);
  return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
}

bool has_finite(const DocumentView& view, uint32_t begin, uint32_t end) {
  for (uint32_t w = begin; w < end; ++w) {
    if (is_finite(view, w)) return true;
  }
  return false;
}

bool is_gerund_complement(const DocumentView& view, uint32_t gerund) {
  const uint32_t up = view.head(gerund);
  if (view.xpos(gerund) != "VBG" || up == kNoWord || up >= gerund || !is_verbal(view, up)) return false;
  const Deprel relation = view.relation(gerund);
  if (relation != Deprel::kAdvcl && relation != Deprel::kXcomp && relation != Deprel::kCcomp) return false;
  for (uint32_t w = up + 1; w < gerund; ++w) {
    if (view.upos(w) != Upos::kAdv) return false;
  }
  return true;
}

uint32_t coordinated_with(const DocumentView& view, uint32_t verb) {
  const uint32_t up = view.head(verb);
  if (up == kNoWord || view.relation(verb) != Deprel::kConj || view.relation(up) != Deprel::kCcomp) return up;
  const uint32_t over = view.head(up);
  const auto has_perfect = [&](uint32_t v) {
    const uint32_t aux = view.child(v, Deprel::kAux);
    return aux != kNoWord && view.lemma(aux) == "have" && view.xpos(v) == "VBN";
  };
  const bool past = view.xpos(verb) == "VBD" && view.child(verb, Deprel::kAux) == kNoWord;
  return past && has_perfect(up) && over != kNoWord && over < up && view.xpos(over) == "VBD" ? over : up;
}

uint32_t subject_of(const DocumentView& view, uint32_t verb) {
  uint32_t v = verb;
  bool passive = is_passive(view, v);
  if (const uint32_t own = own_subject(view, v, passive); own != kNoWord) return resolved(view, v, own);
  if (passive) return kNoWord;
  for (uint32_t steps = 0; steps < 5; ++steps) {
    const Deprel relation = view.relation(v);
    const uint32_t up = coordinated_with(view, v);
    if (up == kNoWord) return kNoWord;
    if (relation == Deprel::kAcl || relation == Deprel::kAppos || relation == Deprel::kParataxis) {
      if (is_headline_clause(view, v)) return up;
      if (relation != Deprel::kAcl) return kNoWord;
      if (!is_infinitive(view, v)) {
        const uint32_t words = utterance_over(view, up);
        if (words == kNoWord) return up;
        // "gave a speech criticising", "sent the ministry a letter asking": whoever speaks or writes.
        if (const uint32_t poss = view.child(words, Deprel::kNmodPoss); poss != kNoWord) return poss;
        const uint32_t governor = governor_verb(view, words);
        return governor == kNoWord || governor == v || !utters(view, governor) ? up : subject_of(view, governor);
      }
      // "a plan to attack", "threats to attack": whoever owns the noun.
      for (const uint32_t c : view.children(up)) {
        if (view.relation(c) == Deprel::kNmodPoss) return c;
      }
      const uint32_t governor = governor_verb(view, up);
      if (governor == kNoWord || governor == v) return kNoWord;
      return own_subject(view, governor, is_passive(view, governor));
    }
    if (relation == Deprel::kXcomp && is_verbal(view, up)) {
      // Object control: "urged Israel to withdraw".
      for (const uint32_t c : view.children(up)) {
        if (view.relation(c) == Deprel::kObj || view.relation(c) == Deprel::kIobj) return resolved(view, up, c);
      }
      if (const uint32_t asked = asked_with_preposition(view, up, v); asked != kNoWord) return asked;
      if (is_passive(view, up)) return resolved(view, up, passive_subject(view, up));
    } else if (relation == Deprel::kAdvcl && is_charge(view, v)) {
      // "accused Chile of closing the border": whoever is charged with it.
      if (const uint32_t charged = object_of(view, up); charged != kNoWord && charged < v) return charged;
    } else if (relation != Deprel::kConj && relation != Deprel::kXcomp && relation != Deprel::kAdvcl) {
      return kNoWord;
    }
    if (!is_verbal(view, up) && view.upos(up) != Upos::kAdj && view.upos(up) != Upos::kNoun &&
        view.child(up, Deprel::kCop) == kNoWord) {
      return kNoWord;
    }
    v = up;
    passive = is_passive(view, v);
    if (passive && relation == Deprel::kConj && !is_passive(view, verb)) {
      const uint32_t own = passive_subject(view, v);
      if (own != kNoWord) return resolved(view, v, own);
    }
    if (const uint32_t own = own_subject(view, v, false); own != kNoWord) return resolved(view, v, own);
    if (passive) {
      if (const uint32_t own = passive_subject(view, v); own != kNoWord) return resolved(view, v, own);
    }
  }
  return kNoWord;
}

uint32_t subject_child(const DocumentView& view, uint32_t word) {
  uint32_t found = kNoWord;
  for (const uint32_t c : view.children(word)) {
    const Deprel relation = view.relation(c);
    if (relation != Deprel::kNsubj && relation != Deprel::kNsubjPass) continue;
    if (found == kNoWord || c < word) found = c;
  }
  return found;
}

uint32_t object_behind_particle(const DocumentView& view, uint32_t verb) {
  for (const uint32_t c : view.children(verb)) {
    if (view.relation(c) != Deprel::kObl || c < verb) continue;
    const uint32_t marker = view.child(c, Deprel::kCase);
    if (marker == verb + 1 && view.xpos(marker) == "RP") return c;
  }
  return kNoWord;
}

uint32_t object_of(const DocumentView& view, uint32_t verb) {
  if (view.upos(verb) != Upos::kVerb) return kNoWord;
  if (is_passive(view, verb)) {
    if (const uint32_t own = passive_subject(view, verb); own != kNoWord) return resolved(view, verb, own);
    const Deprel relation = view.relation(verb);
    if (relation == Deprel::kAcl || relation == Deprel::kAmod) return view.head(verb);
    if (relation == Deprel::kConj || relation == Deprel::kXcomp || relation == Deprel::kAdvcl) {
      const uint32_t up = view.head(verb);
      if (!is_verbal(view, up)) return kNoWord;
      const uint32_t own = passive_subject(view, up);
      if (own != kNoWord) return resolved(view, up, own);
      if (view.relation(up) == Deprel::kAcl) return view.head(up);
    }
    return kNoWord;
  }
  if (const uint32_t object = view.child(verb, Deprel::kObj); object != kNoWord) return resolved(view, verb, object);
  if (const uint32_t object = object_behind_particle(view, verb); object != kNoWord) return object;
  // "arrested and jailed three men": the object stands with the last verb.
  for (const uint32_t c : view.children(verb)) {
    if (view.relation(c) != Deprel::kConj || view.upos(c) != Upos::kVerb || c < verb) continue;
    if (view.child(c, Deprel::kNsubj) != kNoWord) continue;
    const uint32_t object = view.child(c, Deprel::kObj);
    if (object != kNoWord && c - verb <= 3) return object;
  }
  return kNoWord;
}

uint32_t with_preposition(const DocumentView& view, uint32_t word, uint64_t preposition) {
  for (const uint32_t c : view.children(word)) {
    const Deprel relation = view.relation(c);
    if (relation != Deprel::kObl && relation != Deprel::kNmod && relation != Deprel::kOblAgent) continue;
    for (const uint32_t marker : view.children(c)) {
      if (view.relation(marker) == Deprel::kCase && view.form_hash(marker) == preposition) return c;
    }
  }
  return kNoWord;
}

bool is_related_noun(const DocumentView& view, uint32_t noun) {
  static constexpr std::array<std::string_view, 11> kRelated = {"adversary", "ally", "counterpart", "critic", "enemy", "foe",
                                                               "neighbor", "neighbour", "opponent", "partner", "rival"};
  return std::binary_search(kRelated.begin(), kRelated.end(), view.lemma(noun));
}

uint32_t governor_verb(const DocumentView& view, uint32_t noun) {
  uint32_t word = noun;
  for (uint32_t steps = 0; steps < 3; ++steps) {
    const uint32_t up = view.head(word);
    if (up == kNoWord) return kNoWord;
    if (is_verbal(view, up)) return up;
    if (view.relation(word) != Deprel::kConj) return kNoWord;
    word = up;
  }
  return kNoWord;
}

namespace {

bool heads_clause(const DocumentView& view, uint32_t word) {
  if (view.upos(word) == Upos::kVerb && view.relation(word) != Deprel::kAmod && view.relation(word) != Deprel::kCase) return true;
  for (const uint32_t c : view.children(word)) {
    const Deprel relation = view.relation(c);
    if (relation == Deprel::kNsubj || relation == Deprel::kCop || relation == Deprel::kNsubjPass) return true;
  }
  return false;
}

bool has_subject(const DocumentView& view, uint32_t word) {
  for (const uint32_t c : view.children(word)) {
    const Deprel relation = view.relation(c);
    if (relation == Deprel::kNsubj || relation == Deprel::kNsubjPass || relation == Deprel::kNsubjOuter) return true;
  }
  return false;
}

/// True if the way up from `word` leaves a clause with a subject of its own before it comes to `top` or the root.
bool crosses_finite_clause(const DocumentView& view, uint32_t word, uint32_t top) {
  for (uint32_t v = word, steps = 0; v != kNoWord && v != top && steps < 64; ++steps, v = view.head(v)) {
    const Deprel relation = view.relation(v);
    if (relation == Deprel::kAclRelcl) return true;
    const bool clause = relation == Deprel::kAdvcl || relation == Deprel::kConj || relation == Deprel::kCcomp || relation == Deprel::kCsubj;
    if (clause && heads_clause(view, v) && (has_subject(view, v) || relation == Deprel::kCcomp)) return true;
  }
  return false;
}

}  // namespace

uint32_t clause_above(const DocumentView& view, uint32_t word) {
  for (uint32_t v = view.head(word), steps = 0; v != kNoWord && steps < 64; ++steps, v = view.head(v)) {
    if (heads_clause(view, v)) return v;
  }
  return kNoWord;
}

bool in_clause(const DocumentView& view, uint32_t word, uint32_t top) {
  return view.is_under(word, top) && !crosses_finite_clause(view, word, top);
}

Attachment attachment(const DocumentView& view, uint32_t adverbial, uint32_t act) {
  if (view.head(adverbial) == act || adverbial == act) return Attachment::kOwn;
  const uint32_t theirs = clause_above(view, adverbial);
  if (theirs == act) return Attachment::kOwn;
  const bool verb = heads_clause(view, act);
  const uint32_t ours = verb ? act : clause_above(view, act);
  if (!verb && view.is_under(adverbial, act)) {
    // Inside the phrase of the act's noun, perhaps in a clause that describes it.
    if (theirs == kNoWord || theirs == ours) return Attachment::kOwn;
    const bool describes = view.head(theirs) == act && (view.relation(theirs) == Deprel::kAclRelcl || view.relation(theirs) == Deprel::kAcl);
    return describes && !is_infinitive(view, theirs) ? Attachment::kBelow : Attachment::kOther;
  }
  if (theirs == kNoWord || ours == kNoWord) return theirs == ours ? Attachment::kOwn : Attachment::kOther;
  if (theirs == ours) return Attachment::kOwn;
  // Upwards: clauses without a subject of their own share what stands with the one above.
  bool reported = false;
  for (uint32_t v = ours, steps = 0; steps < 8; ++steps) {
    const Deprel relation = view.relation(v);
    const bool shares = relation == Deprel::kConj || relation == Deprel::kXcomp || relation == Deprel::kAcl ||
                        relation == Deprel::kAdvcl;
    const bool reports = relation == Deprel::kCcomp || relation == Deprel::kParataxis;
    if (!reports && (!shares || (has_subject(view, v) && relation != Deprel::kXcomp))) break;
    reported = reported || reports;
    v = clause_above(view, v);
    if (v == kNoWord) break;
    if (v == theirs) return reported ? Attachment::kReported : Attachment::kShared;
  }
  // The reporting clause may hang below: "China supports the plan, its envoy said on Monday".
  const bool loose = view.relation(theirs) == Deprel::kParataxis ||
                     (view.relation(theirs) == Deprel::kAdvcl && has_subject(view, theirs) && view.child(theirs, Deprel::kMark) == kNoWord);
  if (loose && clause_above(view, theirs) == ours) return Attachment::kReported;
  // Downwards: a phrase that sets the scene ("during Tuesday's debate", "in a letter sent on Monday").
  for (uint32_t v = adverbial, steps = 0; steps < 8; ++steps) {
    const uint32_t up = view.head(v);
    if (up == kNoWord) break;
    if (up == ours || up == act) {
      const std::string_view marker = view.case_of(v);
      const bool scene = view.relation(v) == Deprel::kObl && (marker == "in" || marker == "during" || marker == "at");
      if (scene) return Attachment::kShared;
      break;
    }
    if (view.relation(v) == Deprel::kAclRelcl || view.relation(v) == Deprel::kCcomp) break;
    v = up;
  }
  // A participle goes on at the same time: "held talks in Oslo, opening on Monday a round of ...".
  if (view.xpos(theirs) == "VBG" && !has_subject(view, theirs) && clause_above(view, theirs) == ours) return Attachment::kShared;
  // "arrested and jailed three men on Monday".
  if (view.relation(theirs) == Deprel::kConj && view.head(theirs) == ours && !has_subject(view, theirs)) return Attachment::kShared;
  // "A vote is due to take place on Monday": the infinitive's date is its subject's; a verb's own infinitive is another act.
  if (view.relation(theirs) == Deprel::kXcomp && view.head(theirs) == ours && (!verb || !is_infinitive(view, theirs))) return Attachment::kShared;
  return crosses_finite_clause(view, adverbial, ours) || crosses_finite_clause(view, ours, theirs) ? Attachment::kOther : Attachment::kLoose;
}

}  // namespace dateline::facts
