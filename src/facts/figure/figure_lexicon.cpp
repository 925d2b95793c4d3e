#include "facts/figure/figure_lexicon.h"

#include <algorithm>
#include <utility>

#include "base/table_file.h"
#include "language/tokenizer.h"

namespace dateline::facts {

namespace {

template <class T>
using Names = std::initializer_list<std::pair<std::string_view, T>>;

template <class T>
const T* named(const std::vector<std::pair<std::string_view, T>>& names, std::string_view name) {
  for (const auto& entry : names) {
    if (entry.first == name) return &entry.second;
  }
  return nullptr;
}

const std::vector<std::pair<std::string_view, NumberClass>> kNumbers = {
    {"ones", NumberClass::kOnes},       {"tens", NumberClass::kTens},
    {"scale", NumberClass::kScale},     {"letter", NumberClass::kLetter},
    {"dozen", NumberClass::kDozen},     {"vague", NumberClass::kVague},
    {"part", NumberClass::kPart},       {"parts", NumberClass::kParts},
    {"article", NumberClass::kArticle}, {"couple", NumberClass::kCouple},
    {"few", NumberClass::kFew},         {"minus", NumberClass::kMinus}};
const std::vector<std::pair<std::string_view, UnitKind>> kKinds = {
    {"percent", UnitKind::kPercent},   {"point", UnitKind::kPoint},
    {"currency", UnitKind::kCurrency}, {"subcurrency", UnitKind::kSubcurrency},
    {"time", UnitKind::kTime},         {"length", UnitKind::kLength},
    {"area", UnitKind::kArea},         {"mass", UnitKind::kMass},
    {"volume", UnitKind::kVolume},     {"temperature", UnitKind::kTemperature},
    {"speed", UnitKind::kSpeed},       {"power", UnitKind::kPower},
    {"energy", UnitKind::kEnergy},     {"data", UnitKind::kData},
    {"factor", UnitKind::kFactor},     {"other", UnitKind::kOther}};
const std::vector<std::pair<std::string_view, ModifierKind>> kModifiers = {
    {"approx", ModifierKind::kApprox}, {"more", ModifierKind::kMore},
    {"least", ModifierKind::kAtLeast}, {"less", ModifierKind::kLess},
    {"most", ModifierKind::kAtMost},   {"up", ModifierKind::kUp},
    {"down", ModifierKind::kDown}};
const std::vector<std::pair<std::string_view, uint16_t>> kBits = {
    {"label", kLabel}, {"person", kPerson},       {"fate", kFate}, {"killing", kKilling},
    {"stop", kStop},   {"container", kContainer}, {"verb", kVerb}, {"idiom", kIdiom},
    {"street", kStreet}, {"dial", kDial},         {"hotline", kHotline}};

// Hash of a form split as the tokenizer splits running text, hyphens left out.
std::pair<uint64_t, uint32_t> phrase_hash(std::string_view form, bool exact) {
  std::vector<language::Word> words;
  language::tokenize(form, {0, static_cast<uint32_t>(form.size())}, words);
  uint64_t hash = kHashSeed;
  uint32_t count = 0;
  for (const auto& word : words) {
    const std::string_view text = text_of(form, word.span);
    if (text == "-") continue;
    if (count > 0) hash = hash_exact(" ", hash);
    hash = exact ? hash_exact(text, hash) : hash_lower(text, hash);
    ++count;
  }
  return {hash, count};
}

}  // namespace

Result<FigureLexicon> FigureLexicon::open(const std::string& folder) {
  FigureLexicon out;
  auto numbers = TableFile::read(folder + "/numbers.tsv", 3);
  if (!numbers) return tl::unexpected<Error>(numbers.error());
  size_t size = 64;
  while (size < numbers->rows().size() * 4) size *= 2;
  out.number_slots_.resize(size);
  out.number_hashes_.resize(size);
  out.number_mask_ = size - 1;
  for (const auto& row : numbers->rows()) {
    const NumberClass* kind = named(kNumbers, row.cells[1]);
    const auto value = parse_number<double>(row.cells[2]);
    if (kind == nullptr || !value) return numbers->bad_row(row, "unknown class or value");
    const uint64_t hash = hash_lower(row.cells[0]);
    uint64_t at = hash & out.number_mask_;
    while (out.number_hashes_[at] != 0 && out.number_hashes_[at] != hash)
      at = (at + 1) & out.number_mask_;
    out.number_hashes_[at] = hash;
    out.number_slots_[at] = {*kind, *value};
  }
  auto units = TableFile::read(folder + "/units.tsv", 5);
  if (!units) return tl::unexpected<Error>(units.error());
  for (const auto& row : units->rows()) {
    const UnitKind* kind = named(kKinds, row.cells[3]);
    if (kind == nullptr) return units->bad_row(row, "unknown kind");
    const auto index = static_cast<uint32_t>(out.units_.size());
    out.units_.push_back({std::string(row.cells[1]), std::string(row.cells[2]), *kind});
    const bool exact_only = row.cells[4] == "case";
    for (const std::string_view form : split(row.cells[0], '|')) {
      const auto [exact, words] = phrase_hash(form, true);
      if (words == 0 || words > kLongestUnit)
        return units->bad_row(row, "a form is empty or too long");
      out.exact_units_.emplace(exact, index);
      if (!exact_only) out.lower_units_.emplace(phrase_hash(form, false).first, index);
      // Next to a number the tokenizer may keep whole what it splits alone ("HK$3").
      if (words > 1 && form.find(' ') == std::string_view::npos) {
        out.exact_units_.emplace(hash_exact(form), index);
        if (!exact_only) out.lower_units_.emplace(hash_lower(form), index);
      }
    }
  }
  auto modifiers = TableFile::read(folder + "/modifiers.tsv", 3);
  if (!modifiers) return tl::unexpected<Error>(modifiers.error());
  for (const auto& row : modifiers->rows()) {
    const ModifierKind* kind = named(kModifiers, row.cells[1]);
    if (kind == nullptr) return modifiers->bad_row(row, "unknown kind");
    out.modifiers_.emplace(phrase_hash(row.cells[0], false).first, *kind);
  }
  auto words = TableFile::read(folder + "/words.tsv", 2);
  if (!words) return tl::unexpected<Error>(words.error());
  for (const auto& row : words->rows()) {
    const uint16_t* bit = named(kBits, row.cells[1]);
    if (bit == nullptr) return words->bad_row(row, "unknown class");
    uint16_t& bits = out.words_[hash_lower(row.cells[0])];
    bits = static_cast<uint16_t>(bits | *bit);
  }
  return out;
}

NumberWord FigureLexicon::number(std::string_view word) const {
  if (word.size() > 9) return {};
  const uint64_t hash = hash_lower(word);
  for (uint64_t at = hash & number_mask_; number_hashes_[at] != 0; at = (at + 1) & number_mask_) {
    if (number_hashes_[at] == hash) return number_slots_[at];
  }
  return {};
}

const Unit* FigureLexicon::unit(uint64_t exact, uint64_t lower) const {
  if (const auto at = exact_units_.find(exact); at != exact_units_.end())
    return &units_[at->second];
  if (const auto at = lower_units_.find(lower); at != lower_units_.end())
    return &units_[at->second];
  return nullptr;
}

const ModifierKind* FigureLexicon::modifier(uint64_t lower) const {
  const auto at = modifiers_.find(lower);
  return at == modifiers_.end() ? nullptr : &at->second;
}

uint16_t FigureLexicon::word_bits(std::string_view word) const {
  const auto at = words_.find(hash_lower(word));
  return at == words_.end() ? uint16_t{0} : at->second;
}

}  // namespace dateline::facts
