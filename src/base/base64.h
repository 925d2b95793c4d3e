#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// Base64 with padding, on one line (RFC 4648, 4).
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace dateline
