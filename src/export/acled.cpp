#include <fmt/format.h>

#include <array>

#include "export/formats.h"
#include "export/row_exporter.h"

namespace dateline::exporting {
namespace {

constexpr std::string_view kColumns =
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                                      "July",    "August",   "September", "October", "November", "December"};

std::string side(const CodeTables& tables, const Party& p, std::string_view event_type) {
  if (p.name.empty()) return {};
  if (event_type == "Protests") return "Protesters";
  if (event_type == "Riots") return "Rioters";
  const std::string& known = tables.role(p.role()).side;
  return known.empty() ? "Civilians" : known;
}

int time_precision(const EventView& v) {
  const int64_t days = days_from_civil(v.last) - days_from_civil(v.date);
  return days == 0 ? 1 : days < 8 ? 2 : 3;
}

}  // namespace

std::unique_ptr<Exporter> acled(const CodeTables& tables, const Choice& choice) {
  return happened_exporter(tables, choice, DelimitedWriter::Style::kCsv, kColumns, [&tables](DelimitedWriter& row, const EventView& v) {
    const AcledType* type = tables.acled(v.event.type, v.event.mode, v.civilian_target);
    const std::optional<Place>& place = v.event.place;
    // Every ACLED event lies in a country, and ACLED has no reports without a year of their own.
    if (type == nullptr || !place || place->country.empty()) return false;
    const CountryCodes& country = tables.country(place->country);
    row.cell(fmt::format("{}{}", place->country, v.number));
    row.cell(fmt::format("{:02} {} {:04}", v.date.day, kMonths[v.date.month - 1], v.date.year));
    row.cell(std::to_string(v.date.year)).cell(std::to_string(time_precision(v)));
    row.cell(type->disorder).cell(type->type).cell(type->sub_type);
    const std::string side1 = side(tables, v.source, type->type), side2 = side(tables, v.target, "");
    row.cell(v.source.name).cell(v.source.others).cell(side1).cell(v.target.name).cell(v.target.others).cell(side2);
    row.cell(side2.empty() ? side1 + " only" : side1.empty() ? side2 + " only" : side1 + "-" + side2);
    row.cell(type->disorder == "Political violence" && v.civilian_target ? "Civilian targeting" : "");
    row.cell(country.numeric).cell(country.region).cell(country.name).cell(place->admin1);
    row.cell(place->precision == PlacePrecision::kAdmin2 ? place->name : "").cell("").cell(place->name);
    row.cell(number_text(place->lat)).cell(number_text(place->lon));
    row.cell(place->precision >= PlacePrecision::kCity && place->precision != PlacePrecision::kRegion ? "1"
             : place->precision == PlacePrecision::kAdmin2                                             ? "2"
                                                                                                       : "3");
    const Casualties* killed = v.casualties("killed");
    row.cell(v.publisher).cell("").cell(v.sentence).cell(killed != nullptr ? number_text(killed->best) : "0").cell("");
    row.cell(std::to_string(v.document.seen));
    return true;
  });
}

}  // namespace dateline::exporting
