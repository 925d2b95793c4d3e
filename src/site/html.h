#pragma once

#include <string>
#include <string_view>

namespace dateline::site {

/// Text made safe for HTML and XML, in content and in quoted attributes. Characters that XML 1.0 does not have are left out.
[[nodiscard]] std::string escape(std::string_view text);

/// The first `length` bytes of a text, cut at a blank, with a mark if some are left out; white space folded.
[[nodiscard]] std::string shorten(std::string_view text, size_t length);

}  // namespace dateline::site
