#include "archive/background.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "base/strings.h"
#include "base/table_file.h"

namespace dateline::archive {

Result<Background> Background::read(const std::string& path) {
  auto table = TableFile::read(path, 3);
  if (!table) return tl::unexpected(table.error());
  Background out;
  for (const auto& row : table->rows()) {
    const auto n = parse_number<uint32_t>(row.cells[1]);
    const auto capital = parse_number<uint8_t>(row.cells[2]);
    if (!n || !capital) return table->bad_row(row, "needs two numbers behind the word");
    if (row.cells[0] == "*") {
      out.documents_ = *n;
      continue;
    }
    out.stems_[hash64(stem(row.cells[0]))] += *n;
    out.capital_.emplace(hash64(row.cells[0]), *capital);
  }
  return out;
}

double Background::idf(std::string_view stem) const {
  const uint32_t* found = stems_.find(hash64(stem));
  const double n = found == nullptr ? 0.0 : static_cast<double>(*found);
  return std::log((documents_ + 1) / (std::min(n, documents_) + 0.5));
}

bool Background::can_be_name(std::string_view lower) const {
  const uint8_t* found = capital_.find(hash64(lower));
  return found == nullptr || *found >= 50;
}

std::string stem(std::string_view lower) {
  std::string w(lower);
  if (w.empty() || is_digit(w[0])) return w;
  static constexpr std::pair<std::string_view, std::string_view> kEndings[] = {
      {"ies", "y"}, {"sses", "ss"}, {"ing", ""}, {"ed", ""}, {"es", ""}, {"s", ""}};
  for (const auto& [ending, instead] : kEndings) {
    if (!w.ends_with(ending) || w.size() - ending.size() < 3) continue;
    if (ending == "s" && w.ends_with("ss")) continue;
    w.resize(w.size() - ending.size());
    w += instead;
    break;
  }
  if (w.size() > 4 && w[w.size() - 1] == w[w.size() - 2] && w.back() != 'l' && w.back() != 's') w.pop_back();
  if (w.size() > 4 && w.back() == 'e') w.pop_back();
  return w;
}

}  // namespace dateline::archive
