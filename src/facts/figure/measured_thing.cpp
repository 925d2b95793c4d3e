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

uint32_t subject_child(const DocumentView& view, uint32_t word) {
  const uint32_t active = view.child(word, Deprel::kNsubj);
  return active != kNoWord ? active : view.child(word, Deprel::kNsubjPass);
}

class Climb {
 public:
  Climb(const DocumentView& view, uint32_t begin, uint32_t end) : view_(view), begin_(begin), end_(end) {}

  uint32_t noun() const {
    uint32_t at = begin_;
    while (at + 1 < end_ && is_inside(view_.head(at))) ++at;
    for (uint32_t steps = 0; steps < 8 && at != kNoWord; ++steps) {
      if (const uint32_t own = subject_child(view_, at); is_thing(own)) return own;  // "the price is 40 dollars"
      const uint32_t up = view_.head(at);
      if (up == kNoWord) return kNoWord;
      const Deprel relation = view_.relation(at);
      const bool nominal = is_noun(view_, up) && view_.child(up, Deprel::kCop) == kNoWord;
      if (nominal && relation != Deprel::kConj && is_thing(up) && !is_measure_noun(view_, up)) return up;
      if (!nominal && relation != Deprel::kNsubj && relation != Deprel::kNsubjPass) {
        const uint32_t subject = subject_of(view_, up);
        if (is_thing(subject) && subject != at) return subject;
      }
      at = up;
    }
    return kNoWord;
  }

 private:
  bool is_inside(uint32_t word) const { return word != kNoWord && word >= begin_ && word < end_; }
  bool is_thing(uint32_t word) const { return word != kNoWord && !is_inside(word) && is_noun(view_, word); }

  const DocumentView& view_;
  uint32_t begin_, end_;
};

}  // namespace

Span measured_thing(const DocumentView& view, const Quantity& quantity) {
  const Figure& figure = quantity.figure;
  const bool counts = figure.unit.empty() && !quantity.unit_name.empty();
  const bool behind = !figure.what_span.empty() && figure.what_span.begin >= figure.span.end;
  if (behind && !counts) return figure.what_span;
  const uint32_t begin = view.word_at(figure.span.begin);
  const uint32_t end = view.word_at(behind ? figure.what_span.end : figure.span.end);
  const uint32_t noun = Climb(view, begin, std::max(end, begin + 1)).noun();
  if (noun == kNoWord) return {};
  return phrase_of(view, noun);
}

}  // namespace dateline::facts
