#include "export/exporter.h"

#include <algorithm>
#include <array>

#include "export/formats.h"

namespace dateline::exporting {
namespace {

using Maker = std::unique_ptr<Exporter> (*)(const CodeTables&, const Choice&);
constexpr std::array<std::pair<std::string_view, Maker>, 12> kFormats = {{{"gdelt", gdelt_events}, {"gdelt-mentions", gdelt_mentions},
    {"icews", icews}, {"polecat", polecat}, {"phoenix", phoenix}, {"acled", acled}, {"ucdp", ucdp}, {"csv", csv}, {"jsonl", jsonl},
    {"geojson", geojson}, {"ics", ics}, {"bibtex", bibliography}}};

}  // namespace

const std::vector<std::string_view>& formats() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    for (const auto& [name, make] : kFormats) out.push_back(name);
    return out;
  }();
  return names;
}

std::unique_ptr<Exporter> exporter(std::string_view format, const CodeTables& tables, const Choice& choice) {
  const auto* at = std::find_if(kFormats.begin(), kFormats.end(), [&](const auto& f) { return f.first == format; });
  return at == kFormats.end() ? nullptr : at->second(tables, choice);
}

}  // namespace dateline::exporting
