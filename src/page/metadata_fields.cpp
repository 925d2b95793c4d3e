// The fields of an article that markup alone gives: which of several sources counts, and how values
// are cleaned.
#include <algorithm>

#include "base/strings.h"
#include "page/section.h"
#include "page/metadata.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

ArticleType article_type(const TypeWords& words, const Metadata& m, std::string_view url, std::string_view section) {
  const std::string_view type = m.article_type;
  const std::string low = to_lower(section);
  const auto has = [type](std::string_view word) { return type.find(word) != std::string_view::npos; };
  const auto said = [&](ArticleType t) { return words.say(t, url, low); };
  if (has("LiveBlog") || said(ArticleType::kLiveblog)) return ArticleType::kLiveblog;
  if (has("Opinion") || said(ArticleType::kOpinion)) return ArticleType::kOpinion;
  if (has("Gallery") || said(ArticleType::kGallery)) return ArticleType::kGallery;
  if (type == "VideoObject" || m.meta({"og:type"}).starts_with("video") || said(ArticleType::kVideo)) return ArticleType::kVideo;
  return ArticleType::kArticle;
}

void add_topic(std::string_view text, std::vector<std::string>& topics) {
  constexpr size_t kMostTopics = 40, kMostBytes = 80;
  const std::string topic = clean_value(text);
  if (topic.empty() || topic.size() > kMostBytes || topics.size() >= kMostTopics) return;
  for (const std::string& known : topics) {
    if (equals_ignoring_case(known, topic)) return;
  }
  topics.push_back(topic);
}

/// `keywords` of JSON-LD (a list, or one text parted by commas), else tags of Open Graph, else `meta` keywords.
void fill_topics(const Metadata& m, std::vector<std::string>& topics) {
  const auto add_list = [&](std::string_view text) {
    for (const std::string_view part : split(text, text.find(',') == std::string_view::npos ? ';' : ',')) add_topic(part, topics);
  };
  if (const uint32_t id = m.json.member(m.article, "keywords"); id != JsonReader::kNone) {
    if (m.json[id].type == JsonReader::Type::kString) add_list(m.json[id].text);
    if (m.json[id].type == JsonReader::Type::kArray) {
      for (uint32_t i = m.json[id].first; i != JsonReader::kNone; i = m.json[i].next) {
        const std::string_view text = m.json[i].type == JsonReader::Type::kObject ? m.json.text(i, "name") : m.json[i].text;
        add_topic(text, topics);
      }
    }
  }
  if (topics.empty()) {
    for (const Metadata::Meta& meta : m.metas) {
      if (meta.key == "article:tag") add_list(meta.value);
    }
  }
  if (topics.empty()) add_list(m.meta({"news_keywords", "keywords", "parsely-tags"}));
}

/// True if JSON-LD or `meta` says that not all of the article is for everyone.
bool says_paywalled(const Metadata& m) {
  const uint32_t id = m.json.member(m.article, "isAccessibleForFree");
  if (id != JsonReader::kNone) {
    std::string_view value = m.json[id].text;
    if (const size_t slash = value.rfind('/'); slash != std::string_view::npos) value = value.substr(slash + 1);
    if (equals_ignoring_case(value, "false")) return true;
    if (equals_ignoring_case(value, "true")) return false;
  }
  const std::string_view tier = m.meta({"article:content_tier"});
  return equals_ignoring_case(tier, "locked") || equals_ignoring_case(tier, "metered");
}

/// The next page of the same article: `rel=next` whose address is that of this page with more behind it ("?page=2", "/2").
std::string next_page(const Metadata& m, std::string_view url) {
  if (m.next.empty() || m.next.size() > 2000) return {};
  if (m.next.starts_with('?')) return std::string(m.next);
  std::string_view own = url.substr(0, url.find_first_of("?#"));
  if (own.ends_with(".html")) own.remove_suffix(5);
  while (own.ends_with('/')) own.remove_suffix(1);
  if (own.empty()) return {};
  const size_t host = own.find("://");
  const size_t path = host == std::string_view::npos ? 0 : own.find('/', host + 3);
  if (path == std::string_view::npos) return {};  // of a front page
  if (m.next.starts_with('/')) own = own.substr(path);
  if (!m.next.starts_with(own)) return {};
  const std::string_view rest = m.next.substr(own.size());
  const size_t digit = std::min(rest.find_first_of("0123456789"), rest.size());
  const size_t number_end = std::min(rest.find_first_not_of("0123456789", digit), rest.size());
  const bool counts = number_end > digit && number_end - digit <= 3;  // longer ones name another article
  return counts ? std::string(m.next) : std::string();
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

void fill_metadata(const TypeWords& types, const Tree& tree, std::span<const Hint> hints, const Metadata& m,
                   std::string_view url, Article& article) {
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
  article.headline = pick_headline(
      tree, hints, m, site.empty() ? std::string_view(article.publisher) : std::string_view(site),
      host, &article.kicker);
  article.section = find_section(types, m, url.empty() ? std::string_view(article.canonical) : url, article.publisher, article.headline);
  article.type = article_type(types, m, url, article.section);
  fill_topics(m, article.topics);
  article.paywalled = says_paywalled(m);
  article.next = next_page(m, url.empty() ? std::string_view(article.canonical) : url);
  fill_dates(tree, m, numeric_order(article.language), article);
}

}  // namespace dateline::page
