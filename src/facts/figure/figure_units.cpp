#include "base/strings.h"
#include "facts/figure/figure_parser.h"

namespace dateline::facts {

const Unit* FigureParser::unit_of(std::string_view word) const {
  if (word.empty() || word.size() > 24) return nullptr;
  return lexicon_.unit(hash_exact(word), hash_lower(word));
}

// The longest unit in the words from `at`, hyphens skipped.
FigureParser::UnitMatch FigureParser::unit_behind(uint32_t at) const {
  UnitMatch best;
  uint64_t exact = kHashSeed, lower = kHashSeed;
  uint32_t next = at, count = 0;
  while (count < FigureLexicon::kLongestUnit && next < end_) {
    if (reader_.hyphen(next)) {
      if (next + 1 >= end_ || (count == 0 && !glued(next)) || (count > 0 && !glued(next + 1)))
        break;
      ++next;
      continue;
    }
    if (count > 0) {
      exact = hash_exact(" ", exact);
      lower = hash_exact(" ", lower);
    }
    exact = hash_exact(form(next), exact);
    lower = hash_lower(form(next), lower);
    ++count;
    ++next;
    if (const Unit* unit = lexicon_.unit(exact, lower)) best = {unit, at, next, false, {}, next};
  }
  return best;
}

// A currency before the number: "$", "US$", "USD", "Rs.".
FigureParser::UnitMatch FigureParser::unit_before(uint32_t at) const {
  UnitMatch out;
  if (at > begin_ + 1 && form(at - 1) == "-" && form(at - 2).ends_with('$')) --at;  // "$-50.8bn"
  if (at <= begin_) return out;
  const std::string_view word = form(at - 1);
  if (word == "$" && at > begin_ + 1 && form(at - 2).size() >= 2 &&
      form(at - 2).size() <= 3) {  // "HK $"
    // The tables hold "HK$" as the tokenizer splits it, in one word or two.
    const uint64_t front = hash_exact(form(at - 2));
    for (const uint64_t joined :
         {hash_exact(word, front), hash_exact(word, hash_exact(" ", front))}) {
      if (const Unit* unit = lexicon_.unit(joined, joined)) return {unit, at - 2, at, false, {}, 0};
    }
  }
  const Unit* unit = unit_of(word);
  if (unit == nullptr || unit->kind != UnitKind::kCurrency) return out;
  bool lower = true;
  for (const char c : word) lower = lower && is_lower(c);
  if (lower && word != "dlrs") return out;
  if (is_alpha(word[0]) && word.size() > 4) return out;
  out = {unit, at - 1, at, false, {}, 0};
  return out;
}

// The unit of a number: written before it, in its word, or behind it. Settles whether "m" is a
// metre or a million.
FigureParser::UnitMatch FigureParser::find_unit(NumberPhrase& number) const {
  UnitMatch out;
  if (!number.prefix.empty()) {
    const Unit* unit = unit_of(number.prefix);
    if (unit != nullptr && unit->kind == UnitKind::kCurrency)
      out = {unit, number.begin, number.begin + 1, true, {}, number.end};
  }
  if (out.unit == nullptr) out = unit_before(number.begin);
  const bool money = out.unit != nullptr;
  // A scale letter, in the word or behind it.
  const uint32_t behind = number.end;
  std::string_view letter = number.suffix;
  const bool in_word = !letter.empty();
  if (!in_word && number.figures && glued(behind)) letter = form(behind);
  const NumberWord scale = letter.size() == 1 ? lexicon_.number(letter) : NumberWord{};
  if (scale.kind == NumberClass::kLetter) {
    const uint32_t after = in_word ? behind : behind + 1;
    const std::string_view next = form(after);
    const uint32_t noun = phrase_end(after, 5);
    const bool counts = next == "of" || (bits(after) & kPerson) != 0 ||
                        (noun > after && form(noun - 1).size() > 3 &&
                         form(noun - 1).ends_with('s') && !form(noun - 1).ends_with("ss"));
    const bool million =
        money || (letter != "m" ? true : counts) ||
        (letter == "m" && unit_of(next) != nullptr && unit_of(next)->kind != UnitKind::kTime);
    if (million && (letter != "K" || money)) {
      number.value = times(number.value, scale.value);
      number.scale *= scale.value;
      number.suffix = {};
      number.end = after;
    }
  }
  if (form(number.end) == "+" && glued(number.end)) {  // "18+"
    number.plus = true;
    ++number.end;
  }
  if (money) {
    out.per_end = number.end;
    // "$1.5 US", "RM5 million": the unit is known; a subunit or a second name is not looked for.
    return out;
  }
  if (!number.suffix.empty()) {
    if (number.suffix == "s" && !number.decimal) return out;  // "2018s", "100s"
    const Unit* unit = unit_of(number.suffix);
    if (unit != nullptr) return {unit, number.begin, number.begin + 1, true, {}, number.end};
    return out;
  }
  out = unit_behind(number.end);
  if (out.unit == nullptr && (number.high || number.vague) && form_is(number.end, "of"))
    out = unit_behind(number.end + 1);
  if (out.unit == nullptr) return out;
  const std::string_view first = form(out.begin);
  // Forms that are everyday words.
  if (out.end == out.begin + 1) {
    if ((first == "won" || first == "real" || first == "mark" || first == "marks" ||
         first == "stone" || first == "som") &&
        number.value < 20)
      return {};
    if (first.size() == 1 && is_alpha(first[0]) && (!number.figures || !glued(out.begin))) {
      const bool symbol = out.unit->kind == UnitKind::kTemperature ||
                          out.unit->kind == UnitKind::kPower || first == "F" || first == "V";
      if (!symbol || !number.figures) return {};
    }
    if (first == "Re" || first == "pc" || first == "real") return {};
    if (out.unit->kind == UnitKind::kTime && first == "second" && !form(out.end).empty() &&
        number.figures == false)
      return {};
  }
  if (out.unit->name == "pound-mass" && number.scale >= 1e6) {
    if (const Unit* sterling = unit_of("GBP")) out.unit = sterling;
  }
  out.per_end = out.end;
  return out;
}

// "per barrel", "a day", "an hour", "-a-barrel", "each".
void FigureParser::read_rate(UnitMatch& unit) const {
  uint32_t at = unit.per_end;
  while (at < end_ && reader_.hyphen(at) && glued(at)) ++at;
  const std::string_view word = form(at);
  const bool per = form_is(at, "per") || word == "/";
  const bool article = word == "a" || word == "an";
  if (!per && !article) return;
  ++at;
  while (reader_.hyphen(at)) ++at;
  const std::string_view base = form(at);
  if (base.empty() || !is_alpha(base[0])) return;
  std::string name;
  uint32_t end = at + 1;
  const UnitMatch base_unit = unit_behind(at);
  if (base_unit.unit != nullptr) {
    if (article && base_unit.unit->kind == UnitKind::kCurrency) return;
    if (article && (form_is(base_unit.end, "earlier") || form_is(base_unit.end, "ago") ||
                    form_is(base_unit.end, "later") || form_is(base_unit.end, "before") ||
                    form_is(base_unit.end, "after"))) {
      return;
    }
    name = base_unit.unit->name;
    end = base_unit.end;
  } else if (per || form_is(at, "share") || form_is(at, "head") || form_is(at, "piece") ||
             form_is(at, "person") || form_is(at, "unit")) {
    if ((bits(at) & kStop) != 0) return;
    name = to_lower(base);
  } else {
    return;
  }
  unit.per = std::move(name);
  unit.per_end = end;
}

FigureParser::Modifiers FigureParser::read_modifiers(uint32_t at, uint32_t behind,
                                                     bool measured) const {
  Modifiers out;
  out.begin = at;
  uint32_t from = at;
  bool by = false;  // "grew by 40 posts"
  for (int round = 0; round < 4; ++round) {
    const ModifierKind* found = nullptr;
    uint32_t length = 0;
    for (uint32_t words = std::min(FigureLexicon::kLongestModifier, from - begin_);
         words > 0 && found == nullptr; --words) {
      uint64_t hash = kHashSeed;
      for (uint32_t i = from - words; i < from; ++i) {
        if (i > from - words) hash = hash_exact(" ", hash);
        hash = hash_lower(form(i), hash);
      }
      found = lexicon_.modifier(hash);
      length = words;
    }
    if (found == nullptr) {
      const std::string_view word = from > begin_ ? form(from - 1) : std::string_view{};
      const bool filler = word == "by" || word == "another" || word == "just" || word == "only" ||
                          word == "an" || word == "a" || word == "additional" ||
                          word == "further" || word == "well" || word == "between" ||
                          word == "almost";
      if (word == "by") by = true;
      if (!filler) break;
      --from;
      continue;
    }
    from -= length;
    switch (*found) {
      case ModifierKind::kApprox:
        out.approx = true;
        break;
      case ModifierKind::kMore:
      case ModifierKind::kAtLeast:
        out.more = true;
        out.bound = Bound::kMin;
        break;
      case ModifierKind::kLess:
      case ModifierKind::kAtMost:
        out.less = true;
        out.bound = Bound::kMax;
        break;
      case ModifierKind::kUp:
        if (measured || by) out.up = true;
        break;
      case ModifierKind::kDown:
        if (measured || by) out.down = true;
        break;
    }
    if (!out.up && !out.down) out.begin = from;
    if (out.up || out.down) break;
  }
  if (form_is(behind, "or")) {
    if (form_is(behind + 1, "so")) out.approx = true;
    if (form_is(behind + 1, "more")) out.more = true, out.bound = Bound::kMin;
    if (form_is(behind + 1, "less") || form_is(behind + 1, "fewer"))
      out.less = true, out.bound = Bound::kMax;
  }
  if (out.up)
    out.change = Change::kUp;
  else if (out.down)
    out.change = Change::kDown;
  else if (out.more)
    out.change = Change::kAbove;
  else if (out.less)
    out.change = Change::kBelow;
  else if (out.approx)
    out.change = Change::kAbout;
  return out;
}

}  // namespace dateline::facts
