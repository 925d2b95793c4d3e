#include "sentence_splitter.h"

#include <algorithm>
#include <array>

#include "abbreviations.h"
#include "base/strings.h"
#include "characters.h"

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

void split_sentences(std::string_view text, std::span<const Word> words, uint32_t longest,
                     std::vector<uint32_t>& ends) {
  const Splitter splitter(text, words);
  longest = std::max<uint32_t>(longest, 1);
  uint32_t begin = 0;
  const auto close = [&](uint32_t end) {
    while (end - begin > longest) {
      uint32_t cut = begin + longest;
      while (cut > begin + 1 && words[cut].joined) --cut;
      ends.push_back(cut);
      begin = cut;
    }
    if (end > begin) ends.push_back(end);
    begin = end;
  };
  for (uint32_t i = 0; i < splitter.size();) {
    const uint32_t end = splitter.end_at(i);
    if (end > i) {
      close(end);
      i = end;
    } else {
      ++i;
    }
  }
  close(splitter.size());
}

}  // namespace dateline::language
