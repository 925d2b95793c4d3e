#include <algorithm>
#include <set>
#include <string>

#include "base/strings.h"
#include "facts/statement/content.h"
#include "record/record_builder.h"

namespace dateline {
namespace {

/// Nouns that name something with a date of its own.
bool is_calendar_noun(std::string_view lemma) {
  static const std::set<std::string, std::less<>> kNouns = {
      "election", "referendum", "vote", "ballot", "poll", "runoff", "summit", "meeting", "talk", "conference", "hearing", "trial",
      "deadline", "session", "visit", "trip", "tour", "rally", "protest", "march", "strike", "ceremony", "inauguration", "debate",
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

/// "plan to meet", "is due on": words of what is to come, even in the past tense.
bool looks_ahead(std::string_view lemma) {
  static const std::set<std::string, std::less<>> kAhead = {"agree", "due", "expect", "intend", "plan", "schedule", "set", "slate", "vow"};
  return kAhead.count(lemma) != 0;
}

/// "if it snows", "when parliament meets": a condition, which sets no date.
bool is_condition(const facts::DocumentView& view, uint32_t verb) {
  for (const uint32_t c : view.children(verb)) {
    if (c > verb || (view.relation(c) != Deprel::kMark && view.relation(c) != Deprel::kAdvmod)) continue;
    const std::string_view lemma = view.lemma(c);
    if (lemma == "if" || lemma == "when" || lemma == "whether" || lemma == "whenever" || lemma == "unless" || lemma == "until") return true;
  }
  return false;
}

bool tells_future(const facts::DocumentView& view, uint32_t verb) {
  bool open = false;  // an infinitive, whose time is that of the finite verb over it
  for (uint32_t v = verb, steps = 0; v != kNoWord && steps < 4; ++steps, v = view.head(v)) {
    if (is_condition(view, v)) return false;
    if (looks_ahead(view.lemma(v))) return true;
    if (view.xpos(v) == "VBD") return false;
    bool past = false;
    for (const uint32_t c : view.children(v)) {
      const std::string_view lemma = view.lemma(c);
      if (view.relation(c) == Deprel::kAux && (lemma == "will" || lemma == "'ll" || lemma == "may" || lemma == "shall")) return true;
      // "would not say": a refusal; "said she would go": a future seen from the past.
      if (view.relation(c) == Deprel::kAux && lemma == "would") return view.head(v) != kNoWord || !facts::is_negated(view, v);
      if (view.relation(c) == Deprel::kMark && lemma == "to") open = true;
      const bool auxiliary = view.relation(c) == Deprel::kAux || view.relation(c) == Deprel::kAuxPass || view.relation(c) == Deprel::kCop;
      past = past || (auxiliary && view.xpos(c) == "VBD");
    }
    if (past) return false;
    if (open && (view.xpos(v) == "VBZ" || view.xpos(v) == "VBP")) return true;
    const std::string_view lemma = view.lemma(v);
    if (view.xpos(v) != "VBN" && (lemma == "begin" || lemma == "start" || lemma == "hold")) return true;
  }
  return open;
}

/// "The talks run until Friday": a present act whose end is dated.
bool ends_later(const facts::DocumentView& view, uint32_t date, uint32_t verb) {
  const bool present = view.xpos(verb) == "VBZ" || view.xpos(verb) == "VBP";
  if (!present || date == 0) return false;
  const std::string_view before = view.lemma(date - 1);
  return before == "until" || before == "till" || before == "through";
}

/// Words of a time that name no date to keep: a season of no year, "a better tomorrow", a span that begins today ("over the
/// next two years"), a day that something else is set against ("the road to Election Day", "his June 2 call").
bool is_no_date(const Pipeline& p, const facts::TimeExpression& t, uint32_t first, uint32_t last, std::string_view published) {
  const auto& view = p.view;
  const std::string_view words = text_of(p.article.text, t.span);
  const bool season = t.value.size() == 7 && t.value[4] == '-' && t.value[5] >= 'A' && t.value[5] <= 'Z' && t.value[5] != 'Q' && t.value[5] != 'H';
  if (season && words.find_first_of("0123456789") == std::string_view::npos && words.find("next") == std::string_view::npos &&
      words.find("this") == std::string_view::npos && words.find("coming") == std::string_view::npos) {
    return true;
  }
  const Upos before = first > view.sentence_of(first).begin ? view.upos(first - 1) : Upos::kPunct;
  if (view.lemma(first) == "tomorrow" && (before == Upos::kAdj || before == Upos::kDet)) return true;
  if (t.range.from == published && t.range.to > t.range.from) {
    static const std::set<std::string, std::less<>> kSpans = {"over", "for", "throughout"};
    if (kSpans.count(view.case_of(last)) != 0 || words.find("first") != std::string_view::npos) return true;
  }
  if (view.text(last) == "Day" && view.case_of(last) != "on" && !view.case_of(last).empty()) return true;
  const uint32_t above = governor(p, first, last);
  if (above == kNoWord || view.upos(above) != Upos::kNoun) return false;
  if (above > last && !is_calendar_noun(view.lemma(above))) return true;
  return false;
}

/// "initially due to begin": a date that holds no longer.
bool is_given_up(const facts::DocumentView& view, uint32_t verb) {
  for (uint32_t v = verb, steps = 0; v != kNoWord && steps < 3; ++steps, v = view.head(v)) {
    for (const uint32_t c : view.children(v)) {
      if (view.relation(c) == Deprel::kAdvmod && (view.lemma(c) == "originally" || view.lemma(c) == "initially")) return true;
    }
  }
  return false;
}

/// The words of what is due: a noun with what describes it before, a verb with its clause. A relative clause starts with whom it
/// is told of ("Ruiz, who will sing"); no conjunction, preposition or mark before either.
Span due_phrase(const facts::DocumentView& view, uint32_t what) {
  uint32_t begin = std::max(view.first(what), view.sentence_of(what).begin);
  const bool verb = view.upos(what) == Upos::kVerb;
  uint32_t end = verb ? view.last(what) : what;
  if (verb && view.relation(what) == Deprel::kAclRelcl && view.head(what) < begin) {
    begin = view.head(what);
    while (begin > view.first(view.head(what)) && (view.relation(begin - 1) == Deprel::kCompound || view.relation(begin - 1) == Deprel::kFlat ||
                                                   view.relation(begin - 1) == Deprel::kAmod || view.relation(begin - 1) == Deprel::kDet)) {
      --begin;
    }
  }
  const auto opens = [&](uint32_t w) {
    const Upos tag = view.upos(w);
    if (tag == Upos::kPunct || tag == Upos::kCconj || (tag == Upos::kSconj && view.head(w) == what)) return true;
    return !verb && (tag == Upos::kAdp || tag == Upos::kAdv);
  };
  while (begin < what && opens(begin)) ++begin;
  while (end > what && view.upos(end) == Upos::kPunct) --end;
  return view.span_of(std::min(begin, what), std::max(end, what));
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
    if (first >= view.size() || behind <= first || is_no_date(p, t, first, behind - 1, published)) continue;
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
    if (is_condition(view, clause)) continue;
    // "The trial will start on Friday", "they hold talks on Friday": the subject, or the object of a verb of holding.
    static const std::set<std::string, std::less<>> kHold = {"begin", "convene", "hold", "host", "launch", "open", "plan", "resume", "schedule", "set", "stage", "start"};
    for (const uint32_t c : view.children(clause)) {
      const Deprel relation = view.relation(c);
      const bool told = relation == Deprel::kNsubj || relation == Deprel::kNsubjPass || (relation == Deprel::kObj && kHold.count(view.lemma(clause)) != 0);
      if (what == kNoWord && told && is_calendar_noun(view.lemma(c))) what = c;
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
    const Span phrase = due_phrase(view, what);
    item.what = fold_space(text_of(p.article.text, phrase));
    item.span = {std::min(phrase.begin, t.span.begin), std::max(phrase.end, t.span.end)};
    if (is_given_up(view, clause)) item.status = ScheduleStatus::kPostponed;
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
