#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_date.h"
#include "dateline/result.h"

namespace dateline::facts {

/// What a word can be in a temporal expression: the `class` column of data/time/words.tsv, then the
/// classes that are read from the shape of a number.
enum class TimeClass : uint8_t {
  kOther,
  kMonth,
  kWeekday,
  kWeekdays,
  kUnit,
  kDayPart,
  kNoon,
  kClock,
  kOclock,
  kZone,
  kSeason,
  kDay,
  kTonight,
  kRelative,
  kPart,
  kApprox,
  kSet,
  kAdverb,
  kRef,
  kFuture,
  kPresent,
  kAgo,
  kOnce,
  kTimes,
  kArticle,
  kOf,
  kIn,
  kAt,
  kOn,
  kFor,
  kAnd,
  kOr,
  kTo,
  kThan,
  kPreposition,
  kNumber,
  kScale,
  kOrdinal,
  kDecadeWord,
  kVague,
  kHalf,
  kMore,
  kComma,
  kHyphen,
  kPossessive,
  kOpen,
  kClose,
  kLabel,
  kDecade,      ///< 1990s, '80s: value 1990, 80
  kTimeOfDay,   ///< 15:30: value in minutes
  kIsoDate,     ///< 2014-03-07: value = days since 1970
  kSlashDate,   ///< 3/7/2014 or 03/07: value = month * 100 + day, year in `extra` (0 none)
  kFraction,    ///< 1/2: no date by shape
  kQuarterName  ///< Q3: value 3
};
enum class TimeFlag : uint8_t {
  kPlain,
  kShort,
  kName,
  kPlural,
  kWeak,
  kWord,
  kTens,
  kDigits,
  kPast,
  kPrevious,
  kComing,
  kFollowing,
  kCurrent,
  kThat,
  kSame,
  kPeriod,
  kMid
};

/// A word read for the grammar. `kNumber` has its value; `digits` counts the digits of a number in
/// figures (0: a word).
struct TimeWord {
  TimeClass kind = TimeClass::kOther;
  TimeFlag flag = TimeFlag::kPlain;
  uint8_t digits = 0;
  bool mid = false;  ///< "mid-November" as one word
  int32_t value = 0;
  int32_t extra = 0;
};

/// A holiday's rule; see data/time/holidays.tsv.
struct Holiday {
  std::vector<std::string> words;  ///< lower case
  enum class Rule : uint8_t { kFixed, kWeekday, kEaster, kElection, kOnce } rule = Rule::kFixed;
  int year = 0, month = 0, day = 0, n = 0;
  [[nodiscard]] CivilDate in(int of_year) const;
};

/// The words of temporal expressions, by a hash of their lower-case form. Immutable after `open`.
class TimeWords {
 public:
  /// Reads words.tsv, tense.tsv and holidays.tsv below `folder`.
  [[nodiscard]] static Result<TimeWords> open(const std::string& folder);
  /// Class of a word of the text; numbers by their shape. Allocates nothing; long words are refused
  /// at once.
  [[nodiscard]] TimeWord classify(std::string_view word) const;
  /// 1: the word points to the future, 2: it does as a verb in the present, -1: to the past, 0:
  /// neither.
  [[nodiscard]] int tense(std::string_view word) const;
  [[nodiscard]] const std::vector<Holiday>& holidays() const { return holidays_; }
  /// True if some holiday's name starts with this word; a cheap first test.
  [[nodiscard]] bool starts_holiday(std::string_view word) const;

 private:
  struct Slot {
    uint64_t hash = 0;
    TimeWord word;
  };
  static constexpr size_t kLongest = 14;
  [[nodiscard]] const TimeWord* find(uint64_t hash) const;
  void add(std::string_view word, TimeWord entry);

  std::vector<Slot> slots_;
  uint64_t mask_ = 0;
  std::vector<std::pair<uint64_t, int>> tense_;  // sorted
  std::vector<uint64_t> holiday_starts_;         // sorted
  std::vector<Holiday> holidays_;
};

}  // namespace dateline::facts
