#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::intake {

/// The parts of an absolute http or https URL (RFC 3986) that fetching needs.
struct Url {
  std::string text;    ///< normal form, without fragment, name and password
  std::string scheme;  ///< "http" or "https"
  std::string host;    ///< lower case; an IPv6 address in brackets
  std::string origin;  ///< "https://host:port", the port only where it is not the scheme's own
  std::string target;  ///< path and query, as robots.txt rules are matched against
};

/// Reads an absolute URL; nothing if it is none, or of another scheme. At most 8 KiB long.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

/// `reference` against `base` (RFC 3986, section 5). As it is if `base` is empty or no URL; an empty reference stays empty.
[[nodiscard]] std::string resolve_url(std::string_view base, std::string_view reference);

/// True if the text begins with http:// or https://.
[[nodiscard]] bool begins_url(std::string_view text);

}  // namespace dateline::intake
