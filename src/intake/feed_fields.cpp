#include "intake/feed_fields.h"

#include <algorithm>

#include "base/strings.h"
#include "intake/feed_date.h"
#include "intake/feed_markup.h"
#include "intake/url.h"

namespace dateline::intake {
namespace {

constexpr size_t kMostValues = 200;  // authors, categories, enclosures of one item
constexpr int kMostDepth = 5;          // groups in groups, sources in sources

enum class Field : uint8_t {
  kNone, kTitle, kLaterTitle, kLink, kId, kAuthor, kCreator, kPublished, kUpdated, kMade, kSummary, kDescription, kLaterDescription, kContent,
  kCategory, kEnclosure, kMediaGroup, kSource, kLanguage, kNewsGroup,
};

struct Known {
  Space space;
  std::string_view local;
  Field field;
};

constexpr Known kKnown[] = {
    {Space::kRss, "title", Field::kTitle},
    {Space::kAtom, "title", Field::kTitle},
    {Space::kDc, "title", Field::kLaterTitle},
    {Space::kMedia, "title", Field::kLaterTitle},
    {Space::kNews, "title", Field::kTitle},
    {Space::kRss, "link", Field::kLink},
    {Space::kRss, "a", Field::kLink},  // CDF
    {Space::kAtom, "link", Field::kLink},
    {Space::kSitemap, "loc", Field::kLink},
    {Space::kRss, "loc", Field::kLink},  // sitemaps without their namespace
    {Space::kRss, "guid", Field::kId},
    {Space::kAtom, "id", Field::kId},
    {Space::kDc, "identifier", Field::kId},
    {Space::kRss, "author", Field::kAuthor},
    {Space::kRss, "managingeditor", Field::kAuthor},
    {Space::kAtom, "author", Field::kAuthor},
    {Space::kDc, "creator", Field::kCreator},
    {Space::kDc, "author", Field::kCreator},
    {Space::kRss, "pubdate", Field::kPublished},
    {Space::kAtom, "published", Field::kPublished},
    {Space::kAtom, "issued", Field::kPublished},
    {Space::kDcTerms, "issued", Field::kPublished},
    {Space::kNews, "publication_date", Field::kPublished},
    {Space::kAtom, "updated", Field::kUpdated},
    {Space::kAtom, "modified", Field::kUpdated},
    {Space::kRss, "lastbuilddate", Field::kUpdated},
    {Space::kDcTerms, "modified", Field::kUpdated},
    {Space::kDc, "date", Field::kUpdated},
    {Space::kSitemap, "lastmod", Field::kUpdated},
    {Space::kRss, "lastmod", Field::kUpdated},
    {Space::kAtom, "created", Field::kMade},
    {Space::kDcTerms, "created", Field::kMade},
    {Space::kRss, "summary", Field::kSummary},
    {Space::kAtom, "summary", Field::kSummary},
    {Space::kAtom, "subtitle", Field::kSummary},
    {Space::kAtom, "tagline", Field::kSummary},
    {Space::kRss, "description", Field::kDescription},
    {Space::kRss, "abstract", Field::kDescription},  // CDF
    {Space::kDc, "description", Field::kLaterDescription},
    {Space::kMedia, "description", Field::kLaterDescription},
    {Space::kContent, "encoded", Field::kContent},
    {Space::kAtom, "content", Field::kContent},
    {Space::kXhtml, "body", Field::kContent},
    {Space::kXhtml, "div", Field::kContent},
    {Space::kRss, "category", Field::kCategory},
    {Space::kAtom, "category", Field::kCategory},
    {Space::kDc, "subject", Field::kCategory},
    {Space::kNews, "keywords", Field::kCategory},
    {Space::kRss, "enclosure", Field::kEnclosure},
    {Space::kMedia, "content", Field::kEnclosure},
    {Space::kMedia, "group", Field::kMediaGroup},
    {Space::kNews, "news", Field::kNewsGroup},
    {Space::kNews, "publication", Field::kNewsGroup},
    {Space::kNews, "name", Field::kSource},
    {Space::kRss, "source", Field::kSource},
    {Space::kAtom, "source", Field::kSource},
    {Space::kRss, "language", Field::kLanguage},
    {Space::kDc, "language", Field::kLanguage},
    {Space::kNews, "language", Field::kLanguage},
};

Field field_of(const Tag& tag) {
  for (const Known& k : kKnown) {
    if (k.space == tag.space && k.local == tag.local) return k.field;
  }
  return Field::kNone;
}

void set(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

template <class T>
void add(std::vector<T>& list, T value) {
  if (list.size() < kMostValues) list.push_back(std::move(value));
}

std::string text_of(pugi::xml_node node) { return std::string(trim(inner_text(node))); }

// The markup that an element stands for: Atom's type and mode tell how it is carried (RFC 4287, 3.1 and 4.1.3), elsewhere elements inside do.
std::string markup_of(pugi::xml_node node, const Tag& tag) {
  if (tag.space != Space::kAtom) return has_elements(node) ? std::string(trim(inner_markup(node))) : text_of(node);
  const std::string type = to_lower(trim(attribute(node, "type"))), mode = to_lower(trim(attribute(node, "mode")));
  if (type == "xhtml") {
    const pugi::xml_node div = node.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; });
    return std::string(trim(inner_markup(div ? div : node)));
  }
  if (has_elements(node)) return std::string(trim(inner_markup(node)));
  const bool words = type.empty() || type == "text" || type == "html" || type.starts_with("text/") || type.ends_with("xml");
  if (mode == "base64" || (mode.empty() && !words)) {
    if (std::string bytes = from_base64(inner_text(node)); !bytes.empty()) return std::string(trim(bytes));
  }
  return text_of(node);
}

// "Name (me@site.example)", "me@site.example (Name)", "Name <me@site.example>", or only one of them.
FeedPerson person_of(std::string_view text) {
  text = trim(text);
  FeedPerson out;
  const size_t open = text.find_last_of("(<");
  const size_t close = open == text.npos ? text.npos : text.find_first_of(")>", open);
  if (close == text.npos) {
    (text.find('@') != text.npos && text.find(' ') == text.npos ? out.email : out.name) = text;
    return out;
  }
  std::string_view outer = trim(text.substr(0, open)), inner = trim(text.substr(open + 1, close - open - 1));
  if (outer.find('@') != outer.npos) std::swap(outer, inner);
  if (inner.find('@') == inner.npos) {
    out.name = text;
    return out;
  }
  out.name = outer;
  out.email = inner;
  return out;
}

FeedPerson atom_person(pugi::xml_node node, const Scope& scope) {
  FeedPerson out;
  for (const pugi::xml_node child : node.children()) {
    bool ignored = false;
    const Tag tag = tag_of(child, scope, ignored);
    if (tag.local == "name") set(out.name, text_of(child));
    if (tag.local == "email") set(out.email, text_of(child));
    if (tag.local == "uri" || tag.local == "url") set(out.url, resolve_url(scope.base(), text_of(child)));
  }
  if (out.name.empty() && out.email.empty()) return person_of(inner_text(node));
  return out;
}

Enclosure enclosure_of(pugi::xml_node node, const Scope& scope, std::string_view url) {
  std::string_view length = attribute(node, "length");
  if (length.empty()) length = attribute(node, "fileSize");
  return {resolve_url(scope.base(), url), std::string(trim(attribute(node, "type"))), std::string(trim(length))};
}

std::string category_of(pugi::xml_node node) {
  const std::string_view term = trim(attribute(node, "term"));
  return term.empty() ? text_of(node) : std::string(term);
}

}  // namespace

