#pragma once

#include <string>
#include <string_view>

#include "archive/archive.h"
#include "archive/document.h"
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
/// A statement, a figure or something due, of one article. `list` says which.
[[nodiscard]] Result<View> item_view(archive::Archive& archive, archive::List list, std::string_view reference);
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

/// Most items of one article or story that a page looks at.
inline constexpr uint32_t kMostItems = 2000;
[[nodiscard]] archive::Filter of_document(const archive::Document& document);
/// Publisher, date and address of what a page is read from.
void credit(View& view, const archive::Document& document);
/// The document of an item; the item's row becomes the view's first section. `kNotFound` if its present version has none.
[[nodiscard]] Result<archive::Document> find_item(archive::Archive& archive, std::string_view reference, archive::List list, View& view);
/// Keeps the rows with one of these references.
void keep(archive::Listing& rows, const std::vector<std::string>& references);
[[nodiscard]] std::vector<std::string> references_in(const Section& section);
/// Adds the words that an item rests on (`evidence`), and the disputes that it is an account in (`disputes`), if there are any.
[[nodiscard]] Result<void> add_evidence(archive::Archive& archive, const archive::Document& document, std::string_view reference, View& view);
[[nodiscard]] Result<void> add_disputes_about(archive::Archive& archive, const archive::Filter& filter, const std::vector<std::string>& references, View& view);

}  // namespace dateline::site
