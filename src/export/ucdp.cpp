#include <fmt/format.h>

#include <cmath>

#include "export/formats.h"
#include "export/row_exporter.h"

namespace dateline::exporting {
namespace {

constexpr std::string_view kColumns =
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,"
    "dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,"
    "source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,"
    "longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

// 1 state-based, 2 between others, 3 one-sided against civilians; 0 where a side is not known to be armed.
int type_of_violence(const CodeTables& tables, const EventView& v) {
  const std::string& a = tables.role(v.source.role()).arms;
  const std::string& b = tables.role(v.target.role()).arms;
  const bool armed_a = a == "state" || a == "nonstate", armed_b = b == "state" || b == "nonstate";
  if (!armed_a) return 0;
  if (v.civilian_target) return 3;
  if (!armed_b) return 0;
  return a == "state" || b == "state" ? 1 : 2;
}

int where_precision(PlacePrecision p) {
  switch (p) {
    case PlacePrecision::kCity:
    case PlacePrecision::kFeature: return 1;
    case PlacePrecision::kAdmin2: return 3;
    case PlacePrecision::kAdmin1: return 4;
    case PlacePrecision::kRegion: return 5;
    case PlacePrecision::kCountry: return 6;
  }
  return 6;
}

int date_precision(const EventView& v) {
  const int64_t days = days_from_civil(v.last) - days_from_civil(v.date) + 1;
  return days == 1 ? 1 : days <= 6 ? 2 : days <= 7 ? 3 : days <= 31 ? 4 : 5;
}

// Cells of half a degree, numbered from the south-west (PRIO-GRID).
int priogrid(double lat, double lon) {
  const int row = std::min(359, static_cast<int>(std::floor((lat + 90) * 2)));
  const int column = std::min(719, static_cast<int>(std::floor((lon + 180) * 2)));
  return row * 720 + column + 1;
}

}  // namespace

std::unique_ptr<Exporter> ucdp(const CodeTables& tables, const Choice& choice) {
  return happened_exporter(tables, choice, DelimitedWriter::Style::kCsv, kColumns, [&tables](DelimitedWriter& row, const EventView& v) {
    const Casualties* killed = v.casualties("killed");
    const std::optional<Place>& place = v.event.place;
    if (v.event.type != EventType::kAssault || killed == nullptr || killed->best < 1 || !place || place->country.empty()) return false;
    const int type = type_of_violence(tables, v);
    if (type == 0) return false;
    const Record& r = v.document.record;
    const CountryCodes& country = tables.country(place->country);
    const std::string number = std::to_string(v.number), empty;
    const std::string side_b = type == 3 ? "Civilians" : v.target.name;
    row.cell(number).cell(fmt::format("{}-{}-{}", place->country, v.date.year, v.number)).cell(std::to_string(v.date.year));
    row.cell(empty).cell("Check").cell(std::to_string(type)).cell(empty).cell(empty).cell(empty).cell(empty).cell(empty);
    row.cell(v.source.name + " - " + side_b).cell(empty).cell(empty).cell(v.source.name).cell(empty).cell(empty).cell(side_b);
    row.cell("1").cell(fmt::format("{}, {}, {}", v.publisher, r.article.published.value.substr(0, 10), r.article.headline));
    row.cell(v.publisher).cell(r.article.published.value.substr(0, 10)).cell(r.article.headline).cell(v.url);
    row.cell(std::to_string(where_precision(place->precision))).cell(place->name).cell(text_of(r.article.text, v.event.place_span));
    row.cell(place->admin1).cell(place->precision == PlacePrecision::kAdmin2 ? place->name : empty);
    row.cell(number_text(place->lat)).cell(number_text(place->lon)).cell(fmt::format("POINT ({} {})", place->lon, place->lat));
    row.cell(std::to_string(priogrid(place->lat, place->lon))).cell(country.name).cell(country.gw).cell(country.region);
    row.cell("1").cell(std::to_string(date_precision(v))).cell(to_iso(v.date)).cell(to_iso(v.last));
    const std::string best = number_text(killed->best);
    row.cell("0").cell("0").cell(type == 3 ? best : "0").cell(type == 3 ? "0" : best);
    row.cell(best).cell(number_text(killed->high)).cell(number_text(killed->low));
    row.cell(tables.role(v.source.role()).arms == "state" ? tables.country(v.source.parts.country).gw : empty);
    row.cell(type == 1 && tables.role(v.target.role()).arms == "state" ? tables.country(v.target.parts.country).gw : empty);
    return true;
  });
}

}  // namespace dateline::exporting
