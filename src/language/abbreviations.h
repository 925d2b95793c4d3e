#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::language {

/// What a word with a final stop is.
enum class Abbreviation : uint8_t {
  kNone,
  kTitle,    ///< before a name, hardly ever ends a sentence: Mr. Gen. St. Fig.
  kMonth,    ///< before a number: Jan. Sept. No. p.
  kGeneral,  ///< may end a sentence: Inc. etc. U.S. a.m.
};

/// Class of `word`, given without its final stop; ASCII case is ignored except where it tells words apart.
/// Knows letter-stop patterns too: "U.S", "e.g", "Ph.D", one capital letter (an initial: `kTitle`).
[[nodiscard]] Abbreviation abbreviation(std::string_view word);

/// True for the words that split off a number as its unit: "10am", "5km", "25bn".
[[nodiscard]] bool is_glued_unit(std::string_view word);

/// True for the prefixes that keep their hyphen in the treebanks: "non-", "anti-", "co-".
[[nodiscard]] bool keeps_hyphen(std::string_view prefix);

}  // namespace dateline::language
