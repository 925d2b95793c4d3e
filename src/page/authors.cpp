#include "page/authors.h"

#include <algorithm>

#include "base/strings.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

constexpr size_t kMostBylineBytes = 150, kMostAuthors = 20;
constexpr size_t kAbove = 4, kBelow = 14;  // blocks around the headline where a byline may stand
constexpr std::string_view kAuthorFolders[] = {"/author", "/autor", "/auteur", "/journalist", "/reporter", "/contributor", "/columnist", "/staff/", "/people/", "/profile/", "/redaktion/"};

void add_author(std::vector<Author>& authors, std::string_view name, std::string_view url) {
  for (const Author& a : authors) {
    if (equals_ignoring_case(a.name, name)) return;
  }
  if (authors.size() < kMostAuthors) authors.push_back({std::string(name), std::string(url)});
}

class AuthorFinder {
 public:
  AuthorFinder(const Bylines& bylines, const Tree& tree, const Metadata& m, const Blocks& blocks, const Article& article)
      : bylines_(bylines), tree_(tree), meta_(m), blocks_(blocks), publisher_(article.publisher),
        publisher_key_(key_of(article.publisher)), headline_(article.headline) {}

  /// What JSON-LD says; true if it names a person.
  bool json(std::vector<Author>& authors) {
    for (const std::string_view key : {"author", "creator", "contributor"}) {
      const uint32_t id = meta_.json.member(meta_.article, key);
      if (id != JsonReader::kNone && authors.empty()) add_json(id, authors, 0);
    }
    // A paper that names only itself in JSON-LD often names the writer elsewhere.
    return !authors.empty() && !(authors.size() == 1 && (json_author_is_house() || is_house(authors[0])));
  }

  /// What the rest of the page says: `meta`, elements named so, lines near the headline.
  std::vector<Author> elsewhere() const {
    std::vector<Author> first;
    for (const auto look : {&AuthorFinder::metas, &AuthorFinder::marked, &AuthorFinder::named, &AuthorFinder::lines}) {
      std::vector<Author> found;
      (this->*look)(found);
      std::erase_if(found, [this](const Author& a) { return is_house(a); });
      if (std::any_of(found.begin(), found.end(), [this](const Author& a) { return bylines_.is_person(a.name); })) return found;
      if (first.empty()) first = std::move(found);
    }
    return first;
  }

 private:
  [[nodiscard]] bool is_house(const Author& a) const {
    return !publisher_key_.empty() && key_of(a.name) == publisher_key_;
  }

  /// "Ann Lee DAILY COAST" of the Daily Coast.
  [[nodiscard]] std::string_view without_house(std::string_view name) const {
    if (publisher_.size() < 4 || name.size() <= publisher_.size() + 5) return name;
    const std::string_view tail = name.substr(name.size() - publisher_.size());
    if (!equals_ignoring_case(tail, publisher_) || name[name.size() - tail.size() - 1] != ' ') return name;
    return trim(name.substr(0, name.size() - tail.size()));
  }
  void add_names(std::string_view text, std::string_view url, std::vector<Author>& authors) const {
    for (const std::string& name : bylines_.names(text)) add_author(authors, without_house(name), url);
  }

  void add_json(uint32_t value, std::vector<Author>& authors, int depth) const {
    const JsonReader& json = meta_.json;
    const JsonReader::Value& v = json[value];
    if (depth > 3) return;
    if (v.type == JsonReader::Type::kArray) {
      for (uint32_t i = v.first; i != JsonReader::kNone; i = json[i].next) add_json(i, authors, depth + 1);
      return;
    }
    if (v.type == JsonReader::Type::kString) return add_names(clean_value(v.text), {}, authors);
    if (v.type != JsonReader::Type::kObject) return;
    const uint32_t name = json.member(value, "name");
    if (name == JsonReader::kNone) {
      // A reference into the @graph.
      const std::string_view id = json.text(value, "@id");
      if (id.empty()) return;
      for (const uint32_t object : meta_.json_objects) {
        if (object != value && json.text(object, "@id") == id && json.member(object, "name") != JsonReader::kNone) {
          add_json(object, authors, depth + 1);
          return;
        }
      }
      return;
    }
    if (json[name].type != JsonReader::Type::kString) return add_json(name, authors, depth + 1);
    std::string_view url = json.text(value, "url");
    if (!url.starts_with("http")) url = {};
    const std::string text = clean_value(json[name].text);
    if (!type_of(json, value).ends_with("Organization")) return add_names(text, url, authors);
    // "Centre for Trade and Research" is one name.
    if (Bylines::could_name(text)) add_author(authors, text, url);
  }

  /// True if JSON-LD names an organisation, not a person, as the author.
  [[nodiscard]] bool json_author_is_house() const {
    uint32_t id = meta_.json.member(meta_.article, "author");
    if (id != JsonReader::kNone && meta_.json[id].type == JsonReader::Type::kArray) id = meta_.json[id].first;
    return id != JsonReader::kNone && type_of(meta_.json, id).ends_with("Organization");
  }

  void metas(std::vector<Author>& found) const {
    for (const std::string_view key :
         {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc.author",
          "byl", "og:article:author", "cxenseparse:author", "authors", "article:author_name", "citation_author",
          "twitter:creator:name"}) {
      for (const Metadata::Meta& meta : meta_.metas) {
        if (meta.key == key) add_names(clean_value(meta.value), {}, found);
      }
      if (!found.empty()) return;
    }
  }

