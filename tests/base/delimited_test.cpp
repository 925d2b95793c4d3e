#include "base/delimited.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

std::string row(DelimitedWriter::Style style, std::initializer_list<std::string_view> cells) {
  std::string out;
  DelimitedWriter writer(style, out);
  for (const std::string_view cell : cells) writer.cell(cell);
  writer.end_row();
  return out;
}

TEST(DelimitedWriter, QuotesCellsOfCsvWhereNeeded) {
  EXPECT_EQ(row(DelimitedWriter::Style::kCsv, {"a", "", "b c", "1,5", "say \"no\"", "two\nlines"}),
            "a,,b c,\"1,5\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
}

TEST(DelimitedWriter, KeepsTabsAndLineEndsOutOfCells) {
  EXPECT_EQ(row(DelimitedWriter::Style::kTabs, {"a\tb", "c\r\nd", "\"e\""}), "a b\tc  d\t\"e\"\n");
}

TEST(DelimitedWriter, HeaderIsARowOfNames) {
  std::string out;
  DelimitedWriter(DelimitedWriter::Style::kCsv, out).header("id,Event Date").cell("7").cell("x").end_row();
  EXPECT_EQ(out, "id,Event Date\r\n7,x\r\n");
}

}  // namespace
}  // namespace dateline