void FieldReader::read_field(pugi::xml_node node, const Scope& scope, const Tag& tag, FeedItem& item) {
  switch (field_of(tag)) {
    case Field::kNone: return;
    case Field::kTitle: return set(item.title, markup_of(node, tag));
    case Field::kLaterTitle: return set(later_title_, markup_of(node, tag));
    case Field::kId: {
      const std::string id = text_of(node);
      if (tag.local == "guid" && !equals_ignoring_case(trim(attribute(node, "isPermaLink")), "false")) set(permalink_, resolve_url(scope.base(), id));
      return set(item.id, id);
    }
    case Field::kLink: {
      const std::string_view href = trim(attribute(node, "href"));
      const std::string target = resolve_url(scope.base(), href.empty() ? text_of(node) : href);
      const std::string rel = to_lower(trim(attribute(node, "rel")));
      if (rel == "enclosure") return add(item.enclosures, enclosure_of(node, scope, href));
      if (rel != "" && rel != "alternate") return;
      return set(tag.space == Space::kRss || tag.space == Space::kSitemap ? item.link : later_link_, target);
    }
    case Field::kAuthor: {
      FeedPerson person = tag.space == Space::kAtom || has_elements(node) ? atom_person(node, scope) : person_of(inner_text(node));
      if (!person.name.empty() || !person.email.empty()) add(item.authors, std::move(person));
      return;
    }
    case Field::kCreator:
      if (std::string name = text_of(node); !name.empty()) add(item.authors, FeedPerson{std::move(name), {}, {}});
      return;
    case Field::kPublished: return set(item.published, feed_date(inner_text(node)));
    case Field::kUpdated: return set(item.updated, feed_date(inner_text(node)));
    case Field::kMade: return set(made_, feed_date(inner_text(node)));
    case Field::kSummary: return set(item.summary, markup_of(node, tag));
    case Field::kDescription:
    case Field::kLaterDescription: return set(description_, markup_of(node, tag));
    case Field::kContent:
      if (const std::string_view src = trim(attribute(node, "src")); !src.empty()) set(item.content_url, resolve_url(scope.base(), src));
      if (item.content.empty()) {
        item.base = scope.base();
        if (!scope.language().empty()) item.language = scope.language();
      }
      return set(item.content, markup_of(node, tag));
    case Field::kCategory:
      if (std::string term = category_of(node); !term.empty()) add(item.categories, std::move(term));
      return;
    case Field::kEnclosure:
      if (const std::string_view url = trim(attribute(node, "url")); !url.empty()) add(item.enclosures, enclosure_of(node, scope, url));
      if (tag.space == Space::kMedia) read_children(node, scope, item);
      return;
    case Field::kMediaGroup:
    case Field::kNewsGroup: return read_children(node, scope, item);
    case Field::kSource: {
      if (!has_elements(node)) {
        set(item.source_title, text_of(node));
        return set(item.source_url, resolve_url(scope.base(), attribute(node, "url")));
      }
      FeedItem from;  // an Atom feed's head
      FieldReader inner;
      inner.depth_ = depth_;
      inner.read_item(node, scope, from);
      set(item.source_title, from.title);
      return set(item.source_url, from.link.empty() ? from.id : from.link);
    }
    case Field::kLanguage: {
      const std::string language = text_of(node);
      if (!language.empty()) item.language = language;
      return;
    }
  }
}

