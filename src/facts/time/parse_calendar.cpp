#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "facts/time/time_parser.h"

namespace dateline::facts {

using C = TimeClass;
using F = TimeFlag;

namespace {

constexpr std::string_view kPartMods[] = {"", "START", "MID", "END", "START", "END"};

}  // namespace

// Quarters, halves, centuries: "third[-]quarter [of] [1990]", "the first half of 1990", "20th
// century".
uint32_t TimeParser::parse_span_of_year(uint32_t at, Phrase& out) const {
  int ordinal = 0;
  uint32_t next = 0;
  if (is(at, C::kQuarterName)) {
    ordinal = word(at).value;
    next = at + 1;
  } else {
    uint32_t start = at;
    if (form_is(start, "last") || form_is(start, "final")) {
      ordinal = -1;
      start = start + 1;
    } else if ((start = parse_ordinal(at, ordinal)) == 0) {
      return 0;
    }
    if (is(start, C::kHyphen)) ++start;
    if (word(start).kind == C::kMore) ++start;
    if (ordinal > 0 && unit(start, TimeUnit::kCentury)) {
      if (ordinal < 1 || ordinal > 22) return 0;
      out.first = out.last = {TimeUnit::kCentury, std::max((ordinal - 1) * 100, 0), 0, 0};
      if (form_is(start + 1, "bc") || form_is(start + 1, "b.c.")) {
        out.first = out.last = {};
        out.value = fmt::format("BC{:02}", ordinal - 1);
        return start + 2;
      }
      return start + 1;
    }
    if (is(start, C::kHalf)) {
      if (ordinal == -1) ordinal = 2;
      if (ordinal > 2 || !is(start + 1, C::kOf)) return 0;
      Phrase whole;
      const uint32_t end = parse_calendar(start + 2, whole);
      if (end == 0 || !whole.first.known()) return 0;
      if (whole.first.unit == TimeUnit::kYear) {
        out.first =
            out.last = {TimeUnit::kHalf, whole.first.year, static_cast<unsigned>(ordinal), 0};
      } else {
        out = whole;
        out.mod = ordinal == 1 ? "START" : "END";
      }
      return end;
    }
    if (!unit(start, TimeUnit::kQuarter)) return 0;
    if (ordinal == -1) ordinal = 4;
    next = start + 1;
  }
  if (ordinal < 1 || ordinal > 4) return 0;
  const auto q = static_cast<unsigned>(ordinal);
  int year = 0;
  if (const uint32_t end = parse_year_behind(next, year); end != 0) {
    next = end;
  } else if (is(next, C::kOf) && is(next + 1, C::kArticle) && unit(next + 2, TimeUnit::kYear) &&
             page_) {
    year = page_->year;
    next += 3;
  } else if (page_) {
    const unsigned now = (page_->month - 1) / 3 + 1;
    year = page_->year;
    if (now == 1 && q >= 3) --year;
    if (now == 4 && q == 1 && tense(at, next) > 0) ++year;
  } else {
    out.value = fmt::format("XXXX-Q{}", ordinal);
    return next;
  }
  out.first = out.last = {TimeUnit::kQuarter, year, q, 0};
  return next;
}

uint32_t TimeParser::parse_core(uint32_t at, Phrase& out) const {
  const TimeWord& w = word(at);
  int year = 0;
  switch (w.kind) {
    case C::kMonth:
      return parse_month_day(at, out);
    case C::kWeekday:
      return parse_weekday(at, out);
    case C::kIsoDate:
      out.first = out.last = calendar_day(civil_from_days(w.value));
      return at + 1;
    case C::kSlashDate: {
      if (const uint32_t end = parse_holiday(at, out); end != 0) return end;
      if (!is(at - 1, C::kOn) && !is(at - 1, C::kWeekday) && !is(at - 1, C::kComma)) return 0;
      if (is(at - 1, C::kComma) && !is(at - 2, C::kWeekday)) return 0;
      set_month_day(at, at + 1, w.value / 100, w.value % 100, 0, std::nullopt, out);
      return at + 1;
    }
    case C::kDecade: {
      if (w.flag == F::kWeak &&
          !(is(at - 1, C::kArticle) || is(at - 1, C::kPart) || is(at - 1, C::kHyphen)))
        return 0;
      if (w.flag == F::kWeak && form(at - 1).size() == 5) return 0;  // "their 50s"
      if (w.flag == F::kWeak && (form_is(at - 1, "his") || form_is(at - 1, "her"))) return 0;
      int decade = w.value;
      if (decade < 100) decade += decade >= 30 ? 1900 : 2000;
      out.first = out.last = {TimeUnit::kDecade, decade, 0, 0};
      return at + 1;
    }
    case C::kDecadeWord:
      if (!is(at - 1, C::kArticle) && !is(at - 1, C::kPart) && !is(at - 1, C::kHyphen)) return 0;
      if (form(at - 1).size() != 3 && !is(at - 1, C::kPart) && !is(at - 1, C::kHyphen)) return 0;
      out.first = out.last = {TimeUnit::kDecade, 1900 + w.value, 0, 0};
      return at + 1;
    case C::kOrdinal:
    case C::kUnit:
    case C::kNumber:
    case C::kQuarterName:
      if (const uint32_t end = parse_span_of_year(at, out); end != 0) return end;
      if (w.kind == C::kUnit) {
        if (unit(at, TimeUnit::kYear) && w.flag == F::kPlain) {
          if (const uint32_t end = parse_year(at + 1, year, true); end != 0) {
            out.first = out.last = {TimeUnit::kYear, year, 0, 0};
            return end;
          }
          // year[-]end
          const uint32_t tail = is(at + 1, C::kHyphen) ? at + 2 : at + 1;
          if (form_is(tail, "end") && page_) {
            out.first = out.last = {TimeUnit::kYear, page_->year, 0, 0};
            out.mod = "END";
            return tail + 1;
          }
        }
        return 0;
      }
      if (const uint32_t end = parse_day_month(at, out); end != 0) return end;
      if (w.kind != C::kNumber) return 0;
      if (w.digits > 0 && w.value > 0 && w.value < 10000 &&
          (form_is(at + 1, "bc") || form_is(at + 1, "b.c.") || form_is(at + 1, "bce"))) {
        out.value = fmt::format("BC{:04}", w.value);
        return at + 2;
      }
      if (const uint32_t end =
              parse_year(at, year,
                         w.digits == 4 && (is(at - 1, C::kPart) ||
                                           (is(at - 1, C::kHyphen) && is(at - 2, C::kPart))));
          end != 0) {
        uint32_t behind = end;
        int ordinal = 0;
        // "the 1988 [third] quarter", "the 1988 period"
        if (const uint32_t o = parse_ordinal(behind, ordinal);
            o != 0 && unit(o, TimeUnit::kQuarter) && ordinal <= 4) {
          out.first = out.last = {TimeUnit::kQuarter, year, static_cast<unsigned>(ordinal), 0};
          return o + 1;
        }
        if ((unit(behind, TimeUnit::kQuarter) || unit(behind, TimeUnit::kPeriod)) &&
            is(at - 1, C::kArticle) && quarter_.known()) {
          out.first = out.last = {TimeUnit::kQuarter, year, quarter_.number, 0};
          out.comparison = year != quarter_.year;
          return behind + 1;
        }
        out.first = out.last = {TimeUnit::kYear, year, 0, 0};
        // "1853-56"
        const TimeWord& last = word(end + 1);
        if (is(end, C::kHyphen) && glued(end) && glued(end + 1) && last.kind == C::kNumber &&
            last.digits == 2 && last.value > year % 100) {
          out.last.year = year / 100 * 100 + last.value;
          out.value = timex_value(out.first) + "/" + timex_value(out.last);
          return end + 2;
        }
        return end;
      }
      return 0;
    case C::kSeason: {
      if (const uint32_t end = parse_year_behind(at + 1, year); end != 0) {
        out.first = out.last = {TimeUnit::kSeason, year, static_cast<unsigned>(w.value), 0};
        return end;
      }
      if (upper(at) && at > begin_) return 0;
      const bool clear = w.value == 2 || w.value == 4;
      const TimeWord& before = word(at - 1);
      if (!page_) return 0;
      if (before.kind != C::kPart && !(before.kind == C::kArticle && before.value == 0 && clear) &&
          !(before.kind == C::kIn && clear) &&
          !(before.kind == C::kArticle && before.value == 0 &&
            (is(at - 2, C::kIn) || is(at - 2, C::kPreposition)))) {
        return 0;
      }
      const int direction = tense(at, at + 1);
      Calendar season = calendar_of(*page_, TimeUnit::kSeason);
      for (int step = 0; step < 4 && season.number != static_cast<unsigned>(w.value); ++step) {
        season = shifted(season, direction > 0 ? 1 : -1);
      }
      out.first = out.last = season;
      return at + 1;
    }
    case C::kRelative:
      return parse_span_of_year(at, out);
    case C::kMore:
      if (form_is(at, "fiscal") || form_is(at, "calendar")) {
        uint32_t next = unit(at + 1, TimeUnit::kYear) ? at + 2 : at + 1;
        if (const uint32_t end = parse_year(next, year, true); end != 0) {
          out.first = out.last = {TimeUnit::kYear, year, 0, 0};
          return end;
        }
        if (const uint32_t end = parse_span_of_year(at + 1, out); end != 0) return end;
      }
      return 0;
    default:
      break;
  }
  return parse_holiday(at, out);
}

// [the] [early|late|mid|end of] core; relative phrases too.
uint32_t TimeParser::parse_calendar(uint32_t at, Phrase& out) const {
  constexpr int kDeepest = 3;
  if (depth_ >= kDeepest) return 0;
  ++depth_;
  const uint32_t end = parse_calendar_within(at, out);
  --depth_;
  return end;
}

uint32_t TimeParser::parse_calendar_within(uint32_t at, Phrase& out) const {
  uint32_t next = at;
  const bool article = is(next, C::kArticle);
  if (article) ++next;
  if (is(next, C::kPart)) {
    const TimeWord& part = word(next);
    uint32_t core = next + 1;
    if (is(core, C::kHyphen)) ++core;
    if (is(core, C::kOf))
      ++core;
    else if (part.value == 2 && form_is(next, "middle"))
      return 0;
    else if (form_is(next, "end") || form_is(next, "beginning") || form_is(next, "start"))
      return 0;
    if (part.value >= 4 && article) return 0;
    Phrase inner;
    const uint32_t end = parse_calendar(core, inner);
    if (end == 0) return 0;
    out = inner;
    if (out.mod.empty()) out.mod = std::string(kPartMods[part.value]);
    return end;
  }
  if (const uint32_t end = parse_relative(at, out); end != 0) return end;
  if (const uint32_t end = parse_year_ago(next, out); end != 0) return end;
  if (!article || word(at).value == 0 || is(next, C::kMore) || is(next, C::kNumber)) {
    if (const uint32_t end = parse_core(next, out); end != 0) return end;
  }
  if (article) return parse_context_unit(at, out);
  return 0;
}

}  // namespace dateline::facts
