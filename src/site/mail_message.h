#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline::site {

/// A message with a text and an HTML part.
struct MailMessage {
  std::string from;       ///< address
  std::string from_name;  ///< may be empty
  std::string to;         ///< address
  std::string subject, text, html;
  std::string message_id; ///< with its angle brackets
  int64_t at = 0;         ///< seconds since 1970
  std::vector<std::pair<std::string, std::string>> more;  ///< further headers, values in ASCII
};

/// RFC 5322 with lines of at most 998 bytes that end with CRLF; multipart/alternative with quoted-printable parts in UTF-8 (RFC
/// 2045, 2046); words of headers that are not ASCII encoded (RFC 2047). Line ends and other control characters in a header's value
/// become blanks, so nothing can add a header.
[[nodiscard]] std::string write_message(const MailMessage& message);

/// True for an address that can stand in a header and an SMTP command as it is: an ordinary local part of ASCII, a domain with a
/// dot, 254 bytes at most. Quoted local parts and address literals are refused.
[[nodiscard]] bool is_mail_address(std::string_view text);

/// A header's value as encoded words where it is not printable ASCII.
[[nodiscard]] std::string encode_words(std::string_view text);
/// Quoted-printable with CRLF line ends (RFC 2045, 6.7).
[[nodiscard]] std::string quoted_printable(std::string_view text);

}  // namespace dateline::site
