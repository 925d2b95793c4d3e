#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::language {

/// Coarse class of a code point, as the tokenizer and the features need it.
enum class CharClass : uint8_t { kLetter, kDigit, kSpace, kPunct };

[[nodiscard]] constexpr CharClass class_of(char32_t c) {
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharClass::kLetter;
    if (c >= '0' && c <= '9') return CharClass::kDigit;
    if (c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F)) return CharClass::kSpace;
    return CharClass::kPunct;
  }
  if (c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
      c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000) {
    return CharClass::kSpace;
  }
  if (c < 0xC0) {
    return c == 0xAA || c == 0xB5 || c == 0xBA || c == 0xAD ? CharClass::kLetter : CharClass::kPunct;
  }
  if (c == 0xD7 || c == 0xF7) return CharClass::kPunct;
  if ((c >= 0x2010 && c <= 0x205E) || (c >= 0x20A0 && c <= 0x20CF) ||
      (c >= 0x2100 && c <= 0x2BFF) || (c >= 0x3001 && c <= 0x3003) ||
      (c >= 0x3008 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF0F) ||
      (c >= 0xFF1A && c <= 0xFF20) || (c >= 0x1F000 && c <= 0x1FAFF)) {
    return CharClass::kPunct;
  }
  return CharClass::kLetter;
}

/// Opening of a UTF-8 sequence decoded; `length` is its bytes. The text must be valid and `at` on a border.
struct CodePoint {
  char32_t value = 0;
  uint32_t length = 1;
};
[[nodiscard]] constexpr CodePoint decode(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0x80U;
  };
  const char32_t lead = byte(at);
  if (lead < 0xC0) return {lead, 1};
  if (lead < 0xE0) return {((lead & 0x1F) << 6) | (byte(at + 1) & 0x3F), 2};
  if (lead < 0xF0) {
    return {((lead & 0x0F) << 12) | ((byte(at + 1) & 0x3FU) << 6) | (byte(at + 2) & 0x3FU), 3};
  }
  return {((lead & 0x07) << 18) | ((byte(at + 1) & 0x3FU) << 12) | ((byte(at + 2) & 0x3FU) << 6) |
              (byte(at + 3) & 0x3FU),
          4};
}

/// Upper-case letter of ASCII, Latin-1, Latin Extended-A, Greek or Cyrillic.
[[nodiscard]] constexpr bool is_upper_letter(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
  if (c >= 0x100 && c <= 0x17F) {
    const bool odd_pairs = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    return odd_pairs ? (c & 1) == 1 : (c & 1) == 0;
  }
  return (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);
}

/// Apostrophe as used in clitics: ' ’ ‘ ` ´.
[[nodiscard]] constexpr bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xB4;
}

}  // namespace dateline::language
