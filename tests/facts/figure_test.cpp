#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "facts/figure/figure_tagger.h"
#include "facts/figure/number_reader.h"
#include "plain_analysis.h"

namespace dateline::facts {
namespace {

std::vector<Quantity> tag(const PlainText& text) {
  static const FigureTagger figures = *FigureTagger::open(DATELINE_ROOT "/data");
  static const TimeTagger times = *TimeTagger::open(DATELINE_ROOT "/data");
  std::vector<TimeExpression> found;
  std::vector<Quantity> out;
  times.run(text.article, text.analysis, found);
  figures.run(text.article, text.analysis, found, out);
  return out;
}

// "value unit what; ..." of what belongs in a record.
std::string read(std::string_view text) {
  const PlainText plain(text);
  std::string out;
  for (const Quantity& q : tag(plain)) {
    if (!q.in_record) continue;
    if (!out.empty()) out += "; ";
    out += q.figure.value ? fmt::format("{}", *q.figure.value)
                          : fmt::format("{}..{}", *q.figure.low, *q.figure.high);
    if (!q.figure.unit.empty()) out += " " + q.figure.unit;
    if (!q.figure.what.empty()) out += " [" + q.figure.what + "]";
  }
  return out;
}

Figure first(std::string_view text) {
  const PlainText plain(text);
  const auto found = tag(plain);
  return found.empty() ? Figure{} : found[0].figure;
}

TEST(Figure, Counts) {
  EXPECT_EQ(read("The ship carried 4,500 migrants to Malta."), "4500 [migrants]");
  EXPECT_EQ(read("Seven opposition leaders signed."), "7 [opposition leaders]");
  EXPECT_EQ(read("Half a million voters were away."), "500000 [voters]");
  EXPECT_EQ(read("Two dozen villages were cut off."), "24 [villages]");
  EXPECT_EQ(read("A force of two hundred and fifty marines landed."), "250 [marines]");
  EXPECT_EQ(read("Around 1.2m people fled."), "1200000 [people]");
}

TEST(Figure, Fate) {
  EXPECT_EQ(read("At least 14 miners were killed in the blast."), "14 [miners killed]");
  EXPECT_EQ(read("The raid killed three villagers."), "3 [villagers killed]");
}

TEST(Figure, MoneyAndMeasures) {
  EXPECT_EQ(read("The bank lent \u20ac1.5bn to Athens."), "1500000000 EUR [The bank lent]");
  EXPECT_EQ(first("The fine was HK$3.2 million.").unit, "HKD");
  EXPECT_EQ(first("It costs 40 pounds a tonne.").unit, "lb/t");
  EXPECT_EQ(first("They drove 15km north.").unit, "km");
  EXPECT_EQ(first("Rates rose 25 basis points.").unit, "basis point");
  EXPECT_EQ(first("The night fell to minus 12 degrees Celsius.").value, -12);
}

TEST(Figure, Ranges) {
  const Figure hyphen = first("A crowd of 5,000-7,000 people marched.");
  EXPECT_EQ(hyphen.low, 5000);
  EXPECT_EQ(hyphen.high, 7000);
  const Figure shared = first("The plan needs $1.5-2 billion.");
  EXPECT_EQ(shared.low, 1.5e9);
  EXPECT_EQ(shared.high, 2e9);
  const Figure between = first("Growth of between 3% and 4% is likely.");
  EXPECT_EQ(between.low, 3);
  EXPECT_EQ(between.high, 4);
  EXPECT_EQ(first("Profit rose by $5 million to $9 million.").value, 5e6);
}

TEST(Figure, BoundsAndChange) {
  EXPECT_EQ(first("At least 40 houses burned.").bound, Bound::kMin);
  EXPECT_EQ(first("Up to 300 troops will go.").bound, Bound::kMax);
  EXPECT_EQ(first("A maximum of 300 troops will go.").bound, Bound::kMax);
  EXPECT_TRUE(first("About 300 troops will go.").approximate);
  EXPECT_EQ(first("Output fell 3.5 percent.").change, Change::kDown);
  EXPECT_EQ(first("Output rose by about 3.5 percent.").change, Change::kUp);
  EXPECT_EQ(first("More than 80 boats sailed.").change, Change::kAbove);
}

TEST(Figure, Shares) {
  EXPECT_EQ(read("Sixty percent of its population is Albanian and 30 percent is Serbian."),
            "60 percent [population Albanian]; 30 percent [population Serbian]");
}

TEST(Figure, NotForTheRecord) {
  EXPECT_EQ(read("On 7 March 2014, Article 27 of the Boeing 737 file won 3-1 in Section 4."), "");
  EXPECT_EQ(read("The 25-year-old was jailed for 12 years."), "");
  EXPECT_EQ(read("Ms Novak, 41, came second in the 22nd round."), "");
  EXPECT_EQ(read("No one saw the one thing they feared."), "");
  EXPECT_EQ(read("It ran at 90 mph (145 km/h)."), "90 mph [ran]");
}

TEST(Figure, BoundedNumbers) {
  EXPECT_EQ(read(std::string(1000000, '7')), "");
  EXPECT_EQ(read("0." + std::string(100000, '7')), "");
  std::string words = "one";
  for (int i = 0; i < 5000; ++i) words += " billion";
  (void)read(words);
  EXPECT_FALSE(read_figure_token("1" + std::string(60, '0')));
  ASSERT_TRUE(read_figure_token("12,345.5"));
  EXPECT_EQ(read_figure_token("12,345.5")->value, 12345.5);
  EXPECT_FALSE(read_figure_token("9/11"));
}

}  // namespace
}  // namespace dateline::facts
