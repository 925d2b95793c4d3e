#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "archive/event_match.h"
#include "archive/merged_cache.h"
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

  /// Gives each event of a document its merged event. `left` are merged events without reports that wait for them; those
  /// nobody took are deleted.
  void place(int64_t document, std::vector<int64_t> left);
  /// Takes the events of a document out of their merged events; gives those left without reports, for `place` or `drop_empty`.
  [[nodiscard]] std::vector<int64_t> take_out(int64_t document);
  static void drop_empty(Archive::State& state, SQLite::Database& db, const std::vector<int64_t>& merged);
  /// Makes the reports of `goes` reports of `stays`, by hand.
  void put_together(int64_t stays, int64_t goes);
  /// Makes a report of `merged` an event of its own, by hand.
  void set_apart(const EventReport& report, int64_t merged);
  /// The reports of a merged event, in order of publication; good until the next call of anything here. Their `story` may
  /// be one that they were in before.
  [[nodiscard]] const std::vector<EventReport>& reports(int64_t merged);

 private:
  struct Candidate {
    const EventFacts* facts = nullptr;
    bool waiting = false;  // has no report left
  };
  using Candidates = std::map<int64_t, Candidate>;

  [[nodiscard]] Candidates candidates(int64_t document, int64_t story, const std::vector<EventReport>& own);
  [[nodiscard]] std::vector<EventReport> reports_where(const char* condition, int64_t value);
  [[nodiscard]] int64_t decided(const EventReport& report);
  [[nodiscard]] bool parted(const EventReport& report, int64_t merged);
  void assign(const EventReport& report, int64_t merged, const std::string& reason);
  void write(int64_t merged, const std::vector<EventReport>& reports);
  [[nodiscard]] bool has_decisions(int64_t document);

  Archive::State& state_;
  SQLite::Database& db_;
};

}  // namespace dateline::archive
