#include "export/formats.h"
#include "export/row_exporter.h"

namespace dateline::exporting {
namespace {

constexpr std::string_view kColumns =
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,"
    "Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude";

std::string sectors(const CodeTables& tables, const Party& p) {
  std::string out;
  for (const std::string& role : p.parts.roles) {
    const std::string& sector = tables.role(role).sector;
    if (!sector.empty() && out.find(sector) == out.npos) out += (out.empty() ? "" : ",") + sector;
  }
  return out;
}

}  // namespace

std::unique_ptr<Exporter> icews(const CodeTables& tables, const Choice& choice) {
  return happened_exporter(tables, choice, DelimitedWriter::Style::kTabs, kColumns, [&tables](DelimitedWriter& row, const EventView& v) {
    const CameoCode& code = tables.cameo(v.event.cameo);
    if (code.gdelt.empty()) return false;
    row.cell(std::to_string(v.number)).cell(to_iso(v.date));
    row.cell(v.source.name).cell(sectors(tables, v.source)).cell(tables.country(v.source.parts.country).name);
    row.cell(code.words).cell(v.event.cameo).cell(code.goldstein);
    row.cell(v.target.name).cell(sectors(tables, v.target)).cell(tables.country(v.target.parts.country).name);
    row.cell(v.document.key).cell(std::to_string(v.sentence_number)).cell(v.publisher);
    const std::optional<Place>& place = v.event.place;
    const bool city = place && place->precision >= PlacePrecision::kCity && place->precision != PlacePrecision::kRegion;
    row.cell(city ? place->name : "").cell(place && place->precision == PlacePrecision::kAdmin2 ? place->name : "");
    row.cell(place ? place->admin1 : "").cell(place ? tables.country(place->country).name : "");
    row.cell(place ? number_text(place->lat) : "").cell(place ? number_text(place->lon) : "");
    return true;
  });
}

}  // namespace dateline::exporting
