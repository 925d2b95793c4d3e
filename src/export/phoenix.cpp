#include <fmt/format.h>

#include "export/formats.h"
#include "export/row_exporter.h"

namespace dateline::exporting {
namespace {

void write_actor(DelimitedWriter& row, const Party& p) {
  std::string attributes;
  for (size_t i = 1; i < p.parts.roles.size(); ++i) attributes += (i > 1 ? ";" : "") + p.parts.roles[i];
  row.cell(p.code).cell(p.parts.country).cell(p.role()).cell(attributes);
}

}  // namespace

std::unique_ptr<Exporter> phoenix(const CodeTables& tables, const Choice& choice) {
  return happened_exporter(tables, choice, DelimitedWriter::Style::kTabs, "", [&tables](DelimitedWriter& row, const EventView& v) {
    const CameoCode& code = tables.cameo(v.event.cameo);
    if (code.gdelt.empty()) return false;
    row.cell(fmt::format("{}_1", v.number)).cell(compact(v.date)).cell(std::to_string(v.date.year));
    row.cell(std::to_string(v.date.month)).cell(std::to_string(v.date.day));
    write_actor(row, v.source);
    write_actor(row, v.target);
    row.cell(v.event.cameo).cell(v.event.cameo.substr(0, 2)).cell(std::to_string(quad_class(v.event.cameo))).cell(code.goldstein);
    row.cell("");  // issues
    const std::optional<Place>& place = v.event.place;
    row.cell(place ? number_text(place->lat) : "").cell(place ? number_text(place->lon) : "").cell(place ? place->name : "");
    row.cell(place ? place->admin1 : "").cell(place ? place->country : "");
    row.cell(fmt::format("{}_{}", v.document.key, v.sentence_number)).cell(v.url).cell(v.publisher);
    return true;
  });
}

}  // namespace dateline::exporting
