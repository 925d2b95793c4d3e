// Names of the writers: JSON-LD, `meta`, then visible bylines.
#include <algorithm>
#include <array>

#include "base/strings.h"
#include "page/metadata.h"
#include "page/months.h"
#include "page/placeline.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

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
    for (const std::string& name : split_byline(clean_value(v.text))) add_author(authors, name, {});
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
  const std::string text = clean_value(json[name].text);
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
      for (const std::string& name : split_byline(clean_value(meta.value))) add_author(found, name, {});
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

}  // namespace dateline::page
