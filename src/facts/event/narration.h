#pragma once

#include <optional>
#include <vector>

#include "dateline/record.h"
#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/event/merge_events.h"
#include "facts/time/time_tagger.h"

namespace dateline::facts {

/// What one act of a narration in the simple past tells of its day and place holds for the acts told after it. All are
/// called with the events of the article in text order, in the order below; none changes a date or place that is known.
class Narration {
 public:
  Narration(const DocumentView& view, const Actors& actors, const std::vector<TimeExpression>& times, const std::optional<Place>& opening,
            const TriggerNotes& notes)
      : view_(view), actors_(actors), times_(times), opening_(opening), notes_(notes) {}

  /// Harm done by an attack told of before ("a bus was hit in the attack") has that attack's actor, day and place.
  /// Called before acts told again are made one.
  void carry_attacks(std::vector<Event>& events) const;
  /// An act told in the simple past without a date happened on the day of what was told before it, if both have the same
  /// actor, or if that day is not after the page and no other date has been named since. A participle beside an act
  /// ("condemned it, urging ...") has that act's date.
  void carry_dates(std::vector<Event>& events) const;
  /// Force told in the simple past without a place of its own happened where the force told of in the two sentences before it
  /// did ("Gunmen attacked a bus near Aba. They then shot at police."). What a page with a place line ("HANOI (AP)") opens
  /// with happened there, and so did what the same actor did on that day and a meeting, told of in its first sentences.
  void carry_places(std::vector<Event>& events) const;

 private:
  /// What is told with a date: an event, or another verb in the simple past.
  struct Dated {
    uint32_t sentence = 0;
    DateRange time;
    Span span;
    std::vector<ItemIndex> actors;
  };
  std::vector<Dated> dated_verbs() const;
  /// True if one of the parties is of the country that the opening line names, or none has a country; not for telephone calls.
  bool could_be_at_opening(const Event& e) const;
  bool is_dated_between(uint32_t after, uint32_t until) const;
  bool is_told(const Event& e) const;
  bool is_simple_past(uint32_t word) const;

  const DocumentView& view_;
  const Actors& actors_;
  const std::vector<TimeExpression>& times_;
  const std::optional<Place>& opening_;
  const TriggerNotes& notes_;
};

}  // namespace dateline::facts
