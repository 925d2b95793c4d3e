#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/hash_map.h"
#include "dateline/result.h"
#include "facts/place/gazetteer.h"

namespace dateline::facts {

/// What the words beside a name say of it, as bits (`data/places/cues.tsv`, `stop.tsv`).
enum Cue : uint32_t {
  kBeforePlace = 1,         ///< "in", "near"
  kBeforePlaceWeakly = 2,   ///< "from", "of"
  kBeforePerson = 4,        ///< "Mr.", "President"
  kAfterPerson = 8,         ///< "said"
  kAfterOther = 16,         ///< "University", "Times"
  kAfterPlace = 32,         ///< "County", "province"
  kDirection = 64,          ///< "northern"
  kNoName = 512,            ///< "Monday": capitalised, but part of no name
  kStopNever = 128,         ///< a common word: a place only where its country or state is given
  kStopWeak = 256,          ///< a given name, surname or firm as well
};

/// The hand-written tables of `data/places` that the tagger asks, with the gazetteer's ids filled in. Immutable.
class PlaceLexicon {
 public:
  [[nodiscard]] static Result<PlaceLexicon> read(const std::string& data_folder, const Gazetteer& gazetteer);

  /// Bits of `Cue` of a word or of words parted by one space; letter case ignored.
  [[nodiscard]] uint32_t cues(std::string_view words) const;
  static constexpr uint32_t kNone = UINT32_MAX;
  /// Entry that an adjective or name of a people points at ("Ukrainian", "South Africans"); `kNone` if it is none.
  [[nodiscard]] uint32_t adjective(std::string_view words) const;
  struct Abbreviation {
    uint32_t id = kNone;      ///< entry
    bool after_comma = false;  ///< is a place only behind "City,"
  };
  /// Short form of a country or division in this very letter case ("U.S.", "Calif.").
  [[nodiscard]] const Abbreviation* abbreviation(std::string_view surface) const;
  /// Entry of the country with that ISO 3166 alpha-3 code; `kNone` if none.
  [[nodiscard]] uint32_t country(std::string_view code) const;
  /// Where the paper with this web address is written: a town, else the country of its top-level domain; `kNone`
  /// if neither is known.
  [[nodiscard]] uint32_t home(std::string_view url) const;

 private:
  using Map = HashMap<uint32_t>;
  Result<void> read_adjectives(const std::string& folder, const Gazetteer& gazetteer);
  Result<void> read_publishers(const std::string& folder, const Gazetteer& gazetteer);
  void add_adjective(std::string_view words, std::string_view name, uint32_t id);

  Map cues_, adjectives_, countries_, publishers_;
  HashMap<Abbreviation> abbreviations_;
};

}  // namespace dateline::facts