  /// Elements with rel=author or an itemprop.
  void marked(std::vector<Author>& found) const {
    for (const NodeId id : meta_.bylines) {
      if (!is_marked(id) || listed(id, found)) continue;
      const std::string text = text_under(tree_, id, 200);
      if (text.size() > kMostBylineBytes) continue;
      for (const std::string& name : bylines_.names(text)) {
        if (!bylines_.is_role(name) && Bylines::starts_like_name(name)) add_author(found, without_house(name), {});
      }
    }
  }
  [[nodiscard]] bool is_marked(NodeId id) const {
    return tree_.attribute(id, Attr::kRel) == "author" || !tree_.attribute(id, Attr::kItemprop).empty();
  }

  /// Elements that a class or id names as author; the first that holds names counts.
  void named(std::vector<Author>& found) const {
    for (const NodeId id : meta_.bylines) {
      if (is_marked(id)) continue;
      if (listed(id, found)) return;
      const std::string text = text_under(tree_, id, 200);
      if (text.size() > kMostBylineBytes) continue;
      for (const std::string& name : bylines_.names(text)) {
        const bool one_word = name.find(' ') == std::string::npos && !bylines_.is_thing(name) && !bylines_.is_role(name);
        if (bylines_.is_person(name) || (one_word && Bylines::starts_like_name(name))) add_author(found, without_house(name), {});
      }
      if (!found.empty()) return;
    }
  }

  /// Names side by side, each in an element of its own: true if all of them are persons.
  bool listed(NodeId id, std::vector<Author>& found) const {
    std::vector<Author> names;
    for (int depth = 0; depth < 4; ++depth) {
      NodeId only = kNoNode;
      size_t children = 0;
      names.clear();
      for (NodeId i = tree_[id].first; i != kNoNode; i = tree_[i].next) {
        if (tree_[i].kind == NodeKind::kText) {
          const std::string_view text = trim(tree_[i].data);
          if (text.size() > 3 && !bylines_.is_label(text)) return false;
        }
        if (tree_[i].kind != NodeKind::kElement) continue;
        only = i;
        if (++children > kMostAuthors) return false;
        const std::string text = text_under(tree_, i, 100);
        if (text.size() <= 3 || bylines_.is_label(text)) continue;
        if (bylines_.is_person(text)) add_author(names, text, {});
        else if (children > 1 || !names.empty()) return false;
      }
      if (children != 1) break;
      id = only;
    }
    if (names.size() < 2) return false;
    found = std::move(names);
    return true;
  }

  /// A line near the headline that is a byline: "By Ann Lee", a link to the page of an author, or a name alone beside the
  /// date or, in bold, before the text.
  void lines(std::vector<Author>& found) const {
    const size_t at = headline_block(blocks_, headline_);
    const size_t end = std::min(blocks_.list.size(), at + kBelow);
    size_t text = 0;  // paragraphs of the article that were passed
    for (size_t i = at > kAbove ? at - kAbove : 0; i < end && text < 2; ++i) {
      const Block& b = blocks_.list[i];
      if (b.node == kNoNode || i == at) continue;
      if (i > at && b.bytes >= 100 && b.ends_sentence && !b.mostly_links()) ++text;
      const Hint& hint = blocks_.hints[b.node];
      if (b.bytes > kMostBylineBytes || b.heading > 0 || (hint.flags & (kHidden | kFurniture))) continue;
      if (links(b.node, found)) return;
      const std::string_view line = blocks_.text_of(b);
      const bool labelled = bylines_.is_labelled(line) || (hint.flags & kBylineHint);
      const bool bold = i > at && b.bold * 10 > b.bytes * 9;
      if (!labelled && !bold && !beside_date(i)) continue;
      if (labelled && listed(b.node, found)) return;
      for (const std::string& name : bylines_.names(line)) {
        const auto parts = split(name, '/');  // "Ann Lee/Bo Ek"
        const bool persons = std::all_of(parts.begin(), parts.end(), [this](std::string_view p) { return bylines_.is_person(trim(p)); });
        if (!persons && !labelled) break;
        for (const std::string_view part : parts) {
          if (persons) add_author(found, without_house(trim(part)), {});
        }
      }
      if (!found.empty()) return;
    }
  }
  /// Links to the pages of authors, below a node.
  bool links(NodeId root, std::vector<Author>& found) const {
    size_t steps = 0;
    for (NodeId i = root; i != kNoNode && ++steps < 100; i = tree_.following(i, root)) {
      if (!tree_.is(i, Tag::kA)) continue;
      const std::string_view address = tree_.attribute(i, Attr::kHref);
      const bool author = std::any_of(std::begin(kAuthorFolders), std::end(kAuthorFolders), [address](std::string_view folder) {
        return address.find(folder) != std::string_view::npos;
      });
      if (!author) continue;
      const std::string text = text_under(tree_, i, 100);
      if (bylines_.is_person(text)) add_author(found, text, {});
    }
    return !found.empty();
  }
  [[nodiscard]] bool beside_date(size_t i) const {
    for (const size_t k : {i - 1, i, i + 1}) {
      if (k >= blocks_.list.size() || blocks_.list[k].bytes > kMostBylineBytes) continue;
      const auto moment = find_moment(blocks_.text_of(blocks_.list[k]), NumericOrder::kDayFirst);
      if (moment && moment->precision != Precision::kMonth) return true;
    }
    return false;
  }

  const Bylines& bylines_;
  const Tree& tree_;
  const Metadata& meta_;
  const Blocks& blocks_;
  std::string_view publisher_;
  std::string publisher_key_;
  std::string_view headline_;
};

}  // namespace

void fill_authors(const Bylines& bylines, const Tree& tree, const Metadata& metadata, const Blocks& blocks,
                  Article& article) {
  AuthorFinder finder(bylines, tree, metadata, blocks, article);
  if (finder.json(article.authors)) return;
  if (std::vector<Author> found = finder.elsewhere(); !found.empty()) article.authors = std::move(found);
}

}  // namespace dateline::page
