#pragma once

#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::intake {

[[nodiscard]] inline bool is_gzip(std::string_view bytes) {
  return bytes.size() > 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b';
}

/// Unpacks gzip data of one or several members (RFC 1952). `kTooLarge` as soon as the output passes `limit_bytes`;
/// `kMalformed` with the offset in the packed data where it breaks.
[[nodiscard]] Result<std::string> gunzip(std::string_view bytes, size_t limit_bytes);

}  // namespace dateline::intake
