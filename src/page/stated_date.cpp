// Dates that the markup states.
#include <algorithm>
#include <cstdlib>

#include "base/civil_date.h"
#include "base/strings.h"
#include "page/metadata.h"

namespace dateline::page {
namespace {

std::optional<Moment> json_moment(const Metadata& m, std::string_view key, NumericOrder order) {
  const std::string_view text = m.json.text(m.article, key);
  if (text.empty()) return std::nullopt;
  return parse_moment(text, order);
}

bool type_of_is_comment(const Metadata& m, uint32_t object) {
  return m.json.text(object, "@type") == "Comment" || m.json.text(object, "@type") == "Review";
}

constexpr size_t kMostDateBytes = 60;

// Times that only a publication has.
constexpr std::string_view kPublished[] = {
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "published_time", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "published-date", "published_date",
    "publication_date", "publicationdate", "dc.date.issued", "dcterms.issued",
    "dc.date.published", "dc.issued", "article.published", "article_date_original",
    "originalpublicationdate", "displaydate", "ptime", "pdate", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "rnews:datepublished", "vr:published_time", "bt:pubdate",
    "citation_publication_date", "citation_date", "citation_online_date", "article:post_date",
    "dcsext.articlefirstpublished", "shareaholic:article_published_time", "og:pubdate",
    "article-publication-date", "article-date", "og:regdate"};
// Times that often are those of the file: what the page shows beside its headline outranks them.
constexpr std::string_view kCreated[] = {
    "dcterms.date", "dc.date", "dc.date.created", "dcterms.created", "dc.created", "datecreated",
    "date_created", "creation_date", "created", "timestamp", "date", "release_date",
    "og:release_date", "time", "gentime", "doc_date", "last_published_date", "uploaddate",
    "datetime"};

}  // namespace

void fill_dates(const Tree& tree, const Metadata& m, NumericOrder order, Article& article) {
  const auto set = [](PageDate& date, const std::optional<Moment>& moment, DateFrom from) {
    if (!date.known() && moment) date = page_date(*moment, from);
  };
  set(article.published, json_moment(m, "datePublished", order), DateFrom::kJsonLd);
  set(article.modified, json_moment(m, "dateModified", order), DateFrom::kJsonLd);
  if (!article.published.known()) {
    for (const uint32_t object : m.json_objects) {
      const std::string_view text = m.json.text(object, "datePublished");
      if (text.empty() || type_of_is_comment(m, object)) continue;
      set(article.published, parse_moment(text, order), DateFrom::kJsonLd);
      if (article.published.known()) break;
    }
  }
  for (const std::string_view key : kPublished) {
    if (article.published.known()) break;
    if (const std::string_view value = m.meta({key}); !value.empty()) {
      set(article.published, parse_moment(value, order), DateFrom::kMeta);
    }
  }
  static constexpr std::string_view kModified[] = {"article:modified_time",
                                                   "og:updated_time",
                                                   "og:modified_time",
                                                   "datemodified",
                                                   "lastmod",
                                                   "last-modified",
                                                   "modified",
                                                   "dcterms.modified",
                                                   "dc.date.modified",
                                                   "dc.modified",
                                                   "utime",
                                                   "lastupdate",
                                                   "dateupdate",
                                                   "article:updated",
                                                   "revised",
                                                   "modified_time",
                                                   "last_updated_date"};
  for (const std::string_view key : kModified) {
    if (article.modified.known()) break;
    if (const std::string_view value = m.meta({key}); !value.empty()) {
      set(article.modified, parse_moment(value, order), DateFrom::kMeta);
    }
  }
  // Microdata and time elements.
  for (const NodeId id : m.properties) {
    const std::string_view prop = tree.attribute(id, Attr::kItemprop);
    const bool published =
        prop.find("datePublished") != std::string_view::npos || prop == "dateCreated";
    const bool modified = prop.find("dateModified") != std::string_view::npos;
    if (!published && !modified) continue;
    std::string_view value = tree.attribute(id, Attr::kDatetime);
    if (value.empty()) value = tree.attribute(id, Attr::kContent);
    std::string text;
    if (value.empty()) value = text = text_under(tree, id, 100);
    if (published) set(article.published, parse_moment(value, order), DateFrom::kTime);
    if (modified) set(article.modified, parse_moment(value, order), DateFrom::kTime);
  }
  // Names of a site's own making: "w-published-date", "article:publishedAt".
  for (const Metadata::Meta& meta : m.metas) {
    if (article.published.known()) break;
    const auto has = [&meta](std::string_view word) {
      return meta.key.find(word) != std::string::npos;
    };
    if (has("modif") || has("updat") || has("expir") || has("year")) continue;
    if (meta.key.ends_with("uploaded") ||
        ((has("publish") || has("issued") || has("release")) &&
         (has("date") || has("time") || has("published")))) {
      set(article.published, parse_moment(meta.value, order), DateFrom::kMeta);
    }
  }
}

std::optional<Moment> other_publication(const Metadata& m, NumericOrder order, const PageDate& published) {
  const auto stated = parse_iso_day(published.value);
  if (!stated || published.from == DateFrom::kUrl) return std::nullopt;
  for (const Metadata::Meta& meta : m.metas) {
    if (meta.value.size() > kMostDateBytes) continue;
    if (std::find(std::begin(kPublished), std::end(kPublished), meta.key) == std::end(kPublished)) continue;
    const auto moment = parse_moment(meta.value, order);
    if (moment && moment->precision != Precision::kMonth &&
        std::abs(days_from_civil(moment->date) - days_from_civil(*stated)) > 1) {  // more than clocks differ
      return moment;
    }
  }
  return std::nullopt;
}

std::optional<Moment> created_date(const Metadata& m, NumericOrder order) {
  for (const std::string_view key : kCreated) {
    if (const std::string_view value = m.meta({key}); !value.empty()) {
      if (const auto moment = parse_moment(value, order)) return moment;
    }
  }
  return std::nullopt;
}

}  // namespace dateline::page
