#include "facts/place/place_tagger.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "facts/place/place_finder.h"
#include "facts/place/place_lexicon.h"
#include "facts/place/place_resolver.h"

namespace dateline::facts {
namespace {

// Least evidence for a place (see `evidence`), set by hand on news of the world and local news.
constexpr double kThreshold = 1.2;
constexpr float kUnknown = 3.2f;       // least sign for a name that the gazetteer lacks
constexpr double kSupport = 0.7;    // of the rest of the document for the place chosen
constexpr double kElsewhere = 0.5;  // of the best sign among the group's mentions

// How much the chosen entry itself speaks for the name being a place: great ones are named more often than people of
// the same name, small ones less.
double evidence(const Gazetteer::Entry& e) {
  switch (e.precision) {
    case PlacePrecision::kCountry: return 3;
    case PlacePrecision::kAdmin1: return e.population > 1'000'000 ? 2 : 0.5;
    case PlacePrecision::kAdmin2: return 1.2;
    case PlacePrecision::kRegion: return 2;
    case PlacePrecision::kFeature: return 1.5;
    case PlacePrecision::kCity: break;
  }
  if (e.capital) return 2;
  const double size = std::log10(static_cast<double>(e.population) + 10);
  return (size - 4.5) * 0.8;
}

}  // namespace

struct PlaceTagger::Knowledge {
  PlaceLexicon lexicon;
  std::shared_ptr<const Gazetteer> gazetteer;
};

namespace {

Place place_of(const Gazetteer::Entry& e) {
  return Place{std::string(e.name), e.lat, e.lon, std::string(e.country), std::string(e.admin1), e.geonames, e.precision};
}

bool is_before_capital(const Article& article, const Analysis& analysis, const PlaceMention& m) {
  uint32_t next = m.end;
  if (next < analysis.size() && text_of(article.text, analysis.span[next]).ends_with("s") && analysis.span[next].size() <= 4) ++next;  // 's
  return next < analysis.size() && analysis.sentence[next] == m.sentence && text_of(article.text, analysis.span[next]) == "capital";
}

}  // namespace


PlaceTagger::PlaceTagger(std::unique_ptr<Knowledge> knowledge) : knowledge_(std::move(knowledge)) {}
PlaceTagger::PlaceTagger(PlaceTagger&&) noexcept = default;
PlaceTagger::~PlaceTagger() = default;

Result<PlaceTagger> PlaceTagger::open(const std::string& data_folder,
                                      std::shared_ptr<const Gazetteer> gazetteer) {
  if (gazetteer == nullptr) return fail(ErrorCode::kUsage, "place tagger: no gazetteer");
  auto lexicon = PlaceLexicon::read(data_folder, *gazetteer);
  if (!lexicon) return tl::unexpected(lexicon.error());
  return PlaceTagger(std::make_unique<Knowledge>(Knowledge{std::move(*lexicon), std::move(gazetteer)}));
}

void PlaceTagger::run(const Article& article, const Analysis& analysis, std::vector<PlaceMention>& out, std::optional<Place>& opening) const {
  out.clear();
  opening.reset();
  const Gazetteer& gazetteer = *knowledge_->gazetteer;
  const uint32_t opening_id = opening_entry(knowledge_->lexicon, gazetteer, article);
  if (opening_id != UINT32_MAX) opening = place_of(gazetteer.entry(opening_id));
  PlaceCandidates candidates;
  std::vector<PlaceChoice> choices;
  PlaceFinder(knowledge_->lexicon, gazetteer).run(article, analysis, candidates);
  PlaceResolver(knowledge_->lexicon, gazetteer).run(article, opening_id, candidates, choices);

  std::vector<float> best_sign(candidates.groups.size(), 0);
  for (const PlaceCandidate& m : candidates.mentions) {
    if (m.group != kNoGroup) best_sign[m.group] = std::max(best_sign[m.group], std::min(2.5f, m.sign));
  }
  for (const PlaceCandidate& m : candidates.mentions) {
    PlaceMention mention{m.span, m.begin, m.end, m.sentence, std::nullopt, m.adjectival, std::nullopt};
    if (m.group == kNoGroup) {
      if (m.sign >= kUnknown) out.push_back(std::move(mention));
      continue;
    }
    const PlaceChoice& choice = choices[m.group];
    if (choice.id == UINT32_MAX) continue;
    uint32_t id = choice.id;
    Gazetteer::Entry e = gazetteer.entry(id);
    // "Washington state" beside "Washington": this mention asks for the other kind.
    const bool other_kind = (m.whole_state && e.precision != PlacePrecision::kAdmin1) ||
                            (m.whole_city && e.precision != PlacePrecision::kCity);
    if (other_kind) {
      const PlaceGroup& group = candidates.groups[m.group];
      const auto wanted = m.whole_state ? PlacePrecision::kAdmin1 : PlacePrecision::kCity;
      for (uint32_t n = 0; n < group.count; ++n) {
        const Gazetteer::Entry o = gazetteer.entry(candidates.ids[group.first + n]);
        if (o.precision != wanted) continue;
        e = o;
        break;
      }
    }
    double sure = static_cast<double>(m.sign);
    if (m.adjectival) {
      sure += 2;
    } else {
      sure += evidence(e) + kSupport * static_cast<double>(choice.support);
      sure += kElsewhere * static_cast<double>(best_sign[m.group]);
      if (choice.home) sure += 1.5;
      if (m.parent != kNoGroup && choice.stated) sure = std::max(sure + 4, kThreshold);
    }
    if (sure < kThreshold) continue;
    // "Kansas Senate" points at Kansas, but does not say that something was there.
    if (m.part_of_name) mention.adjectival = true;
    mention.place = place_of(e);
    if (e.precision == PlacePrecision::kCountry && is_before_capital(article, analysis, mention)) {
      const uint32_t capital = gazetteer.capital_of(e.country);
      if (capital != UINT32_MAX) mention.capital = place_of(gazetteer.entry(capital));
    }
    out.push_back(std::move(mention));
  }
}

}  // namespace dateline::facts
