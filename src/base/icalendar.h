#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline {

/// A content line of iCalendar with its end, folded after 75 bytes between characters (RFC 5545, 3.1).
[[nodiscard]] std::string calendar_line(std::string_view name, std::string_view value);
/// Text as a value: backslash, semicolon, comma and line ends escaped (RFC 5545, 3.3.11).
[[nodiscard]] std::string calendar_text(std::string_view text);

/// Something due, on days.
struct CalendarEntry {
  std::string uid;         ///< one of its own, the same each time
  std::string from, to;    ///< ISO dates cut to a day or a month; `to` empty: the same as `from`
  std::string what, place, description, url;
  std::string status;      ///< scheduled, proposed, cancelled, postponed
};

/// The lines of a calendar before its entries. `maker` names what made it: "site", "export".
[[nodiscard]] std::string calendar_begin(std::string_view maker);
/// Appends an entry made at `now` (seconds since 1970). False, and nothing, for a date without a month.
bool append_entry(const CalendarEntry& entry, int64_t now, std::string& out);
inline constexpr std::string_view kCalendarEnd = "END:VCALENDAR\r\n";

}  // namespace dateline
