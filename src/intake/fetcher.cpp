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
using std::chrono::milliseconds;

constexpr std::string_view kProduct = "dateline";
constexpr size_t kRobotsBytes = 500 << 10;
constexpr int kRobotsRedirects = 5;
constexpr size_t kMostOrigins = 10'000;
constexpr int64_t kRobotsLife = 86'400, kRobotsRetry = 600;  // seconds; where the server failed
constexpr size_t kMostKept = 64 << 10;                        // bytes of a file that is kept between runs
constexpr auto kFirstBackOff = 2s;    // of a site that does not say how long
constexpr int64_t kMostRetry = 86'400;
constexpr int kMostDoublings = 6;  // of the pause before a broken connection is tried again

int64_t now() { return std::time(nullptr); }

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

tl::unexpected<FetchFailure> failed(ErrorCode code, std::string message, int status = 0, int64_t retry = 0) {
  return tl::unexpected<FetchFailure>({{code, std::move(message), 0}, status, false, retry});
}

}  // namespace

class SiteMemory {
 public:
  struct Known {
    Robots robots;
    int64_t until = 0;   // seconds since 1970
    std::string file{};
    bool told = false;   // by the site: it has the file, or says that there is none
  };

  [[nodiscard]] std::optional<Robots> robots_of(const std::string& origin) {
    const std::lock_guard hold(mutex_);
    const auto known = robots_.find(origin);
    if (known == robots_.end() || known->second.until <= now()) return std::nullopt;
    return known->second.robots;
  }
  Robots keep(const std::string& origin, Known known) {
    const std::lock_guard hold(mutex_);
    if (robots_.size() >= kMostOrigins) robots_.clear();
    if (known.told && known.file.size() <= kMostKept) learned_.push_back({origin, std::move(known.file), known.until});
    known.file = {};
    return (robots_[origin] = std::move(known)).robots;
  }
  void learn(std::vector<SiteRules> rules) {
    const std::lock_guard hold(mutex_);
    for (SiteRules& site : rules) {
      if (site.until > now() && robots_.size() < kMostOrigins) robots_[std::move(site.origin)] = {Robots::read(site.robots, kProduct), site.until};
    }
  }
  [[nodiscard]] std::vector<SiteRules> take_learned() {
    const std::lock_guard hold(mutex_);
    return std::exchange(learned_, {});
  }
  [[nodiscard]] HostGate& gate() { return gate_; }

 private:
  HostGate gate_;
  std::mutex mutex_;
  std::map<std::string, Known> robots_;  // by origin
  std::vector<SiteRules> learned_;
};

void learn(SiteMemory& memory, std::vector<SiteRules> rules) { memory.learn(std::move(rules)); }
std::vector<SiteRules> take_learned(SiteMemory& memory) { return memory.take_learned(); }

std::shared_ptr<SiteMemory> make_site_memory() { return std::make_shared<SiteMemory>(); }

struct Fetcher::State {
  FetchOptions options;
  const std::atomic<bool>* stop = nullptr;
  std::mutex mutex;
  std::vector<Handle> idle;  // with their connections
  using Known = SiteMemory::Known;

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

  // One request in its host's turn, which has broken so many times before. Nothing if the host must be left alone too long, or on a stop.
  std::optional<Transfer> ask(CURL* handle, const Url& url, const FetchRequest& request, const TransferLimits& limits, milliseconds delay, milliseconds& left, int broken = 0) {
    auto turn = options.memory->gate().enter(url.host, options.patience, stop, left);
    if (!turn) return std::nullopt;
    Transfer out = transfer(handle, {url.text, request.etag, request.last_modified}, options, limits);
    if (out.status == 429 || out.status == 503) {
      const auto asked = std::chrono::seconds(std::clamp<int64_t>(out.retry_seconds, 0, kMostRetry));
      delay = std::max<milliseconds>(delay, asked == 0s ? kFirstBackOff : asked);
    }
    if (out.broken) delay = std::max(delay, options.first_back_off * (1 << std::clamp(broken, 0, kMostDoublings)));
    turn->set_delay(delay);
    return out;
  }

  Known ask_for_robots(CURL* handle, Url url) {
    const auto forbidden = [] { return Known{Robots::forbid_all(), now() + kRobotsRetry}; };
    int broken = 0;
    for (int hop = 0; hop <= kRobotsRedirects; ++hop) {
      milliseconds left{};
      const auto answer = ask(handle, url, {}, {kRobotsBytes, true, stop}, options.host_delay, left, broken);
      if (answer && answer->broken && ++broken < options.tries) continue;
      if (!answer || !answer->fault.empty()) return forbidden();
      if (is_redirect(answer->status)) {
        auto next = parse_url(answer->redirect);
        if (!next) break;
        url = std::move(*next);
        continue;
      }
      if (answer->status == 200) {
        Robots rules = Robots::read(answer->body, kProduct);
        return {std::move(rules), now() + kRobotsLife, replace_invalid_utf8(answer->body), true};
      }
      if (answer->status >= 500 || answer->status == 429) return forbidden();
      break;
    }
    return {Robots(), now() + kRobotsLife, {}, true};  // there is none (2.3.1.3)
  }

  Robots robots_of(CURL* handle, const Url& url) {
    if (!options.robots) return {};
    if (auto known = options.memory->robots_of(url.origin)) return std::move(*known);
    const auto file = parse_url(url.origin + "/robots.txt");
    if (!file) return Robots::forbid_all();
    return options.memory->keep(url.origin, ask_for_robots(handle, *file));
  }

  // `broken`: how many tries before this one ended in a broken connection.
  tl::expected<Fetched, FetchFailure> try_once(CURL* handle, const FetchRequest& request, int broken) {
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
      auto answer = ask(handle, *url, request, {options.body_bytes, false, stop}, delay, left, broken);
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
    if (!answer.fault.empty()) {
      return tl::unexpected<FetchFailure>({{ErrorCode::kUnreadable, fmt::format("{}: {}; try again later", url.text, answer.fault), 0}, 0, answer.broken});
    }
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
  if (!state_->options.memory) state_->options.memory = make_site_memory();
}

Fetcher::~Fetcher() = default;

void Fetcher::stop_on(const std::atomic<bool>& flag) { state_->stop = &flag; }

tl::expected<Fetched, FetchFailure> Fetcher::fetch(const FetchRequest& request) {
  Handle handle = state_->take_handle();
  if (!handle) return failed(ErrorCode::kInternal, request.url + ": libcurl cannot start");
  auto out = state_->try_once(handle.get(), request, 0);
  for (int tried = 1, broken = 0; !out && tried < state_->options.tries; ++tried) {
    const FetchFailure& failure = out.error();
    const bool busy = failure.error.code == ErrorCode::kBusy && std::chrono::seconds(failure.retry_seconds) <= state_->options.patience;
    if (!busy && !failure.broken) break;
    broken += failure.broken;
    out = state_->try_once(handle.get(), request, broken);  // waits for the host's turn
  }
  state_->give_handle(std::move(handle));
  return out;
}

}  // namespace dateline::intake
