#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "archive/archive.h"
#include "archive/query.h"

namespace dateline::archive {

/// Changes of the tables `facet_sum` and `actor_name` since the last commit: the rows of many documents change few sums, and
/// each of those is written once.
class Sums {
 public:
  using Value = std::pair<std::string_view, std::string_view>;  ///< what it is counted by, and what it has
  /// An item of a list came (1) or went (-1).
  void count(std::string_view list, std::initializer_list<Value> values, int64_t change);
  /// An entity with a code came or went.
  void count_name(std::string_view actor, std::string_view name, std::string_view country, int64_t change);
  /// Writes them; before each commit.
  void save(Archive::State& state, SQLite::Database& db);
  void clear();

 private:
  struct Sum {
    std::string list, filter, given, by, value;
    int64_t change = 0;
  };
  struct Name {
    std::string actor, name, country;
    int64_t change = 0;
  };
  void add(std::string_view list, const Value& filter, const Value& value, int64_t change);

  std::string key_;  // scratch
  std::unordered_map<std::string, Sum> sums_;
  std::unordered_map<std::string, Name> names_;
};

/// Counts the items of a list by their rows: those of one document, or one merged event.
void count_document(Archive::State& state, SQLite::Database& db, int64_t document, int64_t change);
void count_merged(Archive::State& state, SQLite::Database& db, int64_t merged, int64_t change);
/// Makes all sums anew.
void count_all(Archive::State& state, SQLite::Database& db);

/// Where the answer of `facets` lies in `facet_sum`: the list's name (empty: it is not there), and the one filter.
struct SumKey {
  std::string list, filter, given;
};
[[nodiscard]] SumKey sum_key(List what, const Filter& filter, std::string_view by);
/// The first sum that is not what the rows say, in words; empty if all are.
[[nodiscard]] std::string wrong_sum(Archive::State& state, SQLite::Database& db);

}  // namespace dateline::archive
