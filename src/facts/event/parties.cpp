#include "facts/event/parties.h"

#include <algorithm>
#include <array>
#include <utility>

#include "facts/clause.h"
#include "facts/event/arguments.h"

namespace dateline::facts {
namespace {

/// The nouns of a bare list between dashes behind the phrase of a noun ("three states - Chile, Peru and Cuba - ...").
void between_dashes(const DocumentView& view, uint32_t noun, std::vector<uint32_t>& out) {
  constexpr uint32_t kReach = 20;
  const auto is_dash = [&](uint32_t w) { return view.upos(w) == Upos::kPunct && (view.text(w) == "-" || view.text(w) == "\u2013" || view.text(w) == "\u2014"); };
  const uint32_t end = std::min(view.sentence_of(noun).end, noun + kReach);
  uint32_t open = noun + 1;
  while (open < end && !is_dash(open)) ++open;
  std::vector<uint32_t> found;
  for (uint32_t w = open + 1; w < end; ++w) {
    if (is_dash(w)) {
      out = std::move(found);
      return;
    }
    const Upos tag = view.upos(w);
    if (tag == Upos::kPropn || tag == Upos::kNoun) found.push_back(w);
    else if (tag != Upos::kDet && tag != Upos::kCconj && tag != Upos::kPunct && tag != Upos::kAdj) return;
  }
}

}  // namespace

void add_party(const Party& p, const std::vector<Party>& other, std::vector<Party>& out) {
  if (p.entity == kNoItem && p.code.empty()) return;
  const auto same = [&](const Party& q) { return q.entity == p.entity && q.code == p.code; };
  const auto same_entity = [&](const Party& q) { return p.entity != kNoItem && q.entity == p.entity; };
  if (std::any_of(out.begin(), out.end(), same) || std::any_of(other.begin(), other.end(), same_entity)) return;
  out.push_back(p);
}

/// "We ask the court", inside what somebody says.
Party Parties::speaker_at(uint32_t pronoun) const {
  Party party;
  if (reported_by_[pronoun] == kNoItem) return party;
  const std::string_view lemma = view_.lemma(pronoun);
  if (lemma != "we" && lemma != "I" && lemma != "i") return party;
  const ItemIndex speaker = attributions_[reported_by_[pronoun]].statement.speaker;
  if (speaker == kNoItem) return party;
  party.entity = speaker;
  party.code = actors_.entities[speaker].actor;
  party.span = view_.span_of(pronoun, pronoun);
  return party;
}

Party Parties::party_at(uint32_t word, uint32_t depth) const {
  Party party;
  if (word == kNoWord || depth > 3) return party;
  if (view_.upos(word) == Upos::kPron) {
    party = speaker_at(word);
    if (party.entity != kNoItem) return party;
  }
  // "its neighbour, Eritrea"
  const uint32_t named = is_related_noun(view_, word) ? view_.child(word, Deprel::kAppos) : kNoWord;
  if (named != kNoWord && named > word && actors_.at_head(named) != nullptr) return party_at(named, depth + 1);
  const ActorMention* m = actors_.at_head(word);
  if (m == nullptr) m = actors_.covering(word);
  if (m != nullptr && m->entity != kNoItem && (!m->thing || !actors_.entities[m->entity].actor.empty())) {
    const Entity& e = actors_.entities[m->entity];
    party.entity = m->entity;
    party.span = view_.span_of(m->begin, m->end - 1);
    party.code = e.actor;
    party.weak = m->weak && m->country.empty();
    party.person = m->weak && !m->plural && m->form == ActorMention::Form::kRole;
    party.local = m->place && m->roles == "CVL";
    if (party.person) {
      for (const uint32_t c : view_.children(word)) {
        const ActorMention* town = actors_.at_head(c);
        party.local = party.local || (town != nullptr && town->place && !town->roles.empty() && view_.relation(c) == Deprel::kCompound);
      }
    }
    if (m->place || m->form == ActorMention::Form::kAdjective) party.code = m->country + m->roles;
    if (!party.code.empty() || !party.weak) {
      if (!party.code.empty()) return party;
    }
  }
  // Look inside: possessor, "of", modifiers.
  for (const uint32_t c : view_.children(word)) {
    const Deprel relation = view_.relation(c);
    const bool inside = relation == Deprel::kNmodPoss || relation == Deprel::kAmod || relation == Deprel::kCompound ||
                        relation == Deprel::kNmodDesc || relation == Deprel::kFlat || relation == Deprel::kAppos ||
                        (relation == Deprel::kNmod && (view_.case_of(c) == "of" || view_.case_of(c) == "from" || view_.case_of(c) == "like" ||
                                                       view_.case_of(c) == "such" || view_.case_of(c) == "including"));
    if (!inside || (relation == Deprel::kNmodPoss && is_related_noun(view_, word))) continue;
    Party found = party_at(c, depth + 1);
    if (found.code.empty()) continue;
    if (relation == Deprel::kAmod || relation == Deprel::kCompound || relation == Deprel::kNmodPoss) {
      found.code = found.code.substr(0, found.code.size() > 3 && found.code.substr(3) == "GOV" ? 3 : found.code.size());
    }
    if (party.entity != kNoItem) found.entity = party.entity;
    found.weak = false;
    found.person = party.person;
    return found;
  }
  return party;
}

/// "Two neighbours - Chile and Peru - protested", "allies, including Oslo's Ida Berg": those a group of no told country is said
/// to be or to include. A country stands for its part of the group.
void Parties::members_of(uint32_t group, const Party& party, std::vector<Party>& out) const {
  const ActorMention* m = actors_.at_head(group);
  if (m == nullptr || m->form != ActorMention::Form::kRole || !m->plural || (!m->country.empty() && !m->guessed)) return;
  std::vector<uint32_t> words;
  for (const uint32_t c : view_.children(group)) {
    const Deprel relation = view_.relation(c);
    const bool included = relation == Deprel::kNmod && view_.case_of(c) == "include" && party.code.empty();
    if (c > group && (relation == Deprel::kAppos || included)) open_coordination(view_, c, words);
  }
  if (words.empty()) between_dashes(view_, group, words);
  for (const uint32_t w : words) {
    Party member = at(w);
    if (member.code.size() < 3 || member.entity == party.entity) continue;
    if (member.code.size() == 3 && m->roles.size() == 3) member.code += m->roles;
    add_party(member, {}, out);
  }
}

/// "Hungarian and Romanian officials": one noun, two parties.
void Parties::coordinated_nationality(uint32_t word, const Party& party, const std::vector<Party>& other, std::vector<Party>& out) const {
  if (party.code.size() < 3) return;
  for (const uint32_t c : view_.children(word)) {
    if (view_.relation(c) != Deprel::kAmod && view_.relation(c) != Deprel::kCompound) continue;
    for (const uint32_t k : view_.children(c)) {
      if (view_.relation(k) != Deprel::kConj) continue;
      const ActorMention* m = actors_.at_head(k);
      if (m == nullptr || m->country.empty() || !m->place) continue;
      Party second = party;
      second.code = m->country + party.code.substr(3);
      second.entity = m->entity;
      second.span = view_.span_of(m->begin, m->end - 1);
      add_party(second, other, out);
    }
  }
}

void Parties::nearest_before(uint32_t word, const std::vector<Party>& target, std::vector<Party>& out) const {
  const uint32_t begin = view_.sentence_of(word).begin;
  for (uint32_t w = word, steps = 0; w-- > begin && steps < 12; ++steps) {
    const Upos tag = view_.upos(w);
    if (tag == Upos::kVerb || tag == Upos::kSconj || view_.text(w) == ";" || view_.text(w) == ":" || view_.text(w) == "\"") return;
    const ActorMention* m = actors_.at_head(w);
    if (m == nullptr || m->form == ActorMention::Form::kAdjective || m->weak) continue;
    if (view_.child(w, Deprel::kCase) != kNoWord || view_.relation(w) == Deprel::kNmodPoss || view_.relation(w) == Deprel::kObj) continue;
    Party p = at(w);
    const bool acted_upon = std::any_of(target.begin(), target.end(), [&](const Party& q) { return q.entity == p.entity && q.entity != kNoItem; });
    if (p.code.empty() || acted_upon) continue;
    out.push_back(std::move(p));
    return;
  }
}

/// "after", "while", "that" at the head of a finite clause: what stands behind has a verb of its own.
bool Parties::is_clause_mark(uint32_t word) const {
  const Deprel relation = view_.relation(word);
  if (relation != Deprel::kMark || view_.head(word) == kNoWord || view_.lemma(word) == "to") return false;
  const uint32_t verb = view_.head(word);
  return view_.child(verb, Deprel::kNsubj) != kNoWord || view_.child(verb, Deprel::kNsubjPass) != kNoWord;
}

/// "Oslo, Bergen and Moss": the first of the list has the preposition of all.
uint32_t Parties::first_of_list(uint32_t word) const {
  for (uint32_t steps = 0; steps < 3; ++steps) {
    const Deprel relation = view_.relation(word);
    const bool joined = relation == Deprel::kConj || relation == Deprel::kAppos;
    if (!joined || view_.head(word) == kNoWord || view_.child(word, Deprel::kCase) != kNoWord) break;
    word = view_.head(word);
  }
  return word;
}

/// "what Norwegian diplomats call": the noun that a modifier belongs to.
uint32_t Parties::top_of_phrase(uint32_t word) const {
  for (uint32_t steps = 0; steps < 3; ++steps) {
    const Deprel relation = view_.relation(word);
    if (relation != Deprel::kCompound && relation != Deprel::kAmod && relation != Deprel::kNmodPoss && relation != Deprel::kNmodDesc) break;
    if (view_.head(word) == kNoWord) break;
    word = view_.head(word);
  }
  return word;
}

/// "at a New Jersey beach", "during the Oslo election": part of a phrase that says where or when, and no side of the act.
bool Parties::in_place_phrase(uint32_t word) const {
  for (uint32_t steps = 0; steps < 3; ++steps) {
    const Deprel relation = view_.relation(word);
    if (relation != Deprel::kCompound && relation != Deprel::kAmod) return false;
    word = view_.head(word);
    const std::string_view marker = view_.case_of(word);
    if (marker == "in" || marker == "at" || marker == "near" || marker == "during") return true;
  }
  return false;
}

/// Inside a clause or apposition that tells of a noun, or of another act: "banned a painting that shows the Danish king".
bool Parties::is_told_of(uint32_t word, uint32_t act) const {
  for (uint32_t v = word, steps = 0; v != kNoWord && v != act && steps < 16; ++steps, v = view_.head(v)) {
    const Deprel relation = view_.relation(v);
    const bool aside = relation == Deprel::kAclRelcl || relation == Deprel::kAppos || relation == Deprel::kParataxis;
    // "struck on Monday, citing ...": but what an act is for is of it.
    const bool beside = relation == Deprel::kAdvcl && view_.xpos(v) != "VB";
    if (aside || beside) return true;
  }
  return false;
}

void Parties::nearest_behind(uint32_t word, const Predicate& sense, const std::vector<Party>& source, std::vector<Party>& out) const {
  const Sentence& sentence = view_.sentence_of(word);
  const uint32_t last = std::min(view_.last(word), sentence.end - 1);
  // "sent troops to Tibet": the object that the sense names is part of the act.
  const bool names_object = sense.pos == 'V' && std::any_of(sense.needs.begin(), sense.needs.end(), [](const Need& n) {
    return n.kind == Need::Kind::kObject && !n.negated && !n.lemmas.empty();
  });
  const uint32_t object = names_object ? object_of(view_, word) : kNoWord;
  for (uint32_t w = word + 1; w <= last; ++w) {
    if (w == object) continue;
    if (view_.text(w) == ";" || view_.text(w) == ":") return;
    if (is_clause_mark(w)) return;
    const ActorMention* m = actors_.at_head(w);
    if (m == nullptr || m->entity == kNoItem || (m->weak && m->country.empty()) || m->form == ActorMention::Form::kPronoun) continue;
    const bool force = sense.type == EventType::kAssault || sense.type == EventType::kCoerce;
    if (!force && in_place_phrase(w)) continue;
    const uint32_t top = top_of_phrase(w);
    if (view_.relation(top) == Deprel::kNsubj || view_.relation(top) == Deprel::kNsubjPass) return;
    if (is_told_of(w, word) || (w + 1 < view_.size() && view_.text(w + 1) == "-")) continue;
    static constexpr std::array<std::string_view, 18> kElsewhere = {"after", "as", "at", "before", "behalf", "by", "despite", "during", "following", "in",
                                                                    "inside", "like", "near", "on", "outside", "since", "under", "within"};
    if (std::binary_search(kElsewhere.begin(), kElsewhere.end(), view_.case_of(first_of_list(w)))) continue;
    const Span phrase = view_.span_of(top, top);
    if (std::any_of(source.begin(), source.end(), [&](const Party& q) { return q.span.contains(phrase); })) continue;
    Party p = at(w);
    if (p.code.empty()) continue;
    const auto same = [&](const Party& q) { return q.entity == p.entity || q.code == p.code; };
    if (std::any_of(source.begin(), source.end(), same)) continue;
    out.push_back(std::move(p));
    return;
  }
}

/// "Shells hit the mill, a priest said": who tells of an act behind it takes no part in it.
bool Parties::reports(uint32_t word, uint32_t act) const {
  if (reported_by_[act] == kNoItem || word < act || view_.upos(word) == Upos::kPron) return false;
  return attributions_[reported_by_[act]].statement.speaker_span.contains(view_.span_of(word, word));
}

/// "arrested in Lyon", "the Lyon attacks": a town where it happened, and nobody who acts.
bool Parties::is_scene(uint32_t word, const Slot& slot, const Predicate& sense) const {
  const ActorMention* m = actors_.at_head(word);
  if (m == nullptr || !m->place || m->roles.empty() || m->form == ActorMention::Form::kAdjective) return false;
  if (sense.type == EventType::kNone) return false;  // the town's own vote
  static const std::array<uint64_t, 3> kWhere = {word_hash("at"), word_hash("in"), word_hash("near")};
  const bool court = sense.type == EventType::kSanction && m->roles == "GOV";  // "convicted in Kampala": by the courts of Uganda
  if (slot.kind == Slot::Kind::kPreposition) return !court && std::find(kWhere.begin(), kWhere.end(), slot.preposition) != kWhere.end();
  return slot.kind == Slot::Kind::kModifier && sense.pos == 'N' && (sense.type == EventType::kAssault || sense.type == EventType::kProtest);
}

void Parties::of_slots(uint32_t word, const Predicate& sense, const std::vector<Slot>& slots, const std::vector<Party>& other,
             std::vector<Party>& out) const {
  const bool acts = &slots == &sense.source;
  std::vector<uint32_t> words;
  for (const Slot& slot : slots) {
    // The subject of the verb over a noun acts only if the verb says so: "launched an attack", but "denied the attack".
    if (slot.kind == Slot::Kind::kSubject && sense.pos == 'N' && !is_mutual(sense)) {
      const uint32_t verb = governor_verb(view_, word);
      if (verb != kNoWord && !lexicon_.performs(view_.lemma_hash(verb))) continue;
    }
    words.clear();
    fill_slot(view_, word, sense, slot, words);
    for (const uint32_t w : words) {
      if (w == word || reports(w, word) || (acts && is_scene(w, slot, sense))) continue;
      Party p = at(w);
      std::vector<Party> members;
      members_of(w, p, members);
      for (const Party& member : members) add_party(member, other, out);
      if (!members.empty()) continue;
      add_party(p, other, out);
      coordinated_nationality(w, p, other, out);
    }
    if (std::any_of(out.begin(), out.end(), [](const Party& p) { return !p.code.empty() && !p.weak; })) return;
  }
}

void Parties::split_each_other(uint32_t word, std::vector<Party>& source, std::vector<Party>& target) const {
  if (source.size() < 2) return;
  const uint32_t object = object_of(view_, word);
  if (object == kNoWord) return;
  uint32_t other = object;
  if (const uint32_t owner = view_.child(object, Deprel::kNmodPoss); owner != kNoWord) other = owner;
  const auto pair = [&](uint32_t w) {
    return w + 1 < view_.size() && ((view_.lemma(w) == "each" && view_.lemma(w + 1) == "other") ||
                                    (view_.lemma(w) == "one" && view_.lemma(w + 1) == "another"));
  };
  if (!pair(other) && !(other > 0 && pair(other - 1))) return;
  target.assign(source.begin() + 1, source.end());
  source.resize(1);
}

void Parties::drop_own_forces(const std::vector<Party>& source, std::vector<Party>& target) {
  if (source.empty()) return;
  const std::string own = source[0].code.substr(0, 3);
  std::erase_if(target, [&](const Party& p) { return p.code == "MIL" || p.code == own || p.code == own + "MIL"; });
}

void Parties::drop_own_country(const std::vector<Party>& source, bool mutual, std::vector<Party>& target) {
  if (mutual || source.size() != 1 || target.size() < 2 || source[0].code.size() < 3) return;
  const std::string own = source[0].code.substr(0, 3);
  const auto is_own = [&](const Party& p) { return p.code == own; };
  const bool other = std::any_of(target.begin(), target.end(), [&](const Party& p) { return p.code.size() >= 3 && !is_own(p); });
  if (other) target.erase(std::remove_if(target.begin(), target.end(), is_own), target.end());
}

bool is_mutual(const Predicate& sense) {
  return sense.has(Predicate::kRecip) || sense.type == EventType::kAgree || sense.type == EventType::kConsult ||
         sense.type == EventType::kCooperate;
}

bool coded(const std::vector<Party>& parties) {
  return std::any_of(parties.begin(), parties.end(), [](const Party& p) { return !p.code.empty() && p.code != "CVL"; });
}

}  // namespace dateline::facts
