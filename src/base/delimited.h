#pragma once

#include <string>
#include <string_view>

namespace dateline {

/// Appends rows of cells: CSV by RFC 4180 (comma, quotes where needed, CR LF), or cells parted by TAB without quotes, where tabs
/// and line ends inside a cell become spaces.
class DelimitedWriter {
 public:
  enum class Style : unsigned char { kCsv, kTabs };
  DelimitedWriter(Style style, std::string& out) : style_(style), out_(out) {}

  DelimitedWriter& cell(std::string_view text);
  DelimitedWriter& end_row();
  /// A row of names: `names` parted by commas.
  DelimitedWriter& header(std::string_view names);

 private:
  Style style_;
  std::string& out_;
  bool first_ = true;
};

}  // namespace dateline
