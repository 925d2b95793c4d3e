#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "dateline/analysis.h"
#include "dateline/article.h"
#include "facts/quotation.h"

namespace dateline::facts {

/// Hash of one word of a phrase; see `PhraseTable`.
[[nodiscard]] uint64_t word_hash(std::string_view lower_case_word);

/// What the fact stages ask of an analysed article again and again, computed once a document: hashes of the words and
/// lemmas in lower case with plain apostrophes, and the dependents of each word. Buffers are reused; `set` overwrites. Refers to `article` and
/// `analysis`, which must outlive its use.
class DocumentView {
 public:
  void set(const Article& article, const Analysis& analysis);

  [[nodiscard]] const Article& article() const { return *article_; }
  [[nodiscard]] const Analysis& analysis() const { return *analysis_; }
  [[nodiscard]] uint32_t size() const { return analysis_->size(); }

  [[nodiscard]] std::string_view text(uint32_t word) const {
    return text_of(article_->text, analysis_->span[word]);
  }
  [[nodiscard]] std::string_view lemma(uint32_t word) const { return analysis_->lemma(word); }
  [[nodiscard]] Upos upos(uint32_t word) const { return analysis_->upos[word]; }
  [[nodiscard]] Deprel relation(uint32_t word) const { return analysis_->relation[word]; }
  [[nodiscard]] uint32_t head(uint32_t word) const { return analysis_->head[word]; }
  [[nodiscard]] uint64_t form_hash(uint32_t word) const { return form_hash_[word]; }
  [[nodiscard]] uint64_t lemma_hash(uint32_t word) const { return lemma_hash_[word]; }
  [[nodiscard]] bool is_capitalised(uint32_t word) const;
  /// Penn tag of a word ("VBD").
  [[nodiscard]] std::string_view xpos(uint32_t word) const {
    return xpos_name(analysis_->xpos[word]);
  }
  /// Dependents of a word, ascending.
  [[nodiscard]] std::span<const uint32_t> children(uint32_t word) const {
    return {children_.data() + first_child_[word], first_child_[word + 1] - first_child_[word]};
  }
  /// First dependent with that relation, `kNoWord` if none.
  [[nodiscard]] uint32_t child(uint32_t word, Deprel relation) const;
  /// First and last word (inclusive) of the subtree under `word`.
  [[nodiscard]] uint32_t first(uint32_t word) const { return subtree_first_[word]; }
  [[nodiscard]] uint32_t last(uint32_t word) const { return subtree_last_[word]; }
  /// Lemma of the adposition that marks `word` as an oblique or modifier ("with", "of"; "because of" gives "because"),
  /// empty if none.
  [[nodiscard]] std::string_view case_of(uint32_t word) const;
  /// True if `ancestor` is `word` or above it.
  [[nodiscard]] bool is_under(uint32_t word, uint32_t ancestor) const;
  /// Bytes from the first to the last of these words.
  [[nodiscard]] Span span_of(uint32_t first_word, uint32_t last_word) const {
    return {analysis_->span[first_word].begin, analysis_->span[last_word].end};
  }
  [[nodiscard]] const Sentence& sentence_of(uint32_t word) const {
    return analysis_->sentences[analysis_->sentence[word]];
  }
  /// First word that begins at or behind the byte offset; `size()` if none.
  [[nodiscard]] uint32_t word_at(uint32_t byte) const;
  /// Text between quotation marks, in text order.
  [[nodiscard]] const std::vector<Quotation>& quotations() const { return quotations_; }
  /// Number of the quotation that the word stands in, counted from 1; 0 if in none.
  [[nodiscard]] uint32_t quotation_of(uint32_t word) const { return quoted_[word]; }

 private:
  const Article* article_ = nullptr;
  const Analysis* analysis_ = nullptr;
  std::vector<uint64_t> form_hash_, lemma_hash_;
  std::vector<uint32_t> first_child_, children_, subtree_first_, subtree_last_, order_, quoted_;
  std::vector<Quotation> quotations_;
  std::string lower_;
};

}  // namespace dateline::facts
