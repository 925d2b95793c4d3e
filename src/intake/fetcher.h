#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dateline/result.h"

namespace dateline::intake {

/// What fetchers learn of sites: their robots.txt, and when each host may be asked again. For any number of threads.
class SiteMemory;
[[nodiscard]] std::shared_ptr<SiteMemory> make_site_memory();

/// The robots.txt of a site, for keeping between runs.
struct SiteRules {
  std::string origin;   ///< scheme, host and port
  std::string robots;   ///< the file; empty if there is none
  int64_t until = 0;    ///< seconds since 1970: not to be asked for before
};
/// Gives a memory what an earlier run kept; what is out of date is passed over.
void learn(SiteMemory& memory, std::vector<SiteRules> rules);
/// What the memory was told by sites since the last call. Files over 64 KiB, and sites that failed, are not among it.
[[nodiscard]] std::vector<SiteRules> take_learned(SiteMemory& memory);

/// How pages are fetched.
struct FetchOptions {
  /// Names the program to the sites it fetches from; robots.txt files are read for the product "dateline".
  std::string user_agent = "dateline/0.1 (news reader; robots.txt honoured)";
  bool allow_private = false;  ///< also addresses of this host and of private networks, and a proxy of the environment
  bool robots = true;          ///< false: robots.txt is not asked for
  size_t body_bytes = 32u << 20;  ///< largest body, unpacked
  int redirects = 10;             ///< most followed
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds timeout{60'000};   ///< of one request
  std::chrono::milliseconds host_delay{1'000};  ///< between two requests to one host; a longer Crawl-delay of its robots.txt counts
  std::chrono::milliseconds patience{60'000};   ///< longest wait for a host that asks for one (429 or 503 with Retry-After)
  int tries = 3;                  ///< of one URL while the site answers 429 or 503, or the connection breaks
  std::chrono::milliseconds first_back_off{1'000};  ///< before a broken connection is tried again; doubled each time
  std::shared_ptr<SiteMemory> memory{};  ///< shared by the fetchers of one run; none: the fetcher has its own
};

struct FetchRequest {
  std::string url;
  std::string etag, last_modified;  ///< of an earlier response: the answer may be 304
};

/// A response.
struct Fetched {
  int status = 0;  ///< 200, or 304 without a body
  std::string url;           ///< after redirects
  std::string moved;         ///< where permanent redirects alone led, if they did
  std::string content_type, content_language, content_location, etag, last_modified;
  std::string body;          ///< codings undone
  std::string fetched;       ///< time of the request, ISO 8601
};

/// Why a fetch failed, for those who try again: `Error` with what the site said.
struct FetchFailure {
  Error error;
  int status = 0;             ///< of the response, 0 if there was none
  bool broken = false;        ///< the connection broke: trying again may help
  int64_t retry_seconds = 0;  ///< how long the site asks to be left alone (Retry-After), 0 if it does not say
};

/// Fetches over HTTP and HTTPS, politely and safely:
///
///  * only http and https; each redirect is checked again as the first URL was
///  * no connection to an address that is not public (address.h), checked for the very address that is connected to
///  * robots.txt (RFC 9309): asked for once a day for each origin; where the server fails, nothing is fetched there
///  * a connection that breaks (refused, cut, no answer) is tried again after a pause, which other requests to the host wait for too
///  * one request at a time to one host, `host_delay` apart; Retry-After and 429/503 hold all further requests to it
///  * bodies only of kinds that can be read, up to a size, unpacked as they come
///
/// Any number of threads. A stopped fetch ends within about a second.
class Fetcher {
 public:
  explicit Fetcher(FetchOptions options);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  /// The resource; statuses other than 200 and 304 are failures: `kNotFound` (404, 410), `kBusy` (429, 503), `kUnreadable` (other statuses,
  /// connections, robots.txt, private addresses), `kUnsupported` (scheme, kind of body), `kTooLarge`, `kUsage` (no URL).
  [[nodiscard]] tl::expected<Fetched, FetchFailure> fetch(const FetchRequest& request);
  /// From the moment `flag` is true fetches fail. The flag must outlive the fetcher.
  void stop_on(const std::atomic<bool>& flag);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dateline::intake
