#pragma once

#include "archive/state.h"

namespace dateline::archive {

/// Makes anew what is told of a story as a whole, for the stories and documents that changed since the last commit: its
/// summary, disputes between its articles, what is due and what became of it. Then saves the counters.
void bring_up_to_date(Archive::State& state, SQLite::Database& db);

/// Writes the row of a story from its articles; deletes it if there are none.
void write_story(Archive::State& state, SQLite::Database& db, int64_t story);

/// Writes the disputes between articles of a story.
void write_story_disputes(Archive::State& state, SQLite::Database& db, int64_t story);

/// Writes what is due by the articles of a story, or by one document without a story.
void write_due(Archive::State& state, SQLite::Database& db, int64_t story, int64_t document);

}  // namespace dateline::archive
