#include <algorithm>
#include <map>
#include <tuple>

#include "base/strings.h"
#include "base/utf8.h"
#include "language/lemmatizer.h"
#include "train_stages.h"

namespace dateline::training {
namespace {

using language::Lemmatizer;

// Keep case, bytes off the end, text to append.
using RuleKey = std::tuple<bool, uint8_t, std::string>;

bool rule_of(std::string_view form, std::string_view lemma, RuleKey& out) {
  if (lemma.empty() || lemma == "_" || form.size() > 60) return false;
  const std::string lower = to_lower(form);
  const auto common = [&](std::string_view base) {
    size_t n = 0;
    while (n < base.size() && n < lemma.size() && base[n] == lemma[n]) ++n;
    while (n > 0 && (!is_utf8_border(base, n) || !is_utf8_border(lemma, n))) --n;
    return n;
  };
  const size_t as_lower = common(lower), as_is = common(form);
  const bool keep = lower != form && as_is > as_lower;
  const size_t n = keep ? as_is : as_lower;
  if (form.size() - n > 12 || lemma.size() - n > 12) return false;
  out = {keep, static_cast<uint8_t>(form.size() - n), std::string(lemma.substr(n))};
  return true;
}

}  // namespace

std::string train_lemmas(std::span<const Example> examples) {
  using Tags = std::pair<Upos, uint8_t>;
  // Votes of each word with its tags for its rules.
  std::map<std::pair<Tags, std::string>, std::map<RuleKey, uint32_t>> words;
  for (const Example& e : examples) {
    for (size_t i = 0; i < e.words.size(); ++i) {
      const std::string_view form = text_of(e.text, e.words[i]);
      RuleKey rule;
      if (rule_of(form, e.lemma[i], rule)) ++words[{{e.upos[i], e.xpos[i]}, to_lower(form)}][rule];
    }
  }
  const auto majority = [](const std::map<RuleKey, uint32_t>& votes) {
    return std::max_element(votes.begin(), votes.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; });
  };
  // Each word gives one vote to its ending, at every length.
  std::map<std::pair<Tags, std::string>, std::map<RuleKey, uint32_t>> endings;
  for (const auto& [key, votes] : words) {
    const std::string& form = key.second;
    for (size_t length = 0; length <= std::min<size_t>(5, form.size()); ++length) {
      ++endings[{key.first, form.substr(form.size() - length)}][majority(votes)->first];
    }
  }
  std::map<std::pair<Tags, std::string>, RuleKey> kept;
  const auto predict = [&](const Tags& tags, const std::string& form, size_t longest) -> const RuleKey* {
    for (size_t length = std::min(longest, form.size()) + 1; length-- > 0;) {
      const auto found = kept.find({tags, form.substr(form.size() - length)});
      if (found != kept.end()) return &found->second;
    }
    return nullptr;
  };
  for (size_t length = 0; length <= 5; ++length) {
    for (const auto& [key, votes] : endings) {
      if (key.second.size() != length) continue;
      const auto top = majority(votes);
      if (length > 0 && top->second < 2) continue;
      const RuleKey* now = length > 0 ? predict(key.first, key.second, length - 1) : nullptr;
      if (now == nullptr || *now != top->first) kept[key] = top->first;
    }
  }
  // Keys as the program computes them.
  std::map<uint32_t, RuleKey> table;
  std::vector<language::WordInfo> info;
  const auto add = [&](const Tags& tags, const std::string& text, bool whole, const RuleKey& rule) {
    const Span all{0, static_cast<uint32_t>(text.size())};
    if (text.empty()) {
      table[Lemmatizer::key({}, 0, tags.first, tags.second)] = rule;
      return;
    }
    describe(text, {&all, 1}, language::WordClusters(), info);
    const uint32_t length = whole ? Lemmatizer::kWhole : static_cast<uint32_t>(text.size());
    table[Lemmatizer::key(info[0], length, tags.first, tags.second)] = rule;
  };
  for (const auto& [key, rule] : kept) add(key.first, key.second, false, rule);
  for (const auto& [key, votes] : words) {
    const auto top = majority(votes);
    const RuleKey* now = predict(key.first, key.second, 5);
    if (now == nullptr || *now != top->first) add(key.first, key.second, true, top->first);
  }
  std::map<RuleKey, uint32_t> rule_index;
  std::string text;
  std::vector<Lemmatizer::Rule> rules;
  for (const auto& [key, rule] : table) {
    if (!rule_index.emplace(rule, static_cast<uint32_t>(rules.size())).second) continue;
    const auto& [keep, strip, append] = rule;
    rules.push_back({static_cast<uint32_t>(text.size()), static_cast<uint8_t>(append.size()), strip,
                     static_cast<uint8_t>(keep ? 1 : 0), 0});
    text += append;
  }
  const auto slot_count = static_cast<uint32_t>(table.size() * 5 / 4 + 8);
  std::vector<Lemmatizer::Slot> slots(slot_count, {0, 0});
  for (const auto& [key, rule] : table) {
    uint64_t at = (static_cast<uint64_t>(key) * slot_count) >> 32;
    while (slots[at].rule != 0) {
      if (++at == slot_count) at = 0;
    }
    slots[at] = {key, rule_index[rule] + 1};
  }
  const uint32_t header[4] = {slot_count, static_cast<uint32_t>(rules.size()),
                              static_cast<uint32_t>(text.size()), 0};
  std::string out(reinterpret_cast<const char*>(header), sizeof header);
  out.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof slots[0]);
  out.append(reinterpret_cast<const char*>(rules.data()), rules.size() * sizeof rules[0]);
  return out + text;
}

}  // namespace dateline::training
