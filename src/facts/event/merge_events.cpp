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

/// A line of words without the stop that ends a sentence: a heading, told again by what stands under it.
bool is_heading(const DocumentView& view, uint32_t word) {
  const uint32_t last = view.sentence_of(word).end - 1;
  return view.upos(last) != Upos::kPunct;
}

/// A noun that tells of nobody, no place and no day of its own.
bool tells_nothing_new(const DocumentView& view, const Event& e, uint32_t word) {
  return view.upos(word) == Upos::kNoun && e.source_code.empty() && e.target_code.empty() && !e.place && !e.time.known();
}

/// What is planned or threatened twice by the same actor, of one kind, is one plan.
bool is_same_plan(const Event& a, const Event& b) {
  const bool planned = a.status == EventStatus::kProposed || a.status == EventStatus::kScheduled || a.status == EventStatus::kThreatened;
  return planned && a.type != EventType::kNone && a.cameo == b.cameo && !a.source_code.empty() && a.source_code == b.source_code;
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
    const uint32_t named = attack == notes.attack_of.end() ? word : attack->second;
    const bool spoken = notes.spoken.count(e.trigger.begin) != 0;
    const bool owned = !spoken && view.upos(named) == Upos::kNoun && view.child(named, Deprel::kNmodPoss) != kNoWord;  // "their talks"
    const bool definite = owned || is_definite(view, named);
    for (auto& k : kept) {
      if (k.type != e.type || k.status != e.status) continue;
      const uint32_t other = view.word_at(k.trigger.begin);
      const bool same_word = view.lemma_hash(other) == view.lemma_hash(word);
      const bool same_sentence = k.sentence == e.sentence;
      const bool heading = !same_sentence && same_word && is_heading(view, other);
      const bool again = definite || heading || is_same_plan(k, e) || tells_nothing_new(view, e, word);
      // Words spoken in two sentences are two acts, unless a definite noun or a heading tells of one.
      if (!same_sentence && !definite && !heading && spoken) continue;
      if (!same_word && !again && !same_sentence) continue;
      const bool harm = same_sentence && e.type == EventType::kAssault && is_harm_of(view, notes, other, word);
      if (!compatible(k.source_code, e.source_code) || (!(harm && view.relation(word) == Deprel::kAdvcl) && !compatible(k.target_code, e.target_code))) continue;
      if (k.time.known() && e.time.known() && k.time.from != e.time.from) continue;
      if (!same_sentence && are_of_two_acts(k.casualties, e.casualties)) continue;
      if (same_sentence && !same_word && !harm && (e.source_code != k.source_code || e.target_code != k.target_code)) continue;
      first = &k;
      break;
    }
    if (first == nullptr) {
      kept.push_back(std::move(e));
      continue;
    }
    // "In another attack, gunmen fired": the verb tells who.
    const bool setting = attack != notes.attack_of.end() && attack->second == view.word_at(first->trigger.begin);
    if (setting && view.relation(attack->second) == Deprel::kObl && first->target_code.empty()) std::swap(*first, e);
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
  std::stable_sort(kept.begin(), kept.end(), [](const Event& a, const Event& b) { return a.trigger.begin < b.trigger.begin; });
  events = std::move(kept);
}

}  // namespace dateline::facts
