#include "facts/place/place_resolver.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/strings.h"

namespace dateline::facts {
namespace {

constexpr uint32_t kLooked = 40;    // entries of a group
constexpr uint32_t kAnchors = 64;   // groups used as context
constexpr int kRounds = 3;
constexpr double kNamedAfter = 2;   // orders of magnitude that a division stands behind the city it is called after
constexpr double kRadians = 3.14159265358979323846 / 180;

struct Weight {
  std::string_view country, admin1;
  double weight = 0;
};

// What a group tells of the document's country and region.
struct Anchor {
  uint32_t group = 0;
  Gazetteer::Entry entry;
  double weight = 0;
  bool point = false;  // small enough to measure distances from
};

double prior(const Gazetteer::Entry& e, bool other_name) {
  double p = std::log10(static_cast<double>(e.population) + 10);
  switch (e.precision) {
    case PlacePrecision::kCountry: p += 1.5; break;
    case PlacePrecision::kAdmin1: p -= 0.3; break;
    case PlacePrecision::kAdmin2: p -= 0.5; break;
    case PlacePrecision::kCity: p += e.capital ? 1.8 : e.population > 5'000'000 ? 0.5 : 0; break;
    case PlacePrecision::kFeature: p += 0.3; break;
    case PlacePrecision::kRegion: p += 0.5; break;
  }
  return other_name ? p - 0.5 : p;
}

bool is_area(PlacePrecision p) {
  return p == PlacePrecision::kCountry || p == PlacePrecision::kAdmin1 || p == PlacePrecision::kRegion;
}

void add(std::vector<Weight>& weights, std::string_view country, std::string_view admin1, double w) {
  for (Weight& x : weights) {
    if (x.country == country && x.admin1 == admin1) {
      x.weight += w;
      return;
    }
  }
  weights.push_back({country, admin1, w});
}

double get(const std::vector<Weight>& weights, std::string_view country, std::string_view admin1) {
  for (const Weight& x : weights) {
    if (x.country == country && x.admin1 == admin1) return x.weight;
  }
  return 0;
}

}  // namespace

double distance_km(double lat1, double lon1, double lat2, double lon2) {
  const double a = std::sin((lat2 - lat1) * kRadians / 2), b = std::sin((lon2 - lon1) * kRadians / 2);
  const double h = a * a + std::cos(lat1 * kRadians) * std::cos(lat2 * kRadians) * b * b;
  return 12742 * std::asin(std::sqrt(std::min(1.0, h)));
}

bool lies_in(const Gazetteer::Entry& place, const Gazetteer::Entry& parent) {
  if (parent.precision == PlacePrecision::kCountry) return place.country == parent.country;
  if (parent.precision == PlacePrecision::kAdmin1) {
    return place.country == parent.country && place.admin1 == parent.name &&
           place.precision != PlacePrecision::kAdmin1;
  }
  return distance_km(place.lat, place.lon, parent.lat, parent.lon) < 60;
}

uint32_t opening_entry(const PlaceLexicon& lexicon, const Gazetteer& gazetteer, const Article& article) {
  if (article.placeline.place.empty()) return UINT32_MAX;
  const auto parts = split(article.placeline.place, ',');
  std::vector<uint32_t> ids, parents;
  gazetteer.find(trim(parts.front()), ids);
  if (parts.size() > 1) {
    const std::string_view parent = trim(parts.back());
    const auto* shortened = lexicon.abbreviation(parent);
    if (shortened != nullptr) parents.push_back(shortened->id);
    else gazetteer.find(parent, parents);
  }
  uint32_t town = UINT32_MAX;
  for (const uint32_t id : ids) {
    const Gazetteer::Entry e = gazetteer.entry(id);
    if (e.precision != PlacePrecision::kCity) continue;
    const bool inside = std::any_of(parents.begin(), parents.end(), [&](uint32_t p) { return lies_in(e, gazetteer.entry(p)); });
    if (inside || (parents.empty() && e.capital)) return id;
    if (town == UINT32_MAX) town = id;
  }
  if (town != UINT32_MAX) return town;
  return ids.empty() ? UINT32_MAX : ids.front();
}

void PlaceResolver::run(const Article& article, uint32_t opening_id, const PlaceCandidates& candidates,
                        std::vector<PlaceChoice>& choices) const {
  const auto& groups = candidates.groups;
  choices.assign(groups.size(), {});
  if (groups.empty()) return;

  // What the mentions of a group add up to: how surely it is a place, and how often it is named.
  struct Use {
    double weight = 0;
    float sign = -100;
    bool state = false, city = false;
  };
  std::vector<Use> uses(groups.size());
  std::vector<std::pair<uint32_t, uint32_t>> stated;  // (group, parent group)
  for (const PlaceCandidate& m : candidates.mentions) {
    if (m.group == kNoGroup) continue;
    Use& use = uses[m.group];
    use.sign = std::max(use.sign, m.sign);
    if (m.sign > -2) use.weight += m.adjectival ? 0.6 : 1;
    use.state |= m.whole_state;
    use.city |= m.whole_city;
    if (m.parent != kNoGroup) stated.emplace_back(m.group, m.parent);
  }
  std::sort(stated.begin(), stated.end());
  stated.erase(std::unique(stated.begin(), stated.end()), stated.end());

  std::vector<Gazetteer::Entry> entries;  // of the ids looked at, parallel to `start`
  std::vector<uint32_t> start(groups.size() + 1, 0);
  std::vector<uint32_t> ids;
  for (uint32_t g = 0; g < groups.size(); ++g) {
    start[g] = static_cast<uint32_t>(ids.size());
    const bool asked = std::any_of(stated.begin(), stated.end(), [&](const auto& p) { return p.first == g; });
    const uint32_t count = asked ? groups[g].count : std::min(groups[g].count, kLooked);
    for (uint32_t n = 0; n < count; ++n) {
      ids.push_back(candidates.ids[groups[g].first + n]);
      entries.push_back(gazetteer_.entry(ids.back()));
    }
  }
  start[groups.size()] = static_cast<uint32_t>(ids.size());

  // Entries that a comma speaks for. Of a pair both gain: "Athens, Georgia" makes Georgia the state.
  std::vector<float> spoken(ids.size(), 0);
  for (const auto& [child, parent] : stated) {
    bool fits = false;
    for (uint32_t c = start[child]; c < start[child + 1]; ++c) {
      if (entries[c].precision == PlacePrecision::kCountry) fits = true;  // "France, Germany": a list
    }
    if (fits) continue;
    for (uint32_t c = start[child]; c < start[child + 1]; ++c) {
      for (uint32_t p = start[parent]; p < start[parent + 1]; ++p) {
        if (!is_area(entries[p].precision) || ids[c] == ids[p] || !lies_in(entries[c], entries[p])) continue;
        if (entries[p].precision == PlacePrecision::kRegion) continue;
        spoken[c] = std::max(spoken[c], entries[c].precision == PlacePrecision::kAdmin1 ? 4.0f : 8.0f);
        spoken[p] = std::max(spoken[p], 3.0f);
      }
    }
  }

  // "Donetsk" alone is the city, not Donetsk Oblast: a division that is called after a city of it and has a longer name.
  std::vector<bool> named_after(ids.size(), false);
  for (uint32_t g = 0; g < groups.size(); ++g) {
    for (uint32_t d = start[g]; d < start[g + 1]; ++d) {
      if (entries[d].precision != PlacePrecision::kAdmin1) continue;
      for (uint32_t c = start[g]; c < start[g + 1] && !named_after[d]; ++c) {
        named_after[d] = entries[c].precision == PlacePrecision::kCity && entries[c].country == entries[d].country &&
                         entries[c].admin1 == entries[d].name && entries[d].name.starts_with(entries[c].name) &&
                         entries[d].name.size() > entries[c].name.size();
      }
    }
  }

  const uint32_t home_id = lexicon_.home(article.canonical);
  const Gazetteer::Entry home = home_id == PlaceLexicon::kNone ? Gazetteer::Entry() : gazetteer_.entry(home_id);
  const bool home_town = home.precision == PlacePrecision::kCity && !home.name.empty();
  const Gazetteer::Entry opening = opening_id == UINT32_MAX ? Gazetteer::Entry() : gazetteer_.entry(opening_id);

  std::vector<double> best_score(groups.size(), 0);
  std::vector<Anchor> anchors;
  std::vector<Weight> by_country, by_division;
  for (int round = 0; round < kRounds; ++round) {
    for (uint32_t g = 0; g < groups.size(); ++g) {
      double best = -1e9;
      for (uint32_t c = start[g]; c < start[g + 1]; ++c) {
        const Gazetteer::Entry& e = entries[c];
        double score = prior(e, false) + spoken[c];
        if (uses[g].state && e.precision == PlacePrecision::kAdmin1) score += 1;
        if (named_after[c] && !uses[g].state) score -= kNamedAfter;
        if (uses[g].city && e.precision == PlacePrecision::kCity) score += 2;
        if (!home.country.empty() && e.country == home.country) score += 0.8;
        if (home_town && !is_area(e.precision)) {
          const double km = distance_km(e.lat, e.lon, home.lat, home.lon);
          score += km < 3 ? 3.0 : km < 50 ? 1.5 : km < 150 ? 0.8 : 0;
          if (e.country == home.country && e.admin1 == home.admin1) score += 0.7;
        }
        double support = 0;
        if (round > 0) {
          double total = 0, own_country = 0, own_division = 0;
          for (const Weight& w : by_country) total += w.weight;
          const PlaceChoice& old = choices[g];
          if (old.id != UINT32_MAX) {
            for (const Anchor& a : anchors) {
              if (a.group != g) continue;
              total -= a.weight;
              if (a.entry.country == e.country) own_country = a.weight;
              if (a.entry.country == e.country && a.entry.admin1 == e.admin1) own_division = a.weight;
            }
          }
          if (!e.country.empty()) {
            const double w = std::max(0.0, get(by_country, e.country, {}) - own_country);
            support += 2.0 * w / (total + 1.0) + 0.5 * std::min(1.0, w);
            if (e.precision == PlacePrecision::kAdmin1) {  // towns that lie in it: "Georgia" beside Atlanta
              const double d = std::max(0.0, get(by_division, e.country, e.name) - own_division);
              support += 1.0 * d / (d + 1.0);
            } else if (!e.admin1.empty()) {
              const double d = std::max(0.0, get(by_division, e.country, e.admin1) - own_division);
              support += 1.5 * d / (d + 1.0) + 1.0 * d / (total + 1.0);
            }
          }
          double near = 0;
          if (!is_area(e.precision)) {
            for (const Anchor& a : anchors) {
              if (a.group == g || !a.point) continue;
              const double km = distance_km(e.lat, e.lon, a.entry.lat, a.entry.lon);
              if (km < 300) near += a.weight * (km < 40 ? 0.9 : km < 120 ? 0.5 : 0.2);
            }
          }
          support += 2.0 * near / (near + 1.0);
        }
        score += support;
        if (score > best) {
          best = score;
          choices[g] = {ids[c], static_cast<float>(support), spoken[c] > 0,
                        home_town && !is_area(e.precision) &&
                            distance_km(e.lat, e.lon, home.lat, home.lon) < 3};
          best_score[g] = best;
        }
      }
    }
    // Context for the next round: each group's choice, weighed by how sure it is to be a place and this one.
    anchors.clear();
    by_country.clear();
    by_division.clear();
    if (opening_id != UINT32_MAX) {
      constexpr double kOpening = 1.6;
      anchors.push_back({kNoGroup, opening, kOpening, !is_area(opening.precision)});
      if (!opening.country.empty()) add(by_country, opening.country, {}, kOpening);
      if (!opening.admin1.empty()) add(by_division, opening.country, opening.admin1, kOpening);
    }
    for (uint32_t g = 0; g < groups.size() && anchors.size() < kAnchors; ++g) {
      if (uses[g].weight <= 0 || choices[g].id == UINT32_MAX) continue;
      const Gazetteer::Entry e = gazetteer_.entry(choices[g].id);
      double certain = groups[g].count == 1 ? 0.8 : 0.4;
      if (choices[g].stated) certain = 1;
      if (e.precision == PlacePrecision::kCountry || e.population > 1'000'000) certain = std::max(certain, 0.8);
      if (uses[g].sign < 0) certain *= 0.4;
      const double weight = certain * std::min(2.0, 0.5 + 0.5 * uses[g].weight);
      anchors.push_back({g, e, weight, !is_area(e.precision)});
      if (!e.country.empty()) {
        add(by_country, e.country, {}, weight);
        if (!e.admin1.empty()) add(by_division, e.country, e.admin1, weight);
      }
    }
  }
}

}  // namespace dateline::facts
