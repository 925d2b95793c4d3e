#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dateline/record.h"
#include "dateline/result.h"
#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/event/event_contexts.h"
#include "facts/event/event_lexicon.h"
#include "facts/event/event_status.h"
#include "facts/figure/figure_tagger.h"
#include "facts/place/place_tagger.h"
#include "facts/statement/statement_tagger.h"
#include "facts/time/time_tagger.h"

namespace dateline::facts {

/// All that the event stage reads of one document.
struct EventInput {
  const DocumentView& view;
  const Actors& actors;
  const std::vector<TimeExpression>& times;
  const std::vector<PlaceMention>& places;
  const std::optional<Place>& opening;  ///< of the opening line
  const std::vector<Attribution>& attributions;
  const std::vector<Quantity>& quantities;
};

/// Why a word of the lexicon gave no event, for `dateline explain`.
struct EventRejection {
  uint32_t word = 0;
  std::string reason;
};

/// Finds events: a predicate of the lexicon whose conditions hold, its actors from the slots of the sense, its status, time,
/// place and contexts. Precision first: an act without any actor that the lexicon asks for is no event, acts inside a quotation count
/// only with both actors, an act told again is one event.
/// A better one must keep: trigger and arguments are spans of the text; one item for one act; `said_by` where the act
/// stands in somebody's statement. Immutable; thread-safe.
class EventTagger {
 public:
  [[nodiscard]] static Result<EventTagger> open(const std::string& data_folder);
  /// Overwrites `out`, in text order of the triggers. `rejected`, if given, collects what did not become an event.
  void run(const EventInput& input, std::vector<Event>& out, std::vector<EventRejection>* rejected = nullptr) const;
  [[nodiscard]] const EventLexicon& lexicon() const { return *lexicon_; }

 private:
  std::shared_ptr<const EventLexicon> lexicon_;
  std::shared_ptr<const StatusRules> status_;
  std::shared_ptr<const EventContexts> contexts_;
};

}  // namespace dateline::facts
