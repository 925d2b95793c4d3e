#include "base/bibtex.h"

#include <gtest/gtest.h>

namespace dateline {
namespace {

TEST(Bibtex, EscapesAndLeavesOutWhatIsUnknown) {
  EXPECT_EQ(bibtex({"Gazette & Co-2014", "50% of A_B {x}", "", "Gazette & Co", "2014-03-07", "https://gazette.example/a_b?c=1&d", "", ""}),
            "@online{gazetteco2014,\n  title = {{50\\% of A\\_B \\{x\\}}},\n  organization = {Gazette \\& Co},\n  date = {2014-03-07},\n"
            "  url = {https://gazette.example/a_b?c=1&d},\n}\n");
}

}  // namespace
}  // namespace dateline
