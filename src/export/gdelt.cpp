#include <fmt/format.h>

#include <cmath>

#include "base/strings.h"
#include "base/utf8.h"
#include "export/formats.h"
#include "export/row_exporter.h"

namespace dateline::exporting {
namespace {

constexpr size_t kPlaceColumns = 8;

std::string upper(std::string text) {
  for (char& c : text) c = is_lower(c) ? static_cast<char>(c - 32) : c;
  return text;
}

// Code of the body after IGO, NGO, ...: what GDELT calls a known group.
bool stands_first(std::string_view role) {
  return role == "IGO" || role == "NGO" || role == "NGM" || role == "MNC" || role == "IMG" || role == "INT";
}

void write_actor(DelimitedWriter& row, const Party& p) {
  std::string group;
  std::vector<std::string> types = p.parts.roles;
  if (types.size() > 1 && stands_first(types[0])) {
    group = types[1];
    types.erase(types.begin() + 1);
  }
  types.resize(3);
  row.cell(p.code).cell(upper(p.name)).cell(p.parts.country).cell(group);
  row.cell("").cell("").cell("");  // ethnic group, religions
  for (const std::string& type : types) row.cell(type);
}

void write_place(DelimitedWriter& row, const CodeTables& tables, const std::optional<Place>& place) {
  if (!place) {
    for (size_t i = 0; i < kPlaceColumns; ++i) row.cell(i == 0 ? "0" : "");
    return;
  }
  const bool home = place->country == "USA";
  int type = home ? 3 : 4;  // a city
  if (place->precision == PlacePrecision::kCountry) type = 1;
  if (place->precision == PlacePrecision::kAdmin1) type = home ? 2 : 5;
  const CountryCodes& country = tables.country(place->country);
  std::string full = place->name;
  if (type != 1 && !place->admin1.empty() && place->admin1 != place->name) full += ", " + place->admin1;
  if (type != 1 && !country.name.empty()) full += ", " + country.name;
  row.cell(std::to_string(type)).cell(full).cell(country.fips).cell(country.fips).cell("");
  row.cell(number_text(place->lat)).cell(number_text(place->lon)).cell(type == 1 ? country.fips : "");
}

std::optional<Place> place_of(const Party& p) { return p.entity != nullptr ? p.entity->place : std::nullopt; }

bool write_event(const CodeTables& tables, DelimitedWriter& row, const EventView& v) {
  const std::string& code = tables.cameo(v.event.cameo).gdelt;
  if (code.empty()) return false;
  const CivilDate d = v.date;
  row.cell(std::to_string(v.number)).cell(compact(d)).cell(compact(d).substr(0, 6)).cell(std::to_string(d.year));
  row.cell(fmt::format("{:.4f}", d.year + std::min(0.9999, (d.month * 30 + d.day) / 365.0)));
  write_actor(row, v.source);
  write_actor(row, v.target);
  row.cell(v.sentence_number == 1 ? "1" : "0").cell(code).cell(code.substr(0, 3)).cell(code.substr(0, 2));
  row.cell(std::to_string(quad_class(code))).cell(tables.cameo(v.event.cameo).goldstein);
  row.cell("1").cell("1").cell("1").cell("");  // mentions, sources, articles; tone
  write_place(row, tables, place_of(v.source));
  write_place(row, tables, place_of(v.target));
  write_place(row, tables, v.event.place);
  row.cell(compact_time(v.document.seen)).cell(v.identifier);
  return true;
}

// Characters before a byte of the text.
uint32_t characters(std::string_view text, uint32_t byte) {
  uint32_t count = 0;
  for (size_t at = 0; at < byte && at < text.size(); ++count) (void)next_code_point(text, &at);
  return count;
}

bool write_mention(const CodeTables& tables, DelimitedWriter& row, const EventView& v) {
  if (tables.cameo(v.event.cameo).gdelt.empty()) return false;
  const std::string_view text = v.document.record.article.text;
  const auto offset = [&](Span span) { return span.empty() ? "-1" : std::to_string(characters(text, span.begin)); };
  const std::string time = compact_time(v.document.seen);
  row.cell(std::to_string(v.number)).cell(time).cell(time).cell(v.url.empty() ? "2" : "1");
  row.cell(v.publisher).cell(v.identifier).cell(std::to_string(v.sentence_number));
  row.cell(offset(v.event.source_span)).cell(offset(v.event.target_span)).cell(offset(v.event.trigger)).cell("1");
  row.cell(std::to_string(static_cast<int>(std::lround(v.event.confidence * 100))));
  row.cell(std::to_string(characters(text, static_cast<uint32_t>(text.size())))).cell("").cell("").cell("");
  return true;
}

}  // namespace

std::unique_ptr<Exporter> gdelt_events(const CodeTables& tables, const Choice& choice) {
  return happened_exporter(tables, choice, DelimitedWriter::Style::kTabs, "",
                      [&tables](DelimitedWriter& row, const EventView& v) { return write_event(tables, row, v); });
}
std::unique_ptr<Exporter> gdelt_mentions(const CodeTables& tables, const Choice& choice) {
  return happened_exporter(tables, choice, DelimitedWriter::Style::kTabs, "",
                      [&tables](DelimitedWriter& row, const EventView& v) { return write_mention(tables, row, v); });
}

}  // namespace dateline::exporting
