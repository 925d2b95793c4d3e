#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "archive/archive.h"
#include "archive/query.h"

namespace dateline::archive {

/// What a page about a document says at its head.
struct Document {
  int64_t id = 0;        ///< its number in the archive, which stays
  int64_t revision = 0;  ///< the present one
  int number = 0;        ///< of that revision, from 1
  int64_t story = 0;     ///< 0 if it is in none
  int64_t first_seen = 0, seen = 0;  ///< seconds since 1970; `seen`: the present revision
  std::string key, headline, publisher, url, published, modified, type;
};

/// `kNotFound` if there is none of that number.
[[nodiscard]] Result<Document> document(Archive& archive, int64_t id);
/// Number of the document with this key, 0 if there is none.
[[nodiscard]] Result<int64_t> document_number(Archive& archive, std::string_view key);
/// When the newest change of the archive was, 0 if there is none.
[[nodiscard]] Result<int64_t> last_changed(Archive& archive);

}  // namespace dateline::archive
