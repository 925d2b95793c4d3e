#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// UTF-8 as Unicode 15, table 3-7, defines it: no overlong forms, no surrogates, at most U+10FFFF.

/// Length of the longest valid prefix.
[[nodiscard]] size_t valid_utf8_prefix(std::string_view text);
[[nodiscard]] bool is_valid_utf8(std::string_view text);
/// True if `offset` does not fall inside a code point (the end of the text is a border).
[[nodiscard]] inline bool is_utf8_border(std::string_view text, size_t offset) {
  return offset <= text.size() &&
         (offset == text.size() || (static_cast<unsigned char>(text[offset]) & 0xC0) != 0x80);
}
/// Code point that starts at `*offset` in valid UTF-8; moves `*offset` behind it.
[[nodiscard]] char32_t next_code_point(std::string_view text, size_t* offset);
void append_utf8(std::string& out, char32_t code_point);
/// The text with each maximal invalid part replaced by U+FFFD, as WHATWG Encoding prescribes.
[[nodiscard]] std::string replace_invalid_utf8(std::string_view text);

}  // namespace dateline
