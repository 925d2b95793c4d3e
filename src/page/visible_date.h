#pragma once

#include <string_view>

#include "dateline/article.h"
#include "page/blocks.h"
#include "page/body.h"
#include "page/date_labels.h"
#include "page/metadata.h"

namespace dateline::page {

/// Fills the dates of `article` that markup did not give: from the URL, `time` elements and the
/// text shown, in this order of trust: a day in the URL; a `time` element marked `pubdate` or the
/// first one near the headline; a line that says "published" or "posted"; an element named as date;
/// a short line with a date near the headline; a month in the URL. "Updated" lines give `modified`.
void find_visible_dates(const DateLabels& labels, const Tree& tree, const Metadata& metadata, const Blocks& blocks,
                        const BodyScratch& body, std::string_view url, Article& article);

}  // namespace dateline::page
