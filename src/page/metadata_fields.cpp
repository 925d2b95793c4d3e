// The fields of an article that markup alone gives: which of several sources counts, and how values
// are cleaned.
#include <algorithm>
#include <array>

#include "base/entities.h"
#include "base/strings.h"
#include "page/metadata.h"
#include "page/months.h"
#include "page/placeline.h"

namespace dateline::page {
namespace {

std::string clean(std::string_view text) {
  std::string out(text);
  if (out.find('&') != std::string::npos) out = decode_references(out);
  out = fold_space(out);
  for (const std::string_view gone : {"\xC2\xAD", "\xE2\x80\x8B", "\xEF\xBB\xBF"}) {
    for (size_t at; (at = out.find(gone)) != std::string::npos;) out.erase(at, gone.size());
  }
  return out;
}

/// Lower-cased letters and digits only, for comparing titles.
std::string key_of(std::string_view text) {
  std::string key;
  for (const char c : text) {
    if (is_alpha(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80)
      key.push_back(to_lower(c));
  }
  for (const std::string_view mark :
       {"\xE2\x80\x99", "\xE2\x80\x98", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xC2\xAB", "\xC2\xBB",
        "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x9E", "\xC2\xAD"}) {
    for (size_t at; (at = key.find(mark)) != std::string::npos;) key.erase(at, mark.size());
  }
  return key;
}

std::string_view host_of(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  if (starts_with_ignoring_case(host, "www.")) host.remove_prefix(4);
  return host;
}

// ---- authors

bool is_role(std::string_view lower) {
  for (const std::string_view word :
       {"staff",        "editor",     "reporter",  "correspondent", "writer",    "contributor",
        "photographer", "photo",      "columnist", "updated",       "published", "read",
        "posted",       "min ",       "minute",    "follow",        "comments",  "@",
        "http",         "journalist", "redakteur", "share",         "editorial", "author",
        "about",        "sign in",    "log in",    "twitter",       "facebook",  " says"}) {
    if (lower.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool is_name(std::string_view name) {
  if (name.size() < 3 || name.size() > 70) return false;
  size_t words = 1, digits = 0;
  for (const char c : name) {
    words += c == ' ';
    digits += is_digit(c);
  }
  if (words > 6 || digits > 3) return false;
  if (name.find("://") != std::string_view::npos || name.find("www.") != std::string_view::npos)
    return false;
  return name.find('@') == std::string_view::npos;
}

bool starts_like_name(std::string_view name) {
  return is_upper(name[0]) || static_cast<unsigned char>(name[0]) >= 0x80;
}

/// "Ph.D.", "MBA", "CFP\u00AE": letters behind a name.
bool is_credential(std::string_view text) {
  if (text.size() > 7 || text.find(' ') != std::string_view::npos || is_agency(text)) return false;
  size_t upper = 0, lower = 0;
  bool dot = false;
  for (const char c : text) {
    upper += is_upper(c);
    lower += is_lower(c);
    dot = dot || c == '.';
  }
  return upper >= 1 && (lower == 0 || dot || (upper >= 2 && text.size() <= 4));
}

void add_author(std::vector<Author>& authors, std::string_view name, std::string_view url) {
  for (const Author& a : authors) {
    if (equals_ignoring_case(a.name, name)) return;
  }
  if (authors.size() < 20) authors.push_back({std::string(name), std::string(url)});
}

void add_json_author(const Metadata& m, uint32_t value, std::vector<Author>& authors, int depth) {
  const JsonReader& json = m.json;
  const JsonReader::Value& v = json[value];
  if (depth > 3) return;
  if (v.type == JsonReader::Type::kArray) {
    for (uint32_t i = v.first; i != JsonReader::kNone; i = json[i].next)
      add_json_author(m, i, authors, depth + 1);
    return;
  }
  if (v.type == JsonReader::Type::kString) {
    for (const std::string& name : split_byline(clean(v.text))) add_author(authors, name, {});
    return;
  }
  if (v.type != JsonReader::Type::kObject) return;
  const bool house = type_of(json, value).ends_with("Organization");
  const uint32_t name = json.member(value, "name");
  if (name == JsonReader::kNone) {
    // A reference into the @graph.
    const std::string_view id = json.text(value, "@id");
    if (id.empty()) return;
    for (const uint32_t object : m.json_objects) {
      if (object != value && json.text(object, "@id") == id &&
          json.member(object, "name") != JsonReader::kNone) {
        add_json_author(m, object, authors, depth + 1);
        return;
      }
    }
    return;
  }
  if (json[name].type != JsonReader::Type::kString) {
    add_json_author(m, name, authors, depth + 1);
    return;
  }
  std::string_view url = json.text(value, "url");
  if (!url.starts_with("http")) url = {};
  const std::string text = clean(json[name].text);
  if (house) {  // "Centre for Trade and Research" is one name
    if (is_name(text)) add_author(authors, text, url);
    return;
  }
  for (const std::string& one : split_byline(text)) add_author(authors, one, url);
}

/// True if JSON-LD names an organisation, not a person, as the author.
bool json_author_is_house(const Metadata& m) {
  uint32_t id = m.json.member(m.article, "author");
  if (id != JsonReader::kNone && m.json[id].type == JsonReader::Type::kArray) id = m.json[id].first;
  return id != JsonReader::kNone && type_of(m.json, id).ends_with("Organization");
}

void fill_authors(const Tree& tree, const Metadata& m, Article& article) {
  std::vector<Author>& authors = article.authors;
  for (const std::string_view key : {"author", "creator", "contributor"}) {
    const uint32_t id = m.json.member(m.article, key);
    if (id != JsonReader::kNone && authors.empty()) add_json_author(m, id, authors, 0);
  }
  // A paper that names only itself in JSON-LD often names the writer elsewhere.
  const bool only_house =
      authors.size() == 1 &&
      (json_author_is_house(m) ||
       (!article.publisher.empty() && key_of(authors[0].name) == key_of(article.publisher)));
  if (!authors.empty() && !only_house) return;
  std::vector<Author> found;
  static constexpr std::array<std::string_view, 14> kKeys = {"author",
                                                             "article:author",
                                                             "parsely-author",
                                                             "sailthru.author",
                                                             "dc.creator",
                                                             "dcterms.creator",
                                                             "dc.author",
                                                             "byl",
                                                             "og:article:author",
                                                             "cxenseparse:author",
                                                             "authors",
                                                             "article:author_name",
                                                             "citation_author",
                                                             "twitter:creator:name"};
  for (const std::string_view key : kKeys) {
    for (const Metadata::Meta& meta : m.metas) {
      if (meta.key != key) continue;
      for (const std::string& name : split_byline(clean(meta.value))) add_author(found, name, {});
    }
    if (!found.empty()) break;
  }
  const auto house = [&](const Author& a) {
    const std::string key = key_of(a.name);
    return !article.publisher.empty() && key == key_of(article.publisher);
  };
  std::erase_if(found, house);
  if (found.empty()) {
    // Visible bylines: rel=author and itemprop first, then classes; the first that holds names
    // counts.
    for (int pass = 0; pass < 2 && found.empty(); ++pass) {
      for (const NodeId id : m.bylines) {
        const bool strong = tree.attribute(id, Attr::kRel) == "author" ||
                            !tree.attribute(id, Attr::kItemprop).empty();
        if (strong != (pass == 0)) continue;
        const std::string text = text_under(tree, id, 200);
        if (text.size() > 150) continue;
        for (const std::string& name : split_byline(text)) {
          if (!is_role(to_lower(name)) && starts_like_name(name)) add_author(found, name, {});
        }
        std::erase_if(found, house);
        if (!found.empty() && pass == 1) break;
      }
    }
  }
  if (!found.empty()) authors = std::move(found);
}

// ---- dates

std::optional<Moment> json_moment(const Metadata& m, std::string_view key, NumericOrder order) {
  const std::string_view text = m.json.text(m.article, key);
  if (text.empty()) return std::nullopt;
  return parse_moment(text, order);
}

bool type_of_is_comment(const Metadata& m, uint32_t object) {
  return m.json.text(object, "@type") == "Comment" || m.json.text(object, "@type") == "Review";
}

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
  static constexpr std::string_view kPublished[] = {"article:published_time",
                                                    "og:article:published_time",
                                                    "og:published_time",
                                                    "datepublished",
                                                    "article:published",
                                                    "published_time",
                                                    "parsely-pub-date",
                                                    "sailthru.date",
                                                    "pubdate",
                                                    "publishdate",
                                                    "publish-date",
                                                    "publish_date",
                                                    "published-date",
                                                    "published_date",
                                                    "publication_date",
                                                    "publicationdate",
                                                    "dc.date.issued",
                                                    "dcterms.issued",
                                                    "dc.date.published",
                                                    "dc.issued",
                                                    "dcterms.date",
                                                    "dc.date",
                                                    "dc.date.created",
                                                    "dcterms.created",
                                                    "dc.created",
                                                    "article.published",
                                                    "article_date_original",
                                                    "originalpublicationdate",
                                                    "displaydate",
                                                    "ptime",
                                                    "pdate",
                                                    "cxenseparse:recs:publishtime",
                                                    "cxenseparse:publishtime",
                                                    "rnews:datepublished",
                                                    "vr:published_time",
                                                    "bt:pubdate",
                                                    "citation_publication_date",
                                                    "citation_date",
                                                    "citation_online_date",
                                                    "datecreated",
                                                    "date_created",
                                                    "creation_date",
                                                    "created",
                                                    "timestamp",
                                                    "date",
                                                    "article:post_date",
                                                    "release_date",
                                                    "og:release_date",
                                                    "time",
                                                    "dcsext.articlefirstpublished",
                                                    "shareaholic:article_published_time",
                                                    "gentime",
                                                    "og:pubdate",
                                                    "doc_date",
                                                    "article-publication-date",
                                                    "article-date",
                                                    "last_published_date",
                                                    "og:regdate",
                                                    "uploaddate",
                                                    "datetime"};
  for (const std::string_view key : kPublished) {
    if (article.published.known()) break;
    if (const std::string_view value = m.meta({key}); !value.empty()) {
      set(article.published, parse_moment(value, order), DateFrom::kMeta);
    }
  }
  // Names of a site's own making: "w-published-date", "article:publishedAt".
  for (const Metadata::Meta& meta : m.metas) {
    if (article.published.known()) break;
    const auto has = [&meta](std::string_view word) {
      return meta.key.find(word) != std::string::npos;
    };
    if (has("modif") || has("updat") || has("expir") || has("year")) continue;
    if ((has("publish") || has("issue") || has("release") || has("creat")) &&
        (has("date") || has("time") || has("published"))) {
      set(article.published, parse_moment(meta.value, order), DateFrom::kMeta);
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
}

// ---- headline

/// Share of the words of `a` that `b` has, as keys of letters; cheap and order-free.
bool contains_key(const std::string& whole, const std::string& part) {
  return !part.empty() && whole.find(part) != std::string::npos;
}

/// Text of an h1 without a kicker inside it, which goes to `kicker`.
std::string h1_text(const Tree& tree, HintReader& hints, NodeId h1, std::string* kicker) {
  std::string whole = clean(text_under(tree, h1, 400));
  for (NodeId i = tree.following(h1, h1); i != kNoNode; i = tree.following(i, h1)) {
    const Node& n = tree[i];
    if (n.kind != NodeKind::kElement || n.attributes_begin == n.attributes_end) continue;
    if (!(hints.hint_of(tree, i).flags & kKickerHint)) continue;
    const std::string text = clean(text_under(tree, i, 200));
    if (text.empty() || text.size() + 10 > whole.size() || !whole.starts_with(text)) continue;
    std::string_view rest = trim(std::string_view(whole).substr(text.size()));
    while (!rest.empty() && (rest.front() == ':' || rest.front() == '-' || rest.front() == '|'))
      rest = trim(rest.substr(1));
    *kicker = text;
    return std::string(rest);
  }
  return whole;
}

/// Share of the words of `a` (four letters or more) that `b` has.
double shared_words(std::string_view a, std::string_view b) {
  const std::string hay = to_lower(b), low = to_lower(a);
  size_t words = 0, found = 0;
  for (const std::string_view word : split(low, ' ')) {
    if (word.size() < 4) continue;
    ++words;
    found += hay.find(word) != std::string::npos;
  }
  return words == 0 ? 0.0 : static_cast<double>(found) / static_cast<double>(words);
}

std::string pick_headline(const Tree& tree, HintReader& hints, const Metadata& m,
                          std::string_view site, std::string_view host, std::string* kicker) {
  const std::string json = strip_site(json_text(m, "headline"), site, host);
  const std::string og = strip_site(clean(m.meta({"og:title", "twitter:title", "sailthru.title",
                                                  "parsely-title", "dc.title", "title"})),
                                    site, host);
  const std::string title = clean(m.title);
  const std::string title_key = key_of(title), og_key = key_of(og), json_key = key_of(json);
  // What the paper states as the headline and says a second time outside the text.
  const bool stated =
      json_key.size() >= 8 && json_key != key_of(site) &&
      (title_key.starts_with(json_key) || og_key == json_key ||
       (title_key.ends_with(json_key) && json_key.size() * 2 > title_key.size()));
  // The h1 that the other titles confirm.
  std::string h1, h1_kicker;
  for (const NodeId id : m.h1s) {
    std::string text = h1_text(tree, hints, id, &h1_kicker);
    const std::string key = key_of(text);
    if (key.size() < 8) continue;
    const bool same = contains_key(title_key, key) || contains_key(key, og_key) ||
                      contains_key(og_key, key) || contains_key(key, json_key) ||
                      contains_key(json_key, key);
    if (same && key != key_of(site)) {
      h1 = std::move(text);
      break;
    }
  }
  if (!h1.empty()) {
    const std::string key = key_of(h1);
    // A kicker inside the h1 that no name gives away: the other titles know where the headline
    // begins.
    if (!json_key.empty() && key.size() > json_key.size() && key.ends_with(json_key)) return json;
    const bool told_apart = !h1_kicker.empty() && json_key.ends_with(key);
    if (stated && !told_apart && !contains_key(key, json_key)) return json;
    *kicker = h1_kicker;
    // Or one that the paper leaves out where it shares the page: "Judo: Bronze for Lee".
    const size_t colon = h1.size() > og.size() + 2 ? h1.size() - og.size() - 2 : 0;
    if (colon > 0 && og_key.size() >= 8 && h1.ends_with(og) && h1.compare(colon, 2, ": ") == 0) {
      *kicker = h1.substr(0, colon);
      return og;
    }
    return h1;
  }
  if (stated) return json;
  // One that is worded differently from all of them still is what the reader sees.
  for (const NodeId id : m.h1s) {
    std::string text = h1_text(tree, hints, id, &h1_kicker);
    if (text.size() < 20 || key_of(text) == key_of(site)) continue;
    const bool alike = std::max({shared_words(text, og), shared_words(text, json),
                                 shared_words(text, title)}) >= 0.3;
    if (alike || (og.empty() && json.empty() && m.h1s.size() == 1)) {
      *kicker = h1_kicker;
      return text;
    }
  }
  if (!json.empty()) return json;
  if (!og.empty()) return og;
  return strip_site(title, site, host);
}

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

/// A byline without the date behind the name: "Ann Lee Dec 18".
std::string_view before_date(std::string_view name) {
  size_t at = 0;
  for (const std::string_view word : split(name, ' ')) {
    std::string_view plain = word;
    while (!plain.empty() && (plain.back() == '.' || plain.back() == ',')) plain.remove_suffix(1);
    const size_t next = at + word.size() + 1;
    const bool digit = !word.empty() && is_digit(word[0]);
    const bool month = month_of(to_lower(plain)) > 0 && next < name.size() && is_digit(name[next]);
    if (digit || month) {
      std::string_view kept = trim(name.substr(0, at));
      while (!kept.empty() && (kept.back() == '-' || kept.back() == '|' || kept.back() == ','))
        kept = trim(kept.substr(0, kept.size() - 1));
      return kept;
    }
    at = next;
  }
  return name;
}

}  // namespace

std::string strip_site(std::string_view title, std::string_view site, std::string_view host) {
  std::string out(title);
  const std::string site_key = key_of(site);
  std::string host_key = key_of(host.substr(0, host.find_last_of('.')));
  const auto names_site = [&](std::string_view part) {
    const std::string key = key_of(part);
    if (key.empty()) return true;
    if (!site_key.empty() && (key == site_key || site_key.find(key) != std::string::npos ||
                              key.find(site_key) != std::string::npos)) {
      return true;
    }
    return key.size() >= 3 && !host_key.empty() &&
           (host_key.find(key) != std::string::npos || key.find(host_key) != std::string::npos);
  };
  for (int turn = 0; turn < 3; ++turn) {
    bool cut = false;
    for (const std::string_view mark :
         {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " \xC2\xB7 ",
          " / ", " \xE2\x80\xA2 ", " \xC2\xAB ", " < "}) {
      const size_t last = out.rfind(mark);
      if (last != std::string::npos && last > 0) {
        const std::string_view tail = std::string_view(out).substr(last + mark.size());
        if (names_site(tail) || (mark == " | " && tail.size() < 30 && last > tail.size())) {
          out.resize(last);
          cut = true;
          break;
        }
      }
      const size_t first = out.find(mark);
      if (first != std::string::npos && first > 0 && first < 40 && !site_key.empty() &&
          key_of(std::string_view(out).substr(0, first)) == site_key) {
        out.erase(0, first + mark.size());
        cut = true;
        break;
      }
    }
    if (!cut) break;
  }
  return std::string(trim(out));
}

std::vector<std::string> split_byline(std::string_view byline) {
  std::string text = fold_space(byline);
  // Labels in front.
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view label :
         {"written by ", "posted by ", "published by ", "reported by ", "story by ",
          "words by ",   "text by ",   "reporting by ", "analysis by ", "by ",
          "by: ",        "by\xC2\xA0", "author: ",      "authors: ",    "author ",
          "von ",        "von: ",      "par ",          "por ",         "di ",
          "av ",         "af ",        "door ",         "text: ",       "texte: ",
          "texto: ",     "autor: ",    "auteur: ",      "autore: ",     "skrevet av ",
          "tekst: "}) {
      if (starts_with_ignoring_case(text, label)) {
        text.erase(0, label.size());
        again = true;
      }
    }
  }
  std::vector<std::string> names;
  size_t begin = 0;
  const std::string lower = to_lower(text);
  const auto take = [&](size_t end) {
    std::string_view name = trim(std::string_view(text).substr(begin, end - begin));
    while (!name.empty() && (name.back() == ',' || name.back() == ';' || name.back() == ':' ||
                             name.back() == '-' || name.back() == '|')) {
      name = trim(name.substr(0, name.size() - 1));
    }
    if (const size_t bracket = name.find(" ("); bracket != std::string_view::npos && bracket > 2) {
      name = name.substr(0, bracket);
    }
    if (starts_with_ignoring_case(name, "and ")) name.remove_prefix(4);
    name = before_date(name);
    if (!names.empty() && is_credential(name)) return;
    if (is_name(name)) names.emplace_back(name);
  };
  for (size_t i = 0; i < text.size();) {
    size_t skip = 0;
    for (const std::string_view mark :
         {" and ",  " und ", " et ",         " y ",        " og ",
          " och ",  " en ",  " e ",          " i ",        " & ",
          " with ", ", ",    "; ",           ";",          " | ",
          "|",      " / ",   "\xE3\x80\x81", " \xC2\xB7 ", " \xE2\x80\xA2 ",
          ","}) {
      if (lower.compare(i, mark.size(), mark) == 0) {
        skip = mark.size();
        break;
      }
    }
    if (skip == 0) {
      ++i;
      continue;
    }
    take(i);
    i += skip;
    begin = i;
  }
  take(text.size());
  return names;
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

void fill_metadata(const Tree& tree, HintReader& hints, const Metadata& m, std::string_view url,
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
  if (publisher != JsonReader::kNone) article.publisher = clean(m.json.text(publisher, "name"));
  if (article.publisher.empty()) {
    article.publisher = clean(m.meta({"og:site_name", "application-name", "dc.publisher",
                                      "publisher", "twitter:app:name:iphone"}));
  }
  const std::string site = clean(m.meta({"og:site_name", "application-name"}));
  article.section = json_text(m, "articleSection");
  if (article.section.empty()) {
    const uint32_t list = m.json.member(m.article, "articleSection");
    if (list != JsonReader::kNone && m.json[list].type == JsonReader::Type::kArray &&
        m.json[list].first != JsonReader::kNone) {
      article.section = clean(m.json[m.json[list].first].text);
    }
  }
  if (article.section.empty())
    article.section = clean(m.meta({"article:section", "section", "parsely-section",
                                    "sailthru.section", "dc.subject.section"}));
  article.headline = pick_headline(
      tree, hints, m, site.empty() ? std::string_view(article.publisher) : std::string_view(site),
      host, &article.kicker);
  article.type = article_type(m, url, article.section);
  fill_authors(tree, m, article);
  fill_dates(tree, m, numeric_order(article.language), article);
}

}  // namespace dateline::page
