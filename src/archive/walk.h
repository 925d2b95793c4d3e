#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "archive/archive.h"

namespace dateline::archive {

/// A present document met on a walk.
struct Walked {
  int64_t cursor = 0;  ///< of its latest change
  std::string key;
  int64_t seen = 0;    ///< when the present revision was stored, seconds since 1970
  std::string record;  ///< JSON
};

/// Calls `use` for every document that changed after the cursor `since` (0: all) and is still there, in the order of its latest
/// change; a false answer ends the walk. Returns the cursor to go on from. One record is in memory at a time.
[[nodiscard]] Result<int64_t> walk(Archive& archive, int64_t since, const std::function<bool(const Walked&)>& use);

}  // namespace dateline::archive
