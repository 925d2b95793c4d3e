#include "archive/listing_formats.h"
#include "base/icalendar.h"
#include "site/view.h"

namespace dateline::site {

std::string as_calendar(const View& v, const Place& place, int64_t now) {
  std::string out = calendar_begin("site") + calendar_line("X-WR-CALNAME", calendar_text(v.title));
  const size_t scheme = place.base.find("://");
  const std::string host = scheme == std::string::npos ? place.base : place.base.substr(scheme + 3);
  for (const Section& s : v.sections) {
    if (s.kind != "schedule") continue;
    for (const auto& row : s.rows.rows) {
      const auto get = [&](std::string_view name) { return std::string(archive::text_of(s.rows, row, name)); };
      const std::string link = place.base + get("href");
      (void)append_entry({get("id") + "@" + host, get("date_from"), get("date_to"), get("what"), get("place"),
                          get("status") + (get("publisher").empty() ? "" : ", " + get("publisher")) + "\n" + link, link, get("status")},
                         now, out);
    }
  }
  return out + std::string(kCalendarEnd);
}

}  // namespace dateline::site
