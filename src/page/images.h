#pragma once

#include "dateline/article.h"
#include "page/blocks.h"
#include "page/body.h"
#include "page/metadata.h"

namespace dateline::page {

/// Fills `images`: the picture that JSON-LD or Open Graph gives for the page, then the captions shown in and over the text,
/// each with the picture of its figure. Addresses are as the page has them. A caption ends where its credit begins
/// ("... in Kyiv. (Photo: Agency)"). Marks
/// the blocks of captions in `body.metadata`. To be called behind `read_body`.
void find_images(const Lexicon& lexicon, const Tree& tree, const Metadata& metadata, const Blocks& blocks,
                 BodyScratch& body, Article& article);

}  // namespace dateline::page
