#include "sentence_splitter.h"

#include <algorithm>
#include <array>

#include "abbreviations.h"
#include "base/strings.h"
#include "characters.h"
#include "hashing.h"

namespace dateline::language {
namespace {

// Words that open a sentence far more often than they stand capitalised within one: after "U.S." or "Inc." they
// decide.
constexpr std::array<std::string_view, 60> kOpeners = {
    "The",  "A",    "An",    "He",    "She",   "It",    "They",  "We",    "I",     "You",
    "In",   "On",   "At",    "But",   "And",   "If",    "When",  "While", "After", "Before",
    "This", "That", "These", "Those", "There", "His",   "Her",   "Their", "Its",   "My",
    "Our",  "As",   "For",   "From",  "With",  "However", "Although", "Since", "So", "Then",
    "What", "Who",  "Where", "Why",   "How",   "Some",  "Many",  "Most",  "Other", "Another",
    "Both", "Such", "No",    "Not",   "One",   "Two",   "Also",  "Yet",   "Once",  "Under"};

bool is_stop(std::string_view word) {
  const char last = word.back();
  if (word.size() <= 8 && (last == '.' || last == '!' || last == '?')) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c == '.' || c == '!' || c == '?'; });
  }
  return word == "\xE2\x80\xA6" || word == "\xE3\x80\x82";
}

bool is_closer(std::string_view word) {
  return word == "\"" || word == "'" || word == ")" || word == "]" || word == "''" ||
         word == "\xE2\x80\x9D" || word == "\xE2\x80\x99" || word == "\xC2\xBB" || word == "}";
}

bool is_opener_mark(std::string_view word) {
  return word == "\"" || word == "'" || word == "(" || word == "[" || word == "``" ||
         word == "\xE2\x80\x9C" || word == "\xE2\x80\x98" || word == "\xC2\xAB" || word == "-" ||
         word == "--" || word == "\xE2\x80\x94" || word == "\xE2\x80\x93" || word == "*" ||
         word == "\xE2\x80\xA2";
}

class Splitter {
 public:
  Splitter(std::string_view text, std::span<const Word> words) : text_(text), words_(words) {}

  // If a sentence ends at word `i`, the index behind it with its closers; else 0.
  uint32_t end_at(uint32_t i) const {
    const std::string_view word = at(i);
    const bool stop = is_stop(word);
    Abbreviation kind = Abbreviation::kNone;
    if (!stop) {
      if (word.size() < 2 || word.back() != '.') return 0;
      kind = abbreviation(word.substr(0, word.size() - 1));
      if (kind != Abbreviation::kGeneral) return 0;
    }
    uint32_t next = i + 1;
    bool closed = false;
    while (next < size() && is_closer(at(next)) && adjacent(next)) {
      const bool straight = at(next) == "\"" || at(next) == "'";
      if (straight && next + 1 < size() && adjacent(next + 1) && alnum(next + 1)) break;
      closed = true;
      ++next;
    }
    while (next < size() && stop && is_stop(at(next)) && adjacent(next)) ++next;
    if (next >= size()) return next;
    uint32_t first = next;  // first word of letters behind opening marks
    while (first < size() && first < next + 3 && is_opener_mark(at(first))) ++first;
    if (first >= size()) return next;
    const char32_t c = decode(text_, words_[first].span.begin).value;
    const bool upper = is_upper_letter(c);
    const bool lower = class_of(c) == CharClass::kLetter && !upper;
    if (kind == Abbreviation::kGeneral) {
      if (!upper) return 0;
      if (first > next) return next;
      return std::find(kOpeners.begin(), kOpeners.end(), at(first)) != kOpeners.end() ? next : 0;
    }
    if (lower) return 0;
    if (class_of(c) == CharClass::kPunct && first == next) {
      // After a stop, other marks go on with the sentence: "(...), which".
      return c == '$' || c == '#' || c == '@' || c == ':' || c >= 0x80 ? next : 0;
    }
    const bool dots = word.size() > 1 && word.front() == '.';
    if (dots && !upper) return 0;
    if (adjacent(next) && !closed && !upper) return 0;
    return next;
  }

  uint32_t size() const { return static_cast<uint32_t>(words_.size()); }

 private:
  std::string_view at(uint32_t i) const { return text_of(text_, words_[i].span); }
  bool adjacent(uint32_t i) const { return words_[i].span.begin == words_[i - 1].span.end; }
  bool alnum(uint32_t i) const {
    return class_of(decode(text_, words_[i].span.begin).value) != CharClass::kPunct;
  }

  std::string_view text_;
  std::span<const Word> words_;
};

}  // namespace

bool SentenceSplitter::candidate(uint32_t i) const {
  if (words_[i].joined) return false;
  if (rule_[i] != 0 || (infos_[i - 1].flags & kIsPunct) != 0) return true;
  const uint8_t flags = infos_[i].flags;
  return (flags & (kCapital | kIsPunct | kHasDigit)) != 0 || casing_ == Casing::kUpper;
}

