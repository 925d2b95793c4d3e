#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/analysis.h"
#include "dateline/article.h"
#include "facts/place/gazetteer.h"
#include "facts/place/place_lexicon.h"

namespace dateline::facts {

inline constexpr uint32_t kNoGroup = UINT32_MAX;

/// A run of words that may name a place.
struct PlaceCandidate {
  uint32_t begin = 0, end = 0;  ///< words
  uint32_t sentence = 0;
  Span span;
  uint32_t group = kNoGroup;   ///< index into `PlaceCandidates::groups`; `kNoGroup`: a name that the gazetteer lacks
  uint32_t parent = kNoGroup;  ///< group of the country or division behind the comma ("Paris, Texas")
  float sign = 0;              ///< how much the words beside it speak for a place; > 0 for, < 0 against
  bool adjectival = false;
  bool listed = false;         ///< "Baker and Clay counties"
  bool part_of_name = false;   ///< of an organisation or building: "Kansas Senate", "Lincoln High School"
  bool whole_state = false;    ///< "Washington state": the division is meant
  bool whole_city = false;     ///< "city of Quebec": the town is meant
};

/// All mentions with the same list of entries: they are taken to mean the same place (one sense a document).
struct PlaceGroup {
  uint32_t first = 0, count = 0;  ///< entries: `PlaceCandidates::ids[first, first + count)`, most populous first
};

struct PlaceCandidates {
  std::vector<PlaceCandidate> mentions;  ///< in text order, not overlapping
  std::vector<PlaceGroup> groups;
  std::vector<uint32_t> ids;
  void clear() {
    mentions.clear();
    groups.clear();
    ids.clear();
  }
};

/// Finds the candidates: the longest gazetteer names, adjectives and short forms that start at a capital letter, and
/// place names of the analysis that the gazetteer lacks. Weighs the words beside each (prepositions, titles, other
/// capitalised words, names of persons and organisations), but leaves the choice to the resolver. Cost is linear in
/// the words.
class PlaceFinder {
 public:
  PlaceFinder(const PlaceLexicon& lexicon, const Gazetteer& gazetteer) : lexicon_(lexicon), gazetteer_(gazetteer) {}
  void run(const Article& article, const Analysis& analysis, PlaceCandidates& out) const;

 private:
  const PlaceLexicon& lexicon_;
  const Gazetteer& gazetteer_;
};

}  // namespace dateline::facts
