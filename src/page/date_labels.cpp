#include "page/date_labels.h"

#include "base/strings.h"
#include "base/table_file.h"

namespace dateline::page {

Result<DateLabels> DateLabels::read(const std::string& path) {
  const auto table = TableFile::read(path, 2);
  if (!table) return tl::unexpected<Error>(table.error());
  DateLabels labels;
  for (const auto& row : table->rows()) {
    const std::string_view phrase = row.cells[0], meaning = row.cells[1];
    if (phrase.size() < PhraseFinder::kLeastBytes) return table->bad_row(row, "a phrase has four bytes or more");
    if (meaning != "published" && meaning != "updated") return table->bad_row(row, "meaning is published or updated");
    labels.phrases_.add(phrase);
    labels.meanings_.push_back({meaning == "published", meaning == "updated"});
  }
  return labels;
}

DateLabels::Said DateLabels::says(std::string_view text, std::string& low) const {
  low.clear();
  append_lower(low, text);
  Said said;
  phrases_.each(low, [&](size_t number, size_t) {
    said.published = said.published || meanings_[number].published;
    said.updated = said.updated || meanings_[number].updated;
  });
  return said;
}

}  // namespace dateline::page
