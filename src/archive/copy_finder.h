#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash_map.h"

namespace dateline::archive {

struct CopyOptions {
  /// Words of a shingle. Five is usual for news (Broder 1997 used ten for web pages).
  uint32_t shingle_words = 5;
  /// Shingles kept of a document: those with the lowest hashes. 96 bound the error of a share of a half to about 0.05.
  uint32_t sketch = 96;
  /// A document joins a family when it shares this part of the shorter one's shingles.
  double share = 0.4;
  /// A shingle found in so many families is boilerplate and does not count.
  uint32_t boilerplate_families = 6;
  /// Latest documents looked at for one shingle, and candidates compared with a document.
  uint32_t postings = 48, candidates = 16;
};

/// Finds copies of one text among documents that come one at a time: verbatim, trimmed, edited, with other datelines and tails.
///
/// Words (letters and digits, ASCII case ignored) become shingles, shingles hashes, and the lowest hashes of a document are
/// its sketch (bottom-k; Broder 1997). Two sketches, cut at the lower of their two greatest hashes, are samples of the same
/// part of all shingles, so the share of one text inside the other can be told from them although one is longer.
///
///   sketch A   h1 h2 h3 h4 h5 | h6          | = the cut
///   sketch B   h1    h3 h4    |             share = common / shorter, both before the cut = 3/3
///
/// An index from hash to documents gives the candidates. Work for a document is bounded by the options, whatever was added
/// before; memory is about 5 kB a document, and some of it stays behind when one is removed: a finder that many came and went
/// of is made anew from its rows (`places`). A family is never taken apart or joined with another: the order of documents
/// matters in rare cases, the same order always gives the same families. One thread at a time.
class CopyFinder {
 public:
  explicit CopyFinder(const CopyOptions& options = {}) : options_(options) {}

  struct Placement {
    uint64_t family = 0;      ///< families are numbered from 1 in order of appearance; a number is never given twice
    uint64_t nearest = 0;     ///< the document it was found to copy; its own number if none
    double share = 0;         ///< shared part of the shorter text, [0, 1]; 0 if none
  };
  /// Adds a document under a number of the caller's. A number that is there already is replaced (a revised page).
  Placement add(uint64_t document, std::vector<uint64_t> sketch);
  Placement add(uint64_t document, std::string_view text) { return add(document, sketch_of(text, options_)); }
  /// The lowest hashes of a text's shingles, ascending. Any thread.
  [[nodiscard]] static std::vector<uint64_t> sketch_of(std::string_view text, const CopyOptions& options = {});
  /// Forgets a document; nothing if it is not there. Others keep their families.
  void remove(uint64_t document);

  /// What a store keeps of a document. Rows in the order of `rows()`, given to a new finder, make it answer as this one would.
  struct Row {
    uint64_t document = 0, family = 0;
    std::vector<uint64_t> sketch;  ///< ascending
  };
  [[nodiscard]] std::vector<Row> rows() const;
  [[nodiscard]] Row row(uint64_t document) const;  ///< an empty sketch and number 0 if it is not there
  void restore(Row row);
  /// The number that the next new family gets; to be kept with the rows and set after them.
  [[nodiscard]] uint64_t next_family() const { return next_family_; }
  void set_next_family(uint64_t number) { next_family_ = number; }

  [[nodiscard]] size_t size() const { return slots_.size(); }
  [[nodiscard]] size_t places() const { return kept_.size(); }  ///< documents that take memory, removed ones too

 private:
  struct Kept {
    uint64_t document = 0, family = 0;
    std::vector<uint64_t> sketch;
  };
  /// Documents that have one shingle, latest last. Most shingles are in one document only, and have no block:
  ///
  ///   head of a shingle   2 * slot + 3: this one document       2 * number of its latest block, counted from 1
  struct Block {
    uint32_t next = 0;                   // number of the block before; 0: none
    std::array<uint32_t, 7> slots = {};  // counted from 1; 0: not filled
  };

  void insert(Kept kept);
  /// Calls `use(slot)` for the latest documents that have the shingle, until it gives false.
  template <class Use>
  void each(uint64_t hash, Use&& use) const;
  [[nodiscard]] bool is_boilerplate(uint64_t hash);
  /// `own`: of the document being added.
  [[nodiscard]] double share(const std::vector<uint64_t>& own, const std::vector<uint64_t>& b);

  CopyOptions options_;
  std::vector<Kept> kept_;                           // in order of arrival; removed ones stay as empty slots
  std::unordered_map<uint64_t, uint32_t> slots_;     // document to slot
  HashMap<uint32_t> heads_;                          // of shingles
  uint32_t oldest_ = 0;                              // no slot below it is alive
  std::vector<Block> blocks_;
  std::vector<uint8_t> alive_;                       // of `kept_`
  std::vector<uint16_t> counts_;                     // scratch of `add`, all 0
  std::vector<uint64_t> families_;                   // scratch of `is_boilerplate`
  enum class Asked : uint8_t { kNot, kPlain, kBoilerplate };
  std::vector<Asked> asked_;                         // what is known of the shingles of the document being added
  uint64_t next_family_ = 1;
};

}  // namespace dateline::archive
