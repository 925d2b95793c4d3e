#include "page/section.h"

#include "base/strings.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

constexpr size_t kMostSectionBytes = 60, kMostCrumbs = 16;

class SectionFinder {
 public:
  SectionFinder(const TypeWords& words, const Metadata& m, std::string_view url, std::string_view publisher, std::string_view headline)
      : words_(words), m_(m), url_(url), publisher_(key_of(publisher)), headline_(key_of(headline)) {}

  std::string run() const {
    std::string out = tidy(json_text(m_, "articleSection"));
    if (out.empty()) {
      const uint32_t list = m_.json.member(m_.article, "articleSection");
      if (list != JsonReader::kNone && m_.json[list].type == JsonReader::Type::kArray) {
        for (uint32_t i = m_.json[list].first; i != JsonReader::kNone && out.empty(); i = m_.json[i].next) out = tidy(clean_value(m_.json[i].text));
      }
    }
    for (const std::string_view key : {"article:section", "section", "parsely-section", "sailthru.section", "dc.subject.section"}) {
      if (out.empty()) out = tidy(clean_value(m_.meta({key})));
    }
    if (out.empty()) out = crumb();
    if (out.empty()) out = std::string(words_.section_of(path()));
    return out;
  }

 private:
  [[nodiscard]] std::string_view path() const {
    const size_t scheme = url_.find("://");
    const size_t begin = scheme == std::string_view::npos ? 0 : url_.find('/', scheme + 3);
    return begin == std::string_view::npos ? std::string_view() : url_.substr(begin, url_.find_first_of("?#", begin) - begin);
  }

  /// The first of several names; empty if it names no section.
  [[nodiscard]] std::string tidy(std::string_view name) const {
    for (const std::string_view mark : {", ", ",", " | ", " > ", " \xE2\x80\xBA "}) {
      if (const size_t at = name.find(mark); at != std::string_view::npos && at > 2) name = name.substr(0, at);
    }
    if (const size_t dash = name.find(" - "); dash != std::string_view::npos && name.substr(dash + 3) == name.substr(0, dash)) name = name.substr(0, dash);
    name = trim(name);
    const bool country = equals_ignoring_case(name, "u.s.") || equals_ignoring_case(name, "u.k.");
    if (name.size() < 2 || name.size() > kMostSectionBytes || (name.find('.') != std::string_view::npos && !country)) return {};
    const std::string key = key_of(name);
    if (key.empty() || key == publisher_ || key == headline_ || words_.name_nothing(to_lower(name))) return {};
    return std::string(name);
  }

  /// The last breadcrumb before the article itself.
  [[nodiscard]] std::string crumb() const {
    for (const uint32_t object : m_.json_objects) {
      if (type_of(m_.json, object) != "BreadcrumbList") continue;
      const uint32_t list = m_.json.member(object, "itemListElement");
      if (list == JsonReader::kNone || m_.json[list].type != JsonReader::Type::kArray) continue;
      std::string section;
      size_t count = 0;
      for (uint32_t i = m_.json[list].first; i != JsonReader::kNone && ++count <= kMostCrumbs; i = m_.json[i].next) {
        std::string_view name = m_.json.text(i, "name");
        if (const uint32_t item = m_.json.member(i, "item"); name.empty() && item != JsonReader::kNone) name = m_.json.text(item, "name");
        const bool last = m_.json[i].next == JsonReader::kNone;
        const std::string value = clean_value(name);
        // What ends the trail is the article, under its own or a shorter name.
        if (last && count > 1 && (value.size() > kMostSectionBytes / 2 || !section.empty())) break;
        if (std::string tidied = tidy(value); !tidied.empty()) section = std::move(tidied);
      }
      if (!section.empty()) return section;
    }
    return {};
  }

  const TypeWords& words_;
  const Metadata& m_;
  std::string_view url_;
  std::string publisher_, headline_;
};

}  // namespace

std::string find_section(const TypeWords& words, const Metadata& metadata, std::string_view url, std::string_view publisher,
                         std::string_view headline) {
  return SectionFinder(words, metadata, url, publisher, headline).run();
}

}  // namespace dateline::page
