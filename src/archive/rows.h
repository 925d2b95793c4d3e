#pragma once

#include <string>

#include "archive/archive.h"
#include "archive/state.h"

namespace dateline::archive {

/// Writes the rows of a document's present revision: article with its story and family of copies, items, full text.
void insert_rows(Archive::State& state, SQLite::Database& db, int64_t document, const Prepared& prepared, int64_t story, int64_t family);
/// Takes them away; `record` is the JSON of the revision they were made from.
void remove_rows(Archive::State& state, SQLite::Database& db, int64_t document, const std::string& record);

}  // namespace dateline::archive
