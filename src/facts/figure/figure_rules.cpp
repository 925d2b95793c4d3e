#include <algorithm>

#include "base/strings.h"
#include "facts/figure/figure_parser.h"

namespace dateline::facts {

// "rose 3 points to 210", "60 ships, compared with 40": a number set against the one before it.
bool FigureParser::is_set_against(uint32_t begin) const {
  if (begin <= begin_) return false;
  static constexpr std::string_view kWords[] = {"against", "at", "from", "than", "to", "versus", "with"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view w) { return form_is(begin - 1, w); });
}

// A number that belongs to a name: "Section 27", "Boeing 737", "S&P 500".
bool FigureParser::is_name(const NumberPhrase& number, bool has_unit) const {
  if (number.begin <= begin_) {
    // "1. First point"
    return number.figures && !has_unit && (form(number.end) == "." || form(number.end) == ")") &&
           number.end + 1 < end_;
  }
  const uint32_t before = number.begin - 1;
  const std::string_view word = form(before);
  if (word == "#" || word == "/" || word == "\u00a7") return true;
  if (word == "[" && form(number.end) == "]") return true;  // a footnote
  if (has_unit) return false;
  if ((bits(before) & kLabel) != 0) return true;
  if (word == "." && before > begin_ && form_is(before - 1, "no")) return true;
  if (reader_.hyphen(before) && glued(before) && glued(number.begin) && before > begin_ &&
      !form(before - 1).empty()) {
    const char c = form(before - 1).back();
    if (is_alpha(c) && number.figures) return true;  // "Covid-19", "MiG-29"
  }
  if (reader_.hyphen(before) && glued(number.begin) && before > begin_ && capitalised(before - 1) &&
      number.figures)
    return true;
  if (!number.figures && number.begin + 1 == number.end && capitalised(number.begin) &&
      capitalised(before)) {
    return true;  // "Marine One", "Top Two"
  }
  if (!number.figures || number.scale > 1) return false;
  if (capitalised(before) && is_alpha(word[0]) && !in_time(before) && (bits(before) & kStop) == 0) {
    const std::string_view next = form(number.end);
    const bool counts = next.size() > 3 && is_lower(next[0]) && next.ends_with('s') &&
                        (bits(number.end) & (kStop | kVerb)) == 0;
    const bool person = (bits(number.end) & kPerson) != 0;
    if (tagged_ && (analysis_.upos[before] == Upos::kVerb || analysis_.upos[before] == Upos::kAdp))
      return false;
    return !counts && !person;
  }
  return false;
}

// "one" counts something only before a noun or "of the".
bool FigureParser::acceptable_one(const NumberPhrase& number) const {
  static constexpr std::string_view kBefore[] = {"no",   "any",   "every",   "some", "this", "that",
                                                 "each", "which", "another", "the",  "as",   "or"};
  if (number.begin > begin_) {
    for (const std::string_view word : kBefore) {
      if (form_is(number.begin - 1, word)) return false;
    }
    if (reader_.hyphen(number.begin - 1)) return false;
  }
  const uint32_t next = number.end;
  if (form_is(next, "of")) return !form_is(next + 1, "us") && !form_is(next + 1, "them");
  if ((bits(next) & kIdiom) != 0 || form_is(next, "by")) return false;
  return !ends_phrase(next) || (bits(next) & kFate) != 0;
}

// Does a number without a unit tell the extent of something, so that a record lists it?
bool FigureParser::counts_something(const NumberPhrase& number, uint32_t begin, uint32_t end,
                                    const Counted& counted) const {
  if (number.fraction) return false;
  const uint32_t before = begin > begin_ ? begin - 1 : begin;
  const std::string_view ahead = begin > begin_ ? form(before) : std::string_view{};
  const std::string_view behind = form(end);
  const bool noun_behind = counted.end > counted.begin && counted.begin >= end;
  const bool spelled = !number.figures && !number.vague;
  if (number.one &&
      (form_is(end, "of") || counted.end == 0 || (bits(counted.end - 1) & kPerson) == 0))
    return false;
  // "the two men": known already. "two-state", "three-way": no count.
  static constexpr std::string_view kKnown[] = {"the", "these", "those", "his", "her"};
  const bool known = std::any_of(std::begin(kKnown), std::end(kKnown), [&](std::string_view word) {
    return equals_ignoring_case(ahead, word);
  });
  if (spelled && number.value == 2 && known) return false;
  if (spelled && reader_.hyphen(end) && glued(end)) return false;
  if (counted.fate) return true;
  if (!noun_behind) {
    if (!number.figures || number.decimal) return false;  // "version 5.3", "all three"
    // "She was 26", "he turned 50"
    static constexpr std::string_view kBeing[] = {"is", "was", "turned", "be",  "turns",
                                                  "'s", "am",  "are",    "were"};
    const bool being =
        std::any_of(std::begin(kBeing), std::end(kBeing),
                    [&](std::string_view word) { return equals_ignoring_case(ahead, word); });
    if (being && number.value < 120 && before > begin_) {
      const std::string_view who = form(before - 1);
      static constexpr std::string_view kWho[] = {"he",   "she", "i",    "who",
                                                  "they", "you", "will", "we"};
      if (capitalised(before - 1) ||
          std::any_of(std::begin(kWho), std::end(kWho),
                      [&](std::string_view word) { return equals_ignoring_case(who, word); })) {
        return false;
      }
    }
    if (equals_ignoring_case(ahead, "top")) return false;
    const bool quoted = ahead == "\"" || ahead == "\u201c";
    if (quoted && (behind == "\"" || behind == "\u201d")) return false;
    return true;
  }
  // "two consecutive days"
  const Unit* unit = unit_of(form(counted.end - 1));
  return unit == nullptr || unit->kind != UnitKind::kTime;
}

}  // namespace dateline::facts
