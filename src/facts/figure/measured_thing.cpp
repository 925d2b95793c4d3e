#include "facts/figure/measured_thing.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/strings.h"
#include "facts/clause.h"
#include "facts/statement/content.h"

namespace dateline::facts {
namespace {

bool is_noun(const DocumentView& view, uint32_t word) { return view.upos(word) == Upos::kNoun || view.upos(word) == Upos::kPropn; }

/// "an average of", "a total of", "half of": what is measured stands elsewhere.
bool is_measure_noun(const DocumentView& view, uint32_t word) {
  static constexpr std::array<std::string_view, 8> kMeasures = {"average", "half", "majority", "maximum", "minimum", "part", "percent", "total"};
  return std::binary_search(kMeasures.begin(), kMeasures.end(), view.lemma(word));
}

bool is_time(std::string_view unit) {
  static constexpr std::array<std::string_view, 13> kTimes = {"century", "day",    "decade", "fortnight", "hour", "minute", "month", "ms",
                                                            "quarter", "second", "time",   "week",      "year"};
  return std::binary_search(kTimes.begin(), kTimes.end(), unit);
}

/// Counts and spans of time are of who acts; money, shares, lengths and bare numbers of what is acted upon.
bool is_count(const Quantity& q) { return q.figure.unit.empty() ? !q.unit_name.empty() : is_time(q.figure.unit); }

class Climb {
 public:
  Climb(const DocumentView& view, const std::vector<Quantity>& all, size_t which, uint32_t begin, uint32_t end)
      : view_(view), all_(all), which_(which), begin_(begin), end_(end) {}

  uint32_t noun() const {
    uint32_t at = begin_;
    while (at + 1 < end_ && is_inside(view_.head(at))) ++at;
    for (uint32_t steps = 0; steps < 8 && at != kNoWord; ++steps) {
      if (const uint32_t own = subject_child(view_, at); is_thing(own)) return own;  // "the price is 40 dollars"
      const uint32_t up = view_.head(at);
      if (up == kNoWord) return kNoWord;
      const Deprel relation = view_.relation(at);
      const bool nominal = is_noun(view_, up) && view_.child(up, Deprel::kCop) == kNoWord;
      if (nominal && relation != Deprel::kConj && is_thing(up) && !is_measure_noun(view_, up) && !is_time(view_.lemma(up))) return up;
      if (!nominal && relation != Deprel::kNsubj && relation != Deprel::kNsubjPass) {
        // "cut the price by 40 dollars", "sold at 40 dollars": what is acted upon.
        const bool adverbial = relation == Deprel::kObl || relation == Deprel::kOblUnmarked || relation == Deprel::kAdvmod;
        if ((adverbial && !is_count(all_[which_])) || is_passive(view_, up)) {
          const uint32_t object = object_of(view_, up);
          if (is_thing(object) && object != at) return object;
        }
        const uint32_t subject = subject_of(view_, up);
        if (is_thing(subject) && subject != at) return subject;
      }
      at = up;
    }
    return kNoWord;
  }

 private:
  bool is_inside(uint32_t word) const { return word != kNoWord && word >= begin_ && word < end_; }
  bool is_thing(uint32_t word) const { return word != kNoWord && !is_inside(word) && is_noun(view_, word) && !is_unit(word); }

  /// A word of another quantity of the sentence with a unit ("70 feet (21 metres)").
  bool is_unit(uint32_t word) const {
    const Span span = view_.analysis().span[word];
    const auto holds = [&](size_t k) { return !all_[k].figure.unit.empty() && all_[k].figure.span.contains(span); };
    for (size_t k = which_; k-- > 0 && all_[k].sentence == all_[which_].sentence;) {
      if (holds(k)) return true;
    }
    for (size_t k = which_ + 1; k < all_.size() && all_[k].sentence == all_[which_].sentence; ++k) {
      if (holds(k)) return true;
    }
    return false;
  }

