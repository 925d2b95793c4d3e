#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// XXH3, 64 bits; stable over versions and machines, not for adversaries.
[[nodiscard]] uint64_t hash64(std::string_view bytes, uint64_t seed = 0);
/// Two lower-case hex digits a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// SHA-256 as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace dateline
