#include "page/block_model.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "page/block_features.h"

namespace dateline::page {
namespace {

/// An inner node: `feature <= threshold` goes to `low`, else to `high`. Children below zero are
/// leaves, `~child` in `kLeaves`.
struct Split {
  uint8_t feature;
  float threshold;
  int16_t low, high;
};

#include "page/generated/block_model.inc"

static_assert(kModelFeatures == kBlockFeatures, "train the model again: training/blocks/train.sh");

}  // namespace

float block_score(std::span<const float> row) {
  // Four trees are walked side by side, without branches: no step of one waits for that of another, and which way a
  // tree goes cannot be foreseen. A walk that has reached its leaf stays there.
  constexpr size_t kSide = 4;
  constexpr size_t kTrees = std::size(kRoots);
  float sum = 0;
  for (size_t tree = 0; tree < kTrees; tree += kSide) {
    std::array<int, kSide> at{-1, -1, -1, -1};
    const size_t count = std::min(kSide, kTrees - tree);
    std::copy_n(kRoots + tree, count, at.begin());
    while ((at[0] & at[1] & at[2] & at[3]) >= 0) {
      for (int& a : at) {
        const Split& s = kSplits[std::max(a, 0)];
        const int next = s.low + (row[s.feature] > s.threshold) * (s.high - s.low);
        a = a < 0 ? a : next;
      }
    }
    for (size_t k = 0; k < count; ++k) sum += kLeaves[~at[k]];
  }
  return sum;
}

bool is_text_score(float score) { return score > kTextScore; }

}  // namespace dateline::page
