#include "word_features.h"

#include <algorithm>

#include "base/strings.h"
#include "characters.h"
#include "hashing.h"

namespace dateline::language {
namespace {

constexpr size_t kLongestHashed = 64;  // bytes of a word that are looked at

// Case of a sentence from its words of letters: all in capitals, or nearly all with a capital.
Casing casing_of(std::string_view text, std::span<const Span> words) {
  uint32_t letters = 0, upper = 0, capital = 0, long_words = 0;
  for (const Span word : words) {
    const char32_t first = decode(text, word.begin).value;
    if (class_of(first) != CharClass::kLetter || word.size() < 2) continue;
    ++letters;
    bool lower_seen = false;
    for (const char c : text.substr(word.begin, std::min<size_t>(word.size(), 8))) {
      lower_seen |= is_lower(c);
    }
    if (!lower_seen) ++upper;
    if (word.size() >= 4) {
      ++long_words;
      if (is_upper_letter(first)) ++capital;
    }
  }
  if (letters >= 3 && upper * 10 >= letters * 8) return Casing::kUpper;
  if (long_words >= 4 && capital * 10 >= long_words * 9) return Casing::kTitle;
  return Casing::kNormal;
}

void describe_word(std::string_view word, bool fold, WordInfo& out) {
  char lower[kLongestHashed];
  const size_t n = std::min(word.size(), kLongestHashed);
  uint32_t form = kByteSeed, low = kByteSeed, shape = kByteSeed;
  bool any_lower = false, any_upper = false;
  char last_class = 0;
  uint8_t flags = 0;
  int shape_length = 0;
  for (size_t i = 0; i < n; ++i) {
    const char c = word[i];
    lower[i] = to_lower(c);
    form = add_byte(form, c);
    low = add_byte(low, lower[i]);
    char cls = c;
    if (is_lower(c)) {
      cls = 'x';
      any_lower = true;
    } else if (is_upper(c)) {
      cls = 'X';
      any_upper = true;
    } else if (is_digit(c)) {
      cls = 'd';
      flags |= kHasDigit;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      cls = 'u';
    } else if (c == '-') {
      flags |= kHasHyphen;
    }
    if (cls != last_class && shape_length < 10) {
      shape = add_byte(shape, cls);
      ++shape_length;
    }
    last_class = cls;
  }
  const CodePoint first = decode(word, 0);
  if (is_upper_letter(first.value)) flags |= kCapital;
  if (any_upper && !any_lower && n > 1) flags |= kAllCapitals;
  if (class_of(first.value) == CharClass::kPunct) flags |= kIsPunct;
  out.lower = mix(1, low);
  out.form = fold ? out.lower : mix(1, form);
  uint32_t hash = kByteSeed;
  for (size_t i = 0; i < 4; ++i) {
    if (i < n) hash = add_byte(hash, lower[i]);
    out.prefix[i] = i < n ? hash : 0;
  }
  hash = kByteSeed;
  for (size_t i = 0; i < 5; ++i) {
    if (i < n) hash = add_byte(hash, lower[n - 1 - i]);
    out.suffix[i] = i < n ? hash : 0;
  }
  out.shape = fold ? 7 : shape + static_cast<uint32_t>(n == 1);
  out.length = static_cast<uint8_t>(n);
  out.flags = fold ? static_cast<uint8_t>(flags & ~(kCapital | kAllCapitals)) : flags;
}

}  // namespace

Casing describe(std::string_view text, std::span<const Span> words, const WordClusters& clusters,
                std::vector<WordInfo>& out) {
  const Casing casing = casing_of(text, words);
  out.resize(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = text_of(text, words[i]);
    const bool letters = class_of(decode(word, 0).value) == CharClass::kLetter;
    describe_word(word, casing == Casing::kUpper && letters, out[i]);
    if (i > 0 && words[i - 1].end == words[i].begin) out[i].flags |= kGluedLeft;
    const WordClusters::Slot cluster = clusters.find(out[i].lower);
    out[i].fine = cluster.fine;
    out[i].coarse = cluster.coarse;
  }
  return casing;
}

}  // namespace dateline::language
