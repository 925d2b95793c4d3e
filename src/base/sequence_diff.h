#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dateline {

enum class Edit : uint8_t { kKept, kRemoved, kAdded };
/// One step from a sequence to another. `before` is an index into the old one (not for `kAdded`), `after` into the new one (not
/// for `kRemoved`).
struct EditStep {
  Edit edit = Edit::kKept;
  uint32_t before = 0, after = 0;
};

/// The shortest way from one sequence of hashes to another, removals before additions (E. Myers, "An O(ND) Difference Algorithm
/// and Its Variations", 1986). Time and memory grow with the square of the edits; beyond `most_edits` what lies between the
/// common beginning and end is removed and added as a whole.
[[nodiscard]] std::vector<EditStep> sequence_diff(std::span<const uint64_t> before, std::span<const uint64_t> after, uint32_t most_edits = 1500);

}  // namespace dateline
