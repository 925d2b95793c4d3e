#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.h"
#include "facts/document_view.h"

namespace dateline::facts {

/// Many phrases looked up by their words, letter case ignored; the longest match wins. A phrase is a chain of word
/// hashes, so a look-up is one probe a word and allocates nothing. Filled at start-up, then immutable.
class PhraseTable {
 public:
  static constexpr uint32_t kNoValue = UINT32_MAX;

  /// Adds `phrase`; words are split as the tokenizer does (blanks, hyphens, possessive 's). A phrase may have several values.
  void add(std::string_view phrase, uint32_t value);

  struct Match {
    uint32_t end = 0;              ///< one past the last word
    uint32_t entry = kNoValue;     ///< for `values`
  };
  /// Longest phrase whose words are `view[begin, limit)` by form; `entry` is `kNoValue` if none.
  [[nodiscard]] Match longest_by_form(const DocumentView& view, uint32_t begin, uint32_t limit) const;
  /// The same by lemma; a word of which no phrase has the lemma there may stand in its form ("human rights group").
  [[nodiscard]] Match longest_by_lemma(const DocumentView& view, uint32_t begin, uint32_t limit) const;
  /// Values added for a matched phrase, in the order they were added.
  [[nodiscard]] const std::vector<uint32_t>& values(uint32_t entry) const { return values_[entry]; }

 private:
  struct Node {
    uint32_t entry = kNoValue;
    bool longer = false;  // some phrase goes on behind this one
  };
  template <class NextOf>
  [[nodiscard]] Match longest(uint32_t begin, uint32_t limit, NextOf&& next_of) const;
  /// The node one word on; `hash` follows it if there is one.
  [[nodiscard]] const Node* step(uint64_t& hash, uint64_t word) const;

  HashMap<Node> nodes_;
  std::vector<std::vector<uint32_t>> values_;
};

/// A phrase of a data table split into words as the tokenizer splits running text, in lower case.
[[nodiscard]] std::vector<std::string> phrase_words(std::string_view phrase);

}  // namespace dateline::facts
