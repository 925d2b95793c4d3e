#include <fmt/format.h>

#include "base/bibtex.h"
#include "base/hash.h"
#include "base/icalendar.h"
#include "export/event_view.h"
#include "export/formats.h"

// Formats for readers' own programs: a calendar of what is due, a bibliography of the articles.
namespace dateline::exporting {
namespace {

class Calendar : public Exporter {
 public:
  void begin(std::string& out) override { out += calendar_begin("export"); }
  void add(const Document& document, std::string& out) override {
    const Record& r = document.record;
    for (size_t i = 0; i < r.schedule.size(); ++i) {
      const ScheduleItem& s = r.schedule[i];
      const std::string words(text_of(r.article.text, s.span));
      (void)append_entry({fmt::format("{:016x}-c{}@dateline", hash64(document.key), i + 1), s.date.from, s.date.to, s.what, s.place,
                          fmt::format("{}; {}\n{}", name(s.status), r.article.headline, words), url_of(r), std::string(name(s.status))},
                         document.seen, out);
    }
  }
  void end(std::string& out) override { out += kCalendarEnd; }
};

class Bibliography : public Exporter {
 public:
  void add(const Document& document, std::string& out) override {
    const Article& a = document.record.article;
    BibtexEntry entry;
    entry.key = fmt::format("{}{}{:x}", a.publisher, a.published.value.substr(0, 4), hash64(document.key) >> 36);
    entry.title = a.headline;
    for (const Author& author : a.authors) entry.author += (entry.author.empty() ? "" : " and ") + author.name;
    entry.organization = a.publisher;
    entry.date = a.published.value.substr(0, 10);
    entry.url = url_of(document.record);
    if (!entry.url.empty()) entry.urldate = to_iso(civil_from_days(document.seen / 86400));
    else entry.note = document.key;
    out += bibtex(entry);
  }
};

}  // namespace

std::unique_ptr<Exporter> ics(const CodeTables&, const Choice&) { return std::make_unique<Calendar>(); }
std::unique_ptr<Exporter> bibliography(const CodeTables&, const Choice&) { return std::make_unique<Bibliography>(); }

}  // namespace dateline::exporting
