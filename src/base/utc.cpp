#include "base/utc.h"

#include <fmt/format.h>

#include "base/civil_date.h"

namespace dateline {

std::string utc(int64_t seconds) {
  const int64_t second = ((seconds % 86'400) + 86'400) % 86'400;  // of the day, before 1970 too
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_iso(civil_from_days((seconds - second) / 86'400)), second / 3600, second / 60 % 60, second % 60);
}

}  // namespace dateline
