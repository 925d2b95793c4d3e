#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline {

/// Reads the character reference at `text[at]` (which is `&`) by "Character reference state" of the
/// HTML standard (13.2.5.72) and appends its UTF-8 to `out`. Returns the bytes consumed, or 0 if
/// there is no reference, in which case nothing is appended and the `&` is plain text.
/// `in_attribute`: a name without `;` before `=` or an alphanumeric is left alone, so that query
/// strings survive.
[[nodiscard]] size_t decode_reference(std::string_view text, size_t at, bool in_attribute,
                                      std::string& out);

/// The text with every reference decoded, as in element content.
[[nodiscard]] std::string decode_references(std::string_view text);

}  // namespace dateline