void FieldReader::read_children(pugi::xml_node element, const Scope& scope, FeedItem& item) {
  if (depth_ == kMostDepth) return;
  ++depth_;
  for (const pugi::xml_node child : element.children()) {
    if (child.type() != pugi::node_element) continue;
    std::optional<Scope> own;
    const Scope& inner = scope_within(scope, child, own);
    bool undeclared = false;
    const Tag tag = tag_of(child, inner, undeclared);
    if (undeclared) well_formed_ = false;
    read_field(child, inner, tag, item);
  }
  --depth_;
}

void FieldReader::read_item(pugi::xml_node element, const Scope& scope, FeedItem& item) {
  for (std::string* held : {&description_, &permalink_, &later_title_, &later_link_, &made_}) held->clear();
  item.base = scope.base();
  item.language = scope.language();
  item.id = trim(attribute(element, "about"));
  read_children(element, scope, item);
  set(item.title, later_title_);
  set(item.link, resolve_url(scope.base(), attribute(element, "href")));  // CDF
  set(item.updated, feed_date(attribute(element, "lastmod")));
  if (item.summary.empty()) item.summary = description_;
  else if (item.content.empty() && description_ != item.summary) item.content = description_;
  set(item.link, later_link_);
  if (begins_url(permalink_)) set(item.link, permalink_);
  if (begins_url(item.id) && !attribute(element, "about").empty()) set(item.link, item.id);
  set(item.published, made_);
}

void FieldReader::read_channel(pugi::xml_node element, const Scope& scope, Feed& feed) {
  FeedItem channel;
  read_item(element, scope, channel);
  set(feed.title, std::move(channel.title));
  set(feed.link, std::move(channel.link));
  set(feed.description, std::move(channel.summary));
  set(feed.language, std::move(channel.language));
  set(feed.updated, channel.updated.empty() ? std::move(channel.published) : std::move(channel.updated));
}

}  // namespace dateline::intake
