#include "facts/statement/quotation_index.h"

#include <algorithm>
#include <string_view>

#include "facts/statement/content.h"

namespace dateline::facts {

size_t QuotationIndex::first_behind(uint32_t at) const {
  return static_cast<size_t>(std::partition_point(quotes_.begin(), quotes_.end(),
                                                  [&](const Quotation& q) { return q.outer.end <= at; }) - quotes_.begin());
}

bool QuotationIndex::hold(Span span) const {
  const size_t k = first_behind(span.begin);
  return k < quotes_.size() && quotes_[k].inner.contains(span);
}

bool QuotationIndex::overlap(const std::vector<Span>& content) const {
  for (const Span c : content) {
    for (size_t k = first_behind(c.begin); k < quotes_.size() && quotes_[k].outer.begin < c.end; ++k) {
      if (quotes_[k].inner.overlaps(c)) return true;
    }
  }
  return false;
}

Span QuotationIndex::before_named_speaker(Span content, Span cue) const {
  if (content.end > cue.begin) return content;
  const size_t k = first_behind(content.begin);
  if (k >= quotes_.size() || quotes_[k].outer.begin > content.begin || quotes_[k].outer.end >= content.end) return content;
  const std::string_view quoted = text_of(view_.article().text, quotes_[k].inner);
  if (quoted.empty() || (quoted.back() != ',' && quoted.back() != '?' && quoted.back() != '!')) return content;
  if (k + 1 < quotes_.size() && quotes_[k + 1].outer.begin < content.end) return content;
  return {content.begin, quotes_[k].outer.end};
}

Span QuotationIndex::with_its_clause(const Quotation& q, uint32_t verb) const {
  const uint32_t first = view_.word_at(q.outer.begin), end = view_.word_at(q.inner.end);
  const Sentence& sentence = view_.sentence_of(verb);
  if (first <= verb || first > verb + 9 || end >= sentence.end) return {};
  for (uint32_t w = verb + 1; w < first; ++w) {
    if (view_.upos(w) == Upos::kPunct || view_.text(w) == ":" || view_.upos(w) == Upos::kVerb) return {};
  }
  uint32_t last = std::max(end, verb);
  for (const uint32_t c : view_.children(verb)) {
    const Deprel relation = view_.relation(c);
    const bool complement = relation == Deprel::kObj || relation == Deprel::kXcomp || relation == Deprel::kCcomp;
    if (complement && view_.first(c) > verb && view_.first(c) <= end) last = std::max(last, view_.last(c));
  }
  if (first == verb + 1 && last <= end + 1) return {};
  return trimmed(view_, verb + 1, std::min(last, sentence.end - 1));
}

}  // namespace dateline::facts
