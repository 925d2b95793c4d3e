#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dateline/analysis.h"
#include "dateline/article.h"
#include "dateline/record.h"
#include "facts/place/gazetteer.h"

namespace dateline::facts {

/// A place name in the text. `place` is absent where the name is known to be a place but not which one.
struct PlaceMention {
  Span span;
  uint32_t begin = 0, end = 0;  ///< words
  uint32_t sentence = 0;
  std::optional<Place> place;
  /// "Ukrainian", "French": points at the country, is no location by itself. Also a place inside the name of an
  /// organisation or building ("Kansas Senate", "Washington Post").
  bool adjectival = false;
  /// "the Afghan capital", "Peru's capital": the town meant by the word that follows.
  std::optional<Place> capital;
};

/// Finds place names and decides which place is meant: names of the analysis and gazetteer matches, ranked by country
/// and region named in the text, other places, population, and the paper's own place. Immutable; thread-safe.
class PlaceTagger {
 public:
  [[nodiscard]] static Result<PlaceTagger> open(const std::string& data_folder,
                                                std::shared_ptr<const Gazetteer> gazetteer);
  PlaceTagger(PlaceTagger&&) noexcept;
  ~PlaceTagger();
  /// Overwrites `out`, in text order, not overlapping, and `opening`: the place that the opening line names ("HANOI, Vietnam
  /// (AP) -"), which is no part of the analysed sentences.
  void run(const Article& article, const Analysis& analysis, std::vector<PlaceMention>& out, std::optional<Place>& opening) const;

 private:
  struct Knowledge;
  explicit PlaceTagger(std::unique_ptr<Knowledge> knowledge);
  std::unique_ptr<Knowledge> knowledge_;
};

}  // namespace dateline::facts
