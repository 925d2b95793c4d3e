#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/query.h"
#include "base/sequence_diff.h"

namespace dateline::archive {

/// A piece of a changed sentence or headline.
struct Mark {
  Edit edit = Edit::kKept;
  std::string text;
};

/// One difference between two revisions of a page.
struct Difference {
  std::string part;    ///< headline, published, sentence, figure, event, statement, schedule
  std::string change;  ///< added, removed, changed; of figures also raised, lowered
  std::string what;    ///< of facts: what they are about ("people killed")
  std::string before, after;
  std::vector<Mark> marks;  ///< word by word; of changed sentences and headlines
};

/// How two records (JSON) differ: headline and date, sentences in the order of the text, then facts that appeared, vanished or
/// changed. A sentence is changed, rather than removed and another added, if half of its words stay. `kMalformed` for what is no
/// record.
[[nodiscard]] Result<std::vector<Difference>> record_differences(const std::string& before, const std::string& after);

/// The same of two revisions of a document, by their numbers; 0 and 0: of its last two. `kNotFound` if one is not there.
[[nodiscard]] Result<std::vector<Difference>> revision_differences(Archive& archive, std::string_view key, int before, int after);

/// "killed [-three-] {+five+} people"
[[nodiscard]] std::string marked(const std::vector<Mark>& marks);

/// The revisions of a document as a list, newest first.
[[nodiscard]] Result<Listing> revision_list(Archive& archive, const std::string& key);

}  // namespace dateline::archive
