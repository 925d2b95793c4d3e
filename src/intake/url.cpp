#include "intake/url.h"

#include <curl/curl.h>

#include <memory>

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline::intake {
namespace {

constexpr size_t kMostUrl = 8192;

using Handle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

// Spaces within are common in feeds; other control characters make the text no URL.
Handle handle_of(std::string_view text) {
  Handle out(nullptr, &curl_url_cleanup);
  text = trim(text);
  if (text.empty() || text.size() > kMostUrl || text.find('\0') != text.npos) return out;
  out.reset(curl_url());
  if (out && curl_url_set(out.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE) != CURLUE_OK) out.reset();
  return out;
}

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* value = nullptr;
  if (curl_url_get(url, which, &value, flags) != CURLUE_OK) return {};
  std::string out(value);
  curl_free(value);
  return out;
}

}  // namespace

bool begins_url(std::string_view text) { return starts_with_ignoring_case(text, "http://") || starts_with_ignoring_case(text, "https://"); }

std::optional<Url> parse_url(std::string_view text) {
  if (!begins_url(trim(text))) return std::nullopt;
  Handle url = handle_of(text);
  if (!url) return std::nullopt;
  for (const CURLUPart none : {CURLUPART_FRAGMENT, CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS}) curl_url_set(url.get(), none, nullptr, 0);
  std::string host = to_lower(part(url.get(), CURLUPART_HOST));
  while (host.ends_with('.')) host.pop_back();
  if (host.empty() || !is_valid_utf8(host) || curl_url_set(url.get(), CURLUPART_HOST, host.c_str(), 0) != CURLUE_OK) return std::nullopt;
  url = handle_of(part(url.get(), CURLUPART_URL));  // a host of numbers without its last dot has another form
  if (!url) return std::nullopt;
  Url out;
  out.host = to_lower(part(url.get(), CURLUPART_HOST));
  out.text = part(url.get(), CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  out.scheme = part(url.get(), CURLUPART_SCHEME);
  const std::string port = part(url.get(), CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
  out.origin = out.scheme + "://" + out.host + (port.empty() ? "" : ":" + port);
  out.target = part(url.get(), CURLUPART_PATH);
  if (out.target.empty()) out.target = "/";
  if (const std::string query = part(url.get(), CURLUPART_QUERY); !query.empty()) out.target += "?" + query;
  if (out.text.empty()) return std::nullopt;
  return out;
}

std::string resolve_url(std::string_view base, std::string_view reference) {
  reference = trim(reference);
  if (reference.empty() || begins_url(reference)) return std::string(reference);
  const Handle url = handle_of(base);
  if (!url || reference.size() > kMostUrl || reference.find('\0') != reference.npos) return std::string(reference);
  if (curl_url_set(url.get(), CURLUPART_URL, std::string(reference).c_str(), CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE) != CURLUE_OK) return std::string(reference);
  std::string out = part(url.get(), CURLUPART_URL);
  return is_valid_utf8(out) ? out : std::string(reference);  // libcurl decodes the host: "%c3" becomes a byte of nothing
}

}  // namespace dateline::intake
