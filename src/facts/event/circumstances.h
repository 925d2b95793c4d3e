#pragma once

#include <vector>

#include "dateline/record.h"
#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/event/event_lexicon.h"
#include "facts/figure/figure_tagger.h"
#include "facts/place/place_tagger.h"
#include "facts/time/time_tagger.h"

namespace dateline::facts {

/// When and where an act happened and whom it harmed.
///
/// A date or place counts for an act only where the tree lets it: as an adverbial of its own clause, of a clause that shares
/// its adverbials, inside the phrase of its noun, or, last, of the clause that reports it (`Attachment`). What belongs to
/// another act of the sentence is left alone: an unknown date is better than a wrong one.
class Circumstances {
 public:
  Circumstances(const DocumentView& view, const Actors& actors, const std::vector<TimeExpression>& times,
                const std::vector<PlaceMention>& places, const std::vector<Quantity>& quantities, const EventLexicon& lexicon)
      : view_(view), actors_(actors), times_(times), places_(places), quantities_(quantities), lexicon_(lexicon) {}

  /// Sets `time` of an event whose sentence, status and type are known. `words`: the word that names the act and the noun its
  /// sense takes with it ("held", "talks"). `cue`: the verb that reports the act, `kNoWord` if none. A noun dated after the
  /// page is `scheduled`, if nothing else was known of it.
  void set_time(Event& e, const std::vector<uint32_t>& words, uint32_t cue) const;
  /// Sets `place`; words are spoken where their `cue` stands. Where the text names none beside the act: the place that is its target ("strikes on Aleppo"), the place
  /// a local body is named for ("Oslo police"), the country that expels.
  void set_place(Event& e, const std::vector<uint32_t>& words, const Predicate& sense, uint32_t cue) const;
  /// Numbers of the harmed beside the act: "killing 12 people", "wounded dozens".
  void set_casualties(Event& e, uint32_t word, const Predicate& sense) const;
  /// True if the time is more than a year before the page.
  [[nodiscard]] bool is_background(const DateRange& time) const;

 private:
  void set_time_from_distance(Event& e, uint32_t word) const;
  uint32_t top_of(uint32_t begin, uint32_t end) const;
  bool is_other_noun(uint32_t word, const std::vector<uint32_t>& words) const;
  bool sets_scene(uint32_t noun) const;
  int rank_of_time(const TimeExpression& t, const Event& e, const std::vector<uint32_t>& words, uint32_t cue) const;
  int rank_of_place(const PlaceMention& p, const Event& e, const std::vector<uint32_t>& words, const Predicate& sense, uint32_t cue) const;
  const PlaceMention* place_over(Span span) const;
  bool is_perfect(uint32_t word) const;

  const DocumentView& view_;
  const Actors& actors_;
  const std::vector<TimeExpression>& times_;
  const std::vector<PlaceMention>& places_;
  const std::vector<Quantity>& quantities_;
  const EventLexicon& lexicon_;
};

}  // namespace dateline::facts
