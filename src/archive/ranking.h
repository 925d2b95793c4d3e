#pragma once

#include <sqlite3.h>

namespace dateline::archive {

/// Gives a connection the FTS5 function `rank_of(fulltext, weight of column 1, ...)`: BM25 as FTS5's own `bm25` has it (k1 1.2,
/// b 0.75; lower is better), but with bounded work for each phrase. `bm25` reads the whole index of a phrase to know in how many
/// articles it stands; this reads up to 10,000 articles and takes it that the rest of the archive has it as often.
void add_ranking(sqlite3* connection);

}  // namespace dateline::archive
