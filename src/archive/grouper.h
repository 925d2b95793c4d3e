#pragma once

#include <memory>
#include <vector>

#include "archive/copy_finder.h"
#include "archive/state.h"
#include "archive/story_finder.h"

namespace dateline::archive {

/// Finds the copies and the story of each document put, against the latest ones, and keeps what it needs for that in the
/// tables `recent` and `counter`. Made by the writer's first document of a run, from those tables; what a run of documents
/// gives does not depend on where it was broken off. After a rollback it is made anew.
class Grouper {
 public:
  Grouper(Archive::State& state, SQLite::Database& db);

  struct Placement {
    int64_t family = 0, story = 0;  ///< story 0: none
    std::vector<StoryFinder::Moved> moved;  ///< earlier articles whose story changed, in the file too
  };
  /// Places a document; `fresh` if it was never there. Its own row in `article` is the caller's.
  [[nodiscard]] Placement add(int64_t document, const std::vector<uint64_t>& sketch, const StoryFeatures* features, bool fresh);
  /// The story of a document that new ones are compared with; 0 if it is not one or has none.
  [[nodiscard]] int64_t story(int64_t document) const { return static_cast<int64_t>(stories_->story(static_cast<uint64_t>(document))); }
  /// Forgets a document.
  void remove(int64_t document);
  /// Writes the counters; before each commit.
  void save();

 private:
  void load();
  void evict(int64_t last_place);
  void follow(const std::vector<StoryFinder::Moved>& moved);

  Archive::State& state_;
  SQLite::Database& db_;
  std::unique_ptr<CopyFinder> copies_;
  std::unique_ptr<StoryFinder> stories_;
};

}  // namespace dateline::archive
