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

}  // namespace

void merge_repeated(const DocumentView& view, const std::set<uint32_t>& spoken, std::vector<Event>& events) {
  std::vector<Event> kept;
  for (auto& e : events) {
    Event* first = nullptr;
    const uint32_t word = view.word_at(e.trigger.begin);
    const uint32_t determiner = view.child(word, Deprel::kDet);
    const bool definite = view.upos(word) == Upos::kNoun && determiner != kNoWord &&
                          (view.lemma(determiner) == "the" || view.lemma(determiner) == "this" || view.lemma(determiner) == "that");
    for (auto& k : kept) {
      if (k.type != e.type || k.status != e.status) continue;
      const uint32_t other = view.word_at(k.trigger.begin);
      const bool same_word = view.lemma_hash(other) == view.lemma_hash(word);
      const bool same_sentence = k.sentence == e.sentence;
      // Words spoken in two sentences are two acts, unless a definite noun points back.
      if (!same_sentence && !definite && spoken.count(e.trigger.begin) != 0) continue;
      if (!same_word && !definite && !same_sentence) continue;
      if (!compatible(k.source_code, e.source_code) || !compatible(k.target_code, e.target_code)) continue;
      if (k.time.known() && e.time.known() && k.time.from != e.time.from) continue;
      if (same_sentence && !same_word && (e.source_code != k.source_code || e.target_code != k.target_code)) continue;
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
    // "shelled the town, killing seven"
    for (const Casualties& c : e.casualties) {
      const bool told = std::any_of(first->casualties.begin(), first->casualties.end(), [&](const Casualties& k) { return k.kind == c.kind; });
      if (!told) first->casualties.push_back(c);
    }
  }
  events = std::move(kept);
}

}  // namespace dateline::facts
