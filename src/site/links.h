#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "archive/archive.h"
#include "archive/query.h"

namespace dateline::site {

/// A reference as URLs carry it: "42" or "42-v3".
struct Reference {
  int64_t number = 0;
  std::string item;  ///< "v3", or empty
};
[[nodiscard]] std::optional<Reference> read_reference(std::string_view text);

/// What the id of a dispute between articles begins with: "s7-" and eight digits made of what it is about. Rows of such disputes are
/// written anew with each article of their story; this stays. A hyphen and the first of its items follow, to tell apart two that are
/// about the same: "s7-5be1a90c-42-f1".
[[nodiscard]] std::string dispute_stem(std::string_view story, std::string_view kind, std::string_view about);

/// Adds `id`, `href` and, for items of one article, `article` to the rows of a list of this kind (docs/site.md).
[[nodiscard]] Result<void> add_links(archive::Archive& archive, archive::Listing& rows, std::string_view kind);

}  // namespace dateline::site
