#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dateline/result.h"

namespace dateline::archive {

/// One fact of a record, in words that can be compared with those of another record.
struct RecordFact {
  std::string part;   ///< figure, event, statement, schedule
  std::string what;   ///< what it is about: the same in both records of one fact
  std::string value;  ///< what is said of it
  std::optional<double> number;  ///< of figures
};

/// What two records are compared by.
struct RecordFacts {
  std::string headline, published;
  std::vector<std::string> sentences;
  std::vector<RecordFact> facts;
};
/// Of a record's JSON. `kMalformed` if it is none.
[[nodiscard]] Result<RecordFacts> record_facts(const std::string& json);

}  // namespace dateline::archive
