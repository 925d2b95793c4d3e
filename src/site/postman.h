#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "archive/archive.h"
#include "site/smtp.h"

namespace dateline::site {

/// The right to send an archive's messages: one program at a time, so that none is sent twice. Ends with the object or its process.
class MailTurn {
 public:
  /// Null if another program has it, or the file is not there.
  [[nodiscard]] static std::unique_ptr<MailTurn> take(const std::string& archive_path);
  ~MailTurn();
  MailTurn(const MailTurn&) = delete;
  MailTurn& operator=(const MailTurn&) = delete;

 private:
  explicit MailTurn(int socket) : socket_(socket) {}
  int socket_;
};

/// Sends queued messages whose time has come and notes what became of each: sent, tried again after 1, 4, 16 ... minutes up to six
/// times, or failed; a recipient that does not exist ends its subscriptions. A message is marked sent right after the server took
/// it: a kill between the two sends it again with the same Message-ID, by which mail programs drop it. Gives the number sent.
/// `stop` is asked between two messages. The caller has the turn.
[[nodiscard]] Result<uint64_t> send_waiting(archive::Archive& desk, const MailOptions& options, const std::function<void(bool success)>& note,
                                            const std::function<bool()>& stop);

/// Makes digests that are due and sends what is queued, in a thread of its own: when woken, when the next digest is due, and
/// every 20 seconds.
class Postman {
 public:
  /// `make_due` queues digests that are due; it may be empty. `note` is told of each message whether it was taken.
  Postman(std::string archive_path, MailOptions options, std::function<Result<void>(archive::Archive& desk)> make_due, std::function<void(bool)> note);
  ~Postman();  ///< ends after the message at hand
  void wake();

 private:
  void run();
  void round(archive::Archive& desk);
  [[nodiscard]] bool ending();

  std::string path_;
  MailOptions options_;
  std::function<Result<void>(archive::Archive& desk)> make_due_;
  std::function<void(bool)> note_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false, woken_ = false;
  std::thread thread_;
};

}  // namespace dateline::site
