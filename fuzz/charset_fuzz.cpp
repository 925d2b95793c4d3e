#include <algorithm>

#include "fuzz.h"
#include "intake/charset.h"

/// Bytes of a page or text to UTF-8: a first line with the label that the transport gives, behind it the bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  const std::string_view input = fuzz::text_of_input(data, size);
  const size_t line = std::min(input.find('\n'), input.size());
  const std::string_view label = input.substr(0, line);
  const std::string bytes(input.substr(std::min(line + 1, input.size())));
  fuzz::require(!intake::charset_of_page(bytes).empty());
  for (const bool html : {false, true}) {
    const auto decoded = intake::decode_text(bytes, html, label);
    fuzz::require(is_valid_utf8(decoded.text) && !decoded.charset.empty());
    fuzz::require(decoded.text.size() <= 4 * bytes.size() + 4);
  }
  return 0;
}
