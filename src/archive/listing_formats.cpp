#include "archive/listing_formats.h"

#include <algorithm>
#include <cstdlib>

#include "base/delimited.h"

namespace dateline::archive {
namespace {

void append_value(JsonWriter& json, const Cell& cell) {
  switch (cell.kind) {
    case CellKind::kNothing: json.null(); break;
    case CellKind::kNumber: json.value(std::strtod(cell.text.c_str(), nullptr)); break;
    case CellKind::kText: json.value(cell.text); break;
  }
}

}  // namespace

size_t column_of(const Listing& page, std::string_view name) {
  return static_cast<size_t>(std::find(page.columns.begin(), page.columns.end(), name) - page.columns.begin());
}

std::string_view text_of(const Listing& page, const std::vector<Cell>& row, std::string_view name) {
  const size_t column = column_of(page, name);
  return column < row.size() ? std::string_view(row[column].text) : std::string_view();
}

void append_object(JsonWriter& json, const Listing& page, const std::vector<Cell>& row) {
  json.begin_object();
  for (size_t c = 0; c < row.size(); ++c) {
    if (row[c].kind == CellKind::kNothing || (row[c].kind == CellKind::kText && row[c].text.empty())) continue;
    json.key(page.columns[c]);
    append_value(json, row[c]);
  }
  json.end_object();
}

std::string as_jsonl(const Listing& page) {
  std::string out;
  for (const auto& row : page.rows) {
    JsonWriter json(out);
    append_object(json, page, row);
    out += '\n';
  }
  return out;
}

std::string as_csv(const Listing& page) {
  std::string out;
  DelimitedWriter csv(DelimitedWriter::Style::kCsv, out);
  for (const std::string& name : page.columns) csv.cell(name);
  csv.end_row();
  for (const auto& row : page.rows) {
    for (const Cell& cell : row) csv.cell(cell.text);
    csv.end_row();
  }
  return out;
}

std::string as_geojson(const Listing& page) {
  const size_t lat = column_of(page, "lat"), lon = column_of(page, "lon");
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("type", "FeatureCollection").key("features").begin_array();
  for (const auto& row : page.rows) {
    if (lat >= row.size() || row[lat].kind != CellKind::kNumber) continue;
    json.begin_object().field("type", "Feature").key("geometry").begin_object().field("type", "Point").key("coordinates").begin_array();
    append_value(json, row[lon]);
    append_value(json, row[lat]);
    json.end_array().end_object().key("properties");
    append_object(json, page, row);
    json.end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace dateline::archive
