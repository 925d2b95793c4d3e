#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline {

/// A hand-written table of `data/`: UTF-8, one row a line, columns parted by TAB, `#` starts a comment line,
/// blank lines are skipped, `-` is an empty cell. Read once at start-up.
class TableFile {
 public:
  /// Every row must have exactly `columns` cells; else `kMalformed` with path and line.
  [[nodiscard]] static Result<TableFile> read(const std::string& path, size_t columns);
  struct Row {
    std::vector<std::string_view> cells;
    uint32_t line = 0;
  };
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  /// An error that names this file and row.
  [[nodiscard]] tl::unexpected<Error> bad_row(const Row& row, std::string_view why) const;

 private:
  std::string path_;
  std::vector<char> content_;  // a vector keeps its buffer when moved; cells point into it
  std::vector<Row> rows_;
};

}  // namespace dateline
