#include "intake/fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "base/utc.h"
#include "base/utf8.h"
#include "intake/host_gate.h"
#include "intake/http_transfer.h"
#include "intake/robots.h"
#include "intake/url.h"

namespace dateline::intake {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::string_view kProduct = "dateline";
constexpr size_t kRobotsBytes = 500 << 10;
constexpr int kRobotsRedirects = 5;
constexpr size_t kMostOrigins = 10'000;
constexpr auto kRobotsLife = 24h;
constexpr auto kRobotsRetry = 10min;  // where the server failed
constexpr auto kFirstBackOff = 2s;    // of a site that does not say how long
constexpr int64_t kMostRetry = 86'400;

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

tl::unexpected<FetchFailure> failed(ErrorCode code, std::string message, int status = 0, int64_t retry = 0) {
  return tl::unexpected<FetchFailure>({{code, std::move(message), 0}, status, retry});
}

}  // namespace

struct Fetcher::State {
  FetchOptions options;
  const std::atomic<bool>* stop = nullptr;
  HostGate gate;
  std::mutex mutex;
  std::vector<Handle> idle;  // with their connections
  struct Known {
    Robots robots;
    Clock::time_point until;
  };
  std::map<std::string, Known> robots;  // by origin

  Handle take_handle() {
    const std::lock_guard hold(mutex);
    if (idle.empty()) return Handle(curl_easy_init(), &curl_easy_cleanup);
    Handle out = std::move(idle.back());
    idle.pop_back();
    return out;
  }

  void give_handle(Handle handle) {
    const std::lock_guard hold(mutex);
    if (handle && idle.size() < 16) idle.push_back(std::move(handle));
  }

  // One request in its host's turn. Nothing if the host must be left alone too long, or on a stop.
  std::optional<Transfer> ask(CURL* handle, const Url& url, const FetchRequest& request, const TransferLimits& limits, milliseconds delay, milliseconds& left) {
    auto turn = gate.enter(url.host, options.patience, stop, left);
    if (!turn) return std::nullopt;
    Transfer out = transfer(handle, {url.text, request.etag, request.last_modified}, options, limits);
    if (out.status == 429 || out.status == 503) {
      const auto asked = std::chrono::seconds(std::clamp<int64_t>(out.retry_seconds, 0, kMostRetry));
      delay = std::max<milliseconds>(delay, asked == 0s ? kFirstBackOff : asked);
    }
    turn->set_delay(delay);
    return out;
  }

  Known ask_for_robots(CURL* handle, Url url) {
    const auto forbidden = [] { return Known{Robots::forbid_all(), Clock::now() + kRobotsRetry}; };
    for (int hop = 0; hop <= kRobotsRedirects; ++hop) {
      milliseconds left{};
      const auto answer = ask(handle, url, {}, {kRobotsBytes, true, stop}, options.host_delay, left);
      if (!answer || !answer->fault.empty()) return forbidden();
      if (is_redirect(answer->status)) {
        auto next = parse_url(answer->redirect);
        if (!next) break;
        url = std::move(*next);
        continue;
      }
      if (answer->status == 200) return {Robots::read(answer->body, kProduct), Clock::now() + kRobotsLife};
      if (answer->status >= 500 || answer->status == 429) return forbidden();
      break;
    }
    return {Robots(), Clock::now() + kRobotsLife};  // there is none (2.3.1.3)
  }

  Robots robots_of(CURL* handle, const Url& url) {
    if (!options.robots) return {};
    {
      const std::lock_guard hold(mutex);
      const auto known = robots.find(url.origin);
      if (known != robots.end() && known->second.until > Clock::now()) return known->second.robots;
    }
    const auto file = parse_url(url.origin + "/robots.txt");
    if (!file) return Robots::forbid_all();
    Known got = ask_for_robots(handle, *file);
    const std::lock_guard hold(mutex);
    if (robots.size() >= kMostOrigins) robots.clear();
    return (robots[url.origin] = std::move(got)).robots;
  }

