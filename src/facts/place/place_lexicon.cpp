#include "facts/place/place_lexicon.h"

#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/strings.h"
#include "base/table_file.h"

namespace dateline::facts {
namespace {

constexpr size_t kLongest = 64;  // bytes of a cue or adjective

uint64_t lower_hash(std::string_view words) {
  std::array<char, kLongest> lower;
  if (words.size() > kLongest) return 0;
  for (size_t n = 0; n < words.size(); ++n) lower[n] = to_lower(words[n]);
  return hash64({lower.data(), words.size()});
}

std::string_view cell(std::string_view text) { return text == "-" ? std::string_view() : text; }

// Entry of that name and kind; the most populous where several countries have one and none is asked for.
uint32_t entry_named(const Gazetteer& gazetteer, std::string_view name, std::string_view country,
                     bool only_division) {
  std::vector<uint32_t> ids;
  gazetteer.find(name, ids);
  for (uint32_t id : ids) {
    const Gazetteer::Entry e = gazetteer.entry(id);
    if (!country.empty() && e.country != country) continue;
    if (only_division && e.precision != PlacePrecision::kAdmin1) continue;
    return id;
  }
  return PlaceLexicon::kNone;
}

// Country of a top-level domain of which most pages are about that country; empty if it tells none.
std::string_view country_of_domain(std::string_view domain) {
  static constexpr std::pair<std::string_view, std::string_view> kDomains[] = {
      {"uk", "GBR"}, {"ca", "CAN"}, {"au", "AUS"}, {"nz", "NZL"}, {"ie", "IRL"}, {"in", "IND"}, {"za", "ZAF"},
      {"us", "USA"}, {"gov", "USA"}, {"il", "ISR"}, {"pk", "PAK"}, {"ng", "NGA"}, {"ke", "KEN"}, {"ph", "PHL"},
      {"sg", "SGP"}, {"my", "MYS"}, {"hk", "HKG"}, {"jp", "JPN"}, {"cn", "CHN"}, {"de", "DEU"}, {"fr", "FRA"},
      {"es", "ESP"}, {"it", "ITA"}, {"ru", "RUS"}, {"ua", "UKR"}, {"tr", "TUR"}, {"gh", "GHA"}, {"ug", "UGA"},
      {"tz", "TZA"}, {"zw", "ZWE"}, {"jm", "JAM"}, {"bd", "BGD"}, {"lk", "LKA"}, {"np", "NPL"}, {"ir", "IRN"},
      {"eg", "EGY"}, {"lb", "LBN"}, {"jo", "JOR"}, {"qa", "QAT"}, {"ae", "ARE"}, {"sa", "SAU"}, {"mx", "MEX"},
      {"br", "BRA"}, {"kr", "KOR"}, {"tw", "TWN"}, {"vn", "VNM"}, {"th", "THA"}, {"id", "IDN"}, {"pl", "POL"}};
  for (const auto& [name, country] : kDomains) {
    if (equals_ignoring_case(name, domain)) return country;
  }
  return {};
}

}  // namespace

Result<PlaceLexicon> PlaceLexicon::read(const std::string& data_folder, const Gazetteer& gazetteer) {
  PlaceLexicon lexicon;
  const std::string folder = data_folder + "/places/";
  for (uint32_t id = 0; id < gazetteer.size(); ++id) {
    const Gazetteer::Entry e = gazetteer.entry(id);
    if (e.precision != PlacePrecision::kCountry) break;  // countries come first
    lexicon.countries_.emplace(hash64(e.country), id);
  }

  auto cues = TableFile::read(folder + "cues.tsv", 2);
  if (!cues) return tl::unexpected(cues.error());
  static constexpr std::pair<std::string_view, uint32_t> kKinds[] = {
      {"before-place", kBeforePlace},   {"before-place-weakly", kBeforePlaceWeakly},
      {"before-person", kBeforePerson}, {"after-person", kAfterPerson},
      {"after-other", kAfterOther},     {"after-place", kAfterPlace},
      {"direction", kDirection},        {"no-name", kNoName}};
  for (const auto& row : cues->rows()) {
    uint32_t bit = 0;
    for (const auto& [kind, value] : kKinds) {
      if (kind == row.cells[0]) bit = value;
    }
    if (bit == 0) return cues->bad_row(row, "unknown kind");
    for (std::string_view word : split(row.cells[1], '|')) lexicon.cues_[lower_hash(word)] |= bit;
  }

  auto stops = TableFile::read(folder + "stop.tsv", 2);
  if (!stops) return tl::unexpected(stops.error());
  for (const auto& row : stops->rows()) {
    if (row.cells[1] != "never" && row.cells[1] != "weak") return stops->bad_row(row, "neither never nor weak");
    lexicon.cues_[lower_hash(row.cells[0])] |= row.cells[1] == "never" ? kStopNever : kStopWeak;
  }

  auto abbreviations = TableFile::read(folder + "abbreviations.tsv", 4);
  if (!abbreviations) return tl::unexpected(abbreviations.error());
  for (const auto& row : abbreviations->rows()) {
    const std::string_view division = cell(row.cells[2]);
    const uint32_t id = division.empty() ? lexicon.country(row.cells[1])
                                         : entry_named(gazetteer, division, row.cells[1], true);
    if (id == kNone) return abbreviations->bad_row(row, "not in the gazetteer");
    lexicon.abbreviations_[hash64(row.cells[0])] = {id, row.cells[3] == "comma"};
  }

  if (auto ok = lexicon.read_adjectives(folder, gazetteer); !ok) return tl::unexpected(ok.error());
  if (auto ok = lexicon.read_publishers(folder, gazetteer); !ok) return tl::unexpected(ok.error());
  return lexicon;
}

Result<void> PlaceLexicon::read_adjectives(const std::string& folder, const Gazetteer& gazetteer) {
  auto countries = TableFile::read(folder + "countries.tsv", 5);
  if (!countries) return tl::unexpected(countries.error());
  for (const auto& row : countries->rows()) {
    const uint32_t id = country(row.cells[0]);
    if (id == kNone) return countries->bad_row(row, "no such country in the gazetteer");
    if (cell(row.cells[2]).empty()) continue;
    for (std::string_view word : split(row.cells[2], '|')) add_adjective(word, gazetteer.entry(id).name, id);
  }
  auto others = TableFile::read(folder + "adjectives.tsv", 3);
  if (!others) return tl::unexpected(others.error());
  for (const auto& row : others->rows()) {
    const uint32_t id = entry_named(gazetteer, row.cells[1], cell(row.cells[2]), false);
    if (id == kNone) return others->bad_row(row, "not in the gazetteer");
    for (std::string_view word : split(row.cells[0], '|')) add_adjective(word, gazetteer.entry(id).name, id);
  }
  return {};
}

Result<void> PlaceLexicon::read_publishers(const std::string& folder, const Gazetteer& gazetteer) {
  auto publishers = TableFile::read(folder + "publishers.tsv", 4);
  if (!publishers) return tl::unexpected(publishers.error());
  std::vector<uint32_t> ids;
  for (const auto& row : publishers->rows()) {
    const std::string_view division = cell(row.cells[2]);
    gazetteer.find(row.cells[1], ids);
    uint32_t town = kNone;
    for (uint32_t id : ids) {
      const Gazetteer::Entry e = gazetteer.entry(id);
      if (e.precision != PlacePrecision::kCity || e.country != row.cells[3]) continue;
      if (!division.empty() && e.admin1 != division) continue;
      town = id;
      break;
    }
    if (town == kNone) return publishers->bad_row(row, "no such town in the gazetteer");
    publishers_[lower_hash(row.cells[0])] = town;
  }
  return {};
}

void PlaceLexicon::add_adjective(std::string_view words, std::string_view name, uint32_t id) {
  adjectives_.emplace(lower_hash(words), id);
  std::string plural(words);
  if (plural.ends_with("man")) {
    plural.replace(plural.size() - 2, 1, "e");
  } else if (plural.ends_with("y")) {
    plural.replace(plural.size() - 1, 1, "ies");
  } else if (!plural.ends_with("s") && !plural.ends_with("sh") && !plural.ends_with("ch") &&
             !plural.ends_with("ese")) {
    plural += 's';
  }
  if (plural != name) adjectives_.emplace(lower_hash(plural), id);  // "the Philippines" is a name
}

uint32_t PlaceLexicon::cues(std::string_view words) const {
  const uint32_t* found = cues_.find(lower_hash(words));
  return found == nullptr ? 0 : *found;
}

uint32_t PlaceLexicon::adjective(std::string_view words) const {
  const uint32_t* found = adjectives_.find(lower_hash(words));
  return found == nullptr ? kNone : *found;
}

const PlaceLexicon::Abbreviation* PlaceLexicon::abbreviation(std::string_view surface) const {
  return abbreviations_.find(hash64(surface));
}

uint32_t PlaceLexicon::home(std::string_view url) const {
  const size_t start = url.find("://");
  if (start == std::string_view::npos) return kNone;
  std::string_view host = url.substr(start + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  for (std::string_view rest = host;;) {
    if (const uint32_t* found = publishers_.find(lower_hash(rest)); found != nullptr) return *found;
    const size_t dot = rest.find('.');
    if (dot == std::string_view::npos) return country(country_of_domain(rest));
    rest = rest.substr(dot + 1);
  }
}

uint32_t PlaceLexicon::country(std::string_view code) const {
  const uint32_t* found = countries_.find(hash64(code));
  return found == nullptr ? kNone : *found;
}

}  // namespace dateline::facts
