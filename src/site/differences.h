#pragma once

#include <string>
#include <vector>

#include "archive/revision_diff.h"

namespace dateline::site {

/// What changed from one version of an article to another, in a line: "sentence added (2), figure raised".
[[nodiscard]] std::string in_a_line(const std::vector<archive::Difference>& differences);
/// The same as JSON, `Diff` of the API.
[[nodiscard]] std::string differences_json(const std::vector<archive::Difference>& differences, int from, int to);
/// The same as an HTML list, with `<ins>` and `<del>`.
[[nodiscard]] std::string differences_html(const std::vector<archive::Difference>& differences);

}  // namespace dateline::site
