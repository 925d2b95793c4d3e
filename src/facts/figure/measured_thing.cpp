#include "facts/figure/measured_thing.h"

#include <algorithm>
#include <array>
#include <string_view>

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

/// Money, shares, lengths and the like: of what is acted upon. Counts and spans of time: of who acts.
bool is_amount(const Figure& figure) { return !figure.unit.empty() && !is_time(figure.unit); }

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
        if ((adverbial && is_amount(all_[which_].figure)) || is_passive(view_, up)) {
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

}  // namespace dateline::facts
