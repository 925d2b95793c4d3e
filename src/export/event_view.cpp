#include "export/event_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "base/strings.h"
#include "dateline/span.h"

namespace dateline::exporting {
namespace {

Party party(const CodeTables& tables, const Record& record, const std::vector<ItemIndex>& items, const std::vector<std::string>& codes) {
  Party out;
  for (const ItemIndex item : items) {
    const Entity& e = record.entities[item];
    if (out.entity == nullptr) {
      out.entity = &e;
      out.name = e.name;
    } else {
      out.others += (out.others.empty() ? "" : "; ") + e.name;
    }
  }
  if (!codes.empty()) out.code = codes.front();
  out.parts = parts_of(tables, out.code);
  return out;
}

// The first day that a date of any precision names; invalid if it names none.
CivilDate first_day(std::string text) {
  if (text.size() == 4) text += "-01";
  if (text.size() == 7) text += "-01";
  return parse_iso_day(text).value_or(CivilDate{});
}

CivilDate last_day(const std::string& text) {
  CivilDate day = first_day(text);
  if (text.size() == 4) day.month = 12;
  if (text.size() == 4 || text.size() == 7) day.day = days_in_month(day.year, day.month);
  return day;
}

std::string host_of(std::string_view url) {
  const size_t at = url.find("://");
  if (at == url.npos) return {};
  url.remove_prefix(at + 3);
  url = url.substr(0, url.find_first_of("/:?#"));
  return std::string(url.starts_with("www.") ? url.substr(4) : url);
}

}  // namespace

bool Choice::takes(const Event& event) const {
  return event.confidence >= confidence &&
         (statuses.empty() || std::find(statuses.begin(), statuses.end(), event.status) != statuses.end());
}

EventView::EventView(const CodeTables& tables, const Document& from, ItemIndex at)
    : document(from), event(from.record.events[at]), index(at), number(hash64(from.key, at) >> 11) {
  const Record& r = from.record;
  const std::string& published = r.article.published.value;
  date = first_day(event.time.known() ? event.time.from : published.substr(0, 10));
  last = event.time.known() ? last_day(event.time.to) : date;
  source = party(tables, r, event.source, event.source_code);
  target = party(tables, r, event.target, event.target_code);
  civilian_target = !target.name.empty() && tables.role(target.role()).arms != "state" && tables.role(target.role()).arms != "nonstate";
  sentence = text_of(r.article.text, event.sentence_span);
  trigger = text_of(r.article.text, event.trigger);
  sentence_number = event.sentence + 1;
  url = url_of(r);
  identifier = url.empty() ? from.key : url;
  publisher = !r.article.publisher.empty() ? r.article.publisher : host_of(url);
}

const Casualties* EventView::casualties(std::string_view kind) const {
  const auto at = std::find_if(event.casualties.begin(), event.casualties.end(), [&](const Casualties& c) { return c.kind == kind; });
  return at == event.casualties.end() ? nullptr : &*at;
}

std::string url_of(const Record& record) {
  return !record.article.canonical.empty() ? record.article.canonical : record.source.url;
}

std::string compact(CivilDate date) { return fmt::format("{:04}{:02}{:02}", date.year, date.month, date.day); }

std::string compact_time(int64_t seconds) {
  const int64_t day = seconds / 86400, rest = seconds % 86400;
  return compact(civil_from_days(day)) + fmt::format("{:02}{:02}{:02}", rest / 3600, rest / 60 % 60, rest % 60);
}

std::string number_text(double value) { return fmt::format("{}", value); }

}  // namespace dateline::exporting
