#include "fuzz.h"
#include "intake/raw_document.h"

/// A file's bytes: gzip, charset, HTML or text. The first byte chooses the name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  if (size == 0) return 0;
  static const char* const kNames[] = {"page.html", "page.txt", "page.html.gz", "-"};
  Limits limits;
  limits.document_bytes = 1 << 20;
  const std::string_view bytes = fuzz::text_of_input(data + 1, size - 1);
  const auto source = intake::decode({intake::RawKind::kFile, kNames[data[0] % 4], std::string(bytes)}, limits);
  if (!source) {
    fuzz::require(!source.error().message.empty());
    return 0;
  }
  fuzz::require(is_valid_utf8(source->bytes) && source->sha256.size() == 64 && !source->charset.empty());
  return 0;
}
