#include "site/postman.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "archive/desk_mail.h"
#include "site/log.h"

namespace dateline::site {

// A name in the abstract namespace of Unix sockets: it goes with its process, and nothing lies beside the archive.
std::unique_ptr<MailTurn> MailTurn::take(const std::string& archive_path) {
  struct stat file {};
  if (::stat(archive_path.c_str(), &file) != 0) return nullptr;
  const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return nullptr;
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  const std::string text = fmt::format("dateline-mail-{}-{}", file.st_dev, file.st_ino);
  text.copy(name.sun_path + 1, sizeof name.sun_path - 1);
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + text.size());
  if (::bind(fd, reinterpret_cast<sockaddr*>(&name), length) != 0) {
    ::close(fd);
    return nullptr;
  }
  return std::unique_ptr<MailTurn>(new MailTurn(fd));
}

MailTurn::~MailTurn() { ::close(socket_); }

Result<uint64_t> send_waiting(archive::Archive& desk, const MailOptions& options, const std::function<void(bool)>& note,
                              const std::function<bool()>& stop) {
  constexpr int kMostTries = 6;
  uint64_t sent = 0;
  for (;;) {
    const auto letters = archive::waiting_letters(desk, now_s(), 20);
    if (!letters) return tl::unexpected(letters.error());
    if (letters->empty()) return sent;
    for (const archive::Letter& letter : *letters) {
      if (stop()) return sent;
      const SendOutcome outcome = send_mail(options, letter.recipient, letter.message);
      Result<void> kept;
      if (outcome.what == Sent::kTaken) {
        kept = archive::letter_sent(desk, letter.id, now_s());
        ++sent;
      } else {
        const bool again = outcome.what == Sent::kLater && letter.tries + 1 < kMostTries;
        kept = archive::letter_failed(desk, letter.id, outcome.why, again ? now_s() + (int64_t{60} << (2 * letter.tries)) : 0);
        log("warn", "mail_not_sent", [&](JsonWriter& json) {
          json.field("message_id", letter.message_id).field("why", outcome.why).field("again", again);
        });
        if (outcome.what == Sent::kNoAddress) {
          if (const auto ended = archive::address_bounced(desk, letter.recipient); !ended) return tl::unexpected(ended.error());
        }
      }
      note(outcome.what == Sent::kTaken);
      if (!kept) return tl::unexpected(kept.error());
    }
  }
}

Postman::Postman(std::string archive_path, MailOptions options, std::function<Result<void>(archive::Archive&)> make_due, std::function<void(bool)> note)
    : path_(std::move(archive_path)), options_(std::move(options)), make_due_(std::move(make_due)), note_(std::move(note)), thread_([this] { run(); }) {}

Postman::~Postman() {
  {
    const std::lock_guard hold(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Postman::wake() {
  const std::lock_guard hold(mutex_);
  woken_ = true;
  changed_.notify_all();
}

bool Postman::ending() {
  const std::lock_guard hold(mutex_);
  return ending_;
}

void Postman::round(archive::Archive& desk) {
  const auto tell = [](const Error& error) { log("error", "mail", [&](JsonWriter& json) { json.field("why", error.message); }); };
  if (make_due_) {
    if (const auto made = make_due_(desk); !made) tell(made.error());
  }
  const auto turn = MailTurn::take(path_);
  if (turn == nullptr) return;
  if (const auto sent = send_waiting(desk, options_, note_, [this] { return ending(); }); !sent) tell(sent.error());
}

void Postman::run() {
  auto desk = archive::Archive::open(path_, archive::Archive::Use::kDesk);
  if (!desk) {
    log("error", "mail", [&](JsonWriter& json) { json.field("why", desk.error().message); });
    return;
  }
  constexpr int64_t kMostWait = 20;
  while (!ending()) {
    round(*desk);
    const int64_t due = archive::next_digest(*desk).value_or(0), now = now_s();
    desk->rest();
    const int64_t wait = make_due_ && due > now ? std::min(due - now, kMostWait) : kMostWait;
    std::unique_lock hold(mutex_);
    changed_.wait_for(hold, std::chrono::seconds(wait), [this] { return ending_ || woken_; });
    woken_ = false;
  }
}

}  // namespace dateline::site
