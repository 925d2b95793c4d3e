#pragma once

#include <string>
#include <unordered_map>

#include "dateline/record.h"
#include "dateline/result.h"
#include "facts/document_view.h"

namespace dateline::facts {

/// Tells from tense, modality, negation, conditions and governing words whether an act happened.
///
/// Looked at, from the act upwards: negation and auxiliaries of its verb; "if" and "unless"; the words that govern it
/// (`data/events/status.tsv`: planned to, threatened to, denied, called for); modifiers of a noun ("planned talks").
/// The nearest that says something decides. A better one must keep: `occurred` only where the page says so.
class StatusRules {
 public:
  [[nodiscard]] static Result<StatusRules> open(const std::string& data_folder);
  /// Status of the act named by `word`.
  [[nodiscard]] EventStatus of(const DocumentView& view, uint32_t word) const;
  /// True if the word says of the acts under it whether they happen ("threaten", "plan").
  [[nodiscard]] bool governs(const DocumentView& view, uint32_t word) const {
    return word != kNoWord && governs_.find(view.lemma_hash(word)) != governs_.end();
  }

 private:
  EventStatus of_verb(const DocumentView& view, uint32_t verb, bool& decided) const;
  std::unordered_map<uint64_t, EventStatus> governs_, modifies_;
};

}  // namespace dateline::facts
