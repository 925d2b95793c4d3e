#include <fmt/format.h>

#include "facts/time/time_parser.h"

namespace dateline::facts {

using C = TimeClass;
using F = TimeFlag;

namespace {

TimeUnit unit_of(const TimeWord& word) { return static_cast<TimeUnit>(word.value); }

std::string period(std::string_view amount, TimeUnit unit, int number) {
  switch (unit) {
    case TimeUnit::kSecond:
      return fmt::format("PT{}S", amount);
    case TimeUnit::kMinute:
      return fmt::format("PT{}M", amount);
    case TimeUnit::kHour:
      return fmt::format("PT{}H", amount);
    case TimeUnit::kDay:
      return fmt::format("P{}D", amount);
    case TimeUnit::kWeek:
      return fmt::format("P{}W", amount);
    case TimeUnit::kFortnight:
      return number > 0 ? fmt::format("P{}W", number * 2) : "PXW";
    case TimeUnit::kWeekend:
      return fmt::format("P{}WE", amount);
    case TimeUnit::kMonth:
      return fmt::format("P{}M", amount);
    case TimeUnit::kQuarter:
      return fmt::format("P{}Q", amount);
    case TimeUnit::kYear:
      return fmt::format("P{}Y", amount);
    case TimeUnit::kDecade:
      return fmt::format("P{}DE", amount);
    case TimeUnit::kCentury:
      return fmt::format("P{}CE", amount);
    case TimeUnit::kMillennium:
      return fmt::format("P{}ML", amount);
    default:
      return {};
  }
}

bool measures(const TimeWord& word) {
  return word.kind == C::kUnit && unit_of(word) != TimeUnit::kSeason &&
         unit_of(word) != TimeUnit::kPeriod && unit_of(word) != TimeUnit::kTerm;
}

}  // namespace

// about, nearly, more than, less than, at least, up to, no more than, as much as.
uint32_t TimeParser::parse_mod(uint32_t at, std::string& mod) const {
  static constexpr const char* kMods[] = {"", "APPROX", "LESS_THAN", "MORE_THAN", "LESS_THAN"};
  const TimeWord& first = word(at);
  if (first.kind == C::kApprox) {
    if (first.value >= 3 && is(at + 1, C::kArticle) && word(at + 1).value == 0)
      return 0;  // over the past
    mod = kMods[first.value];
    return at + 1;
  }
  if (is(at + 1, C::kThan)) {
    if (form_is(at, "more")) return mod = "MORE_THAN", at + 2;
    if (form_is(at, "less") || form_is(at, "fewer")) return mod = "LESS_THAN", at + 2;
  }
  if (form_is(at, "no") && is(at + 2, C::kThan)) {
    if (form_is(at + 1, "more")) return mod = "EQUAL_OR_LESS", at + 3;
    if (form_is(at + 1, "less") || form_is(at + 1, "fewer")) return mod = "EQUAL_OR_MORE", at + 3;
  }
  if (is(at, C::kAt) && form_is(at + 1, "least")) return mod = "EQUAL_OR_MORE", at + 2;
  if (is(at, C::kAt) && form_is(at + 1, "most")) return mod = "EQUAL_OR_LESS", at + 2;
  if (form_is(at, "up") && is(at + 1, C::kTo)) return mod = "EQUAL_OR_LESS", at + 2;
  return 0;
}

// A count of units: "six", "5 1/2", "two to three", "a few", "several", "a couple of", "half a[n]",
// "a".
uint32_t TimeParser::parse_amount(uint32_t at, std::string& amount, int& number) const {
  number = 0;
  uint32_t next = parse_number(at, number);
  if (next != 0) {
    amount = fmt::format("{}", number);
    if (word(at).digits == 4 && number >= 1900 && number < 2100) return 0;
    // "5 1/2", "two and a half"
    if (form(next) == "1/2" || form(next) == "\u00bd") {
      amount += ".5";
      return next + 1;
    }
    if (is(next, C::kAnd) && is(next + 1, C::kArticle) && is(next + 2, C::kHalf)) {
      amount += ".5";
      return next + 3;
    }
    const bool range = is(next, C::kTo) || is(next, C::kOr) || is(next, C::kHyphen);
    int high = 0;
    if (range) {
      if (const uint32_t end = parse_number(next + 1, high); end != 0 && high > number) return end;
    }
    return next;
  }
  const std::string_view text = form(at);
  if (text.size() > 2 && text.size() < 7 && text[0] >= '0' && text[0] <= '9' &&
      text.find('.') != std::string_view::npos) {
    amount = std::string(text);
    if (amount.find_first_not_of("0123456789.") != std::string::npos) return 0;
    return at + 1;
  }
  next = at;
  const bool article = is(next, C::kArticle) && word(next).value == 1;
  if (article) ++next;
  if (is(next, C::kVague)) {
    if (form_is(next, "couple")) {
      if (!article) return 0;
      amount = "2", number = 2;
      return is(next + 1, C::kOf) ? next + 2 : next + 1;
    }
    if (form_is(next, "some")) return 0;
    amount = "X";
    return next + 1;
  }
  if (is(at, C::kHalf)) {
    next = at + 1;
    if (is(next, C::kArticle) && word(next).value == 1)
      ++next;
    else if (!is(next, C::kHyphen))
      return 0;
    else if (is(++next, C::kArticle))
      return 0;
    amount = "0.5";
    return next;
  }
  if (article) {
    amount = "1", number = 1;
    return next;
  }
  return 0;
}

uint32_t TimeParser::parse_duration(uint32_t at, TimeMatch& out) const {
  std::string mod;
  uint32_t next = at;
  if (const uint32_t end = parse_mod(next, mod); end != 0) next = end;
  const bool the = is(next, C::kArticle) && word(next).value == 0;
  if (the) ++next;
  bool relative = false;
  TimeWord how;
  if (is(next, C::kRelative) || form_is(next, "first") || form_is(next, "these") ||
      form_is(next, "those")) {
    how = word(next);
    if (how.flag == F::kThat) return 0;
    relative = true;
    ++next;
    if (form_is(next, "few") || form_is(next, "couple")) {
      // falls to the amount below
    }
  }
  std::string amount;
  int number = 0;
  uint32_t unit_at = 0;
  if (relative && form_is(next, "few")) {
    amount = "X";
    unit_at = next + 1;
  } else if (relative && form_is(next, "couple") && is(next + 1, C::kOf)) {
    amount = "2", number = 2;
    unit_at = next + 2;
  } else {
    unit_at = parse_amount(next, amount, number);
    if (the && unit_at != 0 && is(next, C::kArticle)) return 0;
  }
  const bool hyphen = unit_at != 0 && is(unit_at, C::kHyphen);
  if (unit_at == 0) {
    // Units without a count: "recent months", "the coming years", "for years", "the past year".
    if (!is(next, C::kUnit) || !measures(word(next))) return 0;
    const TimeUnit bare = unit_of(word(next));
    if (word(next).flag == F::kPlural) {
      if (!relative && is(next + 1, C::kAgo) && word(next + 1).value == -1 &&
          bare > TimeUnit::kSecond) {
        out.type = TimexType::kDuration;
        out.value = period("X", bare, 0);
        return next + 2;
      }
      if (!relative && !(is(at - 1, C::kFor) || is(at - 1, C::kPreposition) || is(at - 1, C::kIn)))
        return 0;
      if (bare == TimeUnit::kSecond && !relative) return 0;
      if (bare == TimeUnit::kDay && form_is(next - 1, "these")) return 0;  // the present
      amount = "X";
      unit_at = next;
    } else if (relative && the && (how.value != 0) && bare > TimeUnit::kHour &&
               (how.flag == F::kPlain || how.flag == F::kPast || how.flag == F::kComing)) {
      amount = "1", number = 1;
      unit_at = next;
    } else {
      return 0;
    }
  }
  if (hyphen) ++unit_at;
  while (word(unit_at).kind == C::kMore && unit_at < next + 6 && !hyphen) ++unit_at;
  const TimeWord& what = word(unit_at);
  if (!measures(what)) return 0;
  const TimeUnit which = unit_of(what);
  if (what.flag == F::kShort && (which == TimeUnit::kSecond || number == 0)) return 0;
  uint32_t end = unit_at + 1;
  // Ages and idioms.
  const uint32_t old = is(end, C::kHyphen) ? end + 1 : end;
  if (form_is(old, "old") || form_is(old, "olds")) return 0;
  if (form_is(end, "of") && form_is(end + 1, "age")) return 0;
  if (is(next, C::kArticle) && (which == TimeUnit::kSecond || which == TimeUnit::kQuarter))
    return 0;
  if (which == TimeUnit::kQuarter && hyphen && number == 3) return 0;  // three-quarters
  const bool one = number == 1 && is(next, C::kArticle);
  if (is(end, C::kOr) && !hyphen) {  // "a year or two", "a week or so", "weeks or months"
    if (form_is(end + 1, "so")) {
      end += 2;
      mod = "APPROX";
    } else if (one && is(end + 1, C::kNumber) && word(end + 1).value < 10 &&
               !is(end + 2, C::kUnit)) {
      end += 2;
    }
  } else if (is(end, C::kAnd) && is(end + 1, C::kArticle) && is(end + 2, C::kHalf) && number > 0) {
    amount += ".5";
    end += 3;
  }
  if (end < end_ && hyphen && is(end, C::kHyphen) && (form_is(end + 1, "long"))) end += 2;

  // Anchored: ago, earlier, later, before, after, from now.
  const TimeWord& anchor = word(end);
  const bool back = anchor.kind == C::kAgo && anchor.value == -1;
  const bool earlier = anchor.kind == C::kPart && anchor.value == 4;
  const bool later = anchor.kind == C::kPart && anchor.value == 5;
  const bool from_now = form_is(end, "from") && form_is(end + 1, "now");
  if ((back || earlier || later || from_now) && !relative && !hyphen) {
    end += from_now ? 2 : 1;
    out.type = TimexType::kDate;
    out.mod = mod == "MORE_THAN" ? "BEFORE" : mod;
    const bool from_page = back || from_now || !reference_.known();
    std::optional<CivilDate> base = page_;
    if (!from_page) {
      // "Two days later" counts from a day, not from the year mentioned last.
      const bool coarse = reference_.unit > TimeUnit::kMonth && which < TimeUnit::kYear;
      base.reset();
      if (!coarse)
        base = first_day(reference_);
      else if (day_.known())
        base = first_day(day_);
    }
    if (!base || number == 0 || amount.find('.') != std::string::npos || which < TimeUnit::kDay ||
        number > 3000) {
      out.value = back || earlier ? "PAST_REF" : "FUTURE_REF";
      if (base && number > 0 && which < TimeUnit::kDay) {
        out.first = out.last = calendar_day(*base);
        out.value = timex_value(out.first);
      }
      if (amount == "X" && (back || earlier)) {
        out.value = period(amount, which, 0);
        out.type = TimexType::kDuration;
      }
      return end;
    }
    const int steps = back || earlier ? -number : number;
    if (one && which == TimeUnit::kYear && quarter_.known() && at < quarter_word_ + 150 &&
        (back || earlier)) {
      out.first = out.last = shifted(quarter_, -4);
      out.comparison = true;
    } else if (earlier && which == TimeUnit::kYear && reference_.known() && !from_page &&
               reference_.unit < TimeUnit::kYear) {
      out.first = out.last = calendar_of(*base, TimeUnit::kYear);
      out.first = out.last = shifted(out.first, steps);
      out.comparison = true;
    } else {
      out.first = out.last = moved(*base, which, steps);
    }
    out.value = timex_value(out.first);
    return end;
  }
  if (amount == "0.5") {
    out.value = which == TimeUnit::kHour   ? "PT30M"
                : which == TimeUnit::kYear ? "P6M"
                                           : period(amount, which, 0);
  } else if (which == TimeUnit::kHour && amount.ends_with(".5") && number > 0) {
    out.value = fmt::format("PT{}H30M", number);
  } else {
    out.value = period(amount, which, number);
  }
  out.type = TimexType::kDuration;
  out.mod = std::move(mod);
  // "in the next two weeks", "over the past year", "within days" reach from or to the page's date.
  const bool within = !relative && form_is(at - 1, "within");
  if (page_ && !hyphen && which >= TimeUnit::kDay && number < 1000 &&
      (within || (relative && the && how.value != 0 && how.flag != F::kPeriod &&
                  how.flag != F::kPrevious && how.flag != F::kFollowing))) {
    static constexpr int kSomeDays = 7, kSomeWeeks = 6, kSome = 3;
    const int some = which == TimeUnit::kDay    ? kSomeDays
                     : which == TimeUnit::kWeek ? kSomeWeeks
                                                : kSome;
    const int steps = (amount == "X" || number == 0 ? some : number) * (within ? 1 : how.value);
    CivilDate other = *page_;
    if (which == TimeUnit::kDay)
      other = add_days(other, steps);
    else if (which == TimeUnit::kWeek)
      other = add_days(other, 7 * steps);
    else if (which == TimeUnit::kFortnight)
      other = add_days(other, 14 * steps);
    else if (which == TimeUnit::kMonth)
      other = add_months(other, steps);
    else if (which == TimeUnit::kQuarter)
      other = add_months(other, 3 * steps);
    else if (which == TimeUnit::kYear)
      other = add_months(other, 12 * steps);
    else if (which == TimeUnit::kDecade)
      other = add_months(other, 120 * steps);
    if (other != *page_ && is_valid(other)) {
      out.first = calendar_day(steps > 0 ? *page_ : other);
      out.last = calendar_day(steps > 0 ? other : *page_);
      out.comparison = true;
    }
  }
  // "$1 billion a year", "hundreds of letters a day"
  if (one && next == at && end == unit_at + 1 && at > begin_) {
    const std::string_view counted = form(at - 1);
    if (is(at - 1, C::kScale) || counted == "million" || counted == "billion" ||
        counted == "percent" || counted == "%" ||
        (counted.size() > 3 && counted.ends_with('s') && !is(at - 1, C::kPreposition) &&
         !is(at - 1, C::kUnit) && words_.tense(counted) == 0 && counted != "this" &&
         counted != "takes" && counted != "lasts")) {
      out.type = TimexType::kSet;
    }
  }
  return end;
}

// "every day", "each Thursday", "Mondays", "daily", "twice a year", "a year" behind a count.
uint32_t TimeParser::parse_set(uint32_t at, TimeMatch& out) const {
  const TimeWord& first = word(at);
  out.type = TimexType::kSet;
  if (first.kind == C::kSet) {
    uint32_t next = at + 1;
    int number = 1;
    std::string amount;
    if (form_is(next, "other"))
      number = 2, ++next;
    else if (const uint32_t end = parse_number(next, number); end != 0)
      next = end;
    else
      number = 1;
    const TimeWord& what = word(next);
    if (what.kind == C::kUnit && measures(what) && unit_of(what) > TimeUnit::kMinute) {
      out.value = period(fmt::format("{}", number), unit_of(what), number);
      return next + 1;
    }
    if (what.kind == C::kWeekday && what.flag == F::kPlain) {
      out.value = fmt::format("XXXX-WXX-{}", what.value);
      std::string time;
      if (const uint32_t end = parse_day_part(next + 1, time); end != 0) {
        out.value += time;
        return end;
      }
      return next + 1;
    }
    if (what.kind == C::kDayPart) {
      static constexpr const char* kParts[] = {"", "TMO", "TAF", "TEV", "TNI"};
      out.value = std::string("XXXX-XX-XX") + kParts[what.value];
      return next + 1;
    }
    if (what.kind == C::kMonth && what.flag != F::kShort && upper(next)) {
      out.value = fmt::format("XXXX-{:02}", what.value);
      return next + 1;
    }
    if (what.kind == C::kSeason) {
      static constexpr const char* kSeasons[] = {"", "SP", "SU", "FA", "WI"};
      out.value = fmt::format("XXXX-{}", kSeasons[what.value]);
      return next + 1;
    }
    return 0;
  }
  if (first.kind == C::kWeekdays && upper(at)) {
    out.value = fmt::format("XXXX-WXX-{}", first.value);
    return at + 1;
  }
  if (first.kind == C::kWeekday && first.flag == F::kPlain && is(at + 1, C::kDayPart) &&
      word(at + 1).flag == F::kPlural && upper(at)) {
    static constexpr const char* kParts[] = {"", "TMO", "TAF", "TEV", "TNI"};
    out.value = fmt::format("XXXX-WXX-{}{}", first.value, kParts[word(at + 1).value]);
    return at + 2;
  }
  if (first.kind == C::kAdverb) {
    if (upper(at) && at > begin_) return 0;  // "the Daily Mail"
    out.value = period("1", static_cast<TimeUnit>(first.value), 1);
    return at + 1;
  }
  // once|twice|N times a UNIT
  uint32_t next = 0;
  int number = 0;
  if (first.kind == C::kOnce)
    next = at + 1;
  else if (const uint32_t end = parse_number(at, number); end != 0 && is(end, C::kTimes))
    next = end + 1;
  if (next != 0 && ((is(next, C::kArticle) && word(next).value == 1) || is(next, C::kSet)) &&
      measures(word(next + 1)) && word(next + 1).flag == F::kPlain) {
    out.value = period("1", unit_of(word(next + 1)), 1);
    return next + 2;
  }
  return 0;
}

// now, recently, the future, the past, these days, at present.
uint32_t TimeParser::parse_vague(uint32_t at, TimeMatch& out) const {
  static constexpr const char* kRefs[] = {"PAST_REF", "PRESENT_REF", "FUTURE_REF"};
  const TimeWord& first = word(at);
  out.type = TimexType::kDate;
  if (first.kind == C::kRef) {
    if (first.flag == F::kWeak && (form_is(at - 1, "as") || is(at + 1, C::kAgo))) return 0;
    out.value = kRefs[first.value + 1];
    if (first.value == 0 && page_) out.first = out.last = calendar_day(*page_);
    return at + 1;
  }
  if (form_is(at, "these") && unit(at + 1, TimeUnit::kDay)) {
    out.value = "PRESENT_REF";
    return at + 2;
  }
  if (first.kind == C::kFuture ||
      (first.kind == C::kArticle && first.value == 0 && form(at).size() == 3)) {
    uint32_t next = at;
    if (first.kind == C::kArticle) ++next;
    if (form_is(next, "near") || form_is(next, "foreseeable")) ++next;
    if (is(next, C::kFuture)) {
      const bool noun = first.kind == C::kArticle || is(at - 1, C::kIn);
      if (!noun) return 0;
      out.value = "FUTURE_REF";
      return next + 1;
    }
    if (next == at + 1 && form_is(next, "past") &&
        (is(at - 1, C::kIn) || is(at - 1, C::kOf) || form_is(at - 1, "with"))) {
      const TimeWord& behind = word(next + 1);
      if (behind.kind == C::kUnit || behind.kind == C::kNumber || behind.kind == C::kVague)
        return 0;
      out.value = "PAST_REF";
      return next + 1;
    }
  }
  return 0;
}

}  // namespace dateline::facts
