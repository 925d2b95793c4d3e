#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.h"

namespace dateline::archive {

/// What is listed. `kFound` are articles that match words, best first. `kMerged` are events with their reports taken together
/// (the reports themselves are `kEvents` with `Filter::merged`), `kDue` what is due in the same way, with what became of it.
enum class List : uint8_t { kArticles, kEvents, kStatements, kFigures, kDisputes, kSchedule, kFound, kStories, kMerged, kDue };

/// Degrees. A box with its west east of its east goes over the date line.
struct Box {
  double west = 0, south = 0, east = 0, north = 0;
};

/// Which items. Empty members do not narrow, nor do those that a list has nothing to do with. Dates are ISO texts of any
/// precision, both ends included.
struct Filter {
  std::string words;      ///< FTS5 query over headline and text: words, "phrases", prefix*, AND OR NOT
  std::string since, until;  ///< of the event or the thing due; of publication for the rest
  std::string type, status, country, actor, place, speaker, source;  ///< `actor`: name or code, begins with; `source`: publisher or part of the URL
  std::string partner;    ///< events: beginning of the other side's code, then `actor` is one too
  std::string document;   ///< key of one document
  std::string admin;      ///< first-order division of the place
  std::string language;   ///< of the article (ISO 639-1)
  std::optional<Box> box;  ///< events in it
  int64_t story = 0;      ///< number of one story
  int64_t merged = 0;     ///< reports of one merged event
  uint32_t least = 1;     ///< articles of a story, reports of a merged event: at least
  double confidence = 0;  ///< at least
  int64_t changed_since = 0;  ///< only of documents added or revised after this cursor of `changes`
  uint32_t limit = 50;
  std::string after;      ///< cursor of the page before
  /// Items that `list` looks at for one page, and `facets` for an answer, where a filter has to be asked of each of them; 0: until the
  /// page is full, all. Figures and
  /// statements: so many articles; what has several articles that are asked: a twenty-fifth. All items of the last date are looked at.
  uint32_t looked_at = 0;
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
  std::string since = {};  ///< older items than of this date (what is due: later ones) were not counted or not looked at, there are too many; empty: all were
};

/// Items in the order of their dates, newest first (what is due: soonest first; `kFound`: best first). A story's date is that
/// of its latest article. A page that ends because `Filter::looked_at` items were looked at tells in `since` how far it went, and `next`
/// goes on from there. `kUsage` for a query of words that FTS5 does not understand or a cursor that is none.
[[nodiscard]] Result<Listing> list(Archive& archive, List what, const Filter& filter);

/// How many items of a list there are for each value of something, most first: for each of `by` columns `value` and `count`, at most
/// `limit` rows. `by` is type, status, country, admin, place, actor, speaker, publisher, language, story or month, as far as the list
/// has it; `kUsage` for another. Where the answer is not kept, `Filter::looked_at` bounds how many items are looked at.
[[nodiscard]] Result<std::vector<Listing>> facets(Archive& archive, List what, const Filter& filter, const std::vector<std::string>& by, uint32_t limit = 50);

/// What happened to documents after the cursor (0: from the beginning), oldest first: `kind` is added, revised, metadata (the
/// same text under another date), reread (by another program) or removed (the document is gone: a tombstone). The columns end with the cursor to go on from; `next` is set if there is more.
[[nodiscard]] Result<Listing> changes(Archive& archive, int64_t since, uint32_t limit);

}  // namespace dateline::archive
