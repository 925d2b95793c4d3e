#pragma once

#include <string_view>

#include "dateline/article.h"

namespace dateline::page {

/// Reads the placeline that opens an agency report, at the start of its first or second paragraph:
///
///     KIEV, March 7 (Reuters) - ...      place, date, agency
///     MOSCOW (AP) --- ...                place, agency
///     (Reuters) - ...                    agency
///     BRUSSELS, 3 May - ...              place, date
///     BEIRUT: ...  CAIRO --- ...         place (capitals only)
///
/// Place names may have several words and a country or state behind a comma ("SIMFEROPOL,
/// Ukraine"). The span ends behind the dash or colon. Only text within the first 120 bytes of a
/// paragraph is looked at.
[[nodiscard]] Placeline find_placeline(std::string_view text,
                                       const std::vector<Paragraph>& paragraphs);

/// True for the name of a news agency as bylines and placelines give it ("AP", "Xinhua"), case
/// ignored.
[[nodiscard]] bool is_agency(std::string_view name);

}  // namespace dateline::page
