#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/archive.h"

namespace dateline::archive {

/// What is listed. `kFound` are articles that match words, best first.
enum class List : uint8_t { kArticles, kEvents, kStatements, kFigures, kDisputes, kSchedule, kFound };

/// Which items. Empty members do not narrow. Dates are ISO texts of any precision, both ends included.
struct Filter {
  std::string words;      ///< FTS5 query over headline and text: words, "phrases", prefix*, AND OR NOT
  std::string since, until;  ///< of the event or the thing due; of publication for the rest
  std::string type, status, country, actor, place, speaker, source;  ///< `actor`: name or code, begins with; `source`: publisher or part of the URL
  std::string document;   ///< key of one document
  double confidence = 0;  ///< at least
  uint32_t limit = 50;
  std::string after;      ///< cursor of the page before
};

enum class CellKind : uint8_t { kText, kNumber, kNothing };
struct Cell {
  CellKind kind = CellKind::kText;
  std::string text;  ///< a number as it prints
};

/// A page of a list: one row an item.
struct Listing {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
  std::string next;  ///< cursor of the next page, empty at the end
};

/// Items in the order of their dates, newest first (what is due: soonest first; `kFound`: best first). `kUsage` for a query of
/// words that FTS5 does not understand or a cursor that is none.
[[nodiscard]] Result<Listing> list(Archive& archive, List what, const Filter& filter);

/// What happened to documents after the cursor (0: from the beginning), oldest first: `kind` is added, revised or removed (then
/// the document is gone: a tombstone). The columns end with the cursor to go on from; `next` is set if there is more.
[[nodiscard]] Result<Listing> changes(Archive& archive, int64_t since, uint32_t limit);

}  // namespace dateline::archive
