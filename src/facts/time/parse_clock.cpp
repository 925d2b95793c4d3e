#include <fmt/format.h>

#include "facts/time/time_parser.h"

namespace dateline::facts {

using C = TimeClass;
using F = TimeFlag;

// "10 p.m.", "3:30 p.m. EDT", "15:30 GMT", "noon", "8 o'clock", "4 in the morning".
uint32_t TimeParser::parse_clock(uint32_t at, std::string& time) const {
  const TimeWord& first = word(at);
  int minutes = -1;
  uint32_t next = at + 1;
  if (first.kind == C::kNoon) {
    if (is(at + 1, C::kHyphen)) return 0;
    const TimeWord& ahead = word(at - 1);
    const bool told = ahead.kind == C::kAt || ahead.kind == C::kPreposition ||
                      ahead.kind == C::kAgo || ahead.kind == C::kApprox || ahead.kind == C::kTo ||
                      is(at + 1, C::kWeekday) || is(at + 1, C::kOn) || is(at + 1, C::kDay);
    if (!told) return 0;
    time = fmt::format("T{:02}:00", first.value == 0 ? 24 : first.value);
    if (first.value == 0) time = "T24:00";
    return next;
  }
  if (first.kind == C::kTimeOfDay) {
    minutes = first.value;
  } else if (first.kind == C::kNumber && first.digits == 4 && first.value < 2400 &&
             first.value % 100 < 60 && is(next, C::kZone) &&
             form(next).size() <= 4) {  // "1230 GMT"
    minutes = first.value / 100 * 60 + first.value % 100;
  } else if (first.kind == C::kNumber && first.flag != F::kTens && first.value >= 1 &&
             first.value <= 12) {
    minutes = first.value * 60;
  } else {
    return 0;
  }
  bool sure = false;
  int hours_added = -1;
  if (is(next, C::kClock)) {
    hours_added = word(next).value;
    ++next;
    sure = true;
  } else if (is(next, C::kOclock)) {
    ++next;
    sure = true;
  }
  if (is(next, C::kIn) && form_is(next + 1, "the") && is(next + 2, C::kDayPart) &&
      word(next + 2).flag == F::kPlain) {
    hours_added = word(next + 2).value == 1 ? 0 : 12;
    next += 3;
    sure = true;
  }
  if (is(next, C::kZone) && (first.kind == C::kTimeOfDay || first.digits == 4 || sure)) {
    const bool named = form(next).size() > 3;  // "Eastern", "local": followed by "time"
    if (!named || form_is(next + 1, "time")) {
      next += named ? 2 : 1;
      sure = true;
    }
  }
  if (!sure && first.kind == C::kTimeOfDay && first.flag != F::kWeak) {
    sure = is(at - 1, C::kAt) || is(at - 1, C::kPreposition) ||
           (is(at - 1, C::kOpen) && is(next, C::kZone));
  }
  if (!sure) return 0;
  if (hours_added == 12 && minutes < 12 * 60) minutes += 12 * 60;
  if (hours_added == 0 && minutes >= 12 * 60) minutes -= 12 * 60;
  if (minutes > 24 * 60) return 0;
  time = fmt::format("T{:02}:{:02}", minutes / 60, minutes % 60);
  return next;
}

// "night" and the like behind a day.
uint32_t TimeParser::parse_day_part(uint32_t at, std::string& time) const {
  static constexpr const char* kParts[] = {"", "TMO", "TAF", "TEV", "TNI"};
  const uint32_t part =
      is(at, C::kPart) && word(at).value <= 3 && is(at + 1, C::kDayPart) ? at + 1 : at;
  if (is(part, C::kDayPart) && word(part).flag == F::kPlain) {
    time = kParts[word(part).value];
    return part + 1;
  }
  if (is(at, C::kNoon) && word(at).value == 12) {
    time = "T12:00";
    return at + 1;
  }
  return 0;
}

// A calendar phrase with or without a time of day, on either side.
uint32_t TimeParser::parse_time(uint32_t at, TimeMatch& out) const {
  Phrase phrase;
  std::string time;
  uint32_t start = at;
  const bool early =
      is(at, C::kPart) && word(at).value != 2 && (is(at + 1, C::kWeekday) || is(at + 1, C::kDay));
  if (early && is(at, C::kPart)) phrase.mod = "";
  if (const uint32_t end = parse_clock(start, time); end != 0) {
    uint32_t day = end;
    if (is(day, C::kComma)) ++day;
    if (is(day, C::kOn)) ++day;
    Phrase inner;
    uint32_t last = 0;
    if (is(day, C::kWeekday) || is(day, C::kMonth) || is(day, C::kDay) || is(day, C::kRelative) ||
        is(day, C::kNumber) || is(day, C::kIsoDate)) {
      last = parse_calendar(day, inner);
    }
    if (last != 0 && inner.first.unit == TimeUnit::kDay && inner.time.empty()) {
      phrase = inner;
    } else {
      last = end;
      if (reference_.unit == TimeUnit::kDay) {
        phrase.first = phrase.last = reference_;
      } else if (page_) {
        phrase.first = phrase.last = calendar_day(*page_);
      } else {
        phrase.value = "XXXX-XX-XX" + time;
      }
    }
    phrase.time = time;
    return finish(last, phrase, out);
  }
  uint32_t end = parse_calendar(at, phrase);
  if (end == 0) return 0;
  if (phrase.first.unit == TimeUnit::kDay && phrase.time.empty()) {
    if (const uint32_t part = parse_day_part(end, phrase.time); part != 0) {
      end = part;
    } else {
      uint32_t clock = end;
      if (is(clock, C::kComma) || is(clock, C::kAt)) ++clock;
      if (const uint32_t behind = parse_clock(clock, time); behind != 0 && clock > end) {
        phrase.time = time;
        end = behind;
      }
    }
  }
  return finish(end, phrase, out);
}

uint32_t TimeParser::finish(uint32_t end, Phrase& phrase, TimeMatch& out) const {
  out.type = phrase.time.empty() ? TimexType::kDate : TimexType::kTime;
  out.first = phrase.first;
  out.last = phrase.last;
  out.mod = std::move(phrase.mod);
  out.comparison = phrase.comparison;
  if (!phrase.value.empty()) {
    out.value = std::move(phrase.value);
  } else {
    out.value = timex_value(phrase.first) + phrase.time;
  }
  return end;
}

}  // namespace dateline::facts
