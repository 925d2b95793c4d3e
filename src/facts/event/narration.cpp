#include "facts/event/narration.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "facts/clause.h"

namespace dateline::facts {

bool Narration::is_simple_past(uint32_t word) const {
  if (view_.upos(word) != Upos::kVerb) return false;
  bool past = view_.xpos(word) == "VBD", was = false;
  for (const uint32_t c : view_.children(word)) {
    const Deprel relation = view_.relation(c);
    if (relation != Deprel::kAux && relation != Deprel::kAuxPass) continue;
    if (view_.lemma(c) == "have") return false;
    was = was || (view_.lemma(c) == "be" && view_.xpos(c) == "VBD");
  }
  static constexpr std::array<std::string_view, 6> kOtherTimes = {"earlier", "later", "once", "originally", "previously", "recently"};
  for (const uint32_t c : view_.children(word)) {
    if (view_.relation(c) != Deprel::kAdvmod) continue;
    const std::string_view lemma = view_.lemma(c);
    const bool compared = view_.xpos(c) == "RBR" && (lemma == "early" || lemma == "late");
    if (compared || std::binary_search(kOtherTimes.begin(), kOtherTimes.end(), lemma)) return false;
  }
  const Deprel relation = view_.relation(word);
  if (relation == Deprel::kAclRelcl || relation == Deprel::kAcl) return false;
  if (relation == Deprel::kAdvcl) {
    // "When reporters asked, she refused", "Chile agreed while Peru refused": told as what happened next, or beside it.
    const uint32_t mark = view_.child(word, Deprel::kMark), adverb = view_.child(word, Deprel::kAdvmod);
    const auto is = [&](uint32_t w, std::string_view lemma) { return w != kNoWord && w < word && view_.lemma(w) == lemma; };
    const bool first = word < view_.head(word);
    if (!is(mark, "while") && !(first && (is(mark, "when") || is(adverb, "when")))) return false;
  }
  return past || was;
}

bool Narration::is_told(const Event& e) const {
  const uint32_t word = view_.word_at(e.trigger.begin);
  if (e.status != EventStatus::kOccurred || word >= view_.size()) return false;
  if (is_simple_past(word)) return true;
  // "The envoy said Peru supports the plan": supported by saying so.
  const auto cue = notes_.cue_of.find(e.trigger.begin);
  return cue != notes_.cue_of.end() && (view_.xpos(word) == "VBZ" || view_.xpos(word) == "VBP") && is_simple_past(cue->second);
}

std::vector<Narration::Dated> Narration::dated_verbs() const {
  std::vector<Dated> out;
  for (const TimeExpression& t : times_) {
    const uint32_t word = view_.word_at(t.span.begin);
    if (!t.range.known() || t.future || word >= view_.size()) continue;
    const uint32_t verb = clause_above(view_, word);
    if (verb == kNoWord || !is_simple_past(verb) || view_.head(verb) != kNoWord) continue;
    Dated d{t.sentence, t.range, t.span, {}};
    const uint32_t subject = subject_of(view_, verb);
    const ActorMention* mention = subject == kNoWord ? nullptr : actors_.covering(subject);
    if (mention != nullptr && mention->entity != kNoItem) d.actors.push_back(mention->entity);
    out.push_back(std::move(d));
  }
  return out;
}

bool Narration::is_dated_between(uint32_t after, uint32_t until) const {
  auto t = std::upper_bound(times_.begin(), times_.end(), after, [](uint32_t sentence, const TimeExpression& x) { return sentence < x.sentence; });
  for (; t != times_.end() && t->sentence <= until; ++t) {
    if (!t->range.known()) continue;
    // "condemned the move announced on Monday": what a date beside a noun tells does not touch the acts of the sentence.
    const uint32_t word = view_.word_at(t->span.begin);
    const uint32_t clause = t->sentence < until || word >= view_.size() ? kNoWord : clause_above(view_, word);
    const Deprel relation = clause == kNoWord ? Deprel::kDep : view_.relation(clause);
    if (relation != Deprel::kAcl && relation != Deprel::kAclRelcl) return true;
  }
  return false;
}

void Narration::carry_attacks(std::vector<Event>& events) const {
  constexpr uint32_t kReach = 8;  // sentences
  for (size_t i = 0; i < events.size(); ++i) {
    Event& e = events[i];
    const auto attack = notes_.attack_of.find(e.trigger.begin);
    if (attack == notes_.attack_of.end() || !e.source.empty() || !is_definite(view_, attack->second)) continue;
    for (size_t k = i; k-- > 0 && e.sentence - events[k].sentence <= kReach;) {
      const Event& before = events[k];
      if (before.type != EventType::kAssault || before.sentence == e.sentence || before.source_code.empty()) continue;
      e.source = before.source;
      e.source_code = before.source_code;
      e.source_span = before.source_span;
      if (!e.time.known()) {
        e.time = before.time;
        e.time_span = before.time_span;
      }
      if (!e.place) {
        e.place = before.place;
        e.place_span = before.place_span;
      }
      break;
    }
  }
}

void Narration::carry_dates(std::vector<Event>& events) const {
  constexpr uint32_t kReach = 8;  // sentences
  const std::string& published = view_.article().published.value;
  if (published.size() < 10) return;
  const std::string today = published.substr(0, 10);
  const std::vector<Dated> verbs = dated_verbs();
  size_t next = 0;
  Dated last;
  for (Event& e : events) {
    for (; next < verbs.size() && verbs[next].sentence < e.sentence; ++next) last = verbs[next];
    const bool told = is_told(e);
    if (!e.time.known() && told && last.time.known() && e.sentence - last.sentence <= kReach) {
      const bool same_actor = !e.source.empty() && std::find(last.actors.begin(), last.actors.end(), e.source.front()) != last.actors.end();
      const bool recent = last.time.precision == Precision::kDay && last.time.from <= today;
      const bool close = recent && (e.sentence - last.sentence <= 2 || !is_dated_between(last.sentence, e.sentence));
      if ((same_actor || close) && (recent || last.time.from.substr(0, 4) == today.substr(0, 4))) {
        e.time = last.time;
        e.time_span = last.span;
      }
    }
    if (told && e.time.known()) last = {e.sentence, e.time, e.time_span, e.source};
  }
  for (Event& e : events) {
    const uint32_t word = view_.word_at(e.trigger.begin);
    if (e.time.known() || e.status != EventStatus::kOccurred || word >= view_.size()) continue;
    if (view_.xpos(word) != "VBG" || view_.relation(word) != Deprel::kAdvcl) continue;
    auto over = std::lower_bound(events.begin(), events.end(), e.sentence, [](const Event& x, uint32_t sentence) { return x.sentence < sentence; });
    for (; over != events.end() && over->sentence == e.sentence; ++over) {
      if (view_.word_at(over->trigger.begin) != view_.head(word)) continue;
      e.time = over->time;
      e.time_span = over->time_span;
    }
  }
}

bool Narration::could_be_at_opening(const Event& e) const {
  constexpr std::string_view kByTelephone = "041";
  if (e.cameo == kByTelephone) return false;
  bool coded = false;
  for (const auto* codes : {&e.source_code, &e.target_code}) {
    for (const std::string& code : *codes) {
      if (code.starts_with(opening_->country)) return true;
      coded = true;
    }
  }
  return !coded;
}

void Narration::carry_places(std::vector<Event>& events) const {
  constexpr uint32_t kOpening = 12;  // sentences
  // The act that the page opens with, told with its day.
  const Event* lead = nullptr;
  if (!events.empty() && events[0].sentence == 0 && events[0].time.known() && is_told(events[0])) lead = &events[0];
  const Event* last = nullptr;
  for (Event& e : events) {
    const bool force = e.type == EventType::kAssault || e.type == EventType::kCoerce || e.type == EventType::kProtest;
    const uint32_t word = view_.word_at(e.trigger.begin);
    if (!e.place && opening_ && e.sentence < kOpening && is_told(e) && could_be_at_opening(e)) {
      const bool same_day = lead != nullptr && e.time.known() && e.time.from == lead->time.from;
      const bool same_actor = same_day && !e.source.empty() && e.source == lead->source;
      if (&e == lead || same_actor || e.type == EventType::kConsult) {
        e.place = opening_;
        e.place_span = view_.article().placeline.span;
      }
    }
    if (!force || e.status != EventStatus::kOccurred || word >= view_.size()) continue;
    if (e.place) {
      last = &e;
      continue;
    }
    const bool near = last != nullptr && e.sentence - last->sentence <= 2 && e.type == last->type;
    const bool told = view_.upos(word) == Upos::kVerb && view_.xpos(word) != "VB";
    if (!near || !told || e.time.from != last->time.from) continue;
    e.place = last->place;
    e.place_span = last->place_span;
    last = &e;
  }
}

}  // namespace dateline::facts
