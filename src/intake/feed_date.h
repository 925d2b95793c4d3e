#pragma once

#include <string>
#include <string_view>

namespace dateline::intake {

/// A date as feeds write it, as ISO 8601; empty if it is none. With a time and its zone the result is in UTC:
///
///     "Thu, 01 Jan 2004 19:48:21 GMT"  RFC 822, also with two-digit years, without weekday or seconds   2004-01-01T19:48:21Z
///     "2003-12-31T10:14:55-08:00"      W3C date and time, RFC 3339, also with a space for T             2003-12-31T18:14:55Z
///     "2003-12", "20031231"            parts of it                                                      2003-12, 2003-12-31
///     "Thu Jan  1 19:48:21 2004"       asctime; a time without zone stays without                       2004-01-01T19:48:21
///
/// All-number forms whose order is not clear (03/04/2004) are no dates. Not more than 200 bytes are looked at.
[[nodiscard]] std::string feed_date(std::string_view text);

}  // namespace dateline::intake
