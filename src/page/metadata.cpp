#include "page/metadata.h"

#include <algorithm>

#include "base/entities.h"
#include "base/strings.h"
#include "base/utf8.h"

namespace dateline::page {
namespace {

constexpr size_t kMostMetas = 2000;
constexpr size_t kMostMarks = 200;  // h1, time, byline elements that are kept
constexpr size_t kMostJsonBytes = 4u << 20;

/// How much an object of a `@type` is the article of the page: 3 article, 2 posting or report, 1
/// page, 0 no.
int article_rank(std::string_view type) {
  if (const size_t slash = type.find_last_of("/:"); slash != std::string_view::npos) {
    type = type.substr(slash + 1);
  }
  if (type.ends_with("NewsArticle") || type == "Article" || type == "LiveBlogPosting") return 4;
  if (type.ends_with("Article") || type == "BlogPosting" || type == "Report" || type == "Review" ||
      type == "SocialMediaPosting" || type == "DiscussionForumPosting" || type == "Recipe" ||
      type == "AnalysisNewsArticle" || type == "HowTo") {
    return 3;
  }
  if (type == "CreativeWork" || type == "MediaGallery" || type == "ImageGallery" ||
      type == "VideoObject" || type == "PodcastEpisode") {
    return 2;
  }
  return type.ends_with("Page") ? 1 : 0;
}

}  // namespace

std::string_view type_of(const JsonReader& json, uint32_t object) {
  const uint32_t id = json.member(object, "@type");
  if (id == JsonReader::kNone) return {};
  if (json[id].type == JsonReader::Type::kString) return json[id].text;
  std::string_view best;
  for (uint32_t i = json[id].first; i != JsonReader::kNone; i = json[i].next) {
    if (best.empty() || article_rank(json[i].text) > article_rank(best)) best = json[i].text;
  }
  return best;
}

namespace {

/// Collects the objects below `value`. `listed`: inside a list of other pages.
void collect_objects(Metadata& m, uint32_t value, bool listed, int* best_rank) {
  const JsonReader::Value& v = m.json[value];
  if (v.type == JsonReader::Type::kObject) {
    m.json_objects.push_back(value);
    const std::string_view type = type_of(m.json, value);
    int rank = listed ? 0 : article_rank(type) * 4;
    if (rank > 0) {
      if (m.json.member(value, "datePublished") != JsonReader::kNone) rank += 2;
      if (m.json.member(value, "headline") != JsonReader::kNone) rank += 1;
    }
    if (rank > *best_rank) {
      *best_rank = rank;
      m.article = value;
      m.article_type = type;
    }
  }
  const bool is_container =
      v.type == JsonReader::Type::kObject || v.type == JsonReader::Type::kArray;
  if (!is_container) return;
  for (uint32_t i = v.first; i != JsonReader::kNone; i = m.json[i].next) {
    const std::string_view key = m.json[i].key;
    const bool list = listed || key == "itemListElement" || key == "mentions" ||
                      key == "citation" || key == "isBasedOn" || key == "relatedLink" ||
                      key == "hasPart" || key == "liveBlogUpdate" || key == "comment" ||
                      key == "review";
    collect_objects(m, i, list, best_rank);
  }
}

}  // namespace

void Metadata::clear() {
  metas.clear();
  h1s.clear();
  times.clear();
  bylines.clear();
  properties.clear();
  canonical = language = title = next = article_type = {};
  json.clear();
  json_roots.clear();
  json_objects.clear();
  article = JsonReader::kNone;
}

std::string_view Metadata::meta(std::initializer_list<std::string_view> keys) const {
  for (const std::string_view key : keys) {
    for (const Meta& m : metas) {
      if (m.key == key && !trim(m.value).empty()) return trim(m.value);
    }
  }
  return {};
}

std::string text_under(const Tree& tree, NodeId node, size_t most) {
  std::string raw;
  for (NodeId i = node; i != kNoNode && raw.size() < most;) {
    const Node& n = tree[i];
    bool skip = false;
    if (n.kind == NodeKind::kText) {
      size_t end = std::min(n.data.size(), most);
      while (!is_utf8_border(n.data, end)) --end;
      raw += n.data.substr(0, end);
    } else if (n.kind == NodeKind::kElement) {
      skip = n.tag == Tag::kScript || n.tag == Tag::kStyle || n.tag == Tag::kTemplate ||
             n.tag == Tag::kNoscript || n.space == Namespace::kSvg;
      if (in_group(n.tag, kBlock) || n.tag == Tag::kBr) raw.push_back(' ');
    }
    i = tree.following(i, node, skip);
  }
  std::string folded = fold_space(raw);
  if (folded.size() > most) {
    size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(folded[end]) & 0xC0) == 0x80) --end;
    folded.resize(end);
  }
  return folded;
}

