#include "archive/story_features.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/civil_date.h"
#include "base/hash.h"
#include "base/strings.h"

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

uint32_t hash32(std::string_view s) { return static_cast<uint32_t>(hash64(s)); }

/// Keeps the heaviest, makes the length 1, sorts by hash.
std::vector<Term> finish(const std::map<std::string, std::pair<double, double>>& counts, size_t most) {
  std::vector<Term> terms;
  for (const auto& [word, c] : counts) {
    const double weight = (1 + std::log(c.first)) * c.second;
    if (weight > 0) terms.push_back({hash32(word), static_cast<float>(weight)});
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

bool tells_stories(std::string_view language) { return language.empty() || language == "en" || language.starts_with("en-"); }

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
  using Counts = std::map<std::string, std::pair<double, double>>;  // ordered, so that sums come out the same
  Counts words, names, numbers;
  std::map<std::string, double> lead;
  const Token* before = nullptr;
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
    if (t.line_start) before = nullptr;
    if (t.stop) continue;
    const double idf = background.idf(t.stem);
    auto& w = words[t.stem];
    w.first += i < headline ? 2 : 1;
    w.second = idf;
    if (t.digit && i >= headline) numbers[t.lower] = {1, idf};
    if (t.capital && background.can_be_name(t.lower)) {
      auto& n = names[t.lower];
      n.first += 1;
      n.second = idf;
      if (i < headline + kLeadWords) lead[t.lower] = idf;
    }
    if (before) out.pairs.push_back(hash32(before->stem + ' ' + t.stem));
    before = &t;
  }
  out.words = finish(words, kMostWords);
  out.names = finish(names, kMostNames);
  out.numbers = finish(numbers, kMostNumbers);
  finish(out.pairs, kMostPairs);
  finish(out.dates, kMostDates);
  double sum = 0;
  for (const auto& [word, idf] : lead) sum += idf;
  for (const auto& [word, idf] : lead) out.lead.push_back({hash32(word), static_cast<float>(idf / sum)});
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