  tl::expected<Fetched, FetchFailure> try_once(CURL* handle, const FetchRequest& request) {
    auto url = parse_url(request.url);
    if (!url) return failed(ErrorCode::kUsage, fmt::format("{}: is no http or https URL", request.url.substr(0, 200)));
    Fetched out;
    bool permanent = true;
    for (int hop = 0;; ++hop) {
      if (stop != nullptr && *stop) return failed(ErrorCode::kUnreadable, request.url + ": interrupted");
      const Robots rules = robots_of(handle, *url);
      if (!rules.allows(url->target)) {
        return failed(ErrorCode::kUnreadable, fmt::format("{}: the site's robots.txt forbids it, or cannot be had; ask the site, or --no-robots if it is yours", url->text));
      }
      milliseconds left{};
      const milliseconds delay = std::max<milliseconds>(options.host_delay, std::chrono::seconds(rules.delay_seconds()));
      out.fetched = utc(std::time(nullptr));
      auto answer = ask(handle, *url, request, {options.body_bytes, false, stop}, delay, left);
      if (!answer) {
        const int64_t seconds = (left.count() + 999) / 1000;
        return failed(ErrorCode::kBusy, fmt::format("{}: the site asks to be left alone for {} s; try again then", url->text, seconds), 429, seconds);
      }
      if (answer->refused) {
        return failed(ErrorCode::kUnreadable, fmt::format("{}: leads to an address that is not public; --allow-private fetches from it", url->text));
      }
      if (is_redirect(answer->status)) {
        auto next = parse_url(answer->redirect);
        if (!next) return failed(ErrorCode::kUnsupported, fmt::format("{}: redirects to what is no http or https URL", url->text), answer->status);
        if (hop == options.redirects) return failed(ErrorCode::kUnreadable, fmt::format("{}: more than {} redirects; the site is broken", request.url, options.redirects), answer->status);
        permanent = permanent && (answer->status == 301 || answer->status == 308);
        url = std::move(next);
        if (permanent) out.moved = url->text;
        continue;
      }
      return finish(std::move(out), *url, std::move(*answer));
    }
  }

  tl::expected<Fetched, FetchFailure> finish(Fetched out, const Url& url, Transfer answer) const {
    out.status = answer.status;
    if (!answer.fault.empty()) return failed(ErrorCode::kUnreadable, fmt::format("{}: {}; try again later", url.text, answer.fault));
    if (answer.wrong_kind) return failed(ErrorCode::kUnsupported, fmt::format("{}: is {}, not a page or feed", url.text, replace_invalid_utf8(std::string_view(answer.content_type).substr(0, 100))), answer.status);
    if (answer.too_large) return failed(ErrorCode::kTooLarge, fmt::format("{}: exceeds {} bytes; raise --max-document", url.text, options.body_bytes), answer.status);
    if (answer.status == 429 || answer.status == 503) {
      return failed(ErrorCode::kBusy, fmt::format("{}: the server answered {}; try again later", url.text, answer.status), answer.status,
                    std::clamp<int64_t>(answer.retry_seconds, 0, kMostRetry));
    }
    if (answer.status != 200 && answer.status != 304) {
      const bool gone = answer.status == 404 || answer.status == 410;
      return failed(gone ? ErrorCode::kNotFound : ErrorCode::kUnreadable, fmt::format("{}: the server answered {}", url.text, answer.status), answer.status);
    }
    out.url = url.text;
    out.content_type = std::move(answer.content_type);
    out.content_language = std::move(answer.content_language);
    out.content_location = std::move(answer.content_location);
    out.etag = std::move(answer.etag);
    out.last_modified = std::move(answer.last_modified);
    if (answer.status == 200) out.body = std::move(answer.body);
    return out;
  }
};

Fetcher::Fetcher(FetchOptions options) : state_(std::make_unique<State>()) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)ready;
  state_->options = std::move(options);
}

Fetcher::~Fetcher() = default;

void Fetcher::stop_on(const std::atomic<bool>& flag) { state_->stop = &flag; }

tl::expected<Fetched, FetchFailure> Fetcher::fetch(const FetchRequest& request) {
  Handle handle = state_->take_handle();
  if (!handle) return failed(ErrorCode::kInternal, request.url + ": libcurl cannot start");
  auto out = state_->try_once(handle.get(), request);
  for (int tried = 1; !out && tried < state_->options.tries; ++tried) {
    const bool busy = out.error().error.code == ErrorCode::kBusy && std::chrono::seconds(out.error().retry_seconds) <= state_->options.patience;
    if (!busy) break;
    out = state_->try_once(handle.get(), request);  // waits for the host's turn
  }
  state_->give_handle(std::move(handle));
  return out;
}

}  // namespace dateline::intake
