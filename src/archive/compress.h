#pragma once

#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::archive {

/// Zstandard frame of `bytes` with their size and a checksum. Made fast rather than small: pages shrink to a fourth.
[[nodiscard]] std::string compress(std::string_view bytes);
/// The bytes of a frame made by `compress`. `kMalformed` if it is not one or was damaged, `kTooLarge` if it would give
/// more than `limit` bytes.
[[nodiscard]] Result<std::string> decompress(std::string_view frame, size_t limit);

}  // namespace dateline::archive
