#pragma once

#include <string>

#include "dateline/result.h"

namespace dateline::site {

/// How messages leave. Without a server there is no mail.
struct MailOptions {
  std::string server;    ///< "smtp://host:587" or "smtps://host"; empty: no mail
  std::string user, password;
  std::string tls = "try";  ///< of smtp://: "try" STARTTLS, "always" or "never"
  std::string ca;        ///< file of the certificate authorities to trust; empty: the system's
  std::string from;      ///< address of the sender, also for reports of failed delivery
  std::string from_name = "dateline";
  long timeout_s = 30;   ///< for one message
};

enum class Sent : uint8_t {
  kTaken,      ///< the server has it
  kNoAddress,  ///< it says that there is no such recipient, for good
  kLater,      ///< not now: no connection, a full box, grey-listing
  kRefused,    ///< it does not take this message, for good
};
struct SendOutcome {
  Sent what = Sent::kLater;
  std::string why;
};

/// Hands one message to the server (RFC 5321), with libcurl. Blocks up to the timeout.
[[nodiscard]] SendOutcome send_mail(const MailOptions& options, const std::string& recipient, const std::string& message);

}  // namespace dateline::site
