#pragma once

#include <string>
#include <string_view>

#include "archive/query.h"
#include "dateline/result.h"

namespace dateline::site {

/// Which words of its article say what of an item ("v3", "s1", "f2"): rows of `part` (the act, who, whom, when, where; for a
/// statement who says it and that it is said; for a figure what is counted and by whom) and `words`. `record` is a record's JSON.
[[nodiscard]] Result<archive::Listing> evidence_of(const std::string& record, std::string_view item);

}  // namespace dateline::site
