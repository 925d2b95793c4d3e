#pragma once

#include <string>
#include <vector>

#include "archive/archive.h"
#include "archive/event_match.h"
#include "archive/state.h"

namespace dateline::archive {

/// The events of a record as reports; their rows will have these numbers.
[[nodiscard]] std::vector<EventReport> event_reports(Archive::State& state, SQLite::Database& db, const Record& record, int64_t document, int64_t story,
                                                     int64_t family);
/// Writes the rows of a document's present revision: article with its story and family of copies, items. `reports` are those of
/// its events. Its words wait for `write_words`.
void insert_rows(Archive::State& state, SQLite::Database& db, int64_t document, const Prepared& prepared, int64_t story, int64_t family,
                 const std::vector<EventReport>& reports);
/// Takes them away; `record` is the JSON of the revision they were made from.
void remove_rows(Archive::State& state, SQLite::Database& db, int64_t document, const std::string& record);
/// Brings the full-text table up to date.
void write_words(Archive::State& state, SQLite::Database& db);

}  // namespace dateline::archive
