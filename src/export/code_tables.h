#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/record.h"
#include "dateline/result.h"

namespace dateline::exporting {

/// Codes of a country in the formats of event data; empty where a list has none.
struct CountryCodes {
  std::string name, numeric, fips, cow, gw, region;
};
/// What an actor's role is called.
struct RoleNames {
  std::string sector, side;
  std::string arms;  ///< state, nonstate, civilian or empty
};
struct CameoCode {
  std::string goldstein;
  std::string gdelt;  ///< code that GDELT's list has in its place
  std::string words;  ///< of the root code
};
struct AcledType {
  std::string disorder, type, sub_type;
};

/// The tables of `data/export`. Read once, then only read.
class CodeTables {
 public:
  [[nodiscard]] static Result<CodeTables> read(const std::string& home);

  /// All empty for an unknown code.
  [[nodiscard]] const CountryCodes& country(std::string_view iso3) const;
  [[nodiscard]] const RoleNames& role(std::string_view code) const;
  [[nodiscard]] const CameoCode& cameo(std::string_view code) const;
  /// Nothing if ACLED has no such event.
  [[nodiscard]] const AcledType* acled(EventType type, std::string_view mode, bool civilian_target) const;

 private:
  struct AcledRow {
    EventType type;
    std::string mode;
    int civilian;  // 1 yes, 0 no, -1 either
    AcledType is;
  };
  std::map<std::string, CountryCodes, std::less<>> countries_;
  std::map<std::string, RoleNames, std::less<>> roles_;
  std::map<std::string, CameoCode, std::less<>> cameo_;
  std::vector<AcledRow> acled_;
};

/// GDELT's and Phoenix's quadrant of a CAMEO code: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
/// conflict; 0 for none.
[[nodiscard]] int quad_class(std::string_view cameo);

/// An actor code cut into its parts: `UKRCOP` is Ukraine and COP, `IGOUNO` is no country, IGO and UNO.
struct ActorParts {
  std::string country;             ///< ISO 3166 alpha-3, empty if none
  std::vector<std::string> roles;  ///< what follows, three letters each; international codes (IGO) are the first
};
[[nodiscard]] ActorParts parts_of(const CodeTables& tables, std::string_view code);

}  // namespace dateline::exporting
