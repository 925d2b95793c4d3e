#pragma once

#include "dateline/article.h"
#include "page/blocks.h"
#include "page/body.h"

namespace dateline::page {

/// Fills `updates` of a live blog: the boxes of its text that hold one time each. A time that shows only the clock is of the
/// day of the page. To be called behind `read_body` and the dates.
void find_updates(const Tree& tree, const Blocks& blocks, const BodyScratch& body, Article& article);

}  // namespace dateline::page
