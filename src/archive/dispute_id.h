#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string_view>

#include "archive/state.h"

namespace dateline::archive {

/// Number of a dispute that is to be written, the same however its articles came in: 53 bits, as many as a JSON number holds, of
/// the XXH3 of what it is about; the next free one where another dispute has it. `of` is its story, or its document; `key` tells
/// it from the others there: measure, subgroup, unit and place of figures, the merged event that is denied, the item of the record.
[[nodiscard]] int64_t dispute_id(Archive::State& state, SQLite::Database& db, std::string_view scope, int64_t of, std::string_view kind,
                                 std::string_view key);

}  // namespace dateline::archive
