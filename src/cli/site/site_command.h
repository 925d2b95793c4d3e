#pragma once

#include <string>
#include <vector>

#include "site/digest.h"
#include "site/site.h"

namespace dateline::cli {

// The subcommands of the reader's site; each gives its exit status (command.h).

[[nodiscard]] int serve(const site::SiteOptions& options);
[[nodiscard]] int digest(const site::DigestOptions& options, bool quiet);
/// Reads one report of failed delivery from standard input.
[[nodiscard]] int bounce(const std::string& archive);
/// `action`: add, token, remove or list. A password is asked for on a terminal, else read as a line from standard input.
[[nodiscard]] int user(const std::string& archive, const std::string& action, const std::string& name);

}  // namespace dateline::cli
