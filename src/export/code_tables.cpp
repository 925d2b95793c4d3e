#include "export/code_tables.h"

#include "base/table_file.h"

namespace dateline::exporting {
namespace {

std::string cell(std::string_view text) { return std::string(text); }

template <class T>
const T& found(const std::map<std::string, T, std::less<>>& table, std::string_view key) {
  static const T kNone;
  const auto at = table.find(key);
  return at == table.end() ? kNone : at->second;
}

}  // namespace

Result<CodeTables> CodeTables::read(const std::string& home) {
  CodeTables out;
  const std::string folder = home + "/data/export/";
  const auto countries = TableFile::read(folder + "countries.tsv", 7);
  if (!countries) return tl::unexpected(countries.error());
  for (const auto& [c, line] : countries->rows()) {
    out.countries_[cell(c[0])] = {cell(c[1]), cell(c[2]), cell(c[3]), cell(c[4]), cell(c[5]), cell(c[6])};
  }
  const auto roles = TableFile::read(folder + "actors.tsv", 4);
  if (!roles) return tl::unexpected(roles.error());
  for (const auto& [c, line] : roles->rows()) out.roles_[cell(c[0])] = {cell(c[1]), cell(c[2]), cell(c[3])};
  const auto cameo = TableFile::read(folder + "cameo.tsv", 4);
  if (!cameo) return tl::unexpected(cameo.error());
  for (const auto& [c, line] : cameo->rows()) {  // a root stands above its codes
    out.cameo_[cell(c[0])] = {cell(c[1]), cell(c[2].empty() ? c[0] : c[2]), c[3].empty() ? out.cameo(c[0].substr(0, 2)).words : cell(c[3])};
  }
  const auto acled = TableFile::read(folder + "acled.tsv", 6);
  if (!acled) return tl::unexpected(acled.error());
  for (const auto& row : acled->rows()) {
    const auto& c = row.cells;
    const auto type = event_type(c[0]);
    if (!type) return acled->bad_row(row, "no such event type");
    out.acled_.push_back({*type, cell(c[1]), c[2] == "yes" ? 1 : c[2] == "no" ? 0 : -1, {cell(c[3]), cell(c[4]), cell(c[5])}});
  }
  return out;
}

const CountryCodes& CodeTables::country(std::string_view iso3) const { return found(countries_, iso3); }
const RoleNames& CodeTables::role(std::string_view code) const { return found(roles_, code); }
const CameoCode& CodeTables::cameo(std::string_view code) const { return found(cameo_, code); }

const AcledType* CodeTables::acled(EventType type, std::string_view mode, bool civilian_target) const {
  for (const AcledRow& row : acled_) {
    if (row.type != type || (!row.mode.empty() && row.mode != mode)) continue;
    if (row.civilian >= 0 && row.civilian != static_cast<int>(civilian_target)) continue;
    return &row.is;
  }
  return nullptr;
}

int quad_class(std::string_view cameo) {
  if (cameo.size() < 2) return 0;
  const int root = (cameo[0] - '0') * 10 + (cameo[1] - '0');
  return root < 1 || root > 20 ? 0 : root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
}

ActorParts parts_of(const CodeTables& tables, std::string_view code) {
  ActorParts out;
  if (!tables.country(code.substr(0, 3)).name.empty()) {
    out.country = code.substr(0, 3);
    code.remove_prefix(3);
  }
  for (; code.size() >= 3; code.remove_prefix(3)) out.roles.emplace_back(code.substr(0, 3));
  return out;
}

}  // namespace dateline::exporting
