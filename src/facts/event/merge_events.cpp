#include "facts/event/merge_events.h"

#include <algorithm>
#include <utility>

namespace dateline::facts {
namespace {

bool compatible(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return true;
  for (const auto& x : a) {
    for (const auto& y : b) {
      if (x.starts_with(y) || y.starts_with(x)) return true;
    }
  }
  return false;
}

/// "A bomb attack killed six", "a raid that wounded two", "shelled the town, killing seven", "killed six and wounded two".
bool is_harm_of(const DocumentView& view, const TriggerNotes& notes, uint32_t first, uint32_t second) {
  for (const auto& [harm, act] : {std::pair{second, first}, std::pair{first, second}}) {
    if (view.upos(harm) != Upos::kVerb) continue;
    const auto attack = notes.attack_of.find(view.analysis().span[harm].begin);
    if (attack != notes.attack_of.end() && attack->second == act) return true;
    if (view.head(harm) != act) continue;
    const Deprel relation = view.relation(harm);
    if (relation == Deprel::kAcl || relation == Deprel::kAclRelcl) return view.upos(act) == Upos::kNoun;
    if (relation == Deprel::kAdvcl) return view.xpos(harm) == "VBG";
    if (relation == Deprel::kConj) return view.child(harm, Deprel::kNsubj) == kNoWord && view.child(harm, Deprel::kNsubjPass) == kNoWord;
  }
  return false;
}

/// "44 people were killed" is not the bombing that "killed 13": numbers so far apart are of two acts.
bool are_of_two_acts(const std::vector<Casualties>& a, const std::vector<Casualties>& b) {
  for (const Casualties& x : a) {
    for (const Casualties& y : b) {
      if (x.kind == y.kind && (x.low > 2 * y.high || y.low > 2 * x.high)) return true;
    }
  }
  return false;
}

}  // namespace

bool is_definite(const DocumentView& view, uint32_t noun) {
  if (view.upos(noun) != Upos::kNoun) return false;
  const uint32_t determiner = view.child(noun, Deprel::kDet);
  if (determiner == kNoWord) return false;
  const std::string_view lemma = view.lemma(determiner);
  return lemma == "the" || lemma == "this" || lemma == "that";
}

void merge_repeated(const DocumentView& view, const TriggerNotes& notes, std::vector<Event>& events) {
  std::vector<Event> kept;
  for (auto& e : events) {
    Event* first = nullptr;
    const uint32_t word = view.word_at(e.trigger.begin);
    const auto attack = notes.attack_of.find(e.trigger.begin);
    const bool definite = is_definite(view, attack == notes.attack_of.end() ? word : attack->second);
    for (auto& k : kept) {
      if (k.type != e.type || k.status != e.status) continue;
      const uint32_t other = view.word_at(k.trigger.begin);
      const bool same_word = view.lemma_hash(other) == view.lemma_hash(word);
      const bool same_sentence = k.sentence == e.sentence;
      // Words spoken in two sentences are two acts, unless a definite noun points back.
      if (!same_sentence && !definite && notes.spoken.count(e.trigger.begin) != 0) continue;
      if (!same_word && !definite && !same_sentence) continue;
      if (!compatible(k.source_code, e.source_code) || !compatible(k.target_code, e.target_code)) continue;
      if (k.time.known() && e.time.known() && k.time.from != e.time.from) continue;
      if (!same_sentence && are_of_two_acts(k.casualties, e.casualties)) continue;
      const bool harm = same_sentence && e.type == EventType::kAssault && is_harm_of(view, notes, other, word);
      if (same_sentence && !same_word && !harm && (e.source_code != k.source_code || e.target_code != k.target_code)) continue;
      first = &k;
      break;
    }
    if (first == nullptr) {
      kept.push_back(std::move(e));
      continue;
    }
    // The fuller of the two tells what the other lacks.
    if (first->source_code.empty() && !e.source_code.empty()) {
      first->source = e.source;
      first->source_code = e.source_code;
      first->source_span = e.source_span;
    }
    if (first->target_code.empty() && !e.target_code.empty()) {
      first->target = e.target;
      first->target_code = e.target_code;
      first->target_span = e.target_span;
    }
    if (!first->time.known()) {
      first->time = e.time;
      first->time_span = e.time_span;
    }
    if (!first->place && e.place) {
      first->place = e.place;
      first->place_span = e.place_span;
    }
    first->confidence = std::max(first->confidence, e.confidence);
    // "shelled the town, killing seven"
    for (const Casualties& c : e.casualties) {
      const bool told = std::any_of(first->casualties.begin(), first->casualties.end(), [&](const Casualties& k) { return k.kind == c.kind; });
      if (!told) first->casualties.push_back(c);
    }
  }
  events = std::move(kept);
}

}  // namespace dateline::facts
