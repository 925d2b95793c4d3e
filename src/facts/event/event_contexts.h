#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dateline/record.h"
#include "dateline/result.h"
#include "facts/document_view.h"
#include "facts/phrase_table.h"

namespace dateline::facts {

/// Tells which PLOVER contexts (0.8, section "Contexts") an event belongs to: military, election, legal ... A table of
/// words, roles and modes (`data/events/contexts.tsv`); nothing is learnt. A better one must keep: names of PLOVER, each
/// once, in the order of the table. Immutable, shared by all threads.
class EventContexts {
 public:
  [[nodiscard]] static Result<EventContexts> open(const std::string& data_folder);
  /// Sets `contexts` of an event whose type, mode and actor codes are known. `word` names the act. Looked at: the words of
  /// the clause `word` stands in, without clauses that have a subject of their own.
  void fill(const DocumentView& view, uint32_t word, Event& e) const;

 private:
  struct Rule {
    uint32_t context = 0;
    std::vector<std::string> list;
  };
  std::vector<std::string> names_;  // in the order of the table
  PhraseTable words_;               // values are contexts
  std::vector<Rule> roles_, modes_;
  std::vector<uint32_t> alone_;  // count only where nothing else does
  std::vector<std::pair<uint32_t, EventType>> foreign_;
};

}  // namespace dateline::facts
