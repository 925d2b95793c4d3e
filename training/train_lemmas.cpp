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

// What the letters become, bytes off the end, text to append.
using RuleKey = std::tuple<Lemmatizer::Case, uint8_t, std::string>;
using Case = Lemmatizer::Case;

std::string cased(std::string_view form, Case as) {
  std::string out;
  Lemmatizer::append_cased(form, as, out);
  return out;
}

// The rules that make the lemma of the form: one for each case that leaves enough of the form to be a rule.
std::vector<RuleKey> rules_of(std::string_view form, std::string_view lemma) {
  std::vector<RuleKey> out;
  if (lemma.empty() || lemma == "_" || form.size() > 60) return out;
  size_t most = 0;
  for (const Case as : {Case::kLower, Case::kCapitalized, Case::kAsItIs}) {
    const std::string base = cased(form, as);
    if (base.size() != form.size()) continue;  // letters whose cases have other lengths
    size_t n = 0;
    while (n < base.size() && n < lemma.size() && base[n] == lemma[n]) ++n;
    while (n > 0 && (!is_utf8_border(base, n) || !is_utf8_border(lemma, n))) --n;
    if (form.size() - n > 12 || lemma.size() - n > 12) continue;
    most = std::max(most, n);
    out.emplace_back(as, static_cast<uint8_t>(form.size() - n), std::string(lemma.substr(n)));
  }
  // "i" to "I" takes one byte off the form in lower case; where another case leaves more, that one is no rule.
  std::erase_if(out, [&](const RuleKey& rule) { return form.size() - std::get<1>(rule) < most; });
  return out;
}

bool makes(const RuleKey& rule, std::string_view form, std::string_view lemma) {
  const auto& [as, strip, append] = rule;
  return strip <= form.size() && cased(form.substr(0, form.size() - strip), as) + append == lemma;
}

using Votes = std::map<RuleKey, uint32_t>;

// The rule with the most votes; `now`, if it has as many, else one that makes a capital before one that leaves letters as they are:
// it is right for a name written in lower case too.
RuleKey majority(const Votes& votes, const RuleKey* now) {
  const auto top = std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) {
    const Case of_a = std::get<0>(a.first), of_b = std::get<0>(b.first);
    return a.second != b.second ? a.second < b.second : of_a == Case::kAsItIs && of_b == Case::kCapitalized;
  });
  const auto same = now == nullptr ? votes.end() : votes.find(*now);
  return same != votes.end() && same->second == top->second ? *now : top->first;
}

}  // namespace

std::string train_lemmas(std::span<const Example> examples) {
  using Tags = std::pair<Upos, uint8_t>;
  // Forms and lemmas of each word, in lower case, with its tags.
  std::map<std::pair<Tags, std::string>, std::map<std::pair<std::string, std::string>, uint32_t>> words;
  for (const Example& e : examples) {
    for (size_t i = 0; i < e.words.size(); ++i) {
      const std::string_view form = text_of(e.text, e.words[i]);
      if (!rules_of(form, e.lemma[i]).empty()) ++words[{{e.upos[i], e.xpos[i]}, to_lower(form)}][{std::string(form), e.lemma[i]}];
    }
  }
  // How often each rule is right for a word.
  std::map<std::pair<Tags, std::string>, Votes> right;
  for (const auto& [key, seen] : words) {
    Votes& votes = right[key];
    for (const auto& [pair, count] : seen) {
      for (const RuleKey& rule : rules_of(pair.first, pair.second)) votes.emplace(rule, 0);
    }
    for (auto& [rule, count] : votes) {
      for (const auto& [pair, times] : seen) count += makes(rule, pair.first, pair.second) ? times : 0;
    }
  }
  // Each word gives its ending, at every length, one vote for each rule that no other is better for.
  std::map<std::pair<Tags, std::string>, Votes> endings;
  for (const auto& [key, votes] : right) {
    const std::string& form = key.second;
    const uint32_t most = votes.at(majority(votes, nullptr));
    for (size_t length = 0; length <= std::min<size_t>(5, form.size()); ++length) {
      for (const auto& [rule, count] : votes) endings[{key.first, form.substr(form.size() - length)}][rule] += count == most;
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
      const RuleKey* now = length > 0 ? predict(key.first, key.second, length - 1) : nullptr;
      const RuleKey top = majority(votes, now);
      if (length > 0 && votes.at(top) < 2) continue;
      if (now == nullptr || *now != top) kept[key] = top;
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
  for (const auto& [key, votes] : right) {
    const RuleKey* now = predict(key.first, key.second, 5);
    const RuleKey top = majority(votes, now);
    if (now == nullptr || *now != top) add(key.first, key.second, true, top);
  }
  std::map<RuleKey, uint32_t> rule_index;
  std::string text;
  std::vector<Lemmatizer::Rule> rules;
  for (const auto& [key, rule] : table) {
    if (!rule_index.emplace(rule, static_cast<uint32_t>(rules.size())).second) continue;
    const auto& [as, strip, append] = rule;
    rules.push_back({static_cast<uint32_t>(text.size()), static_cast<uint8_t>(append.size()), strip,
                     static_cast<uint8_t>(as), 0});
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
