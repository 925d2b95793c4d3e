#pragma once

#include <string>
#include <string_view>

namespace dateline::page {

/// Letters and digits in lower case (ASCII), for comparing text that was typeset in two ways.
void append_key(std::string& key, std::string_view text);
[[nodiscard]] std::string key_of(std::string_view text);

/// A value of metadata: references decoded, white space folded, soft hyphens and zero-width marks
/// left out.
[[nodiscard]] std::string clean_value(std::string_view text);

/// Host of an address without "www."; empty if it has none.
[[nodiscard]] std::string_view host_of(std::string_view url);

}  // namespace dateline::page
