#include <fmt/format.h>

#include <array>

#include "base/strings.h"
#include "export/formats.h"
#include "export/row_exporter.h"

namespace dateline::exporting {
namespace {

constexpr std::string_view kColumns =
    "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,"
    "Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient "
    "Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,"
    "Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story "
    "Locations,Language,Version";

std::string joined(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, ";")); }

// PLOVER's quadrant of a type: the first eight in the order of the types are cooperation, the rest conflict.
std::string_view quadrant(EventType type) {
  static constexpr std::array<std::string_view, 17> kQuads = {
      "VERBAL COOPERATION",   "VERBAL COOPERATION",   "VERBAL COOPERATION", "VERBAL COOPERATION", "MATERIAL COOPERATION", "MATERIAL COOPERATION",
      "MATERIAL COOPERATION", "VERBAL CONFLICT",      "VERBAL CONFLICT",    "VERBAL CONFLICT",    "VERBAL CONFLICT",      "MATERIAL CONFLICT",
      "MATERIAL CONFLICT",    "MATERIAL CONFLICT",    "MATERIAL CONFLICT",  "MATERIAL CONFLICT",  ""};
  return kQuads[static_cast<size_t>(type)];
}

void write_actor(DelimitedWriter& row, const CodeTables& tables, const Party& p, std::string_view words) {
  row.cell(p.name).cell(p.parts.country).cell(tables.country(p.parts.country).cow).cell(p.role()).cell(joined(p.parts.roles));
  row.cell("").cell(words).cell("");  // title, Wikipedia
}

std::string names(const Record& record, EntityKind kind) {
  std::vector<std::string> out;
  for (const Entity& e : record.entities) {
    if (e.kind == kind) out.push_back(e.name);
  }
  return joined(out);
}

}  // namespace

std::unique_ptr<Exporter> polecat(const CodeTables& tables, const Choice& choice) {
  return happened_exporter(tables, choice, DelimitedWriter::Style::kTabs, kColumns, [&tables](DelimitedWriter& row, const EventView& v) {
    if (v.event.type == EventType::kNone) return false;
    const Record& r = v.document.record;
    const std::string_view text = r.article.text;
    row.cell(std::to_string(v.number)).cell(to_iso(v.date)).cell(name(v.event.type)).cell(v.event.mode);
    row.cell(tables.cameo(v.event.cameo).goldstein).cell(quadrant(v.event.type)).cell(joined(v.event.contexts));
    write_actor(row, tables, v.source, text_of(text, v.event.source_span));
    write_actor(row, tables, v.target, text_of(text, v.event.target_span));
    const std::optional<Place>& place = v.event.place;
    const bool city = place && place->precision == PlacePrecision::kCity;
    row.cell(place ? place->name : "").cell(city ? place->name : "");
    row.cell(place && place->precision == PlacePrecision::kAdmin2 ? place->name : "").cell(place ? place->admin1 : "");
    row.cell(place ? place->country : "").cell(place ? number_text(place->lat) : "").cell(place ? number_text(place->lon) : "");
    row.cell(place && place->geonames != 0 ? std::to_string(place->geonames) : "");
    row.cell(text_of(text, v.event.place_span)).cell(place ? name(place->precision) : "");
    row.cell(v.publisher).cell(r.article.published.value.substr(0, 10));
    row.cell(names(r, EntityKind::kPerson)).cell(names(r, EntityKind::kOrganization)).cell(names(r, EntityKind::kPlace));
    row.cell(r.article.language).cell(fmt::format("dateline {}", kSchemaVersion));
    return true;
  });
}

}  // namespace dateline::exporting
