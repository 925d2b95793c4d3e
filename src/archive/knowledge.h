#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/background.h"
#include "dateline/result.h"

namespace dateline::archive {

/// What a writer needs to know to bring documents together: `data/archive/` of the program's home. Read once, then only read.
class Knowledge {
 public:
  [[nodiscard]] static Result<std::shared_ptr<const Knowledge>> read(const std::string& home);

  [[nodiscard]] const Background& background() const { return background_; }

  /// Version of the program with a digest of all files in `models/` and `data/`: two records of one source are the same if
  /// this is.
  [[nodiscard]] const std::string& program() const { return program_; }

  /// True if reports of one event may have these two types (`event_types.tsv`).
  [[nodiscard]] bool compatible_types(std::string_view a, std::string_view b) const;

  /// True if an act of this type is done by both sides to each other, so that reports may name them the other way round.
  [[nodiscard]] bool mutual_type(std::string_view type) const;

  /// Words that tell what became of something that was due (`outcomes.tsv`).
  struct Outcome {
    std::string words;    ///< lower case, as they stand in a sentence
    std::string outcome;  ///< happened, cancelled, postponed
  };
  [[nodiscard]] const std::vector<Outcome>& outcomes() const { return outcomes_; }

  /// Name of the measure that a word in lower case belongs to (`measures.tsv`: "dead" and "fatalities" are "killed"); the word
  /// itself if it is not listed; empty for words that tell nothing ("people").
  [[nodiscard]] std::string_view measure(std::string_view word) const;
  [[nodiscard]] bool is_measure(std::string_view name) const;  ///< stands in the second column of `measures.tsv`

 private:
  Background background_;
  std::vector<std::pair<std::string, std::string>> types_, measures_;
  std::vector<Outcome> outcomes_;
  std::string program_;
};

}  // namespace dateline::archive
