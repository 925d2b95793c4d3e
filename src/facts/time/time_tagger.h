#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dateline/analysis.h"
#include "dateline/article.h"
#include "dateline/record.h"
#include "dateline/result.h"

namespace dateline::facts {

enum class TimexType : uint8_t { kDate, kTime, kDuration, kSet };

/// A temporal expression with its TIMEX3 value (TimeML 1.2.1), e.g. "Friday" -> DATE 2014-03-07, "six days" -> DURATION P6D.
struct TimeExpression {
  Span span;
  TimexType type = TimexType::kDate;
  std::string value;  ///< TIMEX3 value: 2014-03-07, 2014-W10, 1989-Q3, 2014-03-06TNI, P6D, PAST_REF, XXXX-WXX-5
  std::string mod;    ///< TIMEX3 mod (APPROX, START, MID, END, ...), empty if none
  /// Calendar range where the words name one: the value's own; the page's date for PRESENT_REF; the window of "within two
  /// weeks", "in the past year" (value P2W, P1Y). Unknown for other durations, sets and vague references.
  DateRange range;
  uint32_t sentence = 0;
  bool future = false;  ///< begins after the page's date, or is a window or the end of a period that reaches beyond it
};

/// Finds and resolves temporal expressions against the page's date (`Article::published`; without one, relative
/// expressions get vague values and no range). Immutable after `open`; `run` is thread-safe.
class TimeTagger {
 public:
  [[nodiscard]] static Result<TimeTagger> open(const std::string& data_folder);
  TimeTagger(TimeTagger&&) noexcept;
  ~TimeTagger();
  /// Overwrites `out`, in text order, not overlapping.
  void run(const Article& article, const Analysis& analysis, std::vector<TimeExpression>& out) const;

 private:
  struct Grammar;
  explicit TimeTagger(std::unique_ptr<Grammar> grammar);
  std::unique_ptr<Grammar> grammar_;
};

}  // namespace dateline::facts
