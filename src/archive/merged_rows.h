#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "archive/archive.h"
#include "archive/event_match.h"

namespace dateline::archive {

/// The tables `merged` and `event.merged` as the writer sees them between two commits: what it read of them lately, and what it
/// will write. An event that ten articles of one commit report is written once, and an article that goes to another story and
/// back leaves no trace.
///
/// What was changed since the last `save` is here and not in the file; all else is in the file and may be here too. What is only
/// read again is forgotten when it grows beyond some 30 MB.
class MergedRows {
 public:
  using Events = std::map<int64_t, EventFacts>;
  using Reports = std::vector<EventReport>;

  /// The merged events of a story that have reports. Good until the next call of anything here.
  [[nodiscard]] const Events& of_story(Archive::State& state, SQLite::Database& db, int64_t story);
  /// The reports of a merged event in order of publication. Their `story` is that of the time when they were read.
  [[nodiscard]] const Reports& reports(Archive::State& state, SQLite::Database& db, int64_t merged);
  /// The reports of a document that stands in the file, in its order.
  [[nodiscard]] Reports reports_in(Archive::State& state, SQLite::Database& db, int64_t document);
  /// What a merged event said that has been changed; null if it has not.
  [[nodiscard]] const EventFacts* facts(int64_t merged) const;
  /// Merged events with this anchor that have reports, ascending.
  [[nodiscard]] std::vector<int64_t> with_anchor(Archive::State& state, SQLite::Database& db, const std::string& anchor);

  /// A merged event is to say this.
  void put(Archive::State& state, SQLite::Database& db, int64_t merged, int64_t story, MergedFacts facts, size_t reports);
  /// It has no report any more: unless it is put again, it goes.
  void empty(Archive::State& state, SQLite::Database& db, int64_t merged);
  /// A report, with `merged` and `reason` as they were, is given to a merged event, 0: to none. What both have now is to be
  /// `put`, or `empty`.
  void assign(Archive::State& state, SQLite::Database& db, EventReport& report, int64_t merged, std::string reason);
  /// All events of this document will be assigned.
  void expect(int64_t document) { documents_.try_emplace(document); }
  /// The rows of these reports were written, as they are.
  void inserted(const Reports& reports);
  /// A document's rows were taken out of the file.
  void removed(int64_t document, const Reports& reports);
  /// One story went over into another, in the file too.
  void move_story(int64_t from, int64_t to);

  /// The number that the next merged event gets.
  [[nodiscard]] int64_t next(Archive::State& state, SQLite::Database& db);
  void set_next(int64_t next) { next_ = next; }

  /// Writes whose reports the events are, so that questions to the file can be asked about it.
  void save_reports(Archive::State& state, SQLite::Database& db);
  /// Writes all that has changed.
  void save(Archive::State& state, SQLite::Database& db);
  /// After a rollback.
  void clear();

 private:
  struct Changed {
    bool in_file = false;
    int64_t story = 0;
    MergedFacts facts;
    size_t reports = 0;          // 0: waits, or is to go, or is not put yet
    std::string anchor;          // of `facts`, if it has reports
    int64_t story_before = 0;    // as it stands in the file
    EventFacts before;
  };
  struct Given {
    int64_t merged = 0, merged_before = 0;
    std::string reason, reason_before;
  };
  struct Stored {
    int64_t story = 0;
    EventFacts facts;
  };

  Changed& changed(Archive::State& state, SQLite::Database& db, int64_t merged);
  [[nodiscard]] bool stored(Archive::State& state, SQLite::Database& db, int64_t merged, Stored& out);
  void set_anchor(int64_t merged, Changed& row, std::string anchor);
  void set_story(int64_t merged, Changed& row, int64_t story);
  void leave_story(int64_t merged);
  void write(Archive::State& state, SQLite::Database& db, int64_t merged, const Changed& row);

  std::map<int64_t, Changed> changed_;                     // in order, so that rows are written one behind the other
  std::map<int64_t, Given> given_;                         // by the number of the event's row
  std::unordered_map<std::string, std::set<int64_t>> anchors_;  // of `changed_`
  // Of `changed_`, by the story that they have and that they have in the file; those that have left it since are still there.
  std::unordered_map<int64_t, std::vector<int64_t>> now_in_, before_in_;
  std::unordered_map<int64_t, Events> stories_;
  std::unordered_map<int64_t, int64_t> story_of_;          // of the events in `stories_`
  std::unordered_map<int64_t, Reports> reports_;
  size_t reports_kept_ = 0;
  std::unordered_map<int64_t, std::vector<int64_t>> documents_;  // to merged events of theirs
  int64_t next_ = 0;                                       // 0: not read yet
  int64_t next_saved_ = 0;
};

}  // namespace dateline::archive
