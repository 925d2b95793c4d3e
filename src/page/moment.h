#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/civil_date.h"
#include "dateline/article.h"

namespace dateline::page {

/// A calendar day with as much of a clock time as its text states.
struct Moment {
  CivilDate date;
  Precision precision = Precision::kDay;  ///< kMonth, kDay, kMinute or kSecond
  int hour = 0, minute = 0, second = 0;
  std::optional<int> offset_minutes;  ///< east of UTC
  size_t begin = 0, end = 0;          ///< bytes of the date (with its time) in the text read
};

/// How 03/04/2014 is read where both readings are possible.
enum class NumericOrder : uint8_t { kDayFirst, kMonthFirst };
/// American order for `en`, `en-US` and `en-CA`, day first for all others.
[[nodiscard]] NumericOrder numeric_order(std::string_view language);

/// The first date in a text: ISO 8601 and its looser relatives ("2014-03-07T13:25:00+0200",
/// "2014/3/7 13:25"), "20140307", RFC 5322 ("Fri, 07 Mar 2014 13:25:00 GMT"), with month names of
/// some 25 languages
/// ("March 7th, 2014 at 1:25 pm EST", "7 de marzo de 2014", "7. brezna 2014"), all-number
/// ("07.03.2014", "3/7/14") and East Asian ("2014年3月7日") forms. Only days of 1990 to 2100 count.
/// Linear.
[[nodiscard]] std::optional<Moment> find_moment(std::string_view text, NumericOrder order);
/// As `find_moment`, but also seconds or milliseconds since 1970 ("1394198700"), for metadata
/// values.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text, NumericOrder order);
/// The day in the path of a URL ("/2014/03/07/", "/2014-03-07-", "/20140307", "/2014/mar/07/");
/// month precision for "/2014/03/".
[[nodiscard]] std::optional<Moment> moment_in_url(std::string_view url);

/// The `PageDate` of a moment.
[[nodiscard]] PageDate page_date(const Moment& moment, DateFrom from);

}  // namespace dateline::page
