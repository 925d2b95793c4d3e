#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "site/http.h"

namespace dateline::site {

/// Percent-encodes all but unreserved characters (RFC 3986, 2.3); with `path`, also leaves "/" and what a path may hold.
[[nodiscard]] std::string encode(std::string_view text, bool path = false);
/// Nothing if an escape is broken, or the result is no UTF-8 or holds control characters other than tab and line ends.
/// With `form`, "+" is a blank.
[[nodiscard]] std::optional<std::string> decode(std::string_view text, bool form = false);
/// Fields of a query or of an application/x-www-form-urlencoded body. Nothing if one cannot be decoded.
[[nodiscard]] std::optional<Fields> read_form(std::string_view text);
/// "a=b&c=d"; fields with an empty value are left out.
[[nodiscard]] std::string write_form(const Fields& fields);
/// `path`, with "?" and the query if there is one.
[[nodiscard]] std::string join(std::string_view path, const Fields& query);
/// Value of a cookie in a Cookie header, empty if it is not there.
[[nodiscard]] std::string_view cookie(std::string_view header, std::string_view name);
/// "localhost", an address of the loopback (127.*, ::1) or one of those with a port: what a Host header may say on a server that
/// listens to this machine only (a page elsewhere that points its own name here says its own name).
[[nodiscard]] bool is_loopback_host(std::string_view host);
/// True for an address of this machine: 127.*, ::1, ::ffff:127.*.
[[nodiscard]] bool is_loopback_address(std::string_view address);

}  // namespace dateline::site
