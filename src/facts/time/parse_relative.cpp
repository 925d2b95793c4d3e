#include <fmt/format.h>

#include "facts/time/time_parser.h"

namespace dateline::facts {

using C = TimeClass;
using F = TimeFlag;

namespace {

TimeUnit unit_of(const TimeWord& word) { return static_cast<TimeUnit>(word.value); }

bool names_calendar(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kDay:
    case TimeUnit::kWeek:
    case TimeUnit::kWeekend:
    case TimeUnit::kMonth:
    case TimeUnit::kQuarter:
    case TimeUnit::kYear:
    case TimeUnit::kDecade:
    case TimeUnit::kCentury:
    case TimeUnit::kSeason:
      return true;
    default:
      return false;
  }
}

}  // namespace

// What "the following", "that", "the same" start from: the date mentioned last if it is at least as
// exact as `unit`, else the page's date.
Calendar TimeParser::reference_or_page(TimeUnit unit) const {
  if (reference_.known() && reference_.unit <= unit)
    return calendar_of(first_day(reference_), unit);
  if (reference_.known() && reference_.unit == unit) return reference_;
  if (day_.known() && unit < TimeUnit::kYear) return calendar_of(first_day(day_), unit);
  if (page_) return calendar_of(*page_, unit);
  return {};
}

uint32_t TimeParser::parse_relative_unit(uint32_t at, const TimeWord& how, bool article,
                                         Phrase& out) const {
  const TimeUnit which = unit_of(word(at));
  uint32_t end = at + 1;
  if (which == TimeUnit::kPeriod || which == TimeUnit::kQuarter) {
    if (how.flag == F::kPeriod || (which == TimeUnit::kPeriod && how.flag != F::kPlain)) {
      if (!quarter_.known() || !article) return 0;
      out.first = out.last = quarter_;
      if (how.flag == F::kPrevious) out.first = out.last = shifted(quarter_, -1);
      return end;
    }
  }
  if (how.flag == F::kPeriod || !names_calendar(which)) return 0;
  if (!page_ && how.flag != F::kThat && how.flag != F::kSame) return 0;
  switch (how.flag) {
    case F::kThat:
    case F::kSame:
    case F::kPrevious:
    case F::kFollowing: {
      if (!article && how.flag != F::kThat) return 0;
      Calendar base = reference_or_page(which);
      if (!base.known()) return 0;
      if (how.flag == F::kThat && which == TimeUnit::kQuarter && quarter_.known()) base = quarter_;
      out.first = out.last = shifted(base, how.value);
      return end;
    }
    case F::kPast:
    case F::kComing:
      if (article || which == TimeUnit::kDay) return 0;  // "the past year" is a duration
      out.first = out.last = moved(*page_, which, how.value);
      return end;
    case F::kCurrent:
      out.first = out.last = calendar_of(*page_, which);
      return end;
    default:
      break;
  }
  if (which == TimeUnit::kDay) {
    if (how.value == 0) {
      out.first = out.last = calendar_day(*page_);
      return end;
    }
    if (how.value < 0 || !article) return 0;
    const Calendar base = reference_or_page(which);
    out.first = out.last = shifted(base, 1);
    return end;
  }
  if (article && how.value > 0 && which != TimeUnit::kQuarter && which != TimeUnit::kSeason &&
      which != TimeUnit::kWeekend && which < TimeUnit::kDecade) {
    // "over the next year" is a duration, "the next year, they ..." the year after.
    const uint32_t before = at - 3;
    if (is(before, C::kIn) || is(before, C::kFor) || is(before, C::kPreposition) ||
        is(before, C::kApprox))
      return 0;
    const Calendar base = reference_or_page(which);
    if (!base.known()) return 0;
    out.first = out.last = shifted(base, 1);
    return end;
  }
  if (article && how.value < 0 && which != TimeUnit::kQuarter && which != TimeUnit::kSeason)
    return 0;
  if (which == TimeUnit::kWeekend) {
    const unsigned today = iso_weekday(*page_);
    int steps = how.value;
    if (how.value < 0 && today == 7) steps = -1;
    out.first = out.last = shifted(calendar_of(*page_, which), steps);
    return end;
  }
  out.first = out.last = moved(*page_, which, how.value);
  // "this year's third quarter", "last year's quarter"
  if (which == TimeUnit::kYear && is(end, C::kPossessive)) {
    int ordinal = 0;
    uint32_t next = parse_ordinal(end + 1, ordinal);
    if (next != 0 && is(next, C::kHyphen)) ++next;
    if (next != 0 && unit(next, TimeUnit::kQuarter) && ordinal <= 4) {
      out.first =
          out.last = {TimeUnit::kQuarter, out.first.year, static_cast<unsigned>(ordinal), 0};
      return next + 1;
    }
    if (unit(end + 1, TimeUnit::kQuarter) && quarter_.known()) {
      out.first = out.last = {TimeUnit::kQuarter, out.first.year, quarter_.number, 0};
      return end + 2;
    }
  }
  return end;
}

