#pragma once

#include <string>
#include <string_view>

#include "archive/query.h"
#include "base/json_writer.h"

namespace dateline::archive {

/// Place of a column in a listing; `columns.size()` if it is not there.
[[nodiscard]] size_t column_of(const Listing& page, std::string_view name);
/// Text of a row's column, empty if it has none.
[[nodiscard]] std::string_view text_of(const Listing& page, const std::vector<Cell>& row, std::string_view name);

/// One row as a JSON object of its columns; what is unknown or empty is left out.
void append_object(JsonWriter& json, const Listing& page, const std::vector<Cell>& row);
/// One such object a line.
[[nodiscard]] std::string as_jsonl(const Listing& page);
/// RFC 4180, with a line of names.
[[nodiscard]] std::string as_csv(const Listing& page);
/// RFC 7946: rows with `lat` and `lon` as points, the others left out.
[[nodiscard]] std::string as_geojson(const Listing& page);

}  // namespace dateline::archive
