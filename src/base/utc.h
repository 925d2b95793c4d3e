#pragma once

#include <cstdint>
#include <string>

namespace dateline {

/// Seconds since 1970 as "2014-03-07T09:10:00Z".
[[nodiscard]] std::string utc(int64_t seconds);

}  // namespace dateline