  const DocumentView& view_;
  const std::vector<Quantity>& all_;
  size_t which_;
  uint32_t begin_, end_;
};

}  // namespace

Span measured_thing(const DocumentView& view, const std::vector<Quantity>& all, size_t which) {
  const Figure& figure = all[which].figure;
  const bool counts = figure.unit.empty() && !all[which].unit_name.empty();
  const bool behind = !figure.what_span.empty() && figure.what_span.begin >= figure.span.end;
  if (behind && !counts) return figure.what_span;
  const uint32_t begin = view.word_at(figure.span.begin);
  const uint32_t end = std::max(view.word_at(behind ? figure.what_span.end : figure.span.end), begin + 1);
  uint32_t noun = Climb(view, all, which, begin, end).noun();
  // "two seasons of the play": nothing above, so what it is a part of.
  if (noun == kNoWord && counts) {
    for (const uint32_t c : view.children(end - 1)) {
      if (view.relation(c) == Deprel::kNmod && c >= end && noun == kNoWord) noun = c;
    }
  }
  return noun == kNoWord ? Span{} : phrase_of(view, noun);
}

namespace {

bool is_measuring(std::string_view verb) {
  static constexpr std::array<std::string_view, 37> kVerbs = {
      "advance", "average", "be",   "climb", "close", "cost",    "decline", "dip",   "double", "drop",     "ease",  "edge", "end",
      "exceed",  "fall",    "gain", "grow",  "hit",   "increase", "jump",   "lose",  "lower",  "measure",  "number", "open", "plunge",
      "reach",   "rise",    "shrink", "sink", "slip", "soar",    "surge",   "top",   "total",  "tumble",   "weigh"};
  return std::binary_search(kVerbs.begin(), kVerbs.end(), verb);
}

/// Somebody who acts: a person, a body, a country.
bool acts(const DocumentView& view, const Actors& actors, uint32_t noun) {
  return actors.at_head(noun) != nullptr || view.upos(noun) == Upos::kPropn;
}

/// A noun with the words that describe it right before, but articles, owners and numbers, and what it is of: "death toll",
/// "number of ferries".
Span bare_phrase_of(const DocumentView& view, uint32_t noun) {
  constexpr uint32_t kMostWords = 8;
  const auto plain = [&](uint32_t w) { return view.upos(w) != Upos::kPunct && view.upos(w) != Upos::kNum && view.upos(w) != Upos::kSym && view.upos(w) != Upos::kSconj; };
  uint32_t first = noun, last = noun;
  while (first > view.first(noun) && first + kMostWords > noun && plain(first - 1)) --first;
  while (first < noun && (view.upos(first) == Upos::kDet || view.upos(first) == Upos::kPron || view.upos(first) == Upos::kAdp)) ++first;
  for (const uint32_t c : view.children(noun)) {
    if (c < noun || view.relation(c) != Deprel::kNmod || view.case_of(c) != "of" || view.first(c) != noun + 1) continue;
    uint32_t end = view.first(c);
    while (end <= c && plain(end)) ++end;
    if (end > c) last = c;
    break;
  }
  return view.span_of(first, last);
}

}  // namespace

void settle_measured_things(const DocumentView& view, const Actors& actors, std::vector<Quantity>& all) {
  for (size_t k = 0; k < all.size(); ++k) {
    Figure& figure = all[k].figure;
    const bool bare = figure.unit.empty() && all[k].unit_name.empty(), share = figure.unit == "percent" || figure.unit.ends_with("point");
    if (!all[k].in_record || (!bare && figure.unit.empty()) || figure.what_span.begin >= figure.span.end) continue;
    // Of the figure before, or what befell those counted.
    if (figure.what != text_of(view.article().text, figure.what_span)) continue;
    if (!figure.what_span.empty() && view.upos(view.word_at(figure.what_span.end) - 1) == Upos::kVerb) continue;
    const uint32_t begin = view.word_at(figure.span.begin), end = std::max(view.word_at(figure.span.end), begin + 1);
    uint32_t noun = Climb(view, all, k, begin, end).noun();
    if (bare && noun != kNoWord && view.relation(noun) != Deprel::kObj) noun = kNoWord;  // it counts what was counted before
    if (noun == kNoWord && !figure.what_span.empty()) noun = view.word_at(figure.what_span.end) - 1;
    else if (noun != kNoWord) {
      figure.what_span = bare_phrase_of(view, noun);
      figure.what = fold_space(text_of(view.article().text, figure.what_span));
    }
    if (noun == kNoWord || !acts(view, actors, noun)) continue;
    const Deprel relation = view.relation(noun);
    const bool subject = relation == Deprel::kNsubj || relation == Deprel::kNsubjPass;
    const uint32_t verb = view.head(noun);
    if ((subject ? share : relation != Deprel::kObj) || verb == kNoWord || is_measuring(view.lemma(verb)) || view.child(verb, Deprel::kCop) != kNoWord) continue;
    figure.what_span = {};
    figure.what.clear();
  }
}

}  // namespace dateline::facts
