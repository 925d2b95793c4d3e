#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "linear_table.h"
#include "tokenizer.h"
#include "word_features.h"

namespace dateline::language {

inline constexpr uint32_t kSentenceFeatures = 40;

/// Finds the sentence ends of a paragraph.
///
/// Rules propose: a stop, question or exclamation mark (with closing quotes and brackets behind it) ends a sentence if
/// what follows can open one; abbreviations by their class (`abbreviations.h`). A linear classifier trained on treebanks
/// decides, with the rules' answer among its features, at every gap before a word that is not in lower case or behind a
/// mark. Web text often ends sentences without a stop; an empty table leaves the decision to the rules. Holds scratch:
/// one a thread. Cost is linear.
class SentenceSplitter {
 public:
  /// Appends to `ends`, for each sentence, the index in `words` behind its last word; the last entry is `words.size()`
  /// (nothing for no words). No sentence is longer than `longest` words, and a token is not cut between its joined words
  /// unless it alone is too long.
  void run(std::string_view text, std::span<const Word> words, uint32_t longest,
           const WordClusters& clusters, const LinearTable& table, std::vector<uint32_t>& ends);

  /// Looks at a paragraph; afterwards `candidate`, `by_rule` and `features` may be asked about gaps `1..size-1`.
  void prepare(std::string_view text, std::span<const Word> words, const WordClusters& clusters);
  /// True if a sentence could begin with word `i`.
  [[nodiscard]] bool candidate(uint32_t i) const;
  /// True if the rules say that one does.
  [[nodiscard]] bool by_rule(uint32_t i) const { return rule_[i] != 0; }
  /// Features of the gap before word `i` of a sentence that began with word `begin`; returns their number.
  uint32_t features(uint32_t i, uint32_t begin, uint32_t* out) const;

 private:
  std::span<const Word> words_;
  std::vector<Span> spans_;
  std::vector<WordInfo> infos_;
  std::vector<uint8_t> rule_;
  std::vector<uint8_t> kind_;  ///< abbreviation class of each word
  std::vector<uint8_t> open_;  ///< brackets and double quotes open before each word, bits
  Casing casing_ = Casing::kNormal;
};

}  // namespace dateline::language
