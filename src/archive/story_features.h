#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "archive/background.h"

namespace dateline::archive {

inline constexpr int32_t kNoDay = INT32_MIN;

/// What the story finder looks at of an article. Views need to live only during the call.
struct StoryInput {
  std::string_view headline, text;
  int32_t published = kNoDay;  ///< days since 1970-01-01
};

/// A term by its hash, with its weight. Lists of terms are ascending by hash.
struct Term {
  uint32_t hash = 0;
  float weight = 0;
};

/// An article as lists of hashed terms, about 3 kB. All lists are cut to the most telling terms.
struct StoryFeatures {
  std::vector<Term> words;     ///< stems, (1 + ln tf) * idf, length 1
  std::vector<Term> names;     ///< words with a capital that are no common words, the same weights
  std::vector<Term> numbers;   ///< numbers of two digits and more, length 1
  std::vector<Term> lead;      ///< names in the headline and first 60 words, weights sum to 1
  std::vector<uint32_t> pairs; ///< neighbouring content words, ascending
  std::vector<uint32_t> dates; ///< month * 32 + day named in the text, ascending
  int32_t published = kNoDay;
  uint16_t year = 0;           ///< of publication, else the latest named in the text; 0 if none
};

/// True if stories are found among articles of this language (ISO 639-1; empty: unknown). So far English, or unknown.
[[nodiscard]] bool tells_stories(std::string_view language);

/// Day of an ISO 8601 date or date-time; `kNoDay` if it has none.
[[nodiscard]] int32_t story_day(std::string_view iso);

[[nodiscard]] StoryFeatures story_features(const StoryInput& input, const Background& background);

/// Features of a pair; see `StoryOptions::weights` for what they are worth.
enum StorySignal : uint8_t {
  kPairs,      ///< shared neighbouring words (root of the cosine)
  kNumbers,    ///< shared numbers (the same)
  kOtherYear,  ///< 1 if both have a year, and not the same
  kSameYear,
  kLeadLess,   ///< part of one lead's names that the other article has: the lesser of both directions
  kLeadMore,   ///< the greater
  kSameDate,   ///< 1 if both name the same day of the year
  kNearWords,  ///< root of the cosine of words, those weighed down that many neighbours share
  kNearNames,  ///< the same of names
  kSignals
};
using StorySignals = std::array<float, kSignals>;

/// All but the last two, which need the neighbourhood.
[[nodiscard]] StorySignals compare(const StoryFeatures& a, const StoryFeatures& b);

}  // namespace dateline::archive
