#include "facts/place/gazetteer.h"
#include "fuzz.h"

/// A gazetteer file (docs/gazetteer.md) with its length and checksum set right.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  std::string bytes(fuzz::text_of_input(data, size));
  fuzz::patch(bytes, 80, static_cast<uint32_t>(bytes.size()));
  if (bytes.size() > 24) fuzz::patch(bytes, 16, hash64(std::string_view(bytes).substr(24)));
  const fuzz::MemoryFile file(bytes);
  const auto gazetteer = facts::Gazetteer::open(file.path());
  if (!gazetteer) return 0;
  std::vector<uint32_t> ids;
  for (const auto name : {"Kiev", "new york", "a", "São Paulo", "zz", "st petersburg"}) {
    (*gazetteer)->find(name, ids);
    (void)(*gazetteer)->is_prefix(name);
    for (const uint32_t id : ids) fuzz::require(id < (*gazetteer)->size());
  }
  size_t length = 0;
  for (uint32_t id = 0; id < (*gazetteer)->size(); ++id) {
    const auto entry = (*gazetteer)->entry(id);
    for (const auto text : {entry.name, entry.country, entry.admin1}) {
      for (const char c : text) length += c != 0;
    }
  }
  fuzz::require(length < SIZE_MAX);
  return 0;
}
