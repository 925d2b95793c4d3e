#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "page/hints.h"
#include "page/json_reader.h"
#include "page/moment.h"
#include "page/tree.h"
#include "page/type_words.h"

namespace dateline::page {

/// What the page says about itself outside its visible text: JSON-LD, Open Graph, `meta`, `link`,
/// microdata and the elements that hold headline, byline and times. Filled by one walk over the
/// tree; views point into tree and arena.
struct Metadata {
  struct Meta {
    std::string key;  ///< `name`, `property` or `itemprop`, lower case
    std::string_view value;
  };
  std::vector<Meta> metas;
  std::vector<NodeId> h1s;         ///< h1 elements outside `template`
  std::vector<NodeId> times;       ///< `time` elements
  std::vector<NodeId> bylines;     ///< elements marked as author by rel, itemprop or class
  std::vector<NodeId> properties;  ///< elements with an `itemprop` of a date, headline or publisher
  std::string_view canonical, language, title, next;  ///< `next`: of rel=next
  JsonReader json;
  std::vector<uint32_t> json_roots;
  std::vector<uint32_t> json_objects;    ///< all objects, in order
  uint32_t article = JsonReader::kNone;  ///< the object that describes this article
  std::string_view article_type;         ///< its `@type`

  void clear();
  /// First non-empty value of the first of these keys that has one.
  [[nodiscard]] std::string_view meta(std::initializer_list<std::string_view> keys) const;
};

/// Walks the tree; `hints` are those of its nodes. Also picks `article`.
void gather_metadata(Tree& tree, std::span<const Hint> hints, Metadata& metadata);

/// The `@type` of an object; of several the one that speaks most of an article.
[[nodiscard]] std::string_view type_of(const JsonReader& json, uint32_t object);

/// Text under a node, white space folded, without script, style and template. At most `most` bytes.
[[nodiscard]] std::string text_under(const Tree& tree, NodeId node, size_t most = 2000);

/// JSON-LD text of a member of the article object, tags and references removed, white space folded.
[[nodiscard]] std::string json_text(const Metadata& metadata, std::string_view key);

/// Fields of `article` that need no body: canonical, language, publisher, section, topics, kicker,
/// headline, type, next, paywalled, and dates as far as markup gives them.
void fill_metadata(const TypeWords& types, const Tree& tree, std::span<const Hint> hints, const Metadata& metadata,
                   std::string_view url, Article& article);

/// Parts of `fill_metadata`. `site` and `host` name the site; a kicker found on the way goes to `kicker`.
[[nodiscard]] std::string pick_headline(const Tree& tree, std::span<const Hint> hints,
                                        const Metadata& metadata, std::string_view site,
                                        std::string_view host, std::string* kicker);
void fill_dates(const Tree& tree, const Metadata& metadata, NumericOrder order, Article& article);
/// A time of publication that `meta` states and that is of another day than the one chosen.
[[nodiscard]] std::optional<Moment> other_publication(const Metadata& metadata, NumericOrder order,
                                                      const PageDate& published);
/// The time of the page's file, which may be that of the article: `date`, `created` and such.
[[nodiscard]] std::optional<Moment> created_date(const Metadata& metadata, NumericOrder order);

/// `title` without a site suffix or prefix that names the site ("... - Site", "Site | ...").
[[nodiscard]] std::string strip_site(std::string_view title, std::string_view site,
                                     std::string_view host);

}  // namespace dateline::page
