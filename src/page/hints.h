#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "page/lexicon.h"
#include "page/tree.h"

namespace dateline::page {

/// Judges all elements of a page by tag, class, id, role, itemprop and style, in one pass over the nodes. What a class
/// or id value means is worked out once for each different value of a page; pages repeat theirs often. Linear in the
/// page, of which at most 256 bytes of each value and 64 attributes of each element count.
class HintReader {
 public:
  /// Fills `hints`, by NodeId; nodes that are no HTML elements have none.
  void read(const Lexicon& lexicon, const Tree& tree, std::vector<Hint>& hints);

 private:
  struct Known {
    uint64_t hash = 0;
    uint32_t page = 0;  // in which it was entered
    Hint hint;
  };
  [[nodiscard]] Hint names(std::string_view value);
  [[nodiscard]] Hint hint_of(const Tree& tree, const Node& node);

  const Lexicon* lexicon_ = nullptr;
  std::vector<Known> known_;  // open addressing; two values of one hash are one value
  uint32_t page_ = 0, size_ = 0;
};

}  // namespace dateline::page
