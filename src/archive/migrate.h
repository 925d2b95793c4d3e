#pragma once

#include "archive/state.h"

namespace dateline::archive {

/// Brings the tables from `version` (0: an empty file) to `kArchiveVersion`, step by step, in one transaction: a file is of one
/// version or the next, whatever happens. Memory does not grow with the file but for SQLite's own log.
void migrate(Archive::State& state, SQLite::Database& db, int version);

}  // namespace dateline::archive
