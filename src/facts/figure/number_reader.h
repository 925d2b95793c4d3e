#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dateline/analysis.h"
#include "facts/figure/figure_lexicon.h"

namespace dateline::facts {

/// A word that holds figures, taken apart: `prefix` digits `suffix` ("RM23.50", "10m", "15C",
/// "1980s").
struct FigureToken {
  std::string_view prefix, suffix;
  double value = 0;
  uint32_t digits = 0;  ///< before the decimal point
  bool decimal = false;
  bool grouped = false;  ///< has thousands separators
};
/// Reads "12", "12,000", "1.5", "1,234.5". At most 40 characters of figures and 15 exact digits:
/// longer numbers are refused, so no input overflows. Nothing if the word is no number by shape.
[[nodiscard]] std::optional<FigureToken> read_figure_token(std::string_view word);

/// "8.3 billion": the product, whole where only the binary fraction of the figures keeps it from being so.
[[nodiscard]] double times(double value, double scale);

/// A number phrase in words `[begin, end)`.
struct NumberPhrase {
  uint32_t begin = 0, end = 0;
  double value = 0;
  std::optional<double> high;  ///< "thousands": 1000 to 10000
  bool figures = false;        ///< written in figures
  bool decimal = false;
  bool fraction = false;  ///< "a third", "two-thirds", "half"
  bool vague = false;     ///< "hundreds", "a dozen", "a couple"
  bool one = false;       ///< just the word "one"
  bool plus = false;      ///< "18+"
  double scale = 1;       ///< of a scale word that ends it ("million"), to be shared by a range
  std::string_view prefix, suffix;
};

/// Reads number phrases out of a sentence: figures, words, scales, fractions, dozens.
class NumberReader {
 public:
  NumberReader(std::string_view text, const Analysis& analysis, const FigureLexicon& lexicon)
      : text_(text), analysis_(analysis), lexicon_(lexicon) {}
  void enter_sentence(uint32_t begin, uint32_t end) { begin_ = begin, end_ = end; }
  [[nodiscard]] std::string_view form(uint32_t at) const {
    return at >= begin_ && at < end_ ? text_of(text_, analysis_.span[at]) : std::string_view{};
  }
  [[nodiscard]] bool hyphen(uint32_t at) const;
  /// A cheap first test: can a number phrase start here?
  [[nodiscard]] bool can_start(uint32_t at) const;
  /// The longest number phrase from `at`.
  [[nodiscard]] std::optional<NumberPhrase> read(uint32_t at) const;

 private:
  [[nodiscard]] uint32_t read_scales(uint32_t at, NumberPhrase& phrase) const;
  [[nodiscard]] std::optional<NumberPhrase> read_words(uint32_t at) const;

  std::string_view text_;
  const Analysis& analysis_;
  const FigureLexicon& lexicon_;
  uint32_t begin_ = 0, end_ = 0;
};

}  // namespace dateline::facts
