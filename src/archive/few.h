#pragma once

#include <string>

#include "archive/list_shape.h"
#include "archive/query.h"
#include "archive/state.h"

namespace dateline::archive {

/// Items that pass one of a filter's conditions, where these are few: a question then begins with them and does not walk the list
/// in the order of its dates until enough are met. At most 5,000 items or documents; looked for by an index, so that to ask costs
/// no more than that.
///
/// Conditions so far: words of the article, beginning of a place, beginning of a speaker, code of an actor (merged events), what is due from a day on,
/// documents changed since.
struct Few {
  std::string from;  ///< tables to read, with the items first; empty if no condition is met by few
};
/// Binds what it needs to `question`, and adds its conditions. The filter's own conditions still have to be asked.
[[nodiscard]] Few few_of(Archive::State& state, SQLite::Database& db, List what, const Filter& filter, Question& question);

}  // namespace dateline::archive
