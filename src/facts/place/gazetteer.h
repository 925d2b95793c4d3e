#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/record.h"
#include "dateline/result.h"

namespace dateline::facts {

/// The mapped gazetteer file (`models/gazetteer.bin`; layout in docs/gazetteer.md). Immutable, shared by all threads.
class Gazetteer {
 public:
  /// Maps and checks the file (magic, version, checksum). An absent file is an error, never an empty gazetteer.
  [[nodiscard]] static Result<std::shared_ptr<const Gazetteer>> open(const std::string& path);
  virtual ~Gazetteer() = default;

  /// One entry; views live as long as the gazetteer.
  struct Entry {
    std::string_view name;
    double lat = 0, lon = 0;
    std::string_view country;      ///< ISO 3166 alpha-3; empty for seas and regions
    std::string_view admin1;       ///< name of the first-order division
    uint32_t geonames = 0;
    uint64_t population = 0;
    PlacePrecision precision = PlacePrecision::kCity;
    bool capital = false;          ///< of a country
  };
  /// Ids of all entries that bear `name` (letter case and accents ignored), most populous first; empty if none. Cost
  /// O(log n) in the names.
  virtual void find(std::string_view name, std::vector<uint32_t>& ids) const = 0;
  /// True if some entry's name starts with these words and goes on after them (for longest match).
  [[nodiscard]] virtual bool is_prefix(std::string_view words) const = 0;
  [[nodiscard]] virtual Entry entry(uint32_t id) const = 0;
  /// Id of a country's capital, by ISO 3166 alpha-3 code; `UINT32_MAX` if there is none. Cost: the number of countries.
  [[nodiscard]] virtual uint32_t capital_of(std::string_view country) const = 0;
  [[nodiscard]] virtual uint32_t size() const = 0;
};

}  // namespace dateline::facts
