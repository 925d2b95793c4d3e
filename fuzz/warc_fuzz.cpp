#include "fuzz.h"
#include "intake/http_message.h"
#include "intake/warc_reader.h"

/// A WARC or ARC file, packed or not; the HTTP messages in it are taken apart.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  Limits limits;
  limits.document_bytes = 1 << 16;
  intake::WarcReader reader(std::make_unique<intake::PrefixedStream>(std::string(fuzz::text_of_input(data, size)), nullptr), limits);
  while (auto record = reader.next([](const intake::WarcRecord& r) { return r.type == "response"; })) {
    if (!*record) {
      fuzz::require(!record->error().message.empty());
      continue;
    }
    std::string block = std::move((*record)->block);
    fuzz::require(block.size() <= limits.document_bytes);
    const intake::HttpHead head = intake::read_http_head(block);
    fuzz::require(head.size <= block.size());
    const auto body = intake::decode_body(block.substr(head.size), head, limits.document_bytes);
    fuzz::require(!body || body->size() <= limits.document_bytes);
  }
  return 0;
}
