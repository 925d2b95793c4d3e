#include "page/block_model.h"

#include <cstdint>

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
  float sum = 0;
  for (const int16_t root : kRoots) {
    int16_t at = root;
    while (at >= 0) {
      const Split& s = kSplits[at];
      // Without a branch, since none of a tree can be foreseen.
      at = static_cast<int16_t>(s.low + (row[s.feature] > s.threshold) * (s.high - s.low));
    }
    sum += kLeaves[~at];
  }
  return sum;
}

bool is_text_score(float score) { return score > kTextScore; }

}  // namespace dateline::page
