#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/record.h"
#include "dateline/result.h"

namespace dateline::facts {

/// A condition of a predicate on its neighbours in the tree; all of a predicate's conditions must hold.
struct Need {
  enum class Kind : uint8_t {
    kParticle, kObject, kIndirect, kPreposition, kXcomp, kCcomp, kSubject, kModifier
  };
  Kind kind = Kind::kObject;
  bool negated = false;
  uint64_t preposition = 0;         ///< word hash, for `kPreposition`
  std::vector<uint64_t> lemmas;     ///< sorted word hashes; empty = any
};

/// Where an argument of a predicate stands.
struct Slot {
  enum class Kind : uint8_t {
    kSubject, kObject, kIndirect, kPossessor, kModifier, kXcompObject, kClauseSubject, kObjectModifier,
    kObjectPossessor, kPreposition
  };
  Kind kind = Kind::kSubject;
  uint64_t preposition = 0;  ///< word hash, for `kPreposition`
};

/// One sense of a predicate: a row of `data/events/predicates.tsv`.
struct Predicate {
  enum Flag : uint32_t {
    kRecip = 1, kSpeech = 2, kPlan = 4, kDemand = 8, kThreat = 16, kDeny = 32, kRefuse = 64, kFail = 128,
    kStop = 256, kWeak = 512, kBoth = 1024, kHarm = 2048, kNonhumanOk = 4096, kVerbal = 8192, kAlone = 16384
  };
  std::string lemma;
  char pos = 'V';  ///< V, N or A
  std::vector<Need> needs;
  EventType type = EventType::kNone;
  std::string mode, cameo;
  std::vector<Slot> source, target;
  uint32_t flags = 0;
  uint32_t line = 0;  ///< of the table, for `dateline explain`

  [[nodiscard]] bool has(Flag flag) const { return (flags & flag) != 0; }
};

/// The hand-written lexicon of political acts; immutable, shared by all threads. Columns: the head of the table.
class EventLexicon {
 public:
  [[nodiscard]] static Result<EventLexicon> open(const std::string& data_folder);
  /// Senses of a lemma (by `word_hash`) as verb, noun or adjective, most conditions first; null if none.
  [[nodiscard]] const std::vector<Predicate>* find(uint64_t lemma_hash, char pos) const;
  /// True for verbs whose subject does what their object names ("launch an attack"): the class `performs`.
  [[nodiscard]] bool performs(uint64_t lemma_hash) const {
    return std::binary_search(performs_.begin(), performs_.end(), lemma_hash);
  }
  /// True for verbs whose subject is the target of what their object names ("denies the accusations"): the class `suffers`.
  [[nodiscard]] bool suffers(uint64_t lemma_hash) const {
    return std::binary_search(suffers_.begin(), suffers_.end(), lemma_hash);
  }
  [[nodiscard]] size_t size() const { return size_; }

 private:
  std::unordered_map<uint64_t, std::vector<Predicate>> verbs_, nouns_, adjectives_;
  std::vector<uint64_t> performs_, suffers_;  // sorted
  size_t size_ = 0;
};

}  // namespace dateline::facts
