#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/figure/figure_lexicon.h"
#include "facts/figure/figure_tagger.h"
#include "facts/figure/number_reader.h"

namespace dateline::facts {

/// Reads the quantity at a number of a sentence: modifiers before it, range, unit, the words
/// counted.
///
///   Moscow said | more than | 30,000 | - | 35,000 | km / percent / dollars | per day | Russian
///   troops | were killed
///                 modifier    number  range          unit                    rate      what fate
///
/// Looks at a bounded number of words around each number, so the cost is linear. One object a run;
/// not shared.
class FigureParser {
 public:
  FigureParser(const Article& article, const Analysis& analysis, const FigureLexicon& lexicon,
               const std::vector<TimeExpression>& times);

  void enter_sentence(uint32_t index);
  [[nodiscard]] bool can_start(uint32_t at) const { return reader_.can_start(at); }
  /// The quantity whose number starts at word `at`; `next` is the word to go on from in any case.
  [[nodiscard]] bool parse(uint32_t at, Quantity& out, uint32_t& next);

 private:
  struct UnitMatch {
    const Unit* unit = nullptr;
    uint32_t begin = 0, end = 0;  // words
    bool in_token = false;        // inside the number's own word ("15C", "RM23.50")
    std::string per;              // "barrel" of "a barrel"
    uint32_t per_end = 0;
  };
  struct Modifiers {
    uint32_t begin = 0;  // first word of them
    bool approx = false;
    Bound bound = Bound::kNone;
    Change change = Change::kExactly;
    bool up = false, down = false;
    bool more = false, less = false;
  };
  struct Counted {
    uint32_t begin = 0, end = 0;  // words of the phrase, empty if none
    std::string text;
    bool fate = false;  // killed, wounded, ...
  };

  [[nodiscard]] std::string_view form(uint32_t at) const { return reader_.form(at); }
  [[nodiscard]] bool form_is(uint32_t at, std::string_view lower) const;
  [[nodiscard]] bool glued(uint32_t at) const;  // no blank before word `at`
  [[nodiscard]] uint16_t bits(uint32_t at) const;
  [[nodiscard]] bool capitalised(uint32_t at) const;
  [[nodiscard]] bool in_time(uint32_t at) const;

  // figure_units.cpp
  [[nodiscard]] const Unit* unit_of(std::string_view word) const;
  [[nodiscard]] UnitMatch unit_behind(uint32_t at) const;
  [[nodiscard]] UnitMatch unit_before(uint32_t at) const;
  [[nodiscard]] UnitMatch find_unit(NumberPhrase& number) const;
  void read_rate(UnitMatch& unit) const;
  [[nodiscard]] Modifiers read_modifiers(uint32_t at, uint32_t behind, bool measured) const;

  // counted_words.cpp
  [[nodiscard]] bool is_relative_time(uint32_t at) const;
  [[nodiscard]] bool ends_phrase(uint32_t at) const;
  [[nodiscard]] uint32_t phrase_end(uint32_t at, uint32_t most) const;
  [[nodiscard]] bool several(uint32_t at) const;
  [[nodiscard]] Counted counted_behind(uint32_t at) const;
  [[nodiscard]] bool refers_to_count(uint32_t at) const;
  [[nodiscard]] Counted noun_before(uint32_t at) const;
  void describe_count(uint32_t begin, uint32_t end, Counted& counted) const;
  [[nodiscard]] Counted describe_share(uint32_t begin, uint32_t end, bool distance);
  [[nodiscard]] std::string normalised(uint32_t begin, uint32_t end) const;

  // figure_rules.cpp
  [[nodiscard]] bool is_set_against(uint32_t begin) const;
  [[nodiscard]] bool is_name(const NumberPhrase& number, bool has_unit) const;
  [[nodiscard]] bool is_address(const NumberPhrase& number) const;
  [[nodiscard]] bool is_age(const NumberPhrase& number) const;
  [[nodiscard]] bool read_share(NumberPhrase& number) const;
  [[nodiscard]] bool counts_something(const NumberPhrase& number, uint32_t begin, uint32_t end,
                                      const Counted& counted) const;
  [[nodiscard]] bool acceptable_one(const NumberPhrase& number) const;
  [[nodiscard]] std::optional<NumberPhrase> read_range(const NumberPhrase& number,
                                                       const UnitMatch& unit,
                                                       UnitMatch& second_unit) const;

  const Article& article_;
  const Analysis& analysis_;
  const FigureLexicon& lexicon_;
  const std::vector<TimeExpression>& times_;
  NumberReader reader_;
  uint32_t begin_ = 0, end_ = 0, sentence_ = 0;
  size_t time_ = 0;  // first time expression of the sentence or later
  bool tagged_ = false;
  std::string share_of_;  // "population" of the percentage before, for "24 percent is Ukrainian"
  uint32_t share_sentence_ = 0;
  std::string count_of_;  // what the count before was of
  // The last unit but percent, and the last counted noun as a unit, with their sentence: "rose 3 points to 210", "60 ships, compared with 40".
  const Unit* last_unit_ = nullptr;
  std::string last_noun_;
  uint32_t last_sentence_ = kNoItem;
};

}  // namespace dateline::facts
