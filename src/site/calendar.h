#pragma once

#include <string>
#include <string_view>

namespace dateline::site {

/// A content line of iCalendar with its end, folded after 75 bytes between characters (RFC 5545, 3.1).
[[nodiscard]] std::string calendar_line(std::string_view name, std::string_view value);
/// Text as a value: backslash, semicolon, comma and line ends escaped (RFC 5545, 3.3.11).
[[nodiscard]] std::string calendar_text(std::string_view text);

}  // namespace dateline::site
