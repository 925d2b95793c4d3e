#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dateline/article.h"
#include "page/tree.h"

namespace dateline::page {

/// What names and markup of an element say about its content.
enum HintFlag : uint16_t {
  kHidden = 1,        ///< not shown
  kFurniture = 2,     ///< outside the article by its name (share tools, comments, related links ...)
  kStructural = 4,    ///< nav, aside, footer, form: outside unless it holds most of the text
  kBodyHint = 8,      ///< named as the article body
  kArticleHint = 16,  ///< article or main element
  kDateHint = 32,     ///< named as date or time
  kStandfirstHint = 64,
  kCaptionHint = 128,
  kTitleHint = 256,
  kBylineHint = 512,
  kKickerHint = 1024,
  kPullquoteHint = 2048,
};

struct Hint {
  uint16_t flags = 0;
  FurnitureKind kind = FurnitureKind::kNavigation;  ///< if kFurniture or kStructural is set
};

/// Judges one element by tag, class, id, role, itemprop and style. Cost is linear in at most 512 bytes of those.
[[nodiscard]] Hint hint_of(const Tree& tree, NodeId id);

/// Kind of a short line that is page furniture by its words ("Email this article", "Read more:"), else nothing.
[[nodiscard]] std::optional<FurnitureKind> furniture_line(std::string_view line);

/// Kind of a longer notice of the site in its own name: newsletter, affiliate, cookie, copyright and app notices,
/// counters ("34 responses to", "Image 2 of 9"), bare addresses.
[[nodiscard]] std::optional<FurnitureKind> notice_line(std::string_view line);

/// True for a short line that credits a picture ("... (Photo: Agency)").
[[nodiscard]] bool is_credit_line(std::string_view line);

/// True for furniture after which no more article text comes ("Featured on", "Related stories", "Most read").
[[nodiscard]] bool ends_article(std::string_view line);

}  // namespace dateline::page
