#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "base/utc.h"

namespace dateline::site {

/// Seconds since 1970, now.
[[nodiscard]] int64_t now_s();

/// Writes one line of JSON to standard error: `at`, `level`, `event` and what `more` adds. Lines of several threads do not mix.
void log(std::string_view level, std::string_view event, const std::function<void(JsonWriter&)>& more = {});

}  // namespace dateline::site
