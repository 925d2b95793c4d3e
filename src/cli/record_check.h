#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace dateline::cli {

/// Looks at every span of a record (an array of two numbers): inside the text, on borders of characters. Faults are appended,
/// each with `name` and the path to it. Spans of the page (`source` of paragraphs, furniture and images) are left out.
void check_spans(const simdjson::dom::element& record, std::string_view text, const std::string& name, std::vector<std::string>& faults);

/// Looks whether the letters of each paragraph stand in its part of the page, in order, tags left out. For records of HTML pages.
void check_paragraphs(const simdjson::dom::element& record, std::string_view text, std::string_view page, const std::string& name,
                      std::vector<std::string>& faults);

}  // namespace dateline::cli