void SentenceSplitter::prepare(std::string_view text, std::span<const Word> words,
                               const WordClusters& clusters) {
  words_ = words;
  spans_.clear();
  for (const Word& word : words) spans_.push_back(word.span);
  casing_ = describe(text, spans_, clusters, infos_);
  const auto n = static_cast<uint32_t>(words.size());
  rule_.assign(n + 1, 0);
  kind_.assign(n, 0);
  open_.assign(n, 0);
  const Splitter splitter(text, words);
  for (uint32_t i = 0; i < n;) {
    const uint32_t end = splitter.end_at(i);
    if (end > i) rule_[end] = 1;
    i = end > i ? end : i + 1;
  }
  uint8_t open = 0;
  for (uint32_t i = 0; i < n; ++i) {
    open_[i] = open;
    const std::string_view word = text_of(text, spans_[i]);
    if (word.size() > 1 && word.back() == '.') {
      kind_[i] = static_cast<uint8_t>(abbreviation(word.substr(0, word.size() - 1)));
    }
    if (word == "\"") open ^= 1;
    if (word == "\xE2\x80\x9C") open |= 1;
    if (word == "\xE2\x80\x9D") open &= 0xFE;
    if (word == "(" || word == "[") open |= 2;
    if (word == ")" || word == "]") open &= 0xFD;
  }
}

uint32_t SentenceSplitter::features(uint32_t i, uint32_t begin, uint32_t* out) const {
  static constexpr WordInfo kOutside{.form = 11, .lower = 11, .shape = 11};
  const auto at = [&](int64_t k) -> const WordInfo& {
    return k < 0 || k >= static_cast<int64_t>(infos_.size()) ? kOutside : infos_[static_cast<size_t>(k)];
  };
  const int64_t k = i;
  const WordInfo &p1 = at(k - 1), &p2 = at(k - 2), &n0 = at(k), &n1 = at(k + 1);
  const uint32_t rule = rule_[i];
  const uint32_t length = i - begin;
  const uint32_t long_ago = length < 3 ? length : length < 6 ? 3U : length < 12 ? 4U : length < 30 ? 5U : 6U;
  const uint32_t glued = (n0.flags & kGluedLeft) != 0 ? 1 : 0;
  const uint32_t style = static_cast<uint32_t>(casing_) * 2 + glued;
  const uint32_t state = open_[i] * 2U + rule;
  const uint32_t kind = kind_[i - 1];
  uint32_t* f = out;
  *f++ = mix(700, rule, style);
  *f++ = mix(701, p1.lower, rule);
  *f++ = mix(702, n0.form, rule);
  *f++ = mix(703, p1.lower, n0.form);
  *f++ = mix(704, p1.form, n0.flags, glued);
  *f++ = mix(705, p1.shape, n0.shape, rule);
  *f++ = mix(706, p1.fine, n0.flags, rule);
  *f++ = mix(707, n0.fine, n0.flags, rule);
  *f++ = mix(708, p2.lower, p1.lower);
  *f++ = mix(709, n0.form, n1.form);
  *f++ = mix(710, p2.shape, p1.shape, n0.shape);
  *f++ = mix(711, n0.shape, n1.shape, rule);
  *f++ = mix(712, long_ago, rule, p1.flags);
  *f++ = mix(713, long_ago, n0.shape, p1.shape);
  *f++ = mix(714, state, p1.lower, n0.flags);
  *f++ = mix(715, state, style);
  *f++ = mix(716, kind, n0.form);
  *f++ = mix(717, kind, n0.flags, rule);
  *f++ = mix(718, p1.coarse, n0.coarse, rule);
  *f++ = mix(719, p1.lower, n0.coarse, n0.flags);
  *f++ = mix(720, p2.flags, p1.form, n0.flags);
  *f++ = mix(721, n0.lower, n0.flags, p1.flags);
  *f++ = mix(722, p1.lower, n1.flags, n0.flags);
  *f++ = mix(723, n1.lower, n0.lower);
  *f++ = mix(724, at(begin).form, rule, p1.lower);
  return static_cast<uint32_t>(f - out);
}

void SentenceSplitter::run(std::string_view text, std::span<const Word> words, uint32_t longest,
                           const WordClusters& clusters, const LinearTable& table,
                           std::vector<uint32_t>& ends) {
  longest = std::max<uint32_t>(longest, 1);
  const auto n = static_cast<uint32_t>(words.size());
  if (n == 0) return;
  prepare(text, words, clusters);
  std::array<uint32_t, kSentenceFeatures> list;
  std::array<int32_t, LinearTable::kLabels> scores;
  uint32_t begin = 0;
  for (uint32_t i = 1; i <= n; ++i) {
    bool ends_here = i == n;
    if (!ends_here && candidate(i)) {
      ends_here = by_rule(i);
      if (!table.empty()) {
        scores[0] = scores[1] = 0;
        table.score({list.data(), features(i, begin, list.data())}, scores.data());
        ends_here = scores[1] > scores[0];
      }
    }
    if (!ends_here && i - begin < longest) continue;
    uint32_t cut = i;
    if (!ends_here) {
      while (cut > begin + 1 && words[cut].joined) --cut;
    }
    ends.push_back(cut);
    begin = cut;
    i = cut;
  }
}

}  // namespace dateline::language
