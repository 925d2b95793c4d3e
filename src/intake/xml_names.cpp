#include "intake/xml_names.h"

#include "base/strings.h"
#include "intake/url.h"

namespace dateline::intake {
namespace {

constexpr size_t kMostPrefixes = 64;
constexpr size_t kMostBase = 1024;  // bytes; every item keeps it
constexpr size_t kMostLanguage = 64;

std::pair<std::string_view, std::string_view> parted(std::string_view name) {
  const size_t colon = name.find(':');
  if (colon == name.npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

}  // namespace

Space space_of_uri(std::string_view uri) {
  static constexpr std::pair<std::string_view, Space> kUris[] = {
      {"", Space::kRss},
      {"http://backend.userland.com/rss", Space::kRss},
      {"http://backend.userland.com/rss2", Space::kRss},
      {"http://backend.userland.com/rss091", Space::kRss},
      {"http://blogs.law.harvard.edu/tech/rss", Space::kRss},
      {"http://cyber.law.harvard.edu/rss", Space::kRss},
      {"http://purl.org/rss/1.0", Space::kRss},
      {"http://purl.org/net/rss1.1", Space::kRss},
      {"http://my.netscape.com/rdf/simple/0.9", Space::kRss},
      {"http://channel.netscape.com/rdf/simple/0.9", Space::kRss},
      {"http://my.netscape.com/publish/formats/rss-0.91.dtd", Space::kRss},
      {"http://www.w3.org/1999/02/22-rdf-syntax-ns", Space::kRdf},
      {"http://www.w3.org/2005/atom", Space::kAtom},
      {"http://purl.org/atom/ns", Space::kAtom},
      {"http://purl.org/atom", Space::kAtom},
      {"http://purl.org/dc/elements/1.1", Space::kDc},
      {"http://purl.org/dc/elements/1.0", Space::kDc},
      {"http://purl.org/dc/terms", Space::kDcTerms},
      {"http://purl.org/rss/1.0/modules/content", Space::kContent},
      {"http://www.w3.org/1999/xhtml", Space::kXhtml},
      {"http://search.yahoo.com/mrss", Space::kMedia},
      {"http://www.sitemaps.org/schemas/sitemap/0.9", Space::kSitemap},
      {"http://www.google.com/schemas/sitemap/0.84", Space::kSitemap},
      {"http://www.google.com/schemas/sitemap-news/0.9", Space::kNews},
      {"http://www.google.com/schemas/sitemap-news/0.84", Space::kNews},
      {"http://www.w3.org/xml/1998/namespace", Space::kXml},
  };
  std::string wanted = to_lower(trim(uri));
  while (wanted.ends_with('/') || wanted.ends_with('#')) wanted.pop_back();
  if (wanted.starts_with("https://")) wanted.erase(4, 1);
  for (const auto& [known, space] : kUris) {
    if (wanted == known) return space;
  }
  return Space::kOther;
}

Scope::Scope(const Scope& parent, pugi::xml_node element) : parent_(&parent), base_(parent.base_), language_(parent.language_) {
  for (const pugi::xml_attribute a : element.attributes()) {
    const std::string_view name = a.name();
    if (!name.starts_with("xml")) continue;
    if (name == "xml:base") {
      if (std::string base = resolve_url(parent.base_, a.value()); base.size() <= kMostBase) base_ = std::move(base);
    } else if (name == "xml:lang") {
      if (const std::string_view language = trim(a.value()); language.size() <= kMostLanguage) language_ = language;
    }
    if ((name == "xmlns" || name.starts_with("xmlns:")) && own_.size() < kMostPrefixes) {
      own_.emplace_back(name == "xmlns" ? std::string_view() : name.substr(6), space_of_uri(a.value()));
    }
  }
}

Space Scope::space_of(std::string_view prefix, bool& undeclared) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent_) {
    for (const auto& [own, space] : scope->own_) {
      if (own == prefix) return space;
    }
  }
  if (prefix.empty()) return Space::kRss;
  if (prefix == "xml") return Space::kXml;
  undeclared = true;
  static constexpr std::pair<std::string_view, Space> kUsual[] = {
      {"rss", Space::kRss},         {"rdf", Space::kRdf},     {"atom", Space::kAtom},   {"dc", Space::kDc},     {"dcterms", Space::kDcTerms},
      {"content", Space::kContent}, {"media", Space::kMedia}, {"xhtml", Space::kXhtml}, {"news", Space::kNews},
  };
  for (const auto& [usual, space] : kUsual) {
    if (usual == prefix) return space;
  }
  return Space::kOther;
}

Tag tag_of(pugi::xml_node element, const Scope& scope, bool& undeclared) {
  const auto [prefix, local] = parted(element.name());
  return {scope.space_of(prefix, undeclared), to_lower(local)};
}

std::string_view attribute(pugi::xml_node element, std::string_view name) {
  for (const pugi::xml_attribute a : element.attributes()) {
    if (equals_ignoring_case(parted(a.name()).second, name)) return a.value();
  }
  return {};
}

const Scope& scope_within(const Scope& parent, pugi::xml_node element, std::optional<Scope>& own) {
  for (const pugi::xml_attribute a : element.attributes()) {
    if (std::string_view(a.name()).starts_with("xml")) return own.emplace(parent, element);
  }
  return parent;
}

}  // namespace dateline::intake
