#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dateline::facts {

/// Turns names into the keys by which the gazetteer is sorted: lower-case ASCII words parted by one space. Apostrophes,
/// full stops and combining accents vanish, other punctuation parts words, letters with accents become the letters
/// of the table, and the words "St", "Ste", "Ft", "Mt" are written out. `tools/build_gazetteer.py` does the same.
class PlaceKey {
 public:
  static constexpr size_t kMaxBytes = 96;

  /// `table`: records of 4 bytes (code point u16, one or two letters), ascending; from the gazetteer file.
  void load(std::string_view table);

  /// Writes the key of `name` to `out` (at least `kMaxBytes` long) and returns its length. 0: the name is empty,
  /// longer than a key may be, or has letters outside the table. `name` need not be valid UTF-8.
  [[nodiscard]] size_t fold(std::string_view name, char* out) const;

 private:
  static constexpr uint32_t kLatinBegin = 0xC0, kLatinEnd = 0x250, kMoreBegin = 0x1E00, kMoreEnd = 0x1F00;
  std::array<std::array<char, 2>, kLatinEnd - kLatinBegin> latin_{};
  std::array<std::array<char, 2>, kMoreEnd - kMoreBegin> more_{};
};

}  // namespace dateline::facts
