#include "site/server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <microhttpd.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/strings.h"
#include "site/url.h"

namespace dateline::site {
namespace {

using Clock = std::chrono::steady_clock;

/// One request on its way. Belongs to its connection; a worker has it while the connection is suspended.
struct Exchange {
  std::string target;
  Request request;
  Response response;
  MHD_Connection* connection = nullptr;
  bool begun = false, too_large = false;
  bool answered = false;  // by a worker; read by the I/O thread after the resumption
};

Response refusal(int status, std::string_view name, std::string_view message) {
  Response out;
  out.status = status;
  out.type = "application/json";
  out.body = fmt::format("{{\"error\":\"{}\",\"message\":\"{}\"}}\n", name, message);
  return out;
}

MHD_Result send(MHD_Connection* connection, Response response) {
  auto* body = new std::string(std::move(response.body));
  MHD_Response* out = MHD_create_response_from_buffer_with_free_callback_cls(body->size(), body->data(), [](void* b) { delete static_cast<std::string*>(b); }, body);
  if (out == nullptr) {
    delete body;
    return MHD_NO;
  }
  if (!response.type.empty()) MHD_add_response_header(out, MHD_HTTP_HEADER_CONTENT_TYPE, response.type.c_str());
  for (const auto& [name, value] : response.headers) MHD_add_response_header(out, name.c_str(), value.c_str());
  const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(response.status), out);
  MHD_destroy_response(out);
  return queued;
}

std::string text_of_address(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address == nullptr) return text;
  if (address->sa_family == AF_INET) {
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
  } else if (address->sa_family == AF_INET6) {
    ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof text);
  }
  return text;
}

}  // namespace

struct Server::State {
  ServerOptions options;
  Handler handler;
  MHD_Daemon* daemon = nullptr;

  struct Queue {
    std::deque<Exchange*> waiting;
    std::condition_variable arrived;
  };
  std::mutex mutex;  // of the queues
  Queue reads, changes, put_off;
  bool ending = false;
  std::vector<std::thread> workers;

  // Deadlines of connections, looked at once a second.
  struct Watched {
    int socket;
    Clock::time_point deadline;
  };
  std::mutex watch_mutex;
  std::condition_variable watch_ends;
  std::unordered_map<MHD_Connection*, Watched> watched;
  std::thread watcher;
  std::atomic<uint64_t> dropped{0};
  std::atomic<int> open_exchanges{0};

  void deadline(MHD_Connection* connection, uint32_t seconds) {
    const std::lock_guard hold(watch_mutex);
    const auto found = watched.find(connection);
    if (found != watched.end()) found->second.deadline = Clock::now() + std::chrono::seconds(seconds);
  }

  void watch() {
    std::unique_lock hold(watch_mutex);
    while (!watch_ends.wait_for(hold, std::chrono::seconds(1), [&] { return ending; })) {
      const auto now = Clock::now();
      for (auto& [connection, w] : watched) {
        if (w.deadline > now) continue;
        ::shutdown(w.socket, SHUT_RDWR);  // the I/O thread sees the end and closes it
        w.deadline = Clock::time_point::max();
        ++dropped;
      }
    }
  }

  void work(unsigned number, Queue& queue) {
    for (;;) {
      Exchange* exchange = nullptr;
      {
        std::unique_lock hold(mutex);
        queue.arrived.wait(hold, [&] { return ending || !queue.waiting.empty(); });
        if (queue.waiting.empty()) return;
        exchange = queue.waiting.front();
        queue.waiting.pop_front();
      }
      auto response = handler(exchange->request, number);
      if (!response) {
        const std::lock_guard hold(mutex);
        if (!ending && put_off.waiting.size() < options.waiting) {
          put_off.waiting.push_back(exchange);
          put_off.arrived.notify_one();
          continue;
        }
        response = refusal(503, "busy", "too many costly questions wait; try again in a moment");
      }
      exchange->response = std::move(*response);
      exchange->answered = true;
      MHD_resume_connection(exchange->connection);
    }
  }

  MHD_Result refuse(Exchange& exchange, MHD_Connection* connection, int status, std::string_view name, std::string_view message) {
    exchange.answered = true;
    deadline(connection, options.send_s);
    Response response = refusal(status, name, message);
    response.headers.emplace_back("Connection", "close");
    return send(connection, std::move(response));
  }

