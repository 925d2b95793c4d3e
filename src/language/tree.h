#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dateline::language {

/// Finds the best tree over the words of a sentence (Chu and Liu 1965, Edmonds 1967). Holds scratch; one a thread.
///
/// Most often the best head of each word makes a tree with one root already; that costs one look at each score. Else the
/// root becomes the word that gains most by it, and all cycles are contracted, again and again: quadratic each time, and at
/// least a third of the words on cycles is gone after it.
class TreeFinder {
 public:
  /// `scores` has `n` rows of `width >= n + 1`: row i, column j is the score of j as the head of i, column n of the root.
  /// Afterwards `heads[i]` is a word or `n` for exactly one word, without a cycle.
  void run(std::span<const float> scores, uint32_t n, uint32_t width, std::vector<uint32_t>& heads);

 private:
  void contract(const std::vector<float>& scores, uint32_t n, uint32_t root, std::vector<uint32_t>& heads);

  std::vector<uint32_t> mark_;
};

}  // namespace dateline::language
