#include "language/tree.h"

#include <gtest/gtest.h>

#include <random>

namespace dateline::language {
namespace {

// Score of the best tree under `root`, by trying all.
float best_by_trying(const std::vector<float>& scores, uint32_t n, uint32_t width, uint32_t root) {
  std::vector<uint32_t> heads(n, 0);
  float best = -1e9F;
  uint64_t all = 1;
  for (uint32_t i = 0; i < n; ++i) all *= n;
  for (uint64_t code = 0; code < all; ++code) {
    uint64_t rest = code;
    float sum = 0;
    bool good = true;
    for (uint32_t i = 0; i < n; ++i, rest /= n) {
      heads[i] = i == root ? n : static_cast<uint32_t>(rest % n);
      good &= heads[i] != i;
      sum += scores[static_cast<size_t>(i) * width + heads[i]];
    }
    for (uint32_t i = 0; good && i < n; ++i) {
      uint32_t steps = 0, word = i;
      while (word < n && steps++ <= n) word = heads[word];
      good = word == n;
    }
    if (good) best = std::max(best, sum);
  }
  return best;
}

TEST(Tree, IsATreeAndTheBestUnderItsRoot) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal;
  TreeFinder finder;
  std::vector<uint32_t> heads;
  for (int round = 0; round < 400; ++round) {
    const uint32_t n = 1 + round % 5, width = 8;
    std::vector<float> scores(static_cast<size_t>(n) * width);
    for (float& s : scores) s = normal(random);
    finder.run(scores, n, width, heads);
    ASSERT_EQ(heads.size(), n);
    uint32_t root = n;
    float sum = 0;
    for (uint32_t i = 0; i < n; ++i) {
      if (heads[i] == n) {
        ASSERT_EQ(root, n) << "two roots";
        root = i;
      }
      sum += scores[static_cast<size_t>(i) * width + heads[i]];
      uint32_t steps = 0;
      for (uint32_t word = i; word < n; word = heads[word]) ASSERT_LE(++steps, n) << "a cycle";
    }
    ASSERT_LT(root, n);
    EXPECT_NEAR(sum, best_by_trying(scores, n, width, root), 1e-4) << "round " << round;
  }
}

TEST(Tree, LongSentenceOfCycles) {
  // Pairs that prefer each other: every one has to be contracted.
  const uint32_t n = 400, width = 408;
  std::vector<float> scores(static_cast<size_t>(n) * width, 0.0F);
  for (uint32_t i = 0; i < n; ++i) scores[static_cast<size_t>(i) * width + (i ^ 1)] = 10;
  TreeFinder finder;
  std::vector<uint32_t> heads;
  finder.run(scores, n, width, heads);
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t steps = 0;
    for (uint32_t word = i; word < n; word = heads[word]) ASSERT_LE(++steps, n);
  }
}

}  // namespace
}  // namespace dateline::language
