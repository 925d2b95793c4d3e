#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/event_match.h"
#include "archive/state.h"

namespace dateline::archive {

/// Keeps the tables `merged` and `event.merged`: each report of an event belongs to one merged event, alone or with others.
///
/// A report joins the event of its story that it fits best (`match`), else one of another story with the same anchor, else it
/// starts one. A person's decisions (table `decision`) go before: reports put together are never parted, reports parted
/// never meet. A merged event keeps its number while any report is left, and a revised document's reports find those that
/// they left.
class EventMerger {
 public:
  EventMerger(Archive::State& state, SQLite::Database& db) : state_(state), db_(db) {}

  using Reports = std::vector<EventReport>;

  /// A document's reports, of no merged event now, and merged events without reports that wait for them.
  struct Taken {
    Reports own;
    std::vector<int64_t> left;
  };
  /// Takes the events of a document that stands in the file out of their merged events.
  [[nodiscard]] Taken take_out(int64_t document);
  /// Gives each event of a document of this story its merged event. Where a person decided about the document, its rows must be
  /// in the file.
  void place(int64_t document, int64_t story, Taken& taken);
  [[nodiscard]] bool has_decisions(int64_t document);
  /// Makes the reports of `goes` reports of `stays`, by hand.
  void put_together(int64_t stays, int64_t goes);
  /// Makes a report of `merged` an event of its own, by hand.
  void set_apart(EventReport report, int64_t merged);
  /// The reports of a merged event, in order of publication; good until the next call of anything here. Their `story` may
  /// be one that they were in before.
  [[nodiscard]] const Reports& reports(int64_t merged);

 private:
  struct Candidate {
    int64_t id = 0;
    const EventFacts* facts = nullptr;
    bool waiting = false;  // has no report left
  };
  using Candidates = std::vector<Candidate>;  // ascending

  [[nodiscard]] Candidates candidates(int64_t document, int64_t story, const Reports& own);
  /// The one of this number, made if it is not there.
  [[nodiscard]] static Candidate& candidate(Candidates& all, int64_t id);
  [[nodiscard]] int64_t decided(const EventReport& report);
  [[nodiscard]] bool parted(const EventReport& report, int64_t merged);
  [[nodiscard]] int64_t story_of(int64_t document);
  void write(int64_t merged, const Reports& reports);
  void write(int64_t merged, int64_t story, const Reports& reports);

  Archive::State& state_;
  SQLite::Database& db_;
};

}  // namespace dateline::archive
