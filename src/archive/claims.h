#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/knowledge.h"

namespace dateline::archive {

/// A figure that an article of a story gives.
struct Claim {
  int64_t document = 0, family = 0;
  std::string item;                        ///< in the record ("f2")
  std::optional<double> value, low, high;
  std::string unit, change, bound, what, place, as_of, by, publisher, published;
  bool approximate = false;
};

/// What a figure counts, so that those of one measure can be compared: the measure ("killed"), and who of all ("civilians").
struct Measure {
  std::string name, subgroup;
  bool toll = false;  ///< grows as reports come in
};
/// `name` is empty for words that do not say enough ("people", "games").
[[nodiscard]] Measure measure_of(std::string_view what, const Knowledge& knowledge);

/// Claims of one measure that cannot all stand, or later ones that replace earlier ones.
struct ClaimDispute {
  bool update = false;
  std::string about, why;
  std::string key;            ///< what tells it from the story's others: measure, subgroup, unit and place
  std::vector<Claim> claims;  ///< in order of their dates
};

/// Disputes among the claims of one story. Of each article and measure only the highest figure counts: it is the total, lower
/// ones are parts of it. Copies of one text count once. Two figures are in dispute if what they allow ("at least 20", "about
/// 300", "10 to 12") has nothing in common and the later one is not a toll that rose.
[[nodiscard]] std::vector<ClaimDispute> claim_disputes(const std::vector<Claim>& claims, const Knowledge& knowledge);

}  // namespace dateline::archive
