#include "archive/story_features.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_set>

#include "base/civil_date.h"
#include "base/hash.h"
#include "base/hash_map.h"
#include "base/strings.h"
#include "page/text_language.h"

namespace dateline::archive {
namespace {

constexpr size_t kMostWords = 160, kMostNames = 64, kMostNumbers = 32, kMostPairs = 256, kMostDates = 16;
constexpr size_t kLeadWords = 60, kMostTokens = 4000;

/// Words that say nothing about what happened: function words, and the words of dates and of pages.
const std::unordered_set<std::string_view>& stop_words() {
  static const std::unordered_set<std::string_view> kWords = {
      "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "from", "and", "or", "but", "as", "is", "are",
      "was", "were", "be", "been", "being", "it", "its", "this", "that", "these", "those", "he", "she", "they", "his",
      "her", "their", "him", "them", "we", "our", "you", "your", "i", "my", "who", "which", "what", "when", "where", "how",
      "after", "before", "over", "into", "out", "up", "down", "about", "than", "then", "there", "not", "no", "has", "have",
      "had", "will", "would", "could", "should", "may", "might", "can", "do", "did", "does", "said", "says", "say", "s",
      "t", "also", "more", "most", "one", "two", "new", "first", "last", "year", "years", "day", "days", "week", "monday",
      "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june",
      "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
      "sep", "sept", "oct", "nov", "dec", "am", "pm", "et", "gmt", "est", "edt", "updated", "posted", "published"};
  return kWords;
}

uint32_t month_of(std::string_view w) {
  static constexpr std::string_view kMonths[] = {"january", "february", "march", "april", "may", "june", "july", "august",
                                                 "september", "october", "november", "december"};
  if (w == "sept") return 9;
  for (uint32_t m = 0; m < 12; ++m) {
    if (w == kMonths[m] || (w.size() == 3 && kMonths[m].starts_with(w))) return m + 1;
  }
  return 0;
}

struct Token {
  std::string lower, stem;
  bool capital = false, digit = false, stop = false, line_start = false;
};

/// Letters with inner apostrophes, or digits with commas; other UTF-8 letters count as letters.
void tokenize(std::string_view text, std::vector<Token>& out) {
  const auto letter = [](char c) { return is_alpha(c) || (static_cast<unsigned char>(c) & 0x80) != 0; };
  bool line_start = true;
  for (size_t i = 0; i < text.size() && out.size() < kMostTokens;) {
    const char c = text[i];
    // Typographic quotes and dashes (U+2010 to U+205F) part words.
    if (c == '\xE2' && i + 2 < text.size() && (text[i + 1] == '\x80' || text[i + 1] == '\x81')) {
      i += 3;
      continue;
    }
    if (!letter(c) && !is_digit(c)) {
      line_start = line_start || c == '\n';
      ++i;
      continue;
    }
    Token t;
    size_t end = i;
    if (is_digit(c)) {
      while (end < text.size() && (is_digit(text[end]) || text[end] == ',')) ++end;
      for (size_t k = i; k < end; ++k) {
        if (text[k] != ',') t.lower += text[k];
      }
      t.digit = true;
    } else {
      while (end < text.size() && letter(text[end])) {
        if (text[end] == '\xE2' && end + 1 < text.size() && text[end + 1] == '\x80') break;
        ++end;
      }
      append_lower(t.lower, text.substr(i, end - i));
      t.capital = is_upper(c);
    }
    t.stop = stop_words().contains(t.lower) || t.lower.size() < 2;
    t.stem = stem(t.lower);
    t.line_start = line_start;
    line_start = false;
    out.push_back(std::move(t));
    i = end;
  }
}

/// How often each word occurs, in the order of first occurrence, so that sums come out the same.
class Counts {
 public:
  struct Counted {
    uint64_t hash = 0;
    double times = 0, idf = 0;
  };
  /// The word's count; `idf` is asked for at its first occurrence.
  template <class Idf>
  Counted& at(uint64_t hash, Idf&& idf) {
    uint32_t& place = places_[hash];
    if (place == 0) {
      list_.push_back({hash, 0, idf()});
      place = static_cast<uint32_t>(list_.size());
    }
    return list_[place - 1];
  }
  [[nodiscard]] const std::vector<Counted>& list() const { return list_; }

 private:
  HashMap<uint32_t> places_;  // counted from 1
  std::vector<Counted> list_;
};

/// Keeps the heaviest, makes the length 1, sorts by hash.
std::vector<Term> finish(const Counts& counts, size_t most) {
  std::vector<Term> terms;
  for (const auto& c : counts.list()) {
    const double weight = (1 + std::log(c.times)) * c.idf;
    if (weight > 0) terms.push_back({static_cast<uint32_t>(c.hash), static_cast<float>(weight)});
  }
  if (terms.size() > most) {
    std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.hash < b.hash;
    });
    terms.resize(most);
  }
  double sum = 0;
  for (const Term& t : terms) sum += static_cast<double>(t.weight) * t.weight;
  for (Term& t : terms) t.weight = static_cast<float>(t.weight / std::sqrt(sum));
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.hash < b.hash; });
  return terms;
}

