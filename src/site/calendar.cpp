#include "site/calendar.h"

#include <algorithm>

#include "archive/listing_formats.h"
#include "base/civil_date.h"
#include "base/utf8.h"
#include "site/log.h"
#include "site/view.h"

namespace dateline::site {
namespace {

std::string basic(std::string_view iso) {
  std::string out;
  for (const char c : iso) {
    if (c != '-' && c != ':') out += c;
  }
  return out;
}

// First day and the day after the last of a date range of any precision; false if it has no month.
bool days_of(std::string_view from, std::string_view to, CivilDate& first, CivilDate& end) {
  const auto day = [](std::string_view text, bool last) -> std::optional<CivilDate> {
    if (text.size() != 7) return parse_iso_day(text);
    auto date = parse_iso_day(std::string(text) + "-01");
    if (date && last) date->day = days_in_month(date->year, date->month);
    return date;
  };
  const auto a = day(from, false), b = day(to.empty() ? from : to, true);
  if (!a || !b) return false;
  first = *a;
  end = add_days(std::max(*a, *b), 1);
  return true;
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

std::string as_calendar(const View& v, const Place& place, int64_t now) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dateline//site//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
  out += calendar_line("X-WR-CALNAME", calendar_text(v.title));
  const std::string stamp = basic(utc(now));
  for (const Section& s : v.sections) {
    if (s.kind != "schedule") continue;
    for (const auto& row : s.rows.rows) {
      const auto get = [&](std::string_view name) { return archive::text_of(s.rows, row, name); };
      CivilDate first, end;
      if (!days_of(get("date_from"), get("date_to"), first, end)) continue;
      const std::string_view status = get("status");
      const std::string link = place.base + std::string(get("href"));
      out += "BEGIN:VEVENT\r\n";
      const size_t host = place.base.find("://");
      out += calendar_line("UID", std::string(get("id")) + "@" + (host == std::string::npos ? place.base : place.base.substr(host + 3)));
      out += calendar_line("DTSTAMP", stamp);
      out += calendar_line("DTSTART;VALUE=DATE", basic(to_iso(first)));
      out += calendar_line("DTEND;VALUE=DATE", basic(to_iso(end)));
      out += calendar_line("SUMMARY", calendar_text(get("what")));
      if (!get("place").empty()) out += calendar_line("LOCATION", calendar_text(get("place")));
      out += calendar_line("STATUS", status == "cancelled" ? "CANCELLED" : status == "scheduled" ? "CONFIRMED" : "TENTATIVE");
      out += calendar_line("DESCRIPTION", calendar_text(std::string(status) + "; " + std::string(get("publisher")) + "\n" + link));
      out += calendar_line("URL", link);
      out += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
    }
  }
  return out + "END:VCALENDAR\r\n";
}

}  // namespace dateline::site