void gather_metadata(Tree& tree, std::span<const Hint> hints, Metadata& m) {
  m.clear();
  for (NodeId i = 0; i != kNoNode;) {
    const Node& n = tree[i];
    bool skip = false;
    if (n.kind == NodeKind::kElement && n.space == Namespace::kHtml) {
      switch (n.tag) {
        case Tag::kHtml:
          m.language = trim(tree.attribute(i, Attr::kLang));
          break;
        case Tag::kMeta: {
          if (m.metas.size() >= kMostMetas) break;
          const std::string_view value = tree.attribute(i, Attr::kContent);
          if (value.empty()) break;
          for (const Attr attr : {Attr::kProperty, Attr::kName, Attr::kItemprop}) {
            const std::string_view key = trim(tree.attribute(i, attr));
            if (!key.empty()) m.metas.push_back({to_lower(key), value});
          }
          break;
        }
        case Tag::kA:
        case Tag::kLink:
          if (m.next.empty() && equals_ignoring_case(trim(tree.attribute(i, Attr::kRel)), "next")) {
            m.next = trim(tree.attribute(i, Attr::kHref));
          }
          if (n.tag == Tag::kA) break;
          if (m.canonical.empty() &&
              equals_ignoring_case(trim(tree.attribute(i, Attr::kRel)), "canonical")) {
            m.canonical = trim(tree.attribute(i, Attr::kHref));
          }
          break;
        case Tag::kTitle:
          if (m.title.empty() && n.first != kNoNode) m.title = trim(tree[n.first].data);
          break;
        case Tag::kScript:
          skip = true;
          if (n.first != kNoNode && tree[n.first].data.size() <= kMostJsonBytes &&
              starts_with_ignoring_case(trim(tree.attribute(i, Attr::kType)),
                                        "application/ld+json")) {
            const uint32_t root = m.json.read(tree[n.first].data, tree.arena);
            if (root != JsonReader::kNone) m.json_roots.push_back(root);
          }
          break;
        case Tag::kTemplate:
          skip = true;
          break;
        case Tag::kH1:
          if (m.h1s.size() < kMostMarks) m.h1s.push_back(i);
          break;
        case Tag::kTime:
          if (m.times.size() < kMostMarks) m.times.push_back(i);
          break;
        default:
          break;
      }
      if (n.tag != Tag::kMeta && (hints[i].flags & (kProperty | kAuthorElement))) {
        if ((hints[i].flags & kProperty) && m.properties.size() < kMostMarks) m.properties.push_back(i);
        if ((hints[i].flags & kAuthorElement) && n.tag != Tag::kBody && n.tag != Tag::kHtml && n.tag != Tag::kLink &&
            m.bylines.size() < kMostMarks) {
          m.bylines.push_back(i);
        }
      }
    }
    i = tree.following(i, 0, skip);
  }
  int best = 0;
  for (const uint32_t root : m.json_roots) collect_objects(m, root, false, &best);
}

std::string json_text(const Metadata& m, std::string_view key) {
  const std::string_view raw = m.json.text(m.article, key);
  if (raw.empty()) return {};
  std::string decoded = decode_references(raw);
  if (decoded.find('&') != std::string::npos) decoded = decode_references(decoded);
  std::string plain;
  bool tag = false;
  for (size_t i = 0; i < decoded.size(); ++i) {
    const char c = decoded[i];
    if (c == '<' && i + 1 < decoded.size() && (is_alpha(decoded[i + 1]) || decoded[i + 1] == '/'))
      tag = true;
    if (!tag) plain.push_back(c);
    if (tag && c == '>') {
      tag = false;
      plain.push_back(' ');
    }
  }
  return fold_space(plain);
}

}  // namespace dateline::page
