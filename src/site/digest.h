#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "archive/archive.h"
#include "dateline/result.h"
#include "site/security.h"
#include "site/smtp.h"
#include "site/view.h"

namespace dateline::site {

/// Seconds of "day" and "week".
[[nodiscard]] int64_t period_s(std::string_view every);

struct DigestOptions {
  std::string archive;
  std::string public_url;  ///< "https://news.example", for the links
  std::string name = "dateline";
  MailOptions mail;
};
struct DigestCounts {
  uint64_t due = 0, nothing_new = 0, queued = 0, sent = 0;
};

/// Queues the digests that are due, `counts` but for `sent`. A digest and the subscriber's step to the next one are put on the disk
/// together, so that none is made twice, whoever else does this at the time, and a run that is killed is taken up by the next.
[[nodiscard]] Result<DigestCounts> queue_digests(archive::Archive& desk, const Place& place, const MailOptions& mail, const Signer& signer,
                                                 const std::function<bool()>& stop);

/// Queues the digests that are due and sends them with all else that is queued. Waits for another program that sends. `kBusy` if
/// that one does not end within a minute.
[[nodiscard]] Result<DigestCounts> send_digests(const DigestOptions& options, const std::atomic<bool>& stop);

/// Reads a report of failed delivery (RFC 3464) and ends the subscriptions of the address that it names, if it is about a message
/// that this archive sent to it. Gives the address, empty if it is no such report. A passing failure ends nothing.
[[nodiscard]] Result<std::string> take_bounce(const std::string& archive, std::string_view report);

}  // namespace dateline::site
