#include "base/icalendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/civil_date.h"
#include "base/utf8.h"

namespace dateline {
namespace {

std::string basic(CivilDate date) { return fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day); }

// First or last day of a date cut to a day or month.
std::optional<CivilDate> day_of(std::string_view text, bool last) {
  if (text.size() != 7) return parse_iso_day(text);
  auto date = parse_iso_day(std::string(text) + "-01");
  if (date && last) date->day = days_in_month(date->year, date->month);
  return date;
}

}  // namespace

std::string calendar_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string calendar_line(std::string_view name, std::string_view value) {
  constexpr size_t kWidth = 75;
  const std::string line = std::string(name) + ":" + std::string(value);
  std::string out;
  size_t at = 0, room = kWidth;
  while (line.size() - at > room) {
    size_t cut = at + room;
    while (cut > at + 1 && !is_utf8_border(line, cut)) --cut;
    out += line.substr(at, cut - at) + "\r\n ";
    at = cut;
    room = kWidth - 1;  // the blank counts
  }
  return out + line.substr(at) + "\r\n";
}

std::string calendar_begin(std::string_view maker) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + calendar_line("PRODID", fmt::format("-//dateline//{}//EN", maker)) +
         "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
}

bool append_entry(const CalendarEntry& e, int64_t now, std::string& out) {
  const auto first = day_of(e.from, false), last = day_of(e.to.empty() ? e.from : e.to, true);
  if (!first || !last) return false;
  const int64_t second = now % 86400;
  out += "BEGIN:VEVENT\r\n";
  out += calendar_line("UID", e.uid);
  out += calendar_line("DTSTAMP", fmt::format("{}T{:02}{:02}{:02}Z", basic(civil_from_days(now / 86400)), second / 3600, second / 60 % 60, second % 60));
  out += calendar_line("DTSTART;VALUE=DATE", basic(*first));
  out += calendar_line("DTEND;VALUE=DATE", basic(add_days(std::max(*first, *last), 1)));  // the day after
  out += calendar_line("SUMMARY", calendar_text(e.what));
  if (!e.place.empty()) out += calendar_line("LOCATION", calendar_text(e.place));
  out += calendar_line("STATUS", e.status == "cancelled" ? "CANCELLED" : e.status == "scheduled" ? "CONFIRMED" : "TENTATIVE");
  if (!e.description.empty()) out += calendar_line("DESCRIPTION", calendar_text(e.description));
  if (!e.url.empty()) out += calendar_line("URL", e.url);
  out += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
  return true;
}

}  // namespace dateline
