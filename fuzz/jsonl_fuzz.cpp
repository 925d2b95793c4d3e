#include "fuzz.h"
#include "intake/raw_document.h"

/// One line of a JSONL source.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  const std::string line(fuzz::text_of_input(data, size));
  const auto source = intake::decode({intake::RawKind::kJsonLine, "input.jsonl:1", line}, Limits{});
  if (!source) return 0;
  for (const auto* s : {&source->bytes, &source->id, &source->url, &source->title, &source->published}) {
    fuzz::require(is_valid_utf8(*s));
  }
  fuzz::require(!source->bytes.empty());
  return 0;
}
