#include "base/table_file.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/strings.h"

namespace dateline {

Result<TableFile> TableFile::read(const std::string& path, size_t columns) {
  auto content = read_file(path, 64u << 20);
  if (!content) return tl::unexpected<Error>(content.error());
  TableFile table;
  table.path_ = path;
  table.content_.assign(content->begin(), content->end());
  const std::string_view all(table.content_.data(), table.content_.size());
  uint32_t number = 0;
  for (std::string_view line : split(all, '\n')) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trim(line).empty() || line.front() == '#') continue;
    Row row{split(line, '\t'), number};
    if (row.cells.size() != columns) {
      return table.bad_row(row, fmt::format("{} columns where {} are expected", row.cells.size(), columns));
    }
    for (auto& cell : row.cells) {
      cell = trim(cell);
      if (cell == "-") cell = {};
    }
    table.rows_.push_back(std::move(row));
  }
  return table;
}

tl::unexpected<Error> TableFile::bad_row(const Row& row, std::string_view why) const {
  return fail(ErrorCode::kMalformed, fmt::format("{}:{}: {}", path_, row.line, why), row.line);
}

}  // namespace dateline
