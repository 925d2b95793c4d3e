#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "dateline/article.h"
#include "page/tree.h"

namespace dateline::page {

/// What names and markup of an element say about its content.
enum HintFlag : uint16_t {
  kHidden = 1,      ///< not shown
  kFurniture = 2,   ///< outside the article by its name (share tools, comments, related links ...)
  kStructural = 4,  ///< nav, aside, footer, form: outside unless it holds most of the text
  kBodyHint = 8,    ///< named as the article body
  kArticleHint = 16,  ///< article or main element
  kDateHint = 32,     ///< named as date or time
  kStandfirstHint = 64,
  kCaptionHint = 128,
  kTitleHint = 256,
  kBylineHint = 512,
  kKickerHint = 1024,
  kPullquoteHint = 2048,
  kAuthorMark = 4096,  ///< a name in it speaks of an author, in any way
};

struct Hint {
  uint16_t flags = 0;
  FurnitureKind kind = FurnitureKind::kNavigation;  ///< if kFurniture or kStructural is set
};

/// Judges elements by tag, class, id, role, itemprop and style. What a class or id value means is
/// worked out once for each different value of a page; pages repeat theirs often. Values are views
/// into the page: `clear()` before the next one. Cost is linear in at most 256 bytes of each value.
class HintReader {
 public:
  [[nodiscard]] Hint hint_of(const Tree& tree, NodeId id);
  /// What a class or id value alone says.
  [[nodiscard]] Hint names(std::string_view value);
  void clear() { known_.clear(); }

 private:
  std::unordered_map<std::string_view, Hint>
      known_;  // looked up only, so its order does not matter
};

/// Kind of a short line that is page furniture by its words ("Email this article", "Read more:"),
/// else nothing.
[[nodiscard]] std::optional<FurnitureKind> furniture_line(std::string_view line);

/// Kind of a longer notice of the site in its own name: newsletter, affiliate, cookie, copyright
/// and app notices, counters ("34 responses to", "Image 2 of 9"), bare addresses.
[[nodiscard]] std::optional<FurnitureKind> notice_line(std::string_view line);

/// True for a short line that credits a picture ("... (Photo: Agency)").
[[nodiscard]] bool is_credit_line(std::string_view line);

/// True for furniture after which no more article text comes ("Featured on", "Related stories",
/// "Most read").
[[nodiscard]] bool ends_article(std::string_view line);

}  // namespace dateline::page
