#pragma once

#include "dateline/article.h"
#include "page/blocks.h"
#include "page/body.h"

namespace dateline::page {

/// Fills `furniture` with all that the page shows and that is neither text nor metadata, neighbours of one kind as one
/// item; also tells by its notices whether the article is `paywalled`. To be called behind `read_body` and `find_images`.
void list_furniture(const Blocks& blocks, const BodyScratch& body, Article& article);

}  // namespace dateline::page
