#pragma once

#include <vector>

#include "dateline/article.h"
#include "dateline/span.h"

namespace dateline::facts {

/// A stretch of text between quotation marks. `inner` is without the marks; `outer` includes them.
struct Quotation {
  Span inner, outer;
  uint32_t paragraph = 0;
  bool open = false;       ///< no closing mark in its paragraph: goes on in the next one
  bool continued = false;  ///< goes on from an open quotation of the paragraph before
};

/// Finds quotations in double marks, curly or straight, and in curly single marks where no apostrophe is meant; nested marks
/// stay inside. A paragraph whose quotation is left open ends it at its last byte (the habit of long quotations, each
/// paragraph opening anew). Overwrites `out`, in text order.
void find_quotations(const Article& article, std::vector<Quotation>& out);

}  // namespace dateline::facts
