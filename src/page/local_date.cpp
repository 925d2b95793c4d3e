#include "page/local_date.h"

#include "base/civil_date.h"

namespace dateline::page {
namespace {

constexpr int64_t kDay = 1440;
constexpr int kWest = -12 * 60, kEast = 14 * 60;

/// Minutes since 1970 of the clock as written.
int64_t clock_of(const Moment& m) {
  return days_from_civil(m.date) * kDay + m.hour * 60 + m.minute;
}
bool has_clock(const Moment& m) {
  return m.precision == Precision::kMinute || m.precision == Precision::kSecond;
}

/// The same instant on a clock `offset` minutes ahead of UTC.
Moment shifted(Moment utc, int offset) {
  const int64_t local = clock_of(utc) + offset;
  const int64_t day = local / kDay;  // never before 1970: moments begin with 1990
  utc.date = civil_from_days(day);
  utc.hour = static_cast<int>(local - day * kDay) / 60;
  utc.minute = static_cast<int>(local % 60);
  utc.offset_minutes = offset;
  return utc;
}

}  // namespace

bool is_utc(const PageDate& date) { return date.offset_known && date.value.ends_with('Z'); }

PageDate local_date(const Tree& tree, const Metadata& m, const Article& article,
                    const std::optional<Moment>& shown) {
  if (!is_utc(article.published)) return article.published;
  const auto utc = parse_moment(article.published.value, NumericOrder::kDayFirst);
  if (!utc || !has_clock(*utc)) return article.published;
  // The same instant a second time, on the paper's own clock.
  for (const Metadata::Meta& meta : m.metas) {
    if (meta.value.size() < 16 || meta.value.size() > 40) continue;
    const auto same = parse_moment(meta.value, NumericOrder::kDayFirst);
    if (same && has_clock(*same) && same->offset_minutes.value_or(0) != 0 &&
        clock_of(*same) - *same->offset_minutes == clock_of(*utc)) {
      return page_date(*same, article.published.from);
    }
  }
  if (!shown || shown->precision == Precision::kMonth) return article.published;
  const int64_t days = days_from_civil(shown->date) - days_from_civil(utc->date);
  const int64_t in_day = utc->hour * 60 + utc->minute;
  const bool west = days == -1 && in_day + kWest < 0, east = days == 1 && in_day + kEast >= kDay;
  if (!west && !east) return article.published;
  const auto fits = [&](int64_t offset) {
    return offset >= kWest && offset <= kEast && offset % 15 == 0 &&
           shifted(*utc, static_cast<int>(offset)).date == shown->date;
  };
  const auto with = [&](int64_t offset) {
    return page_date(shifted(*utc, static_cast<int>(offset)), article.published.from);
  };
  // The clock beside the headline, then other times of the page.
  if (has_clock(*shown)) {
    const int64_t offset =
        shown->offset_minutes ? *shown->offset_minutes : clock_of(*shown) - clock_of(*utc);
    if (fits(offset)) return with(offset);
  }
  const auto told = [&](std::string_view value) -> std::optional<int> {
    if (value.size() < 16 || value.size() > 40) return std::nullopt;
    const auto moment = parse_moment(value, NumericOrder::kDayFirst);
    if (!moment || !moment->offset_minutes || !fits(*moment->offset_minutes)) return std::nullopt;
    return moment->offset_minutes;
  };
  for (const Metadata::Meta& meta : m.metas) {
    if (const auto offset = told(meta.value)) return with(*offset);
  }
  for (const NodeId id : m.times) {
    if (const auto offset = told(tree.attribute(id, Attr::kDatetime))) return with(*offset);
  }
  const bool midnight = utc->minute == 0 && utc->hour >= 22;  // in central Europe
  if (east && !midnight && article.modified.value.starts_with(to_iso(shown->date)))
    return article.published;
  Moment day;
  day.date = shown->date;
  return page_date(day, article.published.from);
}

}  // namespace dateline::page
