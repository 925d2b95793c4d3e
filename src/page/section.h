#pragma once

#include <string>
#include <string_view>

#include "page/metadata.h"
#include "page/type_words.h"

namespace dateline::page {

/// The section a page stands in, by the first that names one: JSON-LD `articleSection`, `meta`, the breadcrumbs of JSON-LD,
/// folders of its address ("/world/europe/"). Of a list the first. Empty if nothing names one; names of the site, of the
/// front page or of nothing ("Uncategorized") are none.
[[nodiscard]] std::string find_section(const TypeWords& words, const Metadata& metadata, std::string_view url,
                                       std::string_view publisher, std::string_view headline);

}  // namespace dateline::page