void finish(std::vector<uint32_t>& list, size_t most) {
  if (list.size() > most) list.resize(most);  // the first in the text
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

size_t common(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  size_t n = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) ++n, ++i, ++j;
    else if (a[i] < b[j]) ++i;
    else ++j;
  }
  return n;
}

/// Weight of the terms of `lead` that `names` has.
float contained(const std::vector<Term>& lead, const std::vector<Term>& names) {
  float sum = 0;
  for (size_t i = 0, j = 0; i < lead.size() && j < names.size();) {
    if (lead[i].hash == names[j].hash) sum += lead[i].weight, ++i, ++j;
    else if (lead[i].hash < names[j].hash) ++i;
    else ++j;
  }
  return sum;
}

/// Sum of products of weights of common terms.
float dot(const std::vector<Term>& a, const std::vector<Term>& b) {
  float sum = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].hash == b[j].hash) sum += a[i].weight * b[j].weight, ++i, ++j;
    else if (a[i].hash < b[j].hash) ++i;
    else ++j;
  }
  return sum;
}

}  // namespace

bool tells_stories(std::string_view language) { return language.empty() || page::is_english(language); }

int32_t story_day(std::string_view iso) {
  const auto day = parse_iso_day(iso);
  return day ? static_cast<int32_t>(days_from_civil(*day)) : kNoDay;
}

StoryFeatures story_features(const StoryInput& input, const Background& background) {
  std::vector<Token> tokens;
  tokenize(input.headline, tokens);
  const size_t headline = tokens.size();
  tokenize(input.text, tokens);
  StoryFeatures out;
  Counts words, names, numbers, lead;
  uint64_t before = 0;  // hash of the word before, if any
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& t = tokens[i];
    if (i > 0 && !t.line_start) {
      const Token& p = tokens[i - 1];
      const Token& month = t.digit ? p : t;
      const Token& day = t.digit ? t : p;
      if (day.digit && day.lower.size() <= 2 && !month.digit) {
        const uint32_t m = month_of(month.lower), d = *parse_number<uint32_t>(day.lower);
        if (m != 0 && d >= 1 && d <= 31) out.dates.push_back(m * 32 + d);
      }
    }
    if (t.digit && t.lower.size() == 4 && (t.lower.starts_with("19") || t.lower.starts_with("20"))) {
      const auto year = *parse_number<uint16_t>(t.lower);
      if (year <= 2040) out.year = std::max(out.year, year);
    }
    if (t.line_start) before = 0;
    if (t.stop) continue;
    const uint64_t hash = hash64(t.stem);
    auto& w = words.at(hash, [&] { return background.idf(t.stem); });
    w.times += i < headline ? 2 : 1;
    const auto idf = [&] { return w.idf; };
    if (t.digit && i >= headline) numbers.at(hash, idf).times = 1;
    if (t.capital && background.can_be_name(t.lower)) {
      const uint64_t name = hash64(t.lower);
      names.at(name, idf).times += 1;
      if (i < headline + kLeadWords) lead.at(name, idf).times = 1;
    }
    if (before != 0) out.pairs.push_back(static_cast<uint32_t>(hash64(t.stem, before)));
    before = hash;
  }
  out.words = finish(words, kMostWords);
  out.names = finish(names, kMostNames);
  out.numbers = finish(numbers, kMostNumbers);
  finish(out.pairs, kMostPairs);
  finish(out.dates, kMostDates);
  double sum = 0;
  for (const auto& name : lead.list()) sum += name.idf;
  for (const auto& name : lead.list()) out.lead.push_back({static_cast<uint32_t>(name.hash), static_cast<float>(name.idf / sum)});
  std::sort(out.lead.begin(), out.lead.end(), [](const Term& a, const Term& b) { return a.hash < b.hash; });
  out.published = input.published;
  if (input.published != kNoDay) out.year = static_cast<uint16_t>(civil_from_days(input.published).year);
  return out;
}

StorySignals compare(const StoryFeatures& a, const StoryFeatures& b) {
  StorySignals s{};
  s[kNumbers] = std::sqrt(dot(a.numbers, b.numbers));
  if (!a.pairs.empty() && !b.pairs.empty()) {
    const auto n = static_cast<float>(common(a.pairs, b.pairs));
    s[kPairs] = std::sqrt(n / std::sqrt(static_cast<float>(a.pairs.size()) * static_cast<float>(b.pairs.size())));
  }
  if (a.year != 0 && b.year != 0) s[a.year == b.year ? kSameYear : kOtherYear] = 1;
  const float x = contained(a.lead, b.names), y = contained(b.lead, a.names);
  s[kLeadLess] = std::min(x, y);
  s[kLeadMore] = std::max(x, y);
  if (common(a.dates, b.dates) > 0) s[kSameDate] = 1;
  return s;
}

}  // namespace dateline::archive
