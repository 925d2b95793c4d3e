#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "dateline/result.h"

namespace dateline::facts {

/// What a word of speech takes; the flags of `data/statements/cues.tsv`, where each is explained.
struct Cue {
  bool clause = false, quote = false, object = false, infinitive = false, finding = false, noun = false, mental = false, deny = false;
};

/// The words that attribute what is said, by the hash of their lemma (`word_hash`). Immutable; thread-safe.
class CueTable {
 public:
  [[nodiscard]] static Result<CueTable> open(const std::string& data_folder);
  /// `nullptr` for a word that attributes nothing.
  [[nodiscard]] const Cue* find(uint64_t lemma) const {
    const auto it = cues_.find(lemma);
    return it == cues_.end() ? nullptr : &it->second;
  }
  /// A noun of what is written or counted, whose findings are told as statements ("survey").
  [[nodiscard]] bool is_document(uint64_t lemma) const { return documents_.count(lemma) != 0; }

 private:
  std::unordered_map<uint64_t, Cue> cues_;
  std::unordered_set<uint64_t> documents_;
};

}  // namespace dateline::facts
