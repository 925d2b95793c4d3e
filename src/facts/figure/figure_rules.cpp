#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "facts/figure/figure_parser.h"

namespace dateline::facts {

// "rose 3 points to 210", "60 ships, compared with 40": a number set against the one before it.
bool FigureParser::is_set_against(uint32_t begin) const {
  if (begin <= begin_) return false;
  static constexpr std::string_view kWords[] = {"against", "at", "from", "than", "to", "versus", "with"};
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view w) { return form_is(begin - 1, w); });
}

// A number that tells where or whom to call, not how many: "1277 Elm Road", "the 900 block of Elm
// Road", "dialled 112", "911 calls".
bool FigureParser::is_address(const NumberPhrase& number) const {
  if (!number.figures || number.decimal || number.scale > 1) return false;
  if (number.begin > begin_ && (bits(number.begin - 1) & kDial) != 0 && ends_phrase(number.end))
    return true;
  if ((number.value == 911 || number.value == 999) && (bits(number.end) & kHotline) != 0)
    return true;
  if (number.value >= 100 && form_is(number.end, "block")) return true;
  constexpr uint32_t kMostWords = 6;  // of a street's name
  for (uint32_t w = number.end; w < number.end + kMostWords; ++w) {
    if (form(w) == "." && w > number.end) continue;
    if (!capitalised(w)) return false;
    if (w > number.end && (bits(w) & kStreet) != 0 && ends_phrase(w + 1)) return true;
  }
  return false;
}

// "two sons, 5 and 8.", "Ruiz, 41,": bare figures set off behind those whose ages they are.
bool FigureParser::is_age(const NumberPhrase& number) const {
  if (!number.figures || number.decimal || number.value <= 0 || number.value > 110) return false;
  const std::string_view behind = form(number.end);
  if (behind != "," && behind != ")" && behind != "." && behind != ";" && behind != "and") return false;
  if (behind == "and" && (number.end + 1 >= end_ || !reader_.can_start(number.end + 1) || !ends_phrase(number.end + 2)))
    return false;
  uint32_t at = number.begin;
  if (at > begin_ + 2 && (form_is(at - 1, "also") || form_is(at - 1, "now"))) --at;
  for (int step = 0; step < 4 && at > begin_ + 1; ++step) {
    const std::string_view link = form(at - 1);
    if (link != "," && link != "and") return false;
    const uint32_t before = at - 2;
    if (reader_.can_start(before) && is_digit(form(before)[0])) {
      at = before;
      continue;
    }
    return link == "," && (capitalised(before) || (bits(before) & kPerson) != 0);
  }
  return false;
}

// "four in 10 bakers", "two out of three ferries": one share, in percent.
bool FigureParser::read_share(NumberPhrase& number) const {
  if (number.decimal || number.scale > 1 || number.fraction || number.vague || number.value < 1) return false;
  const bool out_of = form_is(number.end, "out") && form_is(number.end + 1, "of");
  if (!out_of && !form_is(number.end, "in")) return false;
  if (number.begin > begin_ && (bits(number.begin - 1) & kKilling) != 0) return false;
  const uint32_t at = number.end + (out_of ? 2 : 1);
  if (at >= end_ || in_time(at) || !reader_.can_start(at)) return false;
  const auto whole = reader_.read(at);
  if (!whole || whole->decimal || whole->fraction || whole->vague || !whole->suffix.empty() ||
      !whole->prefix.empty() || whole->value <= number.value)
    return false;
  const double round = whole->value;
  if (!(round <= 10 || round == 12 || round == 20 || round == 50 || round == 100 || round == 1000)) return false;
  const uint32_t noun = phrase_end(whole->end, 5);
  if (noun == whole->end || !several(noun - 1)) return false;
  if (const Unit* unit = unit_of(form(noun - 1)); unit != nullptr) return false;  // "three in five days"
  number.value = std::round(1000 * number.value / round) / 10;
  number.end = whole->end;
  number.one = false;
  return true;
}

// A number that belongs to a name: "Section 27", "Boeing 737", "S&P 500".
bool FigureParser::is_name(const NumberPhrase& number, bool has_unit) const {
  if (number.begin <= begin_) {
    // "1. First point"
    const std::string_view next = form(number.end);
    const bool heading = number.figures && !has_unit &&
                         (next == "." || next == ")" || (next.empty() && number.value < 100));
    return heading || (!has_unit && is_address(number));
  }
  const uint32_t before = number.begin - 1;
  const std::string_view word = form(before);
  if (word == "#" || word == "/" || word == "\u00a7") return true;
  if (word == "[" && form(number.end) == "]") return true;  // a footnote
  if (has_unit) return false;
  if (is_address(number) || form_is(number.end, "caliber") || form_is(number.end, "calibre"))
    return true;
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
  if (!number.figures && number.begin + 1 == number.end && capitalised(number.begin) &&
      capitalised(number.end) && (bits(number.end) & kPerson) == 0) {  // "the Five Eyes", a "Three Rivers" park
    static constexpr std::string_view kBefore[] = {"a", "an", "the", "this", "that", "its", "their", "our", "as"};
    const bool quoted = word == "\"" || word == "\u201c" || word == "\u2018";
    const uint32_t article = quoted && before > begin_ ? before - 1 : before;
    for (const std::string_view w : kBefore) {
      if (form(article) == w) return true;
    }
    // In a running sentence, not a headline: "told reporters of Nine Lakes".
    const auto lower = [&](uint32_t at, size_t letters) {
      const std::string_view w = form(at);
      return w.size() > letters && is_lower(w[0]);
    };
    if (lower(before, 0) && before > begin_ && lower(before - 1, 3)) return true;
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
