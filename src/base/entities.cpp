#include "base/entities.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline {
namespace {

struct Entity {
  std::string_view name;  // without "&", with ";" where it belongs to the name
  std::string_view text;
};

constexpr Entity kEntities[] = {
#include "base/generated/entities.inc"
};
constexpr size_t kEntityCount = std::size(kEntities);

/// Where the names that begin with a letter begin in `kEntities`; the next entry is where they end.
constexpr auto kFirstLetter = [] {
  std::array<uint16_t, 129> from{};
  size_t at = 0;
  for (size_t c = 0; c < 128; ++c) {
    from[c] = static_cast<uint16_t>(at);
    while (at < kEntityCount && static_cast<unsigned char>(kEntities[at].name[0]) == c) ++at;
  }
  from[128] = static_cast<uint16_t>(at);
  return from;
}();

// Code points that numeric references 0x80 to 0x9F stand for: windows-1252, as the standard's table
// says.
constexpr std::array<char16_t, 32> kC1 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char low = to_lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

size_t decode_number(std::string_view text, size_t at, std::string& out) {
  size_t i = at + 2;
  const bool hex = i < text.size() && (text[i] == 'x' || text[i] == 'X');
  if (hex) ++i;
  const size_t digits = i;
  uint32_t value = 0;
  for (; i < text.size(); ++i) {
    const int digit = hex ? hex_value(text[i]) : (is_digit(text[i]) ? text[i] - '0' : -1);
    if (digit < 0) break;
    if (value <= 0x10FFFF) value = value * (hex ? 16 : 10) + static_cast<uint32_t>(digit);
  }
  if (i == digits) return 0;
  if (i < text.size() && text[i] == ';') ++i;
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  if (value >= 0x80 && value <= 0x9F) value = kC1[value - 0x80];
  append_utf8(out, value);
  return i - at;
}

}  // namespace

size_t decode_reference(std::string_view text, size_t at, bool in_attribute, std::string& out) {
  if (at + 1 >= text.size()) return 0;
  if (text[at + 1] == '#') return decode_number(text, at, out);
  if (!is_alpha(text[at + 1])) return 0;
  if (text.compare(at + 1, 4, "amp;") == 0) {  // nearly every link has it
    out.push_back('&');
    return 5;
  }
  // Narrow [low, high) to the names that share the letters read so far. The shortest of a range is
  // its first, so a complete name is seen as soon as its last letter is read; the longest one wins.
  const auto initial = static_cast<unsigned char>(text[at + 1]);
  size_t low = kFirstLetter[initial], high = kFirstLetter[initial + 1], best = kEntityCount;
  for (size_t i = 1; at + 1 + i < text.size(); ++i) {
    const char c = text[at + 1 + i];
    const auto letter = [i](const Entity& e) { return i < e.name.size() ? e.name[i] : '\0'; };
    const Entity* first = std::lower_bound(kEntities + low, kEntities + high, c,
                                           [&](const Entity& e, char x) { return letter(e) < x; });
    const Entity* last = std::upper_bound(first, kEntities + high, c,
                                          [&](char x, const Entity& e) { return x < letter(e); });
    if (first == last) break;
    low = static_cast<size_t>(first - kEntities);
    high = static_cast<size_t>(last - kEntities);
    if (first->name.size() == i + 1) best = low;
  }
  if (best == kEntityCount) return 0;
  const std::string_view name = kEntities[best].name;
  if (in_attribute && name.back() != ';') {
    const size_t next = at + 1 + name.size();
    if (next < text.size() && (text[next] == '=' || is_alpha(text[next]) || is_digit(text[next]))) {
      return 0;
    }
  }
  out += kEntities[best].text;
  return name.size() + 1;
}

std::string decode_references(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  size_t i = 0;
  while (i < text.size()) {
    const size_t used = text[i] == '&' ? decode_reference(text, i, false, out) : 0;
    if (used == 0) out.push_back(text[i]);
    i += used == 0 ? 1 : used;
  }
  return out;
}

}  // namespace dateline
