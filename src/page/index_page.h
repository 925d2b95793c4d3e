#pragma once

#include "dateline/article.h"
#include "page/blocks.h"
#include "page/body.h"
#include "page/metadata.h"

namespace dateline::page {

/// True for a front page, a section or a list of results: nothing on it is marked as an article, and what it shows is many
/// headings with links, with no run of paragraphs among them that an article would have. Careful: a page in doubt is an
/// article. To be called behind `read_body`; `url` is the address of the page, empty if unknown.
[[nodiscard]] bool is_index(const Metadata& metadata, const Blocks& blocks, const BodyScratch& body, std::string_view url,
                            const Article& article);

}  // namespace dateline::page
