#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "facts/place/gazetteer.h"
#include "facts/place/place_finder.h"

namespace dateline::facts {

/// What was chosen for one group.
struct PlaceChoice {
  uint32_t id = UINT32_MAX;  ///< entry; UINT32_MAX: none
  float support = 0;         ///< how much the rest of the document speaks for this place, >= 0
  bool stated = false;       ///< its country or division stands behind a comma
  bool home = false;         ///< the town the paper is written in
};

/// Chooses an entry for each group. Each entry starts with a prior (kind, population, capital) and gains from what the
/// document says elsewhere: the country or division behind a comma, countries and divisions named or implied by other
/// groups, places near by, the placeline and the publisher's country. Three rounds, each with the choices of the
/// last as context. Entries of a group beyond the 40 most populous are looked at only where a comma asks for them.
class PlaceResolver {
 public:
  PlaceResolver(const PlaceLexicon& lexicon, const Gazetteer& gazetteer) : lexicon_(lexicon), gazetteer_(gazetteer) {}
  /// `choices[g]` for each group of `candidates`. `opening_id`: `opening_entry` of the article.
  void run(const Article& article, uint32_t opening_id, const PlaceCandidates& candidates, std::vector<PlaceChoice>& choices) const;

 private:
  const PlaceLexicon& lexicon_;
  const Gazetteer& gazetteer_;
};

/// Entry of the place that the opening line names: the town in the division or country behind its comma, else a capital,
/// else the most populous town of the name; `UINT32_MAX` if there is no line or no such place.
[[nodiscard]] uint32_t opening_entry(const PlaceLexicon& lexicon, const Gazetteer& gazetteer, const Article& article);
/// True if `place` lies in `parent` (a country or a first-order division), or, for other parents, within 60 km of it.
[[nodiscard]] bool lies_in(const Gazetteer::Entry& place, const Gazetteer::Entry& parent);
/// Distance in km on a sphere.
[[nodiscard]] double distance_km(double lat1, double lon1, double lat2, double lon2);

}  // namespace dateline::facts
