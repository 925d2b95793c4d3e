#include "facts/phrase_table.h"

#include <algorithm>

#include "base/strings.h"

namespace dateline::facts {
namespace {

constexpr uint64_t kSeed = 0x9E3779B97F4A7C15ull;

constexpr uint64_t chain(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0xFF51AFD7ED558CCDull;
  return hash ^ (hash >> 32);
}

}  // namespace

std::vector<std::string> phrase_words(std::string_view phrase) {
  std::vector<std::string> words;
  for (const std::string_view piece : split(phrase, ' ')) {
    std::string word;
    const std::string lower = to_lower(piece);
    for (size_t i = 0; i < lower.size(); ++i) {
      const bool inner = i > 0 && i + 1 < lower.size();
      if (lower[i] == '-' && inner) {
        if (!word.empty()) words.push_back(word);
        words.emplace_back("-");
        word.clear();
      } else if (lower[i] == ',' ) {
        if (!word.empty()) words.push_back(word);
        words.emplace_back(",");
        word.clear();
      } else if (lower[i] == '\'' && i + 2 >= lower.size() && i > 0) {
        if (!word.empty()) words.push_back(word);
        word = lower.substr(i);
        break;
      } else {
        word.push_back(lower[i]);
      }
    }
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

void PhraseTable::add(std::string_view phrase, uint32_t value) {
  const auto words = phrase_words(phrase);
  if (words.empty()) return;
  uint64_t hash = kSeed;
  for (size_t i = 0; i < words.size(); ++i) {
    hash = chain(hash, word_hash(words[i]));
    Node& node = nodes_[hash];
    if (i + 1 < words.size()) {
      node.longer = true;
      continue;
    }
    if (node.entry == kNoValue) {
      node.entry = static_cast<uint32_t>(values_.size());
      values_.emplace_back();
    }
    auto& list = values_[node.entry];
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
  }
}

template <class NextOf>
PhraseTable::Match PhraseTable::longest(uint32_t begin, uint32_t limit, NextOf&& next_of) const {
  Match match;
  uint64_t hash = kSeed;
  for (uint32_t i = begin; i < limit; ++i) {
    const Node* node = next_of(hash, i);
    if (node == nullptr) break;
    if (node->entry != kNoValue) match = {i + 1, node->entry};
    if (!node->longer) break;
  }
  return match;
}

const PhraseTable::Node* PhraseTable::step(uint64_t& hash, uint64_t word) const {
  const uint64_t next = chain(hash, word);
  const Node* node = nodes_.find(next);
  if (node != nullptr) hash = next;
  return node;
}

PhraseTable::Match PhraseTable::longest_by_form(const DocumentView& view, uint32_t begin,
                                                uint32_t limit) const {
  return longest(begin, limit, [&](uint64_t& hash, uint32_t i) { return step(hash, view.form_hash(i)); });
}

PhraseTable::Match PhraseTable::longest_by_lemma(const DocumentView& view, uint32_t begin,
                                                 uint32_t limit) const {
  return longest(begin, limit, [&](uint64_t& hash, uint32_t i) {
    const Node* node = step(hash, view.lemma_hash(i));
    return node != nullptr ? node : step(hash, view.form_hash(i));
  });
}

}  // namespace dateline::facts
