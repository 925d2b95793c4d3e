#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "archive/event_match.h"

namespace dateline::archive {

/// What the writer read lately of the tables `merged` and `event`, so that the tenth report of an event does not read the
/// nine before it from the file again. Every change of those tables is told here too; what is not here is read from the
/// file, so forgetting is always right. At most some 30 MB.
class MergedCache {
 public:
  struct Event {
    EventFacts facts;
    bool waiting = false;  ///< has no report left
  };
  using Events = std::map<int64_t, Event>;
  using Reports = std::vector<EventReport>;

  /// The merged events of a story; null if they are not here.
  [[nodiscard]] const Events* story(int64_t story) const;
  /// One of them; null if it is not here.
  [[nodiscard]] const Event* event(int64_t merged, int64_t story) const;
  const Events& add_story(int64_t story, Events events);
  /// The reports of a merged event in order of publication; null if they are not here. Their `story` is that of the time when
  /// they were read.
  [[nodiscard]] const Reports* reports(int64_t merged) const;
  const Reports& add_reports(int64_t merged, Reports reports);

  /// A merged event was written.
  void put(int64_t merged, int64_t story, Event event);
  void erase(int64_t merged);
  /// A report was given to a merged event; it is of no other any more.
  void assign(const EventReport& report, int64_t merged);
  /// A document's reports are of a merged event no more.
  void take_out(int64_t document, int64_t merged);
  /// One story went over into another.
  void move_story(int64_t from, int64_t to);
  void clear();

 private:
  void make_room();

  std::unordered_map<int64_t, Events> stories_;
  std::unordered_map<int64_t, int64_t> story_of_;      // of the events in `stories_`
  std::unordered_map<int64_t, Reports> reports_;
  std::unordered_map<int64_t, int64_t> merged_of_;     // of the reports in `reports_`, by the number of the event's row
};

}  // namespace dateline::archive
