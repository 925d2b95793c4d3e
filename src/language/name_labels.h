#pragma once

#include <cstdint>

namespace dateline::language {

/// Labels of the name finder, the scheme BIOES over four kinds: 0 is outside, else `1 + 4 * kind + place` with place
/// B, I, E, S and `kind` a `NameKind`.
inline constexpr uint32_t kNameKinds = 4;
inline constexpr uint32_t kNameLabels = 1 + 4 * kNameKinds;

}  // namespace dateline::language
