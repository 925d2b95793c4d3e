#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/strings.h"
#include "dateline/record.h"
#include "dateline/result.h"

namespace dateline::facts {

/// What a number word is; the `class` column of data/figures/numbers.tsv.
enum class NumberClass : uint8_t {
  kOther,
  kOnes,
  kTens,
  kScale,
  kLetter,
  kDozen,
  kVague,
  kPart,
  kParts,
  kArticle,
  kCouple,
  kFew,
  kMinus
};
struct NumberWord {
  NumberClass kind = NumberClass::kOther;
  double value = 0;
};

enum class UnitKind : uint8_t {
  kNothing,
  kPercent,
  kPoint,
  kCurrency,
  kSubcurrency,
  kTime,
  kLength,
  kArea,
  kMass,
  kVolume,
  kTemperature,
  kSpeed,
  kPower,
  kEnergy,
  kData,
  kFactor,
  kOther
};
struct Unit {
  std::string name;    ///< normalised ("square kilometre")
  std::string symbol;  ///< in a record ("km²", "USD")
  UnitKind kind = UnitKind::kOther;
};

enum class ModifierKind : uint8_t { kApprox, kMore, kAtLeast, kLess, kAtMost, kUp, kDown };

/// Classes of data/figures/words.tsv, as bits.
enum WordBit : uint16_t {
  kLabel = 1,
  kPerson = 2,
  kFate = 4,
  kKilling = 8,
  kContainer = 16,
  kStop = 32,
  kVerb = 64,
  kIdiom = 128,
  kStreet = 256,
  kDial = 512,
  kHotline = 1024
};

inline constexpr uint64_t kHashSeed = 1469598103934665603ull;
/// FNV-1a over the bytes, as they stand or in lower case; chained for phrases with a blank between
/// words.
[[nodiscard]] inline uint64_t hash_exact(std::string_view word, uint64_t seed = kHashSeed) {
  for (const char c : word) seed = (seed ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return seed;
}
[[nodiscard]] inline uint64_t hash_lower(std::string_view word, uint64_t seed = kHashSeed) {
  for (const char c : word)
    seed = (seed ^ static_cast<unsigned char>(to_lower(c))) * 1099511628211ull;
  return seed;
}

/// The tables of data/figures, by hash. Immutable after `open`.
class FigureLexicon {
 public:
  [[nodiscard]] static Result<FigureLexicon> open(const std::string& folder);

  [[nodiscard]] NumberWord number(std::string_view word) const;
  /// Unit whose form has this hash: `exact` of the words as they stand is tried first, then lower
  /// case. Null: none.
  [[nodiscard]] const Unit* unit(uint64_t exact, uint64_t lower) const;
  [[nodiscard]] const ModifierKind* modifier(uint64_t lower) const;
  [[nodiscard]] uint16_t word_bits(std::string_view word) const;

  static constexpr uint32_t kLongestUnit = 4;      ///< words of the longest unit
  static constexpr uint32_t kLongestModifier = 5;  ///< words of the longest modifier

 private:
  std::vector<NumberWord> number_slots_;
  std::vector<uint64_t> number_hashes_;
  uint64_t number_mask_ = 0;
  std::vector<Unit> units_;
  std::unordered_map<uint64_t, uint32_t> exact_units_, lower_units_;
  std::unordered_map<uint64_t, ModifierKind> modifiers_;
  std::unordered_map<uint64_t, uint16_t> words_;
};

}  // namespace dateline::facts
