#pragma once

#include <string>
#include <string_view>

#include "archive/archive.h"
#include "site/view.h"

namespace dateline::site {

/// What a request may see and when it is made.
struct Asked {
  std::string path;     ///< decoded, without ending
  Fields query;
  std::string today;    ///< ISO day
  bool may_review = false;
  int64_t changed_since = 0;  ///< only what was added or revised after this change
};

/// The page of a path (docs/site.md). `kNotFound` if there is none, `kUsage` for a filter that cannot be understood,
/// `kUnsupported` if it is for reviewers only.
[[nodiscard]] Result<View> make_view(archive::Archive& archive, const Asked& asked);

// Kinds of pages, each in its own file; `make_view` chooses.

[[nodiscard]] Result<View> front_view(archive::Archive& archive, const Asked& asked);
/// `name`: articles, events, ..., search.
[[nodiscard]] Result<View> list_view(archive::Archive& archive, const Asked& asked, std::string_view name);
[[nodiscard]] Result<View> article_view(archive::Archive& archive, int64_t number);
/// Differences of two versions: `from` and `to`, by default the last two.
[[nodiscard]] Result<View> changes_view(archive::Archive& archive, const Asked& asked, int64_t number);
[[nodiscard]] Result<View> event_view(archive::Archive& archive, std::string_view reference);
[[nodiscard]] Result<View> story_view(archive::Archive& archive, int64_t number);
[[nodiscard]] Result<View> dispute_view(archive::Archive& archive, std::string_view reference);
[[nodiscard]] Result<View> actors_view(archive::Archive& archive, const Asked& asked);
[[nodiscard]] Result<View> actor_view(archive::Archive& archive, const Asked& asked, const std::string& code);
[[nodiscard]] Result<View> dyad_view(archive::Archive& archive, const Asked& asked, const std::string& a, const std::string& b);
[[nodiscard]] Result<View> map_view(archive::Archive& archive, const Asked& asked);
[[nodiscard]] Result<View> desk_view(archive::Archive& archive, const Asked& asked, std::string_view name);
[[nodiscard]] Result<View> saved_view(archive::Archive& archive, const Asked& asked, int64_t id);

// What they share.

/// A list with its links, as a section. `kind` is the list's name.
[[nodiscard]] Result<Section> list_section(archive::Archive& archive, archive::List list, const archive::Filter& filter, std::string_view name,
                                           std::string_view title);
/// A listing made elsewhere, with its links.
[[nodiscard]] Result<Section> section_of(archive::Archive& archive, archive::Listing rows, std::string_view name, std::string_view kind,
                                         std::string_view title);
[[nodiscard]] std::string_view kind_of(archive::List list);

}  // namespace dateline::site
