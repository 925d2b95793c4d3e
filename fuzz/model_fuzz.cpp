#include "fuzz.h"
#include "language/analyzer.h"

/// A language model (docs/language_model.md) with its length and checksum set right, used on a short text if it opens.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  std::string bytes(fuzz::text_of_input(data, size));
  fuzz::patch(bytes, 16, static_cast<uint64_t>(bytes.size()));
  if (bytes.size() > 32) fuzz::patch(bytes, 24, hash64(std::string_view(bytes).substr(32)));
  const fuzz::MemoryFile file(bytes);
  auto model = language::Model::open(file.path());
  if (!model) return 0;
  language::Analyzer analyzer(std::move(*model));
  Analysis analysis;
  constexpr std::string_view kText = "Mr. Putin didn't withdraw 12,000 troops from Crimea on Friday. \"We stay,\" he said.";
  if (analyzer.run(kText, analysis)) fuzz::require(analysis.size() > 0);
  return 0;
}
