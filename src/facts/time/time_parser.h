#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/analysis.h"
#include "facts/time/calendar.h"
#include "facts/time/time_tagger.h"
#include "facts/time/time_words.h"

namespace dateline::facts {

/// A temporal expression found: words `[begin, end)`, its TIMEX3 type, value and mod. `first` and
/// `last` name the calendar range; both unknown for durations, sets and vague references.
struct TimeMatch {
  uint32_t begin = 0, end = 0;
  TimexType type = TimexType::kDate;
  std::string value, mod;
  Calendar first, last;
  bool comparison = false;  ///< "a year earlier": does not move the reference
};

/// The grammar: recursive descent over the words of one sentence, longest reading first. Each
/// `parse_*` reads from word `at` and returns the word behind what it read (0: nothing). Relative
/// expressions look at the page's date and at the date mentioned last (`reference`), which the
/// tagger keeps from match to match. Every reading looks at a bounded number of words, so the cost
/// is linear. One object a run; not shared.
class TimeParser {
 public:
  TimeParser(std::string_view text, const Analysis& analysis, const TimeWords& words,
             const std::vector<TimeWord>& classes, std::optional<CivilDate> page_date);

  /// The text tells of the past at length (an encyclopaedia page): dates without a year belong to
  /// the year mentioned last, not to the page's.
  void set_history(bool history) { history_ = history; }
  void enter_sentence(uint32_t begin, uint32_t end) { begin_ = begin, end_ = end; }
  /// The expression that starts at word `at`, if one does. Remembers its date as the reference.
  [[nodiscard]] bool match(uint32_t at, TimeMatch& out);

 private:
  // A calendar phrase under way: `time` is the part behind the day ("TNI", "T15:30").
  struct Phrase {
    Calendar first, last;
    std::string value;  // set where the calendar has none (XXXX-03, or a range)
    std::string time;
    std::string mod;
    bool comparison = false;
  };

  [[nodiscard]] const TimeWord& word(uint32_t at) const;
  [[nodiscard]] bool is(uint32_t at, TimeClass kind) const { return word(at).kind == kind; }
  [[nodiscard]] bool unit(uint32_t at, TimeUnit which) const;
  [[nodiscard]] std::string_view form(uint32_t at) const;
  [[nodiscard]] bool form_is(uint32_t at, std::string_view lower) const;
  [[nodiscard]] bool upper(uint32_t at) const;
  [[nodiscard]] bool glued(uint32_t at) const;  // no blank before the word
  [[nodiscard]] int direction_of(uint32_t at) const;
  [[nodiscard]] int tense(uint32_t at, uint32_t behind) const;
  [[nodiscard]] int infinitive_tense(uint32_t to) const;
  [[nodiscard]] bool is_past_refusal(uint32_t modal) const;

  // parse_numbers.cpp
  [[nodiscard]] uint32_t parse_number(uint32_t at, int& value) const;
  [[nodiscard]] uint32_t parse_ordinal(uint32_t at, int& value) const;
  [[nodiscard]] uint32_t parse_year(uint32_t at, int& value, bool sure) const;
  [[nodiscard]] uint32_t parse_year_behind(uint32_t at, int& value) const;
  // parse_dates.cpp
  [[nodiscard]] uint32_t parse_month_day(uint32_t at, Phrase& out) const;
  [[nodiscard]] uint32_t parse_day_month(uint32_t at, Phrase& out) const;
  [[nodiscard]] uint32_t parse_weekday(uint32_t at, Phrase& out) const;
  [[nodiscard]] uint32_t parse_holiday(uint32_t at, Phrase& out) const;
  // parse_calendar.cpp
  [[nodiscard]] uint32_t parse_span_of_year(uint32_t at, Phrase& out) const;
  [[nodiscard]] uint32_t parse_core(uint32_t at, Phrase& out) const;
  [[nodiscard]] uint32_t parse_calendar(uint32_t at, Phrase& out) const;
  [[nodiscard]] uint32_t parse_calendar_within(uint32_t at, Phrase& out) const;
  void set_month_day(uint32_t at, uint32_t behind, int month, int day, int last_day,
                     std::optional<int> year, Phrase& out) const;
  [[nodiscard]] bool month_stands_alone(uint32_t at) const;

  // parse_relative.cpp
  [[nodiscard]] uint32_t parse_relative(uint32_t at, Phrase& out) const;
  [[nodiscard]] uint32_t parse_relative_unit(uint32_t at, const TimeWord& how, bool article,
                                             Phrase& out) const;
  [[nodiscard]] uint32_t parse_context_unit(uint32_t at, Phrase& out) const;
  [[nodiscard]] uint32_t parse_year_ago(uint32_t at, Phrase& out) const;
  [[nodiscard]] Calendar reference_or_page(TimeUnit unit) const;

  // parse_clock.cpp
  [[nodiscard]] uint32_t parse_clock(uint32_t at, std::string& time) const;
  [[nodiscard]] uint32_t parse_day_part(uint32_t at, std::string& time) const;
  [[nodiscard]] uint32_t parse_time(uint32_t at, TimeMatch& out) const;

  // parse_duration.cpp
  [[nodiscard]] uint32_t parse_mod(uint32_t at, std::string& mod) const;
  [[nodiscard]] uint32_t parse_amount(uint32_t at, std::string& amount, int& number) const;
  [[nodiscard]] uint32_t parse_duration(uint32_t at, TimeMatch& out) const;
  [[nodiscard]] uint32_t parse_set(uint32_t at, TimeMatch& out) const;
  [[nodiscard]] uint32_t parse_vague(uint32_t at, TimeMatch& out) const;

  [[nodiscard]] uint32_t finish(uint32_t end, Phrase& phrase, TimeMatch& out) const;
  void remember(const TimeMatch& match);

  std::string_view text_;
  const Analysis& analysis_;
  const TimeWords& words_;
  const std::vector<TimeWord>& classes_;
  std::optional<CivilDate> page_;
  uint32_t begin_ = 0, end_ = 0;
  Calendar reference_, quarter_;  // mentioned last; a quarter apart
  Calendar day_;                  // the day mentioned last
  uint32_t quarter_word_ = 0;
  bool history_ = false;
  mutable int depth_ = 0;  // of parse_calendar in itself
};

}  // namespace dateline::facts
