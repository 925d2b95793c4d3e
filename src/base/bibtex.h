#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// A page as BibTeX's `@online` (biblatex). Empty members are left out.
struct BibtexEntry {
  std::string key;    ///< other than letters and digits are dropped, letters lowered
  std::string title, author, organization, date, url, urldate, note;
};
/// The entry with a line end; marks that TeX would take for commands are escaped. The title keeps its capitals.
[[nodiscard]] std::string bibtex(const BibtexEntry& entry);

}  // namespace dateline
