#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/analysis.h"
#include "dateline/result.h"

namespace dateline::training {

/// Small deterministic generator (SplitMix64).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t next();
  /// Uniform in [0, bound).
  uint32_t below(uint32_t bound) { return static_cast<uint32_t>((next() >> 32) * bound >> 32); }
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(static_cast<uint32_t>(i))]);
  }

 private:
  uint64_t state_;
};

/// One annotated sentence with its own text.
struct Example {
  std::string text;
  std::vector<Span> words;
  std::vector<Upos> upos;
  std::vector<uint8_t> xpos;
  std::vector<std::string> lemma;
};

/// Sentences of a CoNLL-U file.
[[nodiscard]] Result<std::vector<Example>> read_treebank(const std::string& path);

}  // namespace dateline::training
