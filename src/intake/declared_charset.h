#pragma once

#include <string_view>

#include "intake/encoding_labels.h"

namespace dateline::intake {

/// What an HTML page says of its own encoding, by "prescan a byte stream" (13.2.3.2 of the HTML standard) over the first
/// 1024 bytes, then, as a parser that meets a late `meta` changes its mind, over the rest without what scripts, styles and
/// titles hold. Empty if it says nothing. Declared UTF-16 is UTF-8, since the declaration was read as ASCII. Linear time.
[[nodiscard]] Encoding declared_in_html(std::string_view bytes);

/// The same of an XML declaration (`<?xml encoding="...">`) at the start.
[[nodiscard]] Encoding declared_in_xml(std::string_view bytes);

}  // namespace dateline::intake
