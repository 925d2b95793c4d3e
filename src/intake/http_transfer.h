#pragma once

#include <curl/curl.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "intake/fetcher.h"

namespace dateline::intake {

/// One request and its response, redirects not followed.
struct Transfer {
  int status = 0;          ///< 0: there was no response
  std::string fault;       ///< why the transfer broke, else empty
  std::string redirect;    ///< absolute URL of a redirect
  std::string content_type, content_language, content_location, etag, last_modified;
  std::string body;
  int64_t retry_seconds = 0;
  bool broken = false;      ///< the connection could not be made or was cut: a later try may do
  bool refused = false;     ///< the address is not public
  bool too_large = false;   ///< the body was cut at the limit
  bool wrong_kind = false;  ///< the body was not read for what it is
};

/// What bounds a transfer.
struct TransferLimits {
  size_t body_bytes = 0;
  bool any_kind = false;  ///< else only bodies that can hold pages, feeds or archives
  const std::atomic<bool>* stop = nullptr;
};

/// Asks for a URL on a handle, which may have been used before and keeps its connections. Blocks; see `FetchOptions` for how long.
[[nodiscard]] Transfer transfer(CURL* handle, const FetchRequest& request, const FetchOptions& options, const TransferLimits& limits);

}  // namespace dateline::intake
