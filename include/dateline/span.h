#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

/// Half-open range `[begin, end)` of UTF-8 bytes. Unless a field says otherwise it points into `Article::text`;
/// both ends lie on code point borders there, so `text_of(text, span)` is the evidence itself.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  [[nodiscard]] constexpr uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return end <= begin; }
  [[nodiscard]] constexpr bool contains(Span other) const {
    return begin <= other.begin && other.end <= end;
  }
  [[nodiscard]] constexpr bool overlaps(Span other) const {
    return begin < other.end && other.begin < end;
  }
  friend constexpr bool operator==(Span, Span) = default;
  friend constexpr auto operator<=>(Span, Span) = default;
};

/// The bytes of `text` under `span`. The view dies with `text`. Out of range: an empty view.
[[nodiscard]] constexpr std::string_view text_of(std::string_view text, Span span) {
  if (span.end > text.size() || span.begin > span.end) return {};
  return text.substr(span.begin, span.size());
}

}  // namespace dateline
