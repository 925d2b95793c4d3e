#include "facts/document_view.h"

#include <algorithm>

#include "base/strings.h"

namespace dateline::facts {

namespace {

/// The typographic apostrophe is the plain one: "people’s" is "people's".
void plain_apostrophe(std::string& word) {
  for (size_t at = word.find("\xE2\x80\x99"); at != std::string::npos; at = word.find("\xE2\x80\x99", at)) word.replace(at, 3, "'");
}

}  // namespace

uint64_t word_hash(std::string_view lower_case_word) { return hash64(lower_case_word) | 1; }

void DocumentView::set(const Article& article, const Analysis& analysis) {
  article_ = &article;
  analysis_ = &analysis;
  const uint32_t n = analysis.size();
  form_hash_.resize(n);
  lemma_hash_.resize(n);
  for (uint32_t i = 0; i < n; ++i) {
    lower_.clear();
    append_lower(lower_, text(i));
    plain_apostrophe(lower_);
    form_hash_[i] = word_hash(lower_);
    lower_.clear();
    append_lower(lower_, lemma(i));
    plain_apostrophe(lower_);
    lemma_hash_[i] = word_hash(lower_);
  }
  first_child_.assign(n + 1, 0);
  for (uint32_t i = 0; i < n; ++i) {
    if (analysis.head[i] != kNoWord) ++first_child_[analysis.head[i] + 1];
  }
  for (uint32_t i = 0; i < n; ++i) first_child_[i + 1] += first_child_[i];
  children_.resize(n);
  order_.assign(first_child_.begin(), first_child_.end());
  for (uint32_t i = 0; i < n; ++i) {
    if (analysis.head[i] != kNoWord) children_[order_[analysis.head[i]]++] = i;
  }
  find_quotations(article, quotations_);
  quoted_.assign(n, 0);
  uint32_t at = 0;
  for (uint32_t q = 0; q < quotations_.size(); ++q) {
    while (at < n && analysis.span[at].end <= quotations_[q].inner.begin) ++at;
    for (; at < n && analysis.span[at].begin < quotations_[q].inner.end; ++at) quoted_[at] = q + 1;
  }
  // Extents: each word widens its head's; repeated up the chain, which is short (bounded by the sentence).
  subtree_first_.resize(n);
  subtree_last_.resize(n);
  for (uint32_t i = 0; i < n; ++i) subtree_first_[i] = subtree_last_[i] = i;
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t up = analysis.head[i];
    for (uint32_t steps = 0; up != kNoWord && steps < 512; ++steps, up = analysis.head[up]) {
      const bool wider = i < subtree_first_[up] || i > subtree_last_[up];
      if (!wider) break;
      subtree_first_[up] = std::min(subtree_first_[up], i);
      subtree_last_[up] = std::max(subtree_last_[up], i);
    }
  }
}

bool DocumentView::is_capitalised(uint32_t word) const {
  const std::string_view form = text(word);
  if (form.empty()) return false;
  if (is_upper(form[0])) return true;
  // Latin-1 and Latin Extended-A capitals (U+00C0..U+00DE; even code points of U+0100..U+017F).
  if (form.size() < 2) return false;
  const auto lead = static_cast<unsigned char>(form[0]), next = static_cast<unsigned char>(form[1]);
  if (lead == 0xC3) return next >= 0x80 && next <= 0x9E;
  return (lead == 0xC4 || lead == 0xC5) && next % 2 == 0;
}

uint32_t DocumentView::child(uint32_t word, Deprel wanted) const {
  for (const uint32_t c : children(word)) {
    if (relation(c) == wanted) return c;
  }
  return kNoWord;
}

std::string_view DocumentView::case_of(uint32_t word) const {
  const uint32_t marker = child(word, Deprel::kCase);
  return marker == kNoWord ? std::string_view{} : lemma(marker);
}

bool DocumentView::is_under(uint32_t word, uint32_t ancestor) const {
  for (uint32_t steps = 0; word != kNoWord && steps < 512; ++steps, word = head(word)) {
    if (word == ancestor) return true;
  }
  return false;
}

uint32_t DocumentView::word_at(uint32_t byte) const {
  const auto& spans = analysis_->span;
  const auto it = std::lower_bound(spans.begin(), spans.end(), byte,
                                   [](Span s, uint32_t b) { return s.begin < b; });
  return static_cast<uint32_t>(it - spans.begin());
}

}  // namespace dateline::facts
