#include <algorithm>
#include <set>
#include <string>

#include "base/strings.h"
#include "record/record_builder.h"

namespace dateline {
namespace {

/// Nouns that name something with a date of its own.
bool is_calendar_noun(std::string_view lemma) {
  static const std::set<std::string, std::less<>> kNouns = {
      "election", "referendum", "vote", "ballot", "poll", "runoff", "summit", "meeting", "talk", "conference", "hearing", "trial",
      "deadline", "session", "visit", "trip", "rally", "protest", "march", "strike", "ceremony", "inauguration", "debate",
      "congress", "convention", "verdict", "sentencing", "ruling", "appeal", "launch", "exercise", "drill", "round", "primary",
      "caucus", "testimony", "deployment", "withdrawal", "negotiation", "handover", "briefing", "press", "event", "anniversary",
      "curfew", "truce", "ceasefire", "sanction", "tariff", "budget", "bill", "law", "report", "plan", "game"};
  return kNouns.count(lemma) != 0;
}

/// The word the date hangs on: its verb or noun.
uint32_t governor(const Pipeline& p, uint32_t first, uint32_t last) {
  const auto& view = p.view;
  uint32_t top = first;
  for (uint32_t w = first; w <= last; ++w) {
    if (view.head(w) == kNoWord || view.head(w) < first || view.head(w) > last) top = w;
  }
  return view.head(top);
}

bool tells_future(const facts::DocumentView& view, uint32_t verb) {
  static const std::set<std::string, std::less<>> kAhead = {"due", "schedule", "set", "plan", "expect", "slate", "begin", "start", "hold"};
  for (uint32_t v = verb, steps = 0; v != kNoWord && steps < 4; ++steps, v = view.head(v)) {
    if (view.xpos(v) == "VBD" && kAhead.count(view.lemma(v)) == 0) return false;
    for (const uint32_t c : view.children(v)) {
      const std::string_view lemma = view.lemma(c);
      if (view.relation(c) == Deprel::kAux && (lemma == "will" || lemma == "would" || lemma == "'ll" || lemma == "may" || lemma == "shall")) return true;
      if (view.relation(c) == Deprel::kMark && lemma == "to") return true;
    }
    if (kAhead.count(view.lemma(v)) != 0) return true;
  }
  return false;
}

/// "The talks run until Friday": a present act whose end is dated.
bool ends_later(const facts::DocumentView& view, uint32_t date, uint32_t verb) {
  const bool present = view.xpos(verb) == "VBZ" || view.xpos(verb) == "VBP";
  if (!present || date == 0) return false;
  const std::string_view before = view.lemma(date - 1);
  return before == "until" || before == "till" || before == "through";
}

}  // namespace

void find_schedule(const Pipeline& p, Record& r) {
  const std::string published = p.article.published.value.substr(0, 10);
  if (published.size() < 10) return;
  const auto& view = p.view;
  for (const auto& t : p.times) {
    if (!t.range.known() || t.range.from.size() < 7) continue;
    const std::string day = published.substr(0, t.range.from.size());
    const bool later = t.range.from > day || (t.range.from == day && t.range.precision >= Precision::kDay && t.future);
    if (!later) continue;
    const uint32_t first = view.word_at(t.span.begin);
    const uint32_t behind = view.word_at(t.span.end);
    if (first >= view.size() || behind <= first) continue;
    const uint32_t above = governor(p, first, behind - 1);
    if (above == kNoWord) continue;
    ScheduleItem item;
    item.date = t.range;
    // The event that carries the date, else a calendar noun in the clause, else a verb told as future.
    uint32_t what = kNoWord;
    for (ItemIndex i = 0; i < r.events.size(); ++i) {
      const Event& e = r.events[i];
      if (e.time_span == t.span && e.status != EventStatus::kNegated && e.status != EventStatus::kDenied) {
        item.event = i;
        if (e.status == EventStatus::kProposed) item.status = ScheduleStatus::kProposed;
        break;
      }
    }
    uint32_t clause = above;
    for (uint32_t steps = 0; steps < 4 && view.upos(clause) != Upos::kVerb && view.head(clause) != kNoWord; ++steps) {
      if (view.upos(clause) == Upos::kNoun && is_calendar_noun(view.lemma(clause))) what = clause;
      clause = view.head(clause);
    }
    if (what == kNoWord) {
      for (uint32_t w = view.first(clause); w <= view.last(clause); ++w) {
        if (view.upos(w) == Upos::kNoun && is_calendar_noun(view.lemma(w))) {
          what = w;
          break;
        }
      }
    }
    // "The vote is due to take place on ...": what is due is the subject of "due".
    for (uint32_t verb = clause, steps = 0; what == kNoWord && steps < 3 && view.relation(verb) == Deprel::kXcomp; ++steps) {
      verb = view.head(verb);
      for (const uint32_t c : view.children(verb)) {
        const bool subject = view.relation(c) == Deprel::kNsubj || view.relation(c) == Deprel::kNsubjPass;
        if (subject && view.upos(c) == Upos::kNoun && is_calendar_noun(view.lemma(c))) what = c;
      }
    }
    const bool future = tells_future(view, clause) || ends_later(view, first, clause);
    if (what == kNoWord && item.event == kNoItem && !future) continue;
    if (what == kNoWord) what = clause;
    const uint32_t begin = std::max(view.first(what), view.sentence_of(what).begin);
    const uint32_t end = view.upos(what) == Upos::kVerb ? view.last(what) : what;
    const Span phrase = view.span_of(std::min(begin, what), std::max(end, what));
    item.what = fold_space(text_of(p.article.text, phrase));
    item.span = {std::min(phrase.begin, t.span.begin), std::max(phrase.end, t.span.end)};
    if (view.lemma(clause) == "cancel") item.status = ScheduleStatus::kCancelled;
    if (view.lemma(clause) == "postpone" || view.lemma(clause) == "delay") item.status = ScheduleStatus::kPostponed;
    if (item.event != kNoItem && r.events[item.event].place) item.place = r.events[item.event].place->name;
    const bool known = std::any_of(r.schedule.begin(), r.schedule.end(), [&](const ScheduleItem& s) {
      return s.date.from == item.date.from && (s.span.overlaps(item.span) || s.what == item.what);
    });
    if (!known) r.schedule.push_back(std::move(item));
  }
  std::stable_sort(r.schedule.begin(), r.schedule.end(),
                   [](const ScheduleItem& a, const ScheduleItem& b) { return a.span.begin < b.span.begin; });
}

}  // namespace dateline
