#include "page/type_words.h"

#include <algorithm>

#include "base/hash.h"
#include "base/table_file.h"

namespace dateline::page {

Result<TypeWords> TypeWords::read(const std::string& path) {
  const auto table = TableFile::read(path, 3);
  if (!table) return tl::unexpected<Error>(table.error());
  TypeWords words;
  for (const auto& row : table->rows()) {
    const std::string_view place = row.cells[1];
    if (place == "none") {
      words.nothing_.emplace_back(row.cells[0]);
      continue;
    }
    if (place == "folder") {
      words.folders_.emplace(hash64(row.cells[0]), std::string(row.cells[2]));
      continue;
    }
    if (place != "section" && place != "url") return table->bad_row(row, "place is section, url, none or folder");
    using enum ArticleType;
    static constexpr ArticleType kTypes[] = {kLiveblog, kOpinion, kGallery, kVideo};
    const auto* type = std::find_if(std::begin(kTypes), std::end(kTypes), [&](ArticleType t) { return name(t) == row.cells[2]; });
    if (type == std::end(kTypes)) return table->bad_row(row, "type is liveblog, opinion, gallery or video");
    words.words_.push_back({std::string(row.cells[0]), *type, place == "section"});
  }
  return words;
}

bool TypeWords::say(ArticleType type, std::string_view url, std::string_view low_section) const {
  return std::any_of(words_.begin(), words_.end(), [&](const Word& word) {
    return word.type == type && (word.of_section ? low_section : url).find(word.text) != std::string_view::npos;
  });
}

bool TypeWords::name_nothing(std::string_view low_section) const {
  return std::find(nothing_.begin(), nothing_.end(), low_section) != nothing_.end();
}

std::string_view TypeWords::section_of(std::string_view path) const {
  std::string_view found;
  size_t begin = 0;
  for (int depth = 0; depth < 4; ++depth) {  // the last part is the article
    const size_t end = path.find('/', begin);
    if (end == std::string_view::npos) break;
    if (const std::string* name = folders_.find(hash64(path.substr(begin, end - begin)))) found = *name;
    begin = end + 1;
  }
  return found;
}

}  // namespace dateline::page
