#include "tree.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace dateline::language {
namespace {

constexpr float kNever = -1e30F;

// A word on a cycle of `heads` (a head >= n ends a path), or n. `mark` is scratch.
uint32_t word_on_cycle(const std::vector<uint32_t>& heads, uint32_t n, std::vector<uint32_t>& mark) {
  mark.assign(n, 0);
  for (uint32_t start = 0; start < n; ++start) {
    uint32_t word = start;
    while (word < n && mark[word] == 0) {
      mark[word] = start + 1;
      word = heads[word];
    }
    if (word < n && mark[word] == start + 1) return word;
  }
  return n;
}

}  // namespace

void TreeFinder::run(std::span<const float> scores, uint32_t n, uint32_t width, std::vector<uint32_t>& heads) {
  heads.resize(n);
  uint32_t roots = 0, root = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const float* row = scores.data() + static_cast<size_t>(i) * width;
    uint32_t best = n;
    for (uint32_t j = 0; j < n; ++j) {
      if (j != i && row[j] > row[best]) best = j;
    }
    heads[i] = best;
    if (best == n) {
      ++roots;
      root = i;
    }
  }
  if (roots == 1 && word_on_cycle(heads, n, mark_) == n) return;
  if (roots != 1) {
    float most = std::numeric_limits<float>::lowest();
    for (uint32_t i = 0; i < n; ++i) {
      const float* row = scores.data() + static_cast<size_t>(i) * width;
      float other = kNever;
      for (uint32_t j = 0; j < n; ++j) {
        if (j != i) other = std::max(other, row[j]);
      }
      if (row[n] - other > most) {
        most = row[n] - other;
        root = i;
      }
    }
  }
  std::vector<float> square(static_cast<size_t>(n) * n);
  for (uint32_t i = 0; i < n; ++i) {
    std::copy_n(scores.data() + static_cast<size_t>(i) * width, n, square.data() + static_cast<size_t>(i) * n);
  }
  contract(square, n, root, heads);
  heads[root] = n;
}

// `scores` is n x n; afterwards every word but the root has a head among the words and all hang from the root.
void TreeFinder::contract(const std::vector<float>& scores, uint32_t n, uint32_t root, std::vector<uint32_t>& heads) {
  heads.resize(n);
  for (uint32_t i = 0; i < n; ++i) {
    const float* row = scores.data() + static_cast<size_t>(i) * n;
    uint32_t best = i == 0 ? 1 : 0;
    for (uint32_t j = 0; j < n; ++j) {
      if (j != i && row[j] > row[best]) best = j;
    }
    heads[i] = i == root ? n : best;
  }
  // The words of each cycle become one word of a smaller square.
  std::vector<uint32_t> group(n, n), walk(n, 0);
  std::vector<uint8_t> in_cycle(n, 0);
  uint32_t m = 0;
  bool cycles = false;
  for (uint32_t start = 0; start < n; ++start) {
    uint32_t word = start;
    while (word < n && walk[word] == 0) {
      walk[word] = start + 1;
      word = heads[word];
    }
    if (word == n || walk[word] != start + 1) continue;
    cycles = true;
    for (; group[word] == n; word = heads[word]) {
      group[word] = m;
      in_cycle[word] = 1;
    }
    ++m;
  }
  if (!cycles) return;
  for (uint32_t i = 0; i < n; ++i) {
    if (group[i] == n) group[i] = m++;
  }
  std::vector<float> smaller(static_cast<size_t>(m) * m, kNever);
  std::vector<std::pair<uint32_t, uint32_t>> arc(smaller.size(), {n, n});  // the words an arc of the square stands for
  for (uint32_t i = 0; i < n; ++i) {
    if (i == root) continue;
    const float* row = scores.data() + static_cast<size_t>(i) * n;
    const float lost = in_cycle[i] != 0 ? row[heads[i]] : 0;
    for (uint32_t j = 0; j < n; ++j) {
      if (group[i] == group[j]) continue;
      const size_t at = static_cast<size_t>(group[i]) * m + group[j];
      if (arc[at].first == n || row[j] - lost > smaller[at]) {
        smaller[at] = row[j] - lost;
        arc[at] = {i, j};
      }
    }
  }
  std::vector<uint32_t> found;
  contract(smaller, m, group[root], found);
  for (uint32_t g = 0; g < m; ++g) {
    if (found[g] == m) continue;
    const auto [word, head] = arc[static_cast<size_t>(g) * m + found[g]];
    heads[word] = head;
  }
}

}  // namespace dateline::language
