// The fields of an article that markup alone gives: which of several sources counts, and how values
// are cleaned.
#include <algorithm>

#include "base/strings.h"
#include "page/metadata.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

ArticleType article_type(const Metadata& m, std::string_view url, std::string_view section) {
  const std::string_view type = m.article_type;
  const std::string_view og_type = m.meta({"og:type"});
  const auto in_url = [url](std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) {
      if (url.find(part) != std::string_view::npos) return true;
    }
    return false;
  };
  if (type.find("LiveBlog") != std::string_view::npos ||
      in_url({"/liveblog", "/live-blog", "/liveticker"})) {
    return ArticleType::kLiveblog;
  }
  const std::string low = to_lower(section);
  for (const std::string_view word : {"opinion", "commentary", "op-ed", "editorial", "meinung",
                                      "debatt", "opini\xC3\xB3n", "columnist"}) {
    if (low.find(word) != std::string::npos) return ArticleType::kOpinion;
  }
  if (type.find("Opinion") != std::string_view::npos ||
      in_url({"/opinion", "/commentisfree/", "/op-ed", "/editorial", "/meinung/", "/kommentare/",
              "/debatt", "/columnists/", "/tribuna/"})) {
    return ArticleType::kOpinion;
  }
  if (type.find("Gallery") != std::string_view::npos ||
      in_url({"/gallery/", "/photogallery/", "/bildstrecke"})) {
    return ArticleType::kGallery;
  }
  if (type == "VideoObject" || og_type.starts_with("video") || in_url({"/video/", "/videos/"}))
    return ArticleType::kVideo;
  if (type == "CollectionPage" || type == "SearchResultsPage") return ArticleType::kIndex;
  return ArticleType::kArticle;
}

/// A language tag in the form of BCP 47 (letters, then parts of up to eight letters and digits); empty if it is none.
std::string language_tag(std::string_view text) {
  std::string tag(trim(text));
  std::replace(tag.begin(), tag.end(), '_', '-');
  const auto parts = split(tag, '-');
  for (size_t i = 0; i < parts.size(); ++i) {
    const auto fits = [&](char c) { return is_alpha(c) || (i > 0 && is_digit(c)); };
    const size_t least = i == 0 ? 2 : 1, most = i == 0 ? 3 : 8;
    if (parts[i].size() < least || parts[i].size() > most || !std::all_of(parts[i].begin(), parts[i].end(), fits)) return {};
  }
  return tag.size() > 20 ? std::string() : tag;
}

}  // namespace

void fill_metadata(const Tree& tree, std::span<const Hint> hints, const Metadata& m, std::string_view url,
                   Article& article) {
  article.canonical =
      m.canonical.starts_with("http") ? std::string(m.canonical) : std::string(m.meta({"og:url"}));
  article.language = language_tag(m.language);
  if (article.language.empty()) {
    article.language = language_tag(m.meta({"language", "content-language", "og:locale", "inlanguage"}));
  }
  const std::string_view host = host_of(url.empty() ? std::string_view(article.canonical) : url);
  // Publisher.
  const uint32_t publisher = m.json.member(m.article, "publisher");
  if (publisher != JsonReader::kNone) article.publisher = clean_value(m.json.text(publisher, "name"));
  if (article.publisher.empty()) {
    article.publisher = clean_value(m.meta({"og:site_name", "application-name", "dc.publisher",
                                      "publisher", "twitter:app:name:iphone"}));
  }
  const std::string site = clean_value(m.meta({"og:site_name", "application-name"}));
  article.section = json_text(m, "articleSection");
  if (article.section.empty()) {
    const uint32_t list = m.json.member(m.article, "articleSection");
    if (list != JsonReader::kNone && m.json[list].type == JsonReader::Type::kArray &&
        m.json[list].first != JsonReader::kNone) {
      article.section = clean_value(m.json[m.json[list].first].text);
    }
  }
  if (article.section.empty())
    article.section = clean_value(m.meta({"article:section", "section", "parsely-section",
                                    "sailthru.section", "dc.subject.section"}));
  article.headline = pick_headline(
      tree, hints, m, site.empty() ? std::string_view(article.publisher) : std::string_view(site),
      host, &article.kicker);
  article.type = article_type(m, url, article.section);
  fill_dates(tree, m, numeric_order(article.language), article);
}

}  // namespace dateline::page
