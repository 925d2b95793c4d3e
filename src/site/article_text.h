#pragma once

#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::site {

/// The text of a record (its JSON) as HTML: its paragraphs, with `<mark data-items="v3 s1">` around the words that items rest on.
/// An item's first mark carries its id as an anchor. `kMalformed` if it is no record.
[[nodiscard]] Result<std::string> article_text(std::string_view record_json);

}  // namespace dateline::site
