#include "fuzz.h"
#include "intake/url.h"

/// A base URL and, on the next line, a reference.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  const std::string_view input = fuzz::text_of_input(data, size);
  const size_t end = std::min(input.find('\n'), input.size());
  const std::string joined = intake::resolve_url(input.substr(0, end), input.substr(std::min(end + 1, input.size())));
  for (const std::string_view text : {input, input.substr(0, end), std::string_view(joined)}) {
    const auto url = intake::parse_url(text);
    if (!url) continue;
    fuzz::require((url->scheme == "http" || url->scheme == "https") && !url->host.empty() && url->target.starts_with('/'));
    fuzz::require(is_valid_utf8(url->host));
    fuzz::require(url->text.find_first_of(" \r\n") == std::string::npos);
    const auto again = intake::parse_url(url->text);  // normal forms stay as they are
    fuzz::require(again && again->text == url->text && again->origin == url->origin);
  }
  return 0;
}
