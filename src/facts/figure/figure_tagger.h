#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dateline/analysis.h"
#include "dateline/article.h"
#include "dateline/record.h"
#include "dateline/result.h"
#include "facts/time/time_tagger.h"

namespace dateline::facts {

/// A number in the text with what it measures. `figure` is what goes into a record; `in_record` is false for numbers that
/// are no figure by the rules of the record (ages, durations, conversions in brackets, shares in words, a count told again)
/// but are still quantities (`dateline figures --all`, and the evaluation of bare quantities). Dates, ordinals, scores and
/// numbers inside names are not listed at all. A share in words ("a third of voters") has the fraction as value and a
/// `unit_name` that starts with "% ".
struct Quantity {
  Figure figure;
  std::string unit_text;  ///< the words of the unit as they stand
  std::string unit_name;  ///< its normalised name ("percentage", "us dollar", "kilometre"), for exchange
  uint32_t sentence = 0;
  bool in_record = true;
};

/// Finds numbers, ranges, their unit, change, bound, approximation and the words counted. Immutable; thread-safe.
class FigureTagger {
 public:
  [[nodiscard]] static Result<FigureTagger> open(const std::string& data_folder);
  FigureTagger(FigureTagger&&) noexcept;
  ~FigureTagger();
  /// Overwrites `out`, in text order. `times` (of the same article) tells which numbers belong to dates.
  void run(const Article& article, const Analysis& analysis, const std::vector<TimeExpression>& times,
           std::vector<Quantity>& out) const;

 private:
  struct Units;
  explicit FigureTagger(std::unique_ptr<Units> units);
  std::unique_ptr<Units> units_;
};

}  // namespace dateline::facts
