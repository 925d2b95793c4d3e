#include "fuzz.h"
#include "intake/robots.h"

/// A robots.txt, behind a line with the path that is asked for.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  const std::string_view input = fuzz::text_of_input(data, size);
  const size_t end = std::min(input.find('\n'), input.size());
  const auto robots = intake::Robots::read(input.substr(std::min(end + 1, input.size())), "dateline");
  (void)robots.allows(input.substr(0, end));
  fuzz::require(robots.allows("/robots.txt") && robots.delay_seconds() >= 0 && robots.delay_seconds() <= 60 && robots.sitemaps().size() <= 100);
  return 0;
}
