#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Small ASCII helpers. None looks beyond ASCII letters: other bytes pass unchanged.
[[nodiscard]] constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
[[nodiscard]] constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
[[nodiscard]] std::string to_lower(std::string_view text);
/// Appends the lower-cased text to `out`, for hot paths that reuse a buffer.
void append_lower(std::string& out, std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);
[[nodiscard]] bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
/// Position of `needle` in `text`, ASCII case ignored; npos if absent.
[[nodiscard]] size_t find_ignoring_case(std::string_view text, std::string_view needle, size_t from = 0);
/// Pieces between separators, empty ones kept. Views into `text`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// Runs of white space become one space; ends trimmed. Also folds U+00A0.
[[nodiscard]] std::string fold_space(std::string_view text);

template <class T>
[[nodiscard]] std::optional<T> parse_number(std::string_view text) {
  T value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

}  // namespace dateline
