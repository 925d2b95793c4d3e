#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/hash_map.h"
#include "dateline/result.h"

namespace dateline::archive {

/// In how many documents of ordinary news a word occurs (`data/archive/background.tsv`). Read once, then only read.
class Background {
 public:
  [[nodiscard]] static Result<Background> read(const std::string& path);

  /// Inverse document frequency, ln((N + 1) / (n + 0.5)), of a stem (see `stem`); high for one never seen.
  [[nodiscard]] double idf(std::string_view stem) const;
  /// False if the word, in lower case, is more often written small than with a capital.
  [[nodiscard]] bool can_be_name(std::string_view lower) const;

 private:
  double documents_ = 1;
  HashMap<uint32_t> stems_;   // by hash64
  HashMap<uint8_t> capital_;
};

/// The word, in lower case, without its common endings: crude, for matching only.
[[nodiscard]] std::string stem(std::string_view lower);

}  // namespace dateline::archive
