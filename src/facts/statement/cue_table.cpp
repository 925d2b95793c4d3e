#include "facts/statement/cue_table.h"

#include <string_view>
#include <utility>

#include "base/strings.h"
#include "base/table_file.h"
#include "facts/document_view.h"

namespace dateline::facts {

Result<CueTable> CueTable::open(const std::string& data_folder) {
  static constexpr std::pair<std::string_view, bool Cue::*> kFlags[] = {
      {"clause", &Cue::clause},   {"quote", &Cue::quote}, {"object", &Cue::object}, {"infinitive", &Cue::infinitive},
      {"finding", &Cue::finding}, {"noun", &Cue::noun},   {"mental", &Cue::mental}, {"deny", &Cue::deny}};
  auto table = TableFile::read(data_folder + "/statements/cues.tsv", 2);
  if (!table) return tl::unexpected<Error>(table.error());
  CueTable cues;
  for (const auto& row : table->rows()) {
    Cue cue;
    for (const auto flag : split(row.cells[1], ',')) {
      bool known = false;
      for (const auto& [name, member] : kFlags) {
        if (flag != name) continue;
        cue.*member = true;
        known = true;
      }
      if (!known) return table->bad_row(row, "unknown flag of a cue");
    }
    cues.cues_.emplace(word_hash(row.cells[0]), cue);
  }
  table = TableFile::read(data_folder + "/statements/documents.tsv", 1);
  if (!table) return tl::unexpected<Error>(table.error());
  for (const auto& row : table->rows()) cues.documents_.insert(word_hash(row.cells[0]));
  return cues;
}

}  // namespace dateline::facts
