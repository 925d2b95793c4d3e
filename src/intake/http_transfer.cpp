#include "intake/http_transfer.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>

#include "base/strings.h"
#include "intake/address.h"
#include "intake/http_message.h"

namespace dateline::intake {
namespace {

constexpr size_t kMostHeader = 8192;

// What a call of libcurl back needs.
struct Progress {
  Transfer out;
  const FetchOptions& options;
  const TransferLimits& limits;
  CURL* handle;
};

// Kinds of bodies that can hold a page, a feed or an archive of pages.
bool is_readable_kind(std::string_view content_type) {
  const std::string type = media_type(content_type);
  if (type.empty() || type.starts_with("text/")) return true;
  static constexpr std::string_view kKinds[] = {"application/octet-stream", "application/gzip", "application/x-gzip", "application/zstd", "application/warc"};
  return type.find("xml") != type.npos || type.find("json") != type.npos || std::find(std::begin(kKinds), std::end(kKinds), type) != std::end(kKinds);
}

size_t take_header(char* data, size_t, size_t size, void* user) {
  Transfer& out = static_cast<Progress*>(user)->out;
  const std::string_view line(data, size);
  if (line.starts_with("HTTP/")) {  // of the final response, after 1xx ones
    out.content_type.clear();
    return size;
  }
  const size_t colon = line.find(':');
  if (colon == line.npos || size > kMostHeader) return size;
  const std::string name = to_lower(trim(line.substr(0, colon)));
  const std::string_view value = trim(line.substr(colon + 1));
  if (name == "content-type") out.content_type = value;
  else if (name == "content-language") out.content_language = value;
  else if (name == "content-location") out.content_location = value;
  else if (name == "etag") out.etag = value;
  else if (name == "last-modified") out.last_modified = value;
  return size;
}

size_t take_body(char* data, size_t, size_t size, void* user) {
  auto& p = *static_cast<Progress*>(user);
  long status = 0;
  curl_easy_getinfo(p.handle, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return p.out.body.size() + size > kMostHeader * 8 ? 0 : (p.out.body.append(data, size), size);
  if (!p.limits.any_kind && !is_readable_kind(p.out.content_type)) {
    p.out.wrong_kind = true;
    return 0;
  }
  const size_t room = p.limits.body_bytes - p.out.body.size();
  p.out.body.append(data, std::min(size, room));
  p.out.too_large = size > room;
  return p.out.too_large ? 0 : size;
}

int look_up(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto* stop = static_cast<Progress*>(user)->limits.stop;
  return stop != nullptr && *stop ? 1 : 0;
}

// Faults of a connection that may be gone at the next try. A name that is not known, a certificate or a time limit is none.
bool is_broken(CURLcode code) {
  return code == CURLE_COULDNT_CONNECT || code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING ||
         code == CURLE_PARTIAL_FILE || code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM;
}

// Called with the very address that is connected to, so a name that is looked up twice cannot lead elsewhere.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& p = *static_cast<Progress*>(user);
  if (!p.options.allow_private && !is_public_address(address->addr)) {
    p.out.refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

Transfer transfer(CURL* handle, const FetchRequest& request, const FetchOptions& options, const TransferLimits& limits) {
  Progress p{{}, options, limits, handle};
  char why[CURL_ERROR_SIZE] = "";
  curl_easy_reset(handle);
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle, option, value); };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_ERRORBUFFER, static_cast<char*>(why));
  set(CURLOPT_USERAGENT, options.user_agent.c_str());
  set(CURLOPT_ACCEPT_ENCODING, "");  // all that the library can undo
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  set(CURLOPT_HEADERFUNCTION, &take_header);
  set(CURLOPT_HEADERDATA, &p);
  set(CURLOPT_WRITEFUNCTION, &take_body);
  set(CURLOPT_WRITEDATA, &p);
  set(CURLOPT_XFERINFOFUNCTION, &look_up);
  set(CURLOPT_XFERINFODATA, &p);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(CURLOPT_OPENSOCKETDATA, &p);
  if (!options.allow_private) set(CURLOPT_PROXY, "");  // behind a proxy no address could be checked
  curl_slist* headers = curl_slist_append(nullptr, "Accept: text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1");
  if (!request.etag.empty()) headers = curl_slist_append(headers, ("If-None-Match: " + request.etag).c_str());
  if (!request.last_modified.empty()) headers = curl_slist_append(headers, ("If-Modified-Since: " + request.last_modified).c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> owner(headers, &curl_slist_free_all);
  set(CURLOPT_HTTPHEADER, headers);

  const CURLcode code = curl_easy_perform(handle);
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  p.out.status = static_cast<int>(status);
  curl_off_t wait = 0;
  if (curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK) p.out.retry_seconds = wait;
  char* next = nullptr;
  if (curl_easy_getinfo(handle, CURLINFO_REDIRECT_URL, &next) == CURLE_OK && next != nullptr) p.out.redirect = next;
  const bool cut_on_purpose = p.out.too_large || p.out.wrong_kind || (status != 200 && code == CURLE_WRITE_ERROR);
  if (code != CURLE_OK && !cut_on_purpose) {
    p.out.fault = *why != '\0' ? why : curl_easy_strerror(code);
    p.out.broken = is_broken(code) && !p.out.refused;
    if (limits.stop != nullptr && *limits.stop) p.out.fault = "interrupted";
  }
  set(CURLOPT_ERRORBUFFER, static_cast<char*>(nullptr));
  return std::move(p.out);
}

}  // namespace dateline::intake
