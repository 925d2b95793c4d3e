#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/archive.h"
#include "archive/query.h"

/// What readers and reviewers leave in an archive: feedback, featured items, saved searches, users. The tables are in
/// desk_schema.cpp; mail has its own header. Functions that change something need an archive opened with `Use::kDesk` and
/// are each one short transaction, on the disk when they return; they wait up to ten seconds for another writer's commit.
/// `now` is in seconds since 1970. Unknown numbers give `kNotFound`.
namespace dateline::archive {

/// The archive's secret of 32 bytes, made at the first call. Whoever has it can sign links.
[[nodiscard]] Result<std::string> desk_key(Archive& desk, std::string_view random);
/// Rises with every change of what pages show: documents and desk together.
[[nodiscard]] Result<std::string> shown_version(Archive& archive);

struct Feedback {
  std::string item, title;     ///< path and title of the page
  std::string document;        ///< key; empty if the page is of more than one
  int64_t revision = 0;
  std::string context;         ///< JSON of the item as it was shown
  std::string kind, note, correction;
};
[[nodiscard]] Result<int64_t> add_feedback(Archive& desk, const Feedback& feedback, int64_t now);
/// `decision`: accepted, rejected or fixed (then with the correction); `undone` takes the last decision back.
[[nodiscard]] Result<void> decide_feedback(Archive& desk, int64_t id, std::string_view decision, std::string_view correction,
                                           std::string_view by, int64_t now);
/// Newest first; `decision` open, accepted, rejected, fixed or empty for all; `whole` adds document, revision and context.
[[nodiscard]] Result<Listing> list_feedback(Archive& archive, std::string_view decision, const std::string& after, uint32_t limit,
                                            bool whole);

/// Puts an item at `position` (from 1; 0: last), or moves it and changes its line if it is there.
[[nodiscard]] Result<int64_t> feature(Archive& desk, std::string_view item, std::string_view title, std::string_view line,
                                      int64_t position, std::string_view by, int64_t now);
/// Changes what is given: line not empty, position not 0.
[[nodiscard]] Result<void> change_featured(Archive& desk, int64_t id, std::string_view line, int64_t position);
[[nodiscard]] Result<void> remove_featured(Archive& desk, int64_t id);
[[nodiscard]] Result<Listing> list_featured(Archive& archive, uint32_t limit);

/// The number of the saved search of this path; a new one if it is not there.
[[nodiscard]] Result<int64_t> save_search(Archive& desk, std::string_view path, std::string_view title, std::string_view by, int64_t now);
/// Gives a saved search and its mailing list another title.
[[nodiscard]] Result<void> rename_search(Archive& desk, int64_t id, std::string_view title);
/// Removes it; its number is not given again. Its subscriptions are for `end_list` to end.
[[nodiscard]] Result<void> remove_search(Archive& desk, int64_t id);
struct SavedSearch {
  int64_t id = 0, at = 0;
  std::string title, path;
};
[[nodiscard]] Result<SavedSearch> saved_search(Archive& archive, int64_t id);
/// With the number of each one's subscribers.
[[nodiscard]] Result<Listing> list_saved(Archive& archive, uint32_t limit);

struct User {
  int64_t id = 0;
  std::string name, password;  ///< the password's Argon2id text
};
/// Adds a user, or gives one that is there another password and ends its logins.
[[nodiscard]] Result<void> set_user(Archive& desk, std::string_view name, std::string_view password_hash, int64_t now);
[[nodiscard]] Result<void> remove_user(Archive& desk, std::string_view name);
[[nodiscard]] Result<std::optional<User>> find_user(Archive& archive, std::string_view name);
[[nodiscard]] Result<Listing> list_users(Archive& archive);
/// Keeps the digest of a login's or token's secret until `expires`; forgets those that have expired.
[[nodiscard]] Result<void> add_session(Archive& desk, std::string_view digest, int64_t user, std::string_view kind, int64_t expires,
                                       int64_t now);
[[nodiscard]] Result<void> remove_session(Archive& desk, std::string_view digest);
/// Whose secret it is; nothing if it is nobody's or has expired.
[[nodiscard]] Result<std::optional<User>> session_user(Archive& archive, std::string_view digest, int64_t now);

}  // namespace dateline::archive
