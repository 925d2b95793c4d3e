#pragma once

#include <string>

#include "archive/desk_mail.h"
#include "site/security.h"
#include "site/smtp.h"
#include "site/view.h"

// The messages that the site sends, ready for the outbox.
namespace dateline::site {

/// An item with a link, sent by a reader to somebody. `sender` and `note` are the reader's own words and may be empty.
[[nodiscard]] archive::Letter share_letter(const View& view, const Place& place, const MailOptions& mail, const std::string& to, const std::string& sender,
                                           const std::string& note, int64_t now);
/// Asks a subscriber to confirm, with a link that works for seven days.
[[nodiscard]] archive::Letter confirm_letter(const archive::Subscriber& to, const Place& place, const MailOptions& mail, const Signer& signer, int64_t now);
/// What is new in a list, with a link to leave it and the headers for one click (RFC 2369, RFC 8058). The same digest has the same
/// Message-ID, however often it is made.
[[nodiscard]] archive::Letter digest_letter(const archive::Subscriber& to, const View& view, const Place& place, const MailOptions& mail,
                                            const Signer& signer, int64_t now);

/// Tells that a list is no more.
[[nodiscard]] archive::Letter farewell_letter(const archive::Subscriber& to, const Place& place, const MailOptions& mail, const Signer& signer, int64_t now);

}  // namespace dateline::site
