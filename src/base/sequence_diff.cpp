#include "base/sequence_diff.h"

#include <algorithm>

namespace dateline {
namespace {

/// The steps between two sequences without common ends; nothing if more than `most` edits are needed.
///
///   trace[d][k + d] = how far in `a` the furthest path of d edits on diagonal k = x - y reaches
bool middle(std::span<const uint64_t> a, std::span<const uint64_t> b, uint32_t most, uint32_t shift, std::vector<EditStep>& out) {
  const auto n = static_cast<int64_t>(a.size()), m = static_cast<int64_t>(b.size());
  std::vector<std::vector<int64_t>> trace;
  int64_t edits = -1;
  for (int64_t d = 0; d <= std::min<int64_t>(n + m, most) && edits < 0; ++d) {
    std::vector<int64_t> reach(static_cast<size_t>(2 * d + 1), -1);
    for (int64_t k = -d; k <= d; k += 2) {
      const auto at = [&](int64_t diagonal) { return trace.back()[static_cast<size_t>(diagonal + d - 1)]; };
      int64_t x = 0;
      if (d > 0) {
        const int64_t down = k < d - 1 ? at(k + 1) : -1, right = k > -d + 1 ? at(k - 1) : -1;  // from added, from removed
        x = k == -d || (k != d && right < down) ? down : right + 1;
      }
      while (x < n && x - k < m && a[static_cast<size_t>(x)] == b[static_cast<size_t>(x - k)]) ++x;
      reach[static_cast<size_t>(k + d)] = x;
      if (x >= n && x - k >= m) edits = d;
    }
    trace.push_back(std::move(reach));
  }
  if (edits < 0) return false;
  std::vector<EditStep> back;
  int64_t x = n, y = m;
  const auto step = [&](Edit edit) { back.push_back({edit, static_cast<uint32_t>(x) + shift, static_cast<uint32_t>(y) + shift}); };
  for (int64_t d = edits; d > 0; --d) {
    const int64_t k = x - y;
    const auto& reach = trace[static_cast<size_t>(d - 1)];
    const auto at = [&](int64_t diagonal) { return reach[static_cast<size_t>(diagonal + d - 1)]; };
    const int64_t down = k < d - 1 ? at(k + 1) : -1, right = k > -d + 1 ? at(k - 1) : -1;
    const bool added = k == -d || (k != d && right < down);
    const int64_t from = added ? down : right;
    while (x > (added ? from : from + 1)) {
      --x, --y;
      step(Edit::kKept);
    }
    if (added) --y;
    else --x;
    step(added ? Edit::kAdded : Edit::kRemoved);
  }
  while (x > 0) {
    --x, --y;
    step(Edit::kKept);
  }
  out.insert(out.end(), back.rbegin(), back.rend());
  return true;
}

}  // namespace

std::vector<EditStep> sequence_diff(std::span<const uint64_t> before, std::span<const uint64_t> after, uint32_t most_edits) {
  size_t head = 0, tail = 0;
  while (head < before.size() && head < after.size() && before[head] == after[head]) ++head;
  while (tail + head < before.size() && tail + head < after.size() && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  std::vector<EditStep> out;
  for (size_t i = 0; i < head; ++i) out.push_back({Edit::kKept, static_cast<uint32_t>(i), static_cast<uint32_t>(i)});
  const auto a = before.subspan(head, before.size() - head - tail), b = after.subspan(head, after.size() - head - tail);
  const auto start = static_cast<uint32_t>(head);
  if (!middle(a, b, most_edits, start, out)) {
    for (uint32_t i = 0; i < a.size(); ++i) out.push_back({Edit::kRemoved, start + i, start});
    for (uint32_t i = 0; i < b.size(); ++i) out.push_back({Edit::kAdded, start + static_cast<uint32_t>(a.size()), start + i});
  }
  for (size_t i = 0; i < tail; ++i) {
    out.push_back({Edit::kKept, static_cast<uint32_t>(before.size() - tail + i), static_cast<uint32_t>(after.size() - tail + i)});
  }
  return out;
}

}  // namespace dateline
