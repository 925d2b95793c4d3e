#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::intake {

/// The vocabularies that feeds are made of. Several namespaces may be one: RSS has been given many, and none.
enum class Space : uint8_t { kRss, kRdf, kAtom, kDc, kDcTerms, kContent, kXhtml, kMedia, kSitemap, kNews, kXml, kOther };

/// What an element inherits: namespace prefixes, base URL and language (Namespaces in XML 1.0; XML Base; XML 1.0, 2.12). A chain of the
/// elements around it, which must outlive it. At most 64 prefixes an element count.
class Scope {
 public:
  /// Outermost: `base` and `language` came with the document.
  Scope(std::string base, std::string language) : base_(std::move(base)), language_(std::move(language)) {}
  /// That of an element within `parent`.
  Scope(const Scope& parent, pugi::xml_node element);

  [[nodiscard]] const std::string& base() const { return base_; }
  [[nodiscard]] const std::string& language() const { return language_; }
  /// The vocabulary of a prefix ("" for names without); an undeclared one is taken for what it usually stands for, and `undeclared` set.
  [[nodiscard]] Space space_of(std::string_view prefix, bool& undeclared) const;

 private:
  const Scope* parent_ = nullptr;
  std::vector<std::pair<std::string_view, Space>> own_;
  std::string base_, language_;
};

/// The name of an element: its vocabulary and its local part in lower case, as CDF and sloppy feeds write them in any case.
struct Tag {
  Space space = Space::kOther;
  std::string local;
};
[[nodiscard]] Tag tag_of(pugi::xml_node element, const Scope& scope, bool& undeclared);

/// Vocabulary of a namespace's URI, case and a last slash or # ignored.
[[nodiscard]] Space space_of_uri(std::string_view uri);

/// Value of an attribute, case ignored, any prefix; empty if there is none.
[[nodiscard]] std::string_view attribute(pugi::xml_node element, std::string_view name);

/// The scope of `element`: `parent` itself where it adds nothing, else `own`.
[[nodiscard]] const Scope& scope_within(const Scope& parent, pugi::xml_node element, std::optional<Scope>& own);

}  // namespace dateline::intake
