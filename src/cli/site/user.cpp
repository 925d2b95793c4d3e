#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "archive/desk.h"
#include "archive/listing_formats.h"
#include "cli/command.h"
#include "cli/site/site_command.h"
#include "site/log.h"
#include "site/security.h"

namespace dateline::cli {
namespace {

/// A line from standard input, not shown while it is typed.
std::string read_password() {
  termios before{};
  const bool terminal = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (terminal) {
    say("Password: ");
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    say("\n");
  }
  return line;
}

Result<std::string> add(archive::Archive& desk, const std::string& name) {
  const std::string password = read_password();
  if (password.size() < 10) return fail(ErrorCode::kUsage, "user: the password is too short; ten characters are the least");
  const auto hash = site::hash_password(password);
  if (!hash) return hash;
  const auto set = archive::set_user(desk, name, *hash, site::now_s());
  if (!set) return tl::unexpected(set.error());
  return fmt::format("user {} may log in\n", name);
}

Result<std::string> token(archive::Archive& desk, const std::string& name) {
  constexpr int64_t kLasts = 365 * 24 * 3600;
  const auto user = archive::find_user(desk, name);
  if (!user) return tl::unexpected(user.error());
  if (!*user) return fail(ErrorCode::kNotFound, fmt::format("user: {} is not there; dateline user add makes one", name));
  const std::string secret = site::base64_url(site::random_bytes(32));
  const auto kept = archive::add_session(desk, site::digest(secret), (*user)->id, "token", site::now_s() + kLasts, site::now_s());
  if (!kept) return tl::unexpected(kept.error());
  return secret + "\n";
}

}  // namespace

int user(const std::string& path, const std::string& action, const std::string& name) {
  const auto fault = [](const Error& error) {
    complain(error.message);
    return kCannotRun;
  };
  if (action != "list" && (name.empty() || name.size() > 64)) return fault({ErrorCode::kUsage, "user: give a name of 1 to 64 bytes", 0});
  if (const auto started = site::start_security(); !started) return fault(started.error());
  auto desk = archive::Archive::open(path, archive::Archive::Use::kDesk);
  if (!desk) return fault(desk.error());
  Result<std::string> out = std::string();
  if (action == "add") out = add(*desk, name);
  if (action == "token") out = token(*desk, name);
  if (action == "remove") out = archive::remove_user(*desk, name).map([&] { return fmt::format("user {} is gone\n", name); });
  if (action == "list") out = archive::list_users(*desk).map([](const archive::Listing& users) { return archive::as_jsonl(users); });
  if (!out) return fault(out.error());
  return write_out(*out) ? kDone : kCannotRun;
}

}  // namespace dateline::cli
