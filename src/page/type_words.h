#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "dateline/result.h"

namespace dateline::page {

/// The words by which sections and addresses tell the type of an article: the table `data/page/types.tsv`. Immutable,
/// shared by all threads.
class TypeWords {
 public:
  /// Errors: the table is missing or has a wrong row.
  [[nodiscard]] static Result<TypeWords> read(const std::string& path);

  /// True if the address or the section (in lower case) says that the article is of this type.
  [[nodiscard]] bool say(ArticleType type, std::string_view url, std::string_view low_section) const;

 private:
  struct Word {
    std::string text;
    ArticleType type;
    bool of_section;
  };
  std::vector<Word> words_;
};

}  // namespace dateline::page
