#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace dateline::intake {

/// What an element holds, as HTML: names without prefixes, void elements without end tags, text escaped. Linear; any depth.
[[nodiscard]] std::string inner_markup(pugi::xml_node element);

/// The text directly and deeper in an element.
[[nodiscard]] std::string inner_text(pugi::xml_node element);

/// True if an element has elements in it.
[[nodiscard]] bool has_elements(pugi::xml_node element);

/// Bytes of base64 (RFC 4648), white space passed over; empty if it is none.
[[nodiscard]] std::string from_base64(std::string_view text);

/// Appends text with `& < > "` as references.
void append_html(std::string& out, std::string_view text);

}  // namespace dateline::intake
