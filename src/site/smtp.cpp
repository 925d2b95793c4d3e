#include "site/smtp.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace dateline::site {
namespace {

size_t give(char* into, size_t size, size_t count, void* from) {
  auto& rest = *static_cast<std::string_view*>(from);
  const size_t taken = std::min(size * count, rest.size());
  std::memcpy(into, rest.data(), taken);
  rest.remove_prefix(taken);
  return taken;
}

}  // namespace

SendOutcome send_mail(const MailOptions& options, const std::string& recipient, const std::string& message) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(started == CURLE_OK ? curl_easy_init() : nullptr, &curl_easy_cleanup);
  if (!curl) return {Sent::kLater, "libcurl did not start"};
  char error[CURL_ERROR_SIZE] = "";
  std::string_view rest = message;
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to(curl_slist_append(nullptr, ("<" + recipient + ">").c_str()), &curl_slist_free_all);
  const std::string from = "<" + options.from + ">";
  CURL* c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, options.server.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(c, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(c, CURLOPT_READFUNCTION, &give);
  curl_easy_setopt(c, CURLOPT_READDATA, &rest);
  curl_easy_setopt(c, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, options.timeout_s);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, std::min(10L, options.timeout_s));
  curl_easy_setopt(c, CURLOPT_USE_SSL, static_cast<long>(options.tls == "always" ? CURLUSESSL_ALL : options.tls == "never" ? CURLUSESSL_NONE : CURLUSESSL_TRY));
  if (!options.ca.empty()) curl_easy_setopt(c, CURLOPT_CAINFO, options.ca.c_str());
  if (!options.user.empty()) {
    curl_easy_setopt(c, CURLOPT_USERNAME, options.user.c_str());
    curl_easy_setopt(c, CURLOPT_PASSWORD, options.password.c_str());
  }
  const CURLcode code = curl_easy_perform(c);
  if (code == CURLE_OK) return {Sent::kTaken, {}};
  long answer = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer);
  const std::string_view said = *error != '\0' ? error : curl_easy_strerror(code);
  SendOutcome out{Sent::kLater, fmt::format("{} ({})", said, answer)};
  // curl names the command that was refused only in its words.
  if (answer >= 500 && said.find("RCPT") != said.npos) {
    out.what = answer == 550 || answer == 551 || answer == 553 ? Sent::kNoAddress : Sent::kRefused;
  } else if (answer >= 500 && code != CURLE_LOGIN_DENIED && rest.empty()) {
    out.what = Sent::kRefused;  // after the message itself
  }
  return out;
}

}  // namespace dateline::site
