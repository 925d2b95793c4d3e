#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "dateline/result.h"
#include "site/http.h"

namespace dateline::site {

struct ServerOptions {
  std::string listen = "127.0.0.1";  ///< address; "::" and "0.0.0.0" are all of the machine's
  uint16_t port = 8484;              ///< 0: any free one
  unsigned workers = 4;              ///< requests that read answered at once; those that change something have one more
  uint32_t connections = 4096;       ///< open at once; a few kB each
  uint32_t connections_of_one = 512; ///< open at once from one address
  size_t header_bytes = 16 * 1024;   ///< of a request's head; beyond it the answer is 431 or 413
  size_t body_bytes = 64 * 1024;     ///< of a request's body; beyond it the answer is 413
  uint32_t receive_s = 20;           ///< a request that has not come whole by then is dropped
  uint32_t send_s = 120;             ///< an answer that has not been taken by then is dropped
  uint32_t waiting = 512;            ///< requests that wait for a worker; beyond it the answer is 503
};

/// HTTP/1.1 by GNU libmicrohttpd, which only this file's .cpp knows of.
///
///   connections --epoll, one thread--> whole requests --queue--> workers --handler--> answers --epoll--> connections
///                                              POST --queue--> one more worker
///                              what a worker puts off --queue--> one more worker
///
/// So changes, which may have to wait for another program's commit, come one after the other, and neither they nor costly questions
/// hold up a quick one.
/// A connection that sends or takes slowly holds no thread, only its buffer, and is dropped at its deadline.
class Server {
 public:
  /// Answers a request; called by one thread for each `worker`: 0 .. workers - 1, `workers` for POST and `workers` + 1 for what
  /// one of the first put off by answering nothing. Must not throw.
  using Handler = std::function<std::optional<Response>(const Request&, unsigned worker)>;

  /// Listens and starts its threads. `kUnreadable` if the address cannot be had.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(const ServerOptions& options, Handler handler);
  /// Takes no new connections, answers what has come, and ends its threads; waits five seconds at most for slow takers.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] uint16_t port() const;
  struct Load {
    uint64_t connections = 0, waiting = 0, dropped_slow = 0;
  };
  [[nodiscard]] Load load() const;

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dateline::site
