#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "archive/query.h"

namespace dateline::archive {

// What a person decides on merged events. Decisions are kept and go before what later documents would give; a report is known
// by its document, type and sentence, so a decision outlives a new reading of a page but not the sentence. Each call makes one
// batch, gives its number, and belongs between `Archive::begin` and `commit`. Errors: `kNotFound`, `kUsage`.

/// Makes several merged events one; it keeps the lowest number.
[[nodiscard]] Result<int64_t> join_events(Archive& archive, const std::vector<int64_t>& merged);
/// Makes every report of a merged event an event of its own.
[[nodiscard]] Result<int64_t> split_event(Archive& archive, int64_t merged);
/// Takes one report out of its merged event; it becomes one of its own.
[[nodiscard]] Result<int64_t> take_out_report(Archive& archive, std::string_view key, std::string_view item);
/// Forgets a batch; the reports it spoke of are placed anew.
[[nodiscard]] Result<void> undo_decisions(Archive& archive, int64_t batch);
/// All decisions, latest first.
[[nodiscard]] Result<Listing> decisions(Archive& archive);

}  // namespace dateline::archive