// today, yesterday, tomorrow; last|next|this|... + day part, unit, weekday, month, season, holiday,
// ordinal quarter.
uint32_t TimeParser::parse_relative(uint32_t at, Phrase& out) const {
  uint32_t next = at;
  const bool article = is(next, C::kArticle) && word(next).value == 0;
  if (article) ++next;
  const TimeWord& first = word(next);
  if (first.kind == C::kDay && !article) {
    if (upper(next) && next > begin_ && upper(next - 1)) return 0;  // "USA Today"
    if (!page_) {
      out.value = first.value == 0 ? "PRESENT_REF" : first.value < 0 ? "PAST_REF" : "FUTURE_REF";
    } else {
      out.first = out.last = calendar_day(add_days(*page_, first.value));
    }
    return next + 1;
  }
  if (first.kind == C::kTonight && !article) {
    if (!page_) return 0;
    out.first = out.last = calendar_day(add_days(*page_, first.value));
    out.time = "TNI";
    return next + 1;
  }
  // "the day before|after yesterday|tomorrow", "the day before", "the day after"
  if (article && unit(next, TimeUnit::kDay) && is(next + 1, C::kAgo) && first.flag == F::kPlain) {
    const int step = word(next + 1).value > 0 ? 1 : -1;
    if (is(next + 2, C::kDay) && page_ && word(next + 2).value == step) {
      out.first = out.last = calendar_day(add_days(*page_, 2 * step));
      return next + 3;
    }
    Phrase inner;
    if (is(next + 2, C::kRelative) || is(next + 2, C::kWeekday) || is(next + 2, C::kMonth)) {
      if (const uint32_t end = parse_calendar(next + 2, inner);
          end != 0 && inner.first.unit == TimeUnit::kDay) {
        out.first = out.last = shifted(inner.first, step);
        return end;
      }
    }
    if (reference_.unit == TimeUnit::kDay) {
      out.first = out.last = shifted(reference_, step);
      return next + 1;
    }
    return 0;
  }
  // "the week of March 6", "the week ended Sept. 30"
  if (article && unit(next, TimeUnit::kWeek) && first.flag == F::kPlain && is(next + 1, C::kOf)) {
    Phrase inner;
    if (const uint32_t end = parse_calendar(next + 2, inner);
        end != 0 && inner.first.unit == TimeUnit::kDay) {
      out.first = out.last = calendar_of(first_day(inner.first), TimeUnit::kWeek);
      return end;
    }
    return 0;
  }
  if (first.kind != C::kRelative) return 0;
  TimeWord how = first;
  uint32_t target = next + 1;
  if (is(target, C::kRelative) &&
      (word(target).flag == F::kPast || word(target).flag == F::kComing ||
       word(target).flag == F::kSame)) {
    if (first.flag == F::kPlain && first.value == 0)
      how.value = word(target).value;  // this past|coming
    ++target;
  }
  const TimeWord& what = word(target);
  if (what.kind == C::kMore &&
      (form_is(target, "fiscal") || form_is(target, "calendar") || form_is(target, "full")) &&
      is(target + 1, C::kUnit)) {
    ++target;
  }
  // Day parts: "last night", "this morning", "the next morning", "that evening".
  if (what.kind == C::kDayPart && what.flag == F::kPlain) {
    if (how.flag == F::kPeriod || how.flag == F::kPast) return 0;
    const bool anchored = how.flag != F::kPlain || article;
    Calendar base = anchored ? reference_or_page(TimeUnit::kDay)
                    : page_  ? calendar_day(*page_)
                             : Calendar{};
    if (!base.known()) return 0;
    out.first = out.last = shifted(base, how.value);
    static constexpr const char* kParts[] = {"", "TMO", "TAF", "TEV", "TNI"};
    out.time = kParts[what.value];
    return target + 1;
  }
  if (word(target).kind == C::kUnit && word(target).flag == F::kPlain) {
    return parse_relative_unit(target, how, article, out);
  }
  if (article && how.flag == F::kPlain && how.value != 0 && what.kind != C::kWeekday &&
      what.kind != C::kSeason)
    return 0;
  if (how.flag == F::kPeriod || how.flag == F::kCurrent || !page_) return 0;
  if (what.kind == C::kWeekday && upper(target) && what.flag == F::kPlain) {
    Phrase inner;
    const uint32_t end = parse_weekday(target, inner);
    if (end > target + 1) {
      out = inner;
      return end;
    }
    const CivilDate from = how.flag == F::kPlain || how.flag == F::kPast ||
                                   how.flag == F::kComing || !reference_.known()
                               ? *page_
                               : first_day(reference_);
    const int today = static_cast<int>(iso_weekday(from));
    int step = 0;
    if (how.value < 0) {
      step = -((today - what.value + 6) % 7 + 1);
    } else if (how.value > 0) {
      step = (what.value - today + 6) % 7 + 1;
    } else {
      step = (what.value - today + 7) % 7;
      if (how.flag != F::kPlain || tense(target, target + 1) < 0)
        step = -((today - what.value + 7) % 7);
    }
    out.first = out.last = calendar_day(add_days(from, step));
    return target + 1;
  }
  if (what.kind == C::kMonth && upper(target)) {
    Phrase inner;
    uint32_t end = parse_month_day(target, inner);
    if (end == 0) return 0;
    const auto month = static_cast<unsigned>(what.value);
    const bool year_given = end > target + 1 && inner.first.unit == TimeUnit::kMonth;
    if (year_given || !inner.first.known()) {
      out = inner;
      return end;
    }
    const unsigned day = inner.first.unit == TimeUnit::kDay ? inner.first.day : 0;
    int year = page_->year;
    const bool before =
        month < page_->month || (month == page_->month && day > 0 && day < page_->day);
    const bool after = month > page_->month || (month == page_->month && day > page_->day);
    if (how.value < 0 && !before) --year;
    if (how.value > 0 && !after) ++year;
    if (how.flag == F::kThat && reference_.known()) year = reference_.year;
    if (day > 0) {
      out.first =
          out.last = {TimeUnit::kDay, year, month, std::min(day, days_in_month(year, month))};
    } else {
      out.first = out.last = {TimeUnit::kMonth, year, month, 0};
    }
    return end;
  }
  if (what.kind == C::kSeason) {
    Calendar season = calendar_of(*page_, TimeUnit::kSeason);
    const auto number = static_cast<unsigned>(what.value);
    if (how.value != 0) {
      for (int step = 0; step < 4; ++step) {
        season = shifted(season, how.value);
        if (season.number == number) break;
      }
    } else {
      int step = static_cast<int>(number) - static_cast<int>(season.number);
      if (season.number == 4 && page_->month < 3) step += 4;
      if (number == 4 && page_->month >= 3 && page_->month <= 5) step -= 4;  // the winter just over
      season = shifted(season, step);
    }
    out.first = out.last = season;
    return target + 1;
  }
  Phrase inner;
  if (const uint32_t end = parse_holiday(target, inner); end != 0 && inner.first.known()) {
    out = inner;
    const int64_t gap = days_from_civil(first_day(inner.first)) - days_from_civil(*page_);
    if (how.value < 0 && gap >= 0) --out.first.year, out.last = out.first;
    if (how.value > 0 && gap <= 0) ++out.first.year, out.last = out.first;
    return end;
  }
  return 0;
}

