#pragma once

#include <string_view>

namespace dateline::site {

extern const std::string_view kOpenApi;     ///< src/site/openapi.json
extern const std::string_view kPlainStyle;  ///< src/site/plain.css

}  // namespace dateline::site
