#pragma once

#include <optional>

#include "dateline/article.h"
#include "page/metadata.h"
#include "page/moment.h"

namespace dateline::page {

/// True for a time with a clock that is stated in UTC.
[[nodiscard]] bool is_utc(const PageDate& date);

/// `article.published`, which is stated in UTC, as the calendar of the page's readers has it: by a
/// second statement of the same instant with another offset, or by the day shown.
/// `shown` is the day in the URL or beside the headline; where it is the day before or after and
/// some offset from UTC explains that, it counts: with the offset if the shown time or another
/// time of the page tells it, else as a day alone. Anything else leaves the date as it is. The day
/// after counts only if it is not that of the last change.
[[nodiscard]] PageDate local_date(const Tree& tree, const Metadata& metadata,
                                  const Article& article, const std::optional<Moment>& shown);

}  // namespace dateline::page