// "the year", "the quarter", "the latest period": the one the text is about.
uint32_t TimeParser::parse_context_unit(uint32_t at, Phrase& out) const {
  if (!is(at, C::kArticle) || word(at).value != 0 || form(at).size() != 3 || !page_) return 0;
  uint32_t next = at + 1;
  if (word(next).kind == C::kMore && (form_is(next, "full") || form_is(next, "fiscal"))) ++next;
  const TimeWord& what = word(next);
  if (what.kind != C::kUnit || what.flag != F::kPlain) return 0;
  if (is(next + 1, C::kOf) || is(next + 1, C::kAgo) || is(next + 1, C::kHyphen)) return 0;
  switch (unit_of(what)) {
    case TimeUnit::kQuarter:
      out.first = out.last = quarter_.known() ? quarter_ : calendar_of(*page_, TimeUnit::kQuarter);
      return next + 1;
    case TimeUnit::kYear:
      out.first = out.last = calendar_of(*page_, TimeUnit::kYear);
      if (history_ && reference_.known() && reference_.unit <= TimeUnit::kYear)
        out.first.year = out.last.year = reference_.year;
      return next + 1;
    case TimeUnit::kWeekend: {
      const unsigned today = iso_weekday(*page_);
      const bool ahead = tense(at, next + 1) > 0;
      out.first = out.last =
          shifted(calendar_of(*page_, TimeUnit::kWeekend), !ahead && today < 6 ? -1 : 0);
      return next + 1;
    }
    default:
      return 0;
  }
}

// "year-ago quarter", "year-earlier [period]"; the article is read by the caller.
uint32_t TimeParser::parse_year_ago(uint32_t at, Phrase& out) const {
  if (!unit(at, TimeUnit::kYear) || word(at).flag != F::kPlain || !is(at + 1, C::kHyphen)) return 0;
  const TimeWord& back = word(at + 2);
  const bool ago =
      (back.kind == C::kAgo && back.value == -1) || (back.kind == C::kPart && back.value == 4);
  if (!ago || !page_) return 0;
  uint32_t end = at + 3;
  if (unit(end, TimeUnit::kQuarter) || unit(end, TimeUnit::kPeriod)) ++end;
  out.comparison = true;
  out.first = out.last =
      quarter_.known() ? shifted(quarter_, -4) : shifted(calendar_of(*page_, TimeUnit::kYear), -1);
  return end;
}

}  // namespace dateline::facts
