#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"
#include "page/phrase_finder.h"

namespace dateline::page {

/// The words that say whether a shown date is that of publication or of a change: the table `data/page/dates.tsv`.
/// Immutable, shared by all threads.
class DateLabels {
 public:
  struct Said {
    bool published = false, updated = false;
  };

  /// Errors: the table is missing or has a wrong row.
  [[nodiscard]] static Result<DateLabels> read(const std::string& path);

  /// What a text says; linear. `low` is a buffer for it in lower case.
  [[nodiscard]] Said says(std::string_view text, std::string& low) const;

 private:
  PhraseFinder phrases_;
  std::vector<Said> meanings_;
};

}  // namespace dateline::page
