#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dateline/analysis.h"
#include "kernels.h"
#include "word_features.h"

namespace dateline::language {

inline constexpr uint32_t kWordPieces = 10;           ///< pieces of a word: beginnings, endings, shape, flags, length
inline constexpr uint32_t kSmallPieceRows = 4096;     ///< rows for pieces with few values
inline constexpr uint32_t kLargePieceRows = 16384;    ///< rows for beginnings of 3 and endings of 3 and 4 bytes
inline constexpr uint32_t kNear = 16;                 ///< distances told apart on each side

/// Rows of bytes with a factor each, in place in the mapped model file.
struct RowTable {
  uint32_t rows = 0, dim = 0;
  const float* scale = nullptr;
  const int8_t* values = nullptr;

  void fetch(uint32_t row) const {
    const int8_t* at = values + static_cast<size_t>(row) * dim;
    for (uint32_t k = 0; k < dim; k += 64) __builtin_prefetch(at + k);
    __builtin_prefetch(scale + row);
  }
  void add(uint32_t row, float* x) const {
    add_row(values + static_cast<size_t>(row) * dim, scale[row], dim, x);
  }
};

/// The weights of the network, used in place in the mapped model file; `docs/language_model.md` has the bytes,
/// training/network/model.py the formulas. Immutable, shared by all threads.
///
/// A word's vector is its row of the word table (row 0 for unknown words) plus the rows of its pieces. Layers of gated
/// recurrence in both directions add to it. Linear heads give the scores of tags and name labels and the parts that arcs
/// and relations are scored from.
class Network {
 public:
  /// Takes three sections, each 64-aligned; nothing if a count, size or weight does not fit.
  [[nodiscard]] static std::optional<Network> read(std::string_view words, std::string_view pieces,
                                                   std::string_view weights);

  uint32_t dim = 0;        ///< of a word's vector; a multiple of 16
  uint32_t arc = 0;        ///< of the vectors that choose a head; a multiple of 16
  uint32_t hidden = 0;     ///< of the hidden layer of relations; a multiple of 16
  uint32_t tags = 0, relations = 0;
  std::vector<ByteMatrix> layers;  ///< dim -> 3 dim
  ByteMatrix heads;            ///< dim -> tag scores, name scores, query, key, child, parent
  Matrix relation;             ///< hidden -> relation scores
  const float* root_key = nullptr;     ///< arc
  const float* root_parent = nullptr;  ///< hidden
  const float* distance = nullptr;     ///< 2 kNear + 1: what the distance of head and word adds to an arc
  /// Factors that make shares of scores, exp(factor * score), agree with how often the best is right.
  const float* certainty = nullptr;  ///< tags, arcs, relations, names

  /// Where the parts of a row of `heads` begin.
  [[nodiscard]] uint32_t tag_at() const { return 0; }
  [[nodiscard]] uint32_t name_at() const { return (tags + 15) / 16 * 16; }
  [[nodiscard]] uint32_t query_at() const { return name_at() + 32; }
  [[nodiscard]] uint32_t key_at() const { return query_at() + arc; }
  [[nodiscard]] uint32_t child_at() const { return key_at() + arc; }
  [[nodiscard]] uint32_t parent_at() const { return child_at() + hidden; }

  /// Writes the vector of a word into `x[dim]`.
  void embed(const WordInfo& word, Casing casing, float* x) const;

 private:
  struct Slot {
    uint32_t fingerprint, row;  // row 0 marks a free slot
  };
  std::span<const Slot> slots_;
  RowTable words_, pieces_;
};

/// Runs the network over sentences. Holds the scratch and a cache of words' vectors and their sums in the first layer, which
/// depend on the word alone; one a thread. What it computes does not depend on what it computed before.
class Encoder {
 public:
  /// Adds the words of one sentence for the next `run`.
  void add(const Network& network, std::span<const WordInfo> words, Casing casing);
  /// Computes the heads of all sentences added since the last `clear`.
  void run(const Network& network);
  void clear();

  [[nodiscard]] uint32_t words() const { return static_cast<uint32_t>(entry_of_.size()); }
  /// Row of the heads (`network.heads.out` floats) of the i-th word added.
  [[nodiscard]] const float* row(const Network& network, uint32_t i) const {
    return out_.data() + static_cast<size_t>(i) * network.heads.out;
  }

 private:
  struct Known {
    uint64_t key = 0;
    uint32_t round = 0;  // of its last use; 0 is free
  };
  uint32_t entry_for(const Network& network, const WordInfo& word, Casing casing);
  [[nodiscard]] float* entry(const Network& network, uint32_t number) {
    return entries_.data() + static_cast<size_t>(number) * 4 * network.dim;
  }

  uint32_t round_ = 1;
  std::vector<uint32_t> lengths_;   // of the sentences
  std::vector<uint32_t> entry_of_;  // of each word
  std::vector<uint32_t> fresh_;     // entries whose sums are not computed yet
  uint32_t spare_ = 0;              // entries in use behind the cache: words whose slot this round holds another
  std::vector<Known> known_;
  std::vector<float> entries_;      // of each: vector, then sums in the first layer
  std::vector<float> x_, gates_, out_, state_;
  std::vector<const float*> gates_of_;
  std::vector<uint8_t> a_;
};

}  // namespace dateline::language
