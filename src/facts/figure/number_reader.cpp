#include "facts/figure/number_reader.h"

#include <cmath>

#include "base/strings.h"

namespace dateline::facts {

using K = NumberClass;

std::optional<FigureToken> read_figure_token(std::string_view word) {
  constexpr size_t kMostFigures = 40, kMostPrefix = 6, kMostSuffix = 8;
  size_t start = 0;
  while (start < word.size() && !is_digit(word[start])) ++start;
  if (start == word.size() || start > kMostPrefix) return std::nullopt;
  FigureToken out;
  size_t at = start;
  double value = 0;
  size_t group = 0;  // digits since the last comma
  bool commas = false;
  while (at < word.size() && at - start < kMostFigures) {
    const char c = word[at];
    if (is_digit(c)) {
      value = value * 10 + (c - '0');
      ++out.digits;
      ++group;
    } else if (c == ',' && at + 3 < word.size() && is_digit(word[at + 1]) &&
               is_digit(word[at + 2]) && is_digit(word[at + 3]) &&
               (commas ? group == 3 || group == 2 : group <= 3)) {
      commas = true;
      group = 0;
    } else {
      break;
    }
    ++at;
  }
  if (at - start >= kMostFigures || out.digits > 18) return std::nullopt;
  if (commas && group != 3) return std::nullopt;
  out.grouped = commas;
  if (start > 0 && (word[start - 1] == '.') && start == 1) {  // ".5"
    double unit = 1;
    for (uint32_t i = 0; i < out.digits; ++i) unit *= 10;
    out.value = value / unit;
    out.decimal = true;
    out.suffix = word.substr(at);
    return out.suffix.size() <= kMostSuffix ? std::optional(out) : std::nullopt;
  }
  if (at + 1 < word.size() && word[at] == '.' && is_digit(word[at + 1])) {
    ++at;
    double part = 0, unit = 1;
    size_t digits = 0;
    while (at < word.size() && is_digit(word[at])) {
      if (++digits > 15) return std::nullopt;
      part = part * 10 + (word[at] - '0');
      unit *= 10;
      ++at;
    }
    value = (value * unit + part) / unit;
    out.decimal = true;
  }
  out.value = value;
  out.prefix = word.substr(0, start);
  out.suffix = word.substr(at);
  if (out.suffix.size() > kMostSuffix) return std::nullopt;
  for (const char c : out.suffix) {
    if (is_digit(c)) return std::nullopt;  // "4x4", "9/11", "3:30"
  }
  return out;
}

double times(double value, double scale) {
  const double product = value * scale, whole = std::round(product);
  return std::abs(product - whole) < 1e-12 * std::abs(product) ? whole : product;
}

bool NumberReader::hyphen(uint32_t at) const {
  const std::string_view word = form(at);
  return word == "-" || word == "\u2013" || word == "\u2011" || word == "\u2014" ||
         word == "\u2010";
}

bool NumberReader::can_start(uint32_t at) const {
  const std::string_view word = text_of(text_, analysis_.span[at]);
  for (size_t i = 0; i < word.size() && i < 6; ++i) {
    if (is_digit(word[i])) return true;
  }
  if (word[0] == '\xC2') return word.size() == 2;  // fractions
  const NumberWord number = lexicon_.number(word);
  switch (number.kind) {
    case K::kOther:
    case K::kLetter:
    case K::kParts:
      return false;
    case K::kArticle: {
      const NumberWord next = lexicon_.number(form(at + 1));
      return next.kind == K::kScale || next.kind == K::kDozen || next.kind == K::kPart ||
             next.kind == K::kCouple || next.kind == K::kMinus;
    }
    case K::kPart:
      return number.value == 2 || hyphen(at + 1);
    case K::kCouple:
      return false;
    default:
      return true;
  }
}

// "million", "bn", "m" (behind figures), one after the other.
uint32_t NumberReader::read_scales(uint32_t at, NumberPhrase& phrase) const {
  for (int count = 0; count < 3; ++count) {
    const uint32_t next = hyphen(at) ? at + 1 : at;
    const NumberWord scale = lexicon_.number(form(next));
    if (scale.kind != K::kScale && scale.kind != K::kDozen) break;
    phrase.value = times(phrase.value, scale.value);
    phrase.scale *= scale.value;
    at = next + 1;
  }
  return at;
}

std::optional<NumberPhrase> NumberReader::read(uint32_t at) const {
  NumberPhrase phrase;
  phrase.begin = at;
  const std::string_view word = form(at);
  if (word.empty()) return std::nullopt;
  if (word == "\u00bd" || word == "\u00bc" || word == "\u00be") {
    phrase.value = word == "\u00bd" ? 0.5 : word == "\u00bc" ? 0.25 : 0.75;
    phrase.figures = phrase.fraction = true;
    phrase.end = at + 1;
    return phrase;
  }
  bool figures = false;
  for (size_t i = 0; i < word.size() && i <= 6; ++i) figures = figures || is_digit(word[i]);
  if (!figures) return read_words(at);
  const auto token = read_figure_token(word);
  if (!token) {
    // "7/8"
    if (word.size() == 3 && is_digit(word[0]) && word[1] == '/' && is_digit(word[2]) &&
        word[2] > word[0]) {
      phrase.value = static_cast<double>(word[0] - '0') / static_cast<double>(word[2] - '0');
      phrase.figures = phrase.fraction = true;
      phrase.end = at + 1;
      return phrase;
    }
    return std::nullopt;
  }
  phrase.value = token->value;
  phrase.figures = true;
  phrase.decimal = token->decimal;
  phrase.prefix = token->prefix;
  phrase.suffix = token->suffix;
  uint32_t next = at + 1;
  if (!phrase.suffix.empty()) {
    const NumberWord scale = lexicon_.number(phrase.suffix);
    const bool is_scale =
        scale.kind == K::kScale ||
        (scale.kind == K::kLetter && (phrase.suffix != "m" || !phrase.prefix.empty()));
    if (is_scale) {
      phrase.value = times(phrase.value, scale.value);
      phrase.scale = scale.value;
      phrase.suffix = {};
    }
    phrase.end = next;
    return phrase;
  }
  const std::string_view behind = form(next);
  // "5 1/2", "2 ½"
  if (!token->decimal && !behind.empty()) {
    if (behind == "\u00bd" || behind == "\u00bc" || behind == "\u00be") {
      phrase.value += behind == "\u00bd" ? 0.5 : behind == "\u00bc" ? 0.25 : 0.75;
      ++next;
    } else if (behind.size() == 3 && behind[1] == '/' && is_digit(behind[0]) &&
               is_digit(behind[2]) && behind[2] > behind[0]) {
      phrase.value += static_cast<double>(behind[0] - '0') / static_cast<double>(behind[2] - '0');
      ++next;
    }
  }
  phrase.end = read_scales(next, phrase);
  return phrase;
}

std::optional<NumberPhrase> NumberReader::read_words(uint32_t at) const {
  NumberPhrase phrase;
  phrase.begin = at;
  const NumberWord first = lexicon_.number(form(at));
  uint32_t next = at;
  switch (first.kind) {
    case K::kVague: {
      phrase.value = first.value == 12 ? 24 : first.value;  // "dozens": two at least
      phrase.high = first.value == 12 ? 100 : first.value * 10;
      phrase.vague = true;
      ++next;
      // "hundreds of thousands", "tens of millions" (tens is no number word by itself)
      if (form(next) == "of") {
        const NumberWord second = lexicon_.number(form(next + 1));
        if (second.kind == K::kVague && second.value > first.value) {
          phrase.value *= second.value;
          *phrase.high *= second.value;
          next += 2;
        }
      }
      if (first.value == 10 && next == at + 1) return std::nullopt;
      phrase.end = next;
      return phrase;
    }
    case K::kFew: {  // "several hundred", "a few dozen", "several million"
      const NumberWord scale = lexicon_.number(form(at + 1));
      if (scale.kind != K::kScale && scale.kind != K::kDozen) return std::nullopt;
      phrase.value = 2 * scale.value;
      phrase.high = 10 * scale.value;
      phrase.vague = true;
      phrase.end = at + 2;
      return phrase;
    }
    case K::kArticle: {
      const NumberWord second = lexicon_.number(form(at + 1));
      if (second.kind == K::kPart && second.value == 2) {  // "a half million"
        const NumberWord scale = lexicon_.number(form(at + 2));
        if (scale.kind == K::kScale || scale.kind == K::kDozen) {
          phrase.value = 0.5 * scale.value;
          phrase.vague = scale.kind == K::kDozen;
          phrase.end = at + 3;
          return phrase;
        }
      }
      if (second.kind == K::kPart) {
        // "a third of", "a quarter of": only with what it is a part of
        if (form(at + 2) != "of") return std::nullopt;
        phrase.value = 1 / second.value;
        phrase.fraction = true;
        phrase.end = at + 2;
        return phrase;
      }
      if (second.kind == K::kCouple) {
        const NumberWord scale = lexicon_.number(form(at + 2));
        phrase.value = 2;
        phrase.vague = true;
        phrase.end = form(at + 2) == "of" ? at + 3 : at + 2;
        if (scale.kind == K::kScale || scale.kind == K::kDozen)
          phrase.value *= scale.value, phrase.end = at + 3;
        return phrase;
      }
      if (second.kind != K::kScale && second.kind != K::kDozen) return std::nullopt;
      phrase.value = 1;
      phrase.vague = second.kind == K::kDozen;
      next = read_scales(at + 1, phrase);
      phrase.end = next;
      return phrase;
    }
    case K::kPart: {
      if (first.value != 2) return std::nullopt;
      const uint32_t article = hyphen(at + 1) ? at + 2 : at + 1;
      if (lexicon_.number(form(article)).kind == K::kArticle) {
        const uint32_t scale_at = hyphen(article + 1) ? article + 2 : article + 1;
        const NumberWord scale = lexicon_.number(form(scale_at));
        if (scale.kind == K::kScale || scale.kind == K::kDozen) {
          phrase.value = 0.5 * scale.value;
          phrase.vague = scale.kind == K::kDozen;
          phrase.end = scale_at + 1;
          return phrase;
        }
      }
      if (form(at + 1) == "of" || form(at + 1) == "the") {
        phrase.value = 0.5;
        phrase.fraction = true;
        phrase.end = at + 1;
        return phrase;
      }
      return std::nullopt;
    }
    case K::kDozen:
      phrase.value = first.value;
      phrase.vague = true;
      phrase.end = at + 1;
      return phrase;
    case K::kScale:
      if (first.value < 100 || form(at).size() < 3) return std::nullopt;
      if (form(at) == "Million" || form(at) == "m") return std::nullopt;
      break;
    case K::kOnes:
    case K::kTens:
      break;
    default:
      return std::nullopt;
  }
  // A cardinal in words: groups of up to 999 times descending scales.
  double total = 0, group = 0;
  bool some = false;
  uint32_t count = 0;
  while (count < 16) {
    uint32_t word_at = next;
    if (some && hyphen(word_at)) ++word_at;
    if (some && form(word_at) == "and" && group == 0)
      ++word_at;
    else if (some && form(word_at) == "and" && lexicon_.number(form(word_at - 1)).kind == K::kScale)
      ++word_at;
    const NumberWord word = lexicon_.number(form(word_at));
    if (word.kind == K::kOnes) {
      const double digit = group - 100 * static_cast<double>(static_cast<int64_t>(group / 100));
      if (some && group > 0 &&
          !(digit >= 20 && word.value < 10 && static_cast<int64_t>(digit) % 10 == 0) && digit != 0)
        break;
      if (some && group == 0 && total == 0) break;
      group += word.value;
    } else if (word.kind == K::kTens) {
      const bool open = !some || (group >= 100 && static_cast<int64_t>(group) % 100 == 0) ||
                        (group == 0 && total > 0);
      if (!open) break;
      group += word.value;
    } else if (word.kind == K::kScale) {
      if (form(word_at).size() < 2) break;
      if (word.value == 100) {
        if (some && (group <= 0 || group >= 100)) break;
        group = (some ? group : 1) * 100;
      } else {
        total += (group > 0 ? group : total > 0 ? 0 : 1) * word.value;
        if (total > 1e15) return std::nullopt;
        phrase.scale = word.value;
        group = 0;
      }
    } else if (word.kind == K::kDozen) {
      if (!some) break;
      group *= word.value;
      phrase.vague = true;
    } else {
      break;
    }
    some = true;
    ++count;
    next = word_at + 1;
  }
  if (!some) return std::nullopt;
  phrase.value = total + group;
  phrase.end = next;
  phrase.one = count == 1 && phrase.value == 1;
  // "two-thirds", "one third", "two and a half", "three quarters"
  const uint32_t part_at = hyphen(next) ? next + 1 : next;
  const NumberWord part = lexicon_.number(form(part_at));
  if (count == 1 && phrase.value < 10 &&
      ((part.kind == K::kParts && phrase.value > 1) || (part.kind == K::kPart && phrase.one))) {
    if (form(part_at + 1) == "of" || hyphen(next) || form(part_at + 1) == "the") {
      phrase.value /= part.value;
      phrase.fraction = true;
      phrase.one = false;
      phrase.end = part_at + 1;
    }
  } else if (form(next) == "and" && form(next + 1) == "a" && form(next + 2) == "half") {
    phrase.value += 0.5;
    phrase.end = next + 3;
  }
  return phrase;
}

}  // namespace dateline::facts