  // The request has come whole: off to a worker.
  MHD_Result dispatch(Exchange& exchange, MHD_Connection* connection) {
    Request& r = exchange.request;
    r.target = exchange.target;
    const size_t mark = exchange.target.find('?');
    const std::string_view target = exchange.target;
    auto path = decode(target.substr(0, mark));
    auto query = read_form(mark == target.npos ? std::string_view() : target.substr(mark + 1));
    if (!path || !query || path->empty() || path->front() != '/') {
      return refuse(exchange, connection, 400, "bad_request", "the address cannot be read; percent-encode UTF-8");
    }
    r.path = std::move(*path);
    r.query = std::move(*query);
    MHD_get_connection_values(connection, MHD_HEADER_KIND, [](void* out, MHD_ValueKind, const char* name, const char* value) {
      static_cast<Fields*>(out)->emplace_back(to_lower(std::string_view(name)), value == nullptr ? "" : value);
      return MHD_YES;
    }, &r.headers);
    const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info != nullptr) r.address = text_of_address(info->client_addr);
    exchange.connection = connection;
    deadline(connection, options.send_s);
    Queue& queue = r.method == "POST" ? changes : reads;
    const std::lock_guard hold(mutex);
    if (ending || queue.waiting.size() >= options.waiting) {
      return refuse(exchange, connection, 503, "busy", "too many requests wait; try again in a moment");
    }
    MHD_suspend_connection(connection);
    queue.waiting.push_back(&exchange);
    queue.arrived.notify_one();
    return MHD_YES;
  }

  static MHD_Result on_request(void* self, MHD_Connection* connection, const char*, const char* method, const char*, const char* upload,
                               size_t* upload_size, void** context) {
    auto& state = *static_cast<State*>(self);
    auto& exchange = *static_cast<Exchange*>(*context);
    if (exchange.answered) return send(connection, std::move(exchange.response));
    if (!exchange.begun) {
      exchange.begun = true;
      exchange.request.method = method;
      if (exchange.request.method != "GET" && exchange.request.method != "HEAD" && exchange.request.method != "POST") {
        return state.refuse(exchange, connection, 405, "method", "GET, HEAD and POST are known");
      }
      const char* length = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
      if (length != nullptr && parse_number<uint64_t>(length).value_or(UINT64_MAX) > state.options.body_bytes) {
        return state.refuse(exchange, connection, 413, "too_large", "the body is too large");
      }
      return MHD_YES;
    }
    if (*upload_size > 0) {
      if (exchange.request.body.size() + *upload_size > state.options.body_bytes) {
        exchange.too_large = true;
      } else {
        exchange.request.body.append(upload, *upload_size);
      }
      *upload_size = 0;
      return MHD_YES;
    }
    if (exchange.too_large) return state.refuse(exchange, connection, 413, "too_large", "the body is too large");
    return state.dispatch(exchange, connection);
  }

  static void* on_target(void* self, const char* target, MHD_Connection*) {
    ++static_cast<State*>(self)->open_exchanges;
    auto* exchange = new Exchange;
    exchange->target = target;
    return exchange;
  }

  static void on_completed(void* self, MHD_Connection* connection, void** context, MHD_RequestTerminationCode) {
    auto& state = *static_cast<State*>(self);
    delete static_cast<Exchange*>(*context);
    *context = nullptr;
    --state.open_exchanges;
    state.deadline(connection, state.options.receive_s);  // for the next request
  }

  static void on_connection(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode code) {
    auto& state = *static_cast<State*>(self);
    const std::lock_guard hold(state.watch_mutex);
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
      state.watched.erase(connection);
      return;
    }
    const MHD_ConnectionInfo* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info != nullptr) state.watched[connection] = {info->connect_fd, Clock::now() + std::chrono::seconds(state.options.receive_s)};
  }
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Handler handler) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(options.listen.c_str(), std::to_string(options.port).c_str(), &hints, &found) != 0) {
    return fail(ErrorCode::kUsage, options.listen + ": is no IP address; give --listen one of this machine's, such as 127.0.0.1 or ::");
  }
  auto state = std::make_unique<State>();
  state->options = options;
  state->handler = std::move(handler);
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
  if (found->ai_family == AF_INET6) flags |= MHD_USE_IPv6;
  if (options.listen == "::") flags |= MHD_USE_DUAL_STACK;
  State* self = state.get();
  state->daemon = MHD_start_daemon(
      flags, options.port, nullptr, nullptr, &State::on_request, self, MHD_OPTION_SOCK_ADDR, found->ai_addr, MHD_OPTION_URI_LOG_CALLBACK,
      &State::on_target, self, MHD_OPTION_NOTIFY_COMPLETED, &State::on_completed, self, MHD_OPTION_NOTIFY_CONNECTION, &State::on_connection, self,
      MHD_OPTION_CONNECTION_LIMIT, options.connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, options.connections_of_one,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, options.header_bytes, MHD_OPTION_CONNECTION_TIMEOUT, options.send_s, MHD_OPTION_END);
  const int error = errno;
  ::freeaddrinfo(found);
  if (state->daemon == nullptr) {
    return fail(ErrorCode::kUnreadable, fmt::format("{} port {}: cannot be listened on ({}); choose another with --port", options.listen,
                                                    options.port, std::strerror(error)));
  }
  for (unsigned i = 0; i < options.workers; ++i) state->workers.emplace_back([self, i] { self->work(i, self->reads); });
  state->workers.emplace_back([self, number = options.workers] { self->work(number, self->changes); });
  state->workers.emplace_back([self, number = options.workers + 1] { self->work(number, self->put_off); });
  state->watcher = std::thread([self] { self->watch(); });
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::~Server() {
  State& s = *state_;
  const int listening = MHD_quiesce_daemon(s.daemon);
  if (listening >= 0) ::close(listening);
  for (int i = 0; i < 100 && s.open_exchanges > 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  {
    const std::scoped_lock hold(s.mutex, s.watch_mutex);
    s.ending = true;
  }
  s.reads.arrived.notify_all();
  s.changes.arrived.notify_all();
  s.put_off.arrived.notify_all();
  s.watch_ends.notify_all();
  for (std::thread& worker : s.workers) worker.join();
  s.watcher.join();
  MHD_stop_daemon(s.daemon);
}

uint16_t Server::port() const {
  const MHD_DaemonInfo* info = MHD_get_daemon_info(state_->daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info == nullptr ? 0 : info->port;
}

Server::Load Server::load() const {
  Load out;
  const MHD_DaemonInfo* info = MHD_get_daemon_info(state_->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
  if (info != nullptr) out.connections = info->num_connections;
  out.dropped_slow = state_->dropped;
  const std::lock_guard hold(state_->mutex);
  out.waiting = state_->reads.waiting.size() + state_->changes.waiting.size() + state_->put_off.waiting.size();
  return out;
}

}  // namespace dateline::site
