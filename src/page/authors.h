#pragma once

#include "dateline/article.h"
#include "page/blocks.h"
#include "page/byline.h"
#include "page/metadata.h"

namespace dateline::page {

/// Fills `authors`: who JSON-LD names; where that is nobody or only the paper itself, who `meta`, elements named as author
/// or a line near the headline name. `publisher` and `headline` must be there.
void fill_authors(const Bylines& bylines, const Tree& tree, const Metadata& metadata, const Blocks& blocks,
                  Article& article);

}  // namespace dateline::page
