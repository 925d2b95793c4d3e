#pragma once

#include <cstdint>
#include <vector>

#include "facts/document_view.h"
#include "facts/quotation.h"

namespace dateline::facts {

/// The quotations of a document, found by place. They lie in text order and do not overlap, so looking takes O(log n).
class QuotationIndex {
 public:
  explicit QuotationIndex(const DocumentView& view) : view_(view), quotes_(view.quotations()) {}

  [[nodiscard]] size_t size() const { return quotes_.size(); }
  [[nodiscard]] const Quotation& operator[](size_t k) const { return quotes_[k]; }
  /// Number of the first quotation that ends behind the byte `at`.
  [[nodiscard]] size_t first_behind(uint32_t at) const;
  /// True if the bytes lie between the marks of a quotation.
  [[nodiscard]] bool hold(Span span) const;
  /// True if quoted words are among the bytes.
  [[nodiscard]] bool overlap(const std::vector<Span>& content) const;
  /// ""It is safe," Ana Luna, 33, said": what stands between the closing mark and the cue names the speaker; the content without it.
  [[nodiscard]] Span before_named_speaker(Span content, Span cue) const;
  /// "promised "swift action" against smugglers", "tweeted that he was "ready to talk"": quoted words that go on from words
  /// behind the cue with no mark between are part of a phrase told in the page's words. Empty for other quotations.
  [[nodiscard]] Span with_its_clause(const Quotation& q, uint32_t verb) const;

 private:
  const DocumentView& view_;
  const std::vector<Quotation>& quotes_;
};

}  // namespace dateline::facts
