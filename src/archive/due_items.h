#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "archive/knowledge.h"

namespace dateline::archive {

/// A row of `schedule` with what is needed of its article.
struct DueReport {
  int64_t id = 0, document = 0;
  std::string from, to, what, place, status, words, published;
  int64_t due = 0;  ///< the row of `due` that it is a report of, as it stands in the file
};

/// Something due, as all its reports have it. In order of publication.
struct Due {
  std::vector<DueReport> reports;
  std::string from, to, what, place, status;  ///< the closest date and place; the status of the latest report
};
/// Takes reports of one story that are the same together: dates that meet, and half of the words that name it in common.
[[nodiscard]] std::vector<Due> due_items(std::vector<DueReport> reports);

/// Hashes of the stems of words that can name something, ascending.
using Words = std::vector<uint64_t>;
[[nodiscard]] Words naming_words(std::string_view text);
/// The word that names something due: the last one, as in "a new round of talks". 0 if there is none. News of it has this word.
[[nodiscard]] uint64_t name_of(std::string_view what);

/// A sentence that may tell what became of something due.
struct News {
  int64_t document = 0;
  std::string published, words;
  /// The day of an event that the sentence reports as having happened; empty for a bare sentence.
  std::string event_from, event_to;
};
/// Sentences made ready to be asked about many things due.
struct NewsIndex {
  struct Entry {
    News news;
    std::string lower;             ///< the sentence in lower case
    Words stems;
  };
  std::vector<Entry> entries;

  explicit NewsIndex(std::vector<News> news);
};
struct Outcome {
  std::string outcome;  ///< happened, cancelled, postponed; empty: the news tells nothing of it
  std::string date, words;
  int64_t document = 0;
};
/// What the latest news that tells of it says: an event of its day that is called by its name, or a sentence with its name and
/// words of `outcomes.tsv`, published after it was first reported (that it happened: not before its day). A report that it
/// is cancelled or postponed is news too.
[[nodiscard]] Outcome outcome_of(const Due& due, const NewsIndex& news, const Knowledge& knowledge);

}  // namespace dateline::archive
