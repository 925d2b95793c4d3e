#pragma once

#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::intake {

/// The head of an HTTP response as far as it matters for its body (RFC 9112).
struct HttpHead {
  int status = 0;
  std::string content_type;       ///< whole value: "text/html; charset=windows-1251"
  std::string transfer_encoding;  ///< lower case
  std::string content_encoding;   ///< lower case
  size_t size = 0;                ///< bytes of the head, the empty line included
};
/// Reads a head; `status` is 0 if the bytes begin with none. A head without an end is taken as all of the bytes.
[[nodiscard]] HttpHead read_http_head(std::string_view message);

/// The body as the server meant it: chunks joined (RFC 9112, 7.1), then gzip, deflate, br or zstd undone in reverse order. A coding
/// that the bytes do not have, as archives store bodies that were decoded before, is passed over; of a cut body comes what is there. `kTooLarge` beyond
/// `limit_bytes`, `kMalformed` for a damaged body, `kUnsupported` for another coding.
[[nodiscard]] Result<std::string> decode_body(std::string body, const HttpHead& head, size_t limit_bytes);

/// "text/html" of "Text/HTML; charset=utf-8"; its charset label, empty if none.
[[nodiscard]] std::string media_type(std::string_view content_type);
[[nodiscard]] std::string_view charset_label(std::string_view content_type);
/// HTML, XHTML or plain text: what can be an article.
[[nodiscard]] bool is_page_type(std::string_view content_type);

}  // namespace dateline::intake
