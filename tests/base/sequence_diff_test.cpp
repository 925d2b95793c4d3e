#include "base/sequence_diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace dateline {
namespace {

using Sequence = std::vector<uint64_t>;

// Longest common subsequence by the plain table.
size_t common(const Sequence& a, const Sequence& b) {
  std::vector<std::vector<size_t>> table(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i < a.size(); ++i) {
    for (size_t k = 0; k < b.size(); ++k) table[i + 1][k + 1] = a[i] == b[k] ? table[i][k] + 1 : std::max(table[i][k + 1], table[i + 1][k]);
  }
  return table[a.size()][b.size()];
}

// Follows the steps; they must use up both sequences in order.
size_t kept(const Sequence& a, const Sequence& b, const std::vector<EditStep>& steps) {
  size_t i = 0, k = 0, same = 0;
  for (const EditStep& s : steps) {
    EXPECT_TRUE(s.edit == Edit::kAdded || s.before == i);
    EXPECT_TRUE(s.edit == Edit::kRemoved || s.after == k);
    if (s.edit == Edit::kKept) {
      EXPECT_EQ(a[i], b[k]);
      ++same;
    }
    i += s.edit != Edit::kAdded;
    k += s.edit != Edit::kRemoved;
  }
  EXPECT_EQ(i, a.size());
  EXPECT_EQ(k, b.size());
  return same;
}

TEST(SequenceDiff, AsShortAsThePlainWay) {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    Sequence a(random() % 14), b(random() % 14);
    for (auto& x : a) x = random() % 4;
    for (auto& x : b) x = random() % 4;
    ASSERT_EQ(kept(a, b, sequence_diff(a, b)), common(a, b));
  }
}

TEST(SequenceDiff, BeyondTheBoundAllIsReplaced) {
  Sequence a(100), b(100);
  for (size_t i = 0; i < 100; ++i) a[i] = i, b[i] = 1000 + i;
  a[0] = b[0] = a[99] = b[99] = 7;
  EXPECT_EQ(kept(a, b, sequence_diff(a, b, 20)), 2u);
}

}  // namespace
}  // namespace dateline
