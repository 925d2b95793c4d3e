#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include "archive/list_shape.h"
#include "archive/query.h"

namespace dateline::archive {

/// How a list is walked: by an index where one finds few items, else in the order of its dates, and how far.

inline constexpr uint32_t kMostRows = 10'000;  ///< of one page

/// Id of a cursor behind all items of its date where the order ascends; 0 where it descends.
inline constexpr int64_t kBehindAll = std::numeric_limits<int64_t>::max();
/// Cursor "DATE|ID" of the last row of a page; false if it is none.
[[nodiscard]] bool read_cursor(const std::string& cursor, std::string& date, int64_t& id);

/// True if the list of an actor's items can be read by its code.
[[nodiscard]] Result<bool> by_code(Archive& archive, List what, const Filter& filter);
/// The tables that a question reads: those of its list, or few items of it first.
[[nodiscard]] Result<std::string> tables(Archive& archive, List what, const Filter& filter, Question& question);
/// True if a filter has to be asked of each item of a list, and no index passes over those that fail it.
[[nodiscard]] bool asks_each(const Question& question, List what, const Filter& filter);
/// The date at which `Filter::looked_at` items are looked at, in the order of the list from the filter's cursor on; empty if the list ends before.
[[nodiscard]] Result<std::string> last_looked_at(Archive& archive, List what, const Filter& filter, const ListShape& shape, bool by_code);

}  // namespace dateline::archive
