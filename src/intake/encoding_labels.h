#pragma once

#include <string_view>

namespace dateline::intake {

/// An encoding of the WHATWG Encoding standard; both names empty: none. The names are static.
struct Encoding {
  std::string_view name;       ///< as the standard writes it: "windows-1252"
  std::string_view converter;  ///< null-terminated, for ICU; a superset where browsers read one
};

/// "Get an encoding" (4.2): labels as pages and servers give them, case and blanks around them ignored. Only the standard's
/// labels count: an encoding that no browser reads (UTF-7) hides text from whoever looks at it.
[[nodiscard]] Encoding encoding_of_label(std::string_view label);

}  // namespace dateline::intake
