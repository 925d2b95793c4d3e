#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.h"
#include "dateline/article.h"
#include "dateline/result.h"

namespace dateline::page {

/// The words by which sections and addresses tell the type of an article and its section: the table `data/page/types.tsv`. Immutable,
/// shared by all threads.
class TypeWords {
 public:
  /// Errors: the table is missing or has a wrong row.
  [[nodiscard]] static Result<TypeWords> read(const std::string& path);

  /// True if the address or the section (in lower case) says that the article is of this type.
  [[nodiscard]] bool say(ArticleType type, std::string_view url, std::string_view low_section) const;
  /// True if a name of a section (in lower case) says nothing: "uncategorized", "home".
  [[nodiscard]] bool name_nothing(std::string_view low_section) const;
  /// Section named by the last folder of an address's path that names one; empty if none does.
  [[nodiscard]] std::string_view section_of(std::string_view path) const;

 private:
  struct Word {
    std::string text;
    ArticleType type;
    bool of_section;
  };
  std::vector<Word> words_;
  std::vector<std::string> nothing_;
  HashMap<std::string> folders_;  ///< name of the section by hash of the folder
};

}  // namespace dateline::page
