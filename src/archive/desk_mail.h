#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"

/// Subscribers of digests and the messages to them, in an archive opened with `Use::kDesk`; see desk.h for what all calls share.
namespace dateline::archive {

struct Subscriber {
  int64_t id = 0;
  std::string email, list, title, every, state;
  int64_t cursor = 0, due = 0;
};

/// A message ready to be sent.
struct Letter {
  int64_t id = 0;
  std::string message_id, kind, recipient;
  std::string message;  ///< RFC 5322, whole
  int64_t subscriber = 0;
  int tries = 0;
};

/// Asks for a subscription: its number. One that is active stays as it is; one that ended or waits is asked for again.
[[nodiscard]] Result<int64_t> ask_subscription(Archive& desk, std::string_view email, std::string_view list, std::string_view title,
                                               std::string_view every, int64_t now);
[[nodiscard]] Result<std::optional<Subscriber>> subscriber(Archive& archive, int64_t id);
/// Makes it active from the present change on, its first digest due at `due`. False if it is active already.
[[nodiscard]] Result<bool> confirm_subscription(Archive& desk, int64_t id, int64_t due, int64_t now);
/// Ends it. False if it was not active.
[[nodiscard]] Result<bool> end_subscription(Archive& desk, int64_t id);
/// Active ones whose digest is due, in order of their number.
[[nodiscard]] Result<std::vector<Subscriber>> due_subscribers(Archive& archive, int64_t now);
/// When the next digest is due, 0 if none is.
[[nodiscard]] Result<int64_t> next_digest(Archive& archive);
/// Ends all subscriptions of a list; gives those that were active.
[[nodiscard]] Result<std::vector<Subscriber>> end_list(Archive& desk, const std::string& list);
/// The last change of the archive.
[[nodiscard]] Result<int64_t> last_change(Archive& archive);

/// Queues a message. A message id that is there already is not queued again (false).
[[nodiscard]] Result<bool> queue_letter(Archive& desk, const Letter& letter, int64_t now);
/// In one transaction: queues the digest, if there is one, and moves the subscriber on to `cursor` and `due`.
[[nodiscard]] Result<void> queue_digest(Archive& desk, const Subscriber& to, const Letter* letter, int64_t cursor, int64_t due, int64_t now);
/// Queued messages whose time has come, oldest first.
[[nodiscard]] Result<std::vector<Letter>> waiting_letters(Archive& archive, int64_t now, uint32_t limit);
[[nodiscard]] Result<void> letter_sent(Archive& desk, int64_t id, int64_t now);
/// Another try at `next_try`, or none if it is 0.
[[nodiscard]] Result<void> letter_failed(Archive& desk, int64_t id, std::string_view error, int64_t next_try);
/// Messages of a kind to an address since a time; an empty address counts all.
[[nodiscard]] Result<int64_t> letters_since(Archive& archive, std::string_view kind, std::string_view recipient, int64_t since);
/// An address that does not exist: all its subscriptions are ended as bounced, all messages to it dropped. Gives how many
/// subscriptions it ended.
[[nodiscard]] Result<int64_t> address_bounced(Archive& desk, std::string_view email);
/// The recipient of a message that we sent, for reports of failed delivery; nothing if we did not.
[[nodiscard]] Result<std::optional<std::string>> recipient_of(Archive& archive, std::string_view message_id);

}  // namespace dateline::archive
