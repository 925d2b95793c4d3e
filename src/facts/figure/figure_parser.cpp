#include "facts/figure/figure_parser.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"

namespace dateline::facts {

FigureParser::FigureParser(const Article& article, const Analysis& analysis,
                           const FigureLexicon& lexicon, const std::vector<TimeExpression>& times)
    : article_(article),
      analysis_(analysis),
      lexicon_(lexicon),
      times_(times),
      reader_(article.text, analysis, lexicon) {
  // Untrained analyses know nouns and marks only.
  const size_t looked_at = std::min<size_t>(analysis.upos.size(), 400);
  tagged_ =
      std::find(analysis.upos.begin(),
                analysis.upos.begin() + static_cast<std::ptrdiff_t>(looked_at),
                Upos::kVerb) != analysis.upos.begin() + static_cast<std::ptrdiff_t>(looked_at);
}

void FigureParser::enter_sentence(uint32_t index) {
  sentence_ = index;
  const Sentence& sentence = analysis_.sentences[index];
  begin_ = sentence.begin;
  end_ = sentence.end;
  reader_.enter_sentence(begin_, end_);
  while (time_ < times_.size() && times_[time_].span.end <= sentence.span.begin) ++time_;
}

bool FigureParser::form_is(uint32_t at, std::string_view lower) const {
  return equals_ignoring_case(form(at), lower);
}

bool FigureParser::glued(uint32_t at) const {
  return at > begin_ && at < end_ && analysis_.span[at].begin == analysis_.span[at - 1].end;
}

uint16_t FigureParser::bits(uint32_t at) const {
  const std::string_view word = form(at);
  if (word.empty()) return 0;
  // "US", "IT" and "WHO" in capitals are names.
  if (word.size() > 1 && word.size() < 4 && is_upper(word[0]) && is_upper(word[1])) return 0;
  return lexicon_.word_bits(word);
}

bool FigureParser::capitalised(uint32_t at) const {
  const std::string_view word = form(at);
  return !word.empty() &&
         (is_upper(word[0]) || (word.size() > 1 && is_upper(word[1]) && is_alpha(word[0])));
}

// Inside a date, a time of day or a set (not a duration, which is a quantity).
bool FigureParser::in_time(uint32_t at) const {
  if (at >= end_) return false;
  const Span span = analysis_.span[at];
  for (size_t i = time_; i < times_.size() && times_[i].span.begin < span.end; ++i) {
    if (times_[i].type == TimexType::kDuration || !times_[i].span.overlaps(span)) continue;
    // "nine days later" holds a duration, a quantity like any other.
    const std::string_view words = text_of(article_.text, times_[i].span);
    if (times_[i].type == TimexType::kDate &&
        (words.ends_with(" later") || words.ends_with(" earlier") || words.ends_with(" ago")))
      continue;
    return true;
  }
  return false;
}

// The upper end of a range, if one follows the number (and its unit).
std::optional<NumberPhrase> FigureParser::read_range(const NumberPhrase& number,
                                                     const UnitMatch& unit,
                                                     UnitMatch& second_unit) const {
  uint32_t next = number.end;
  if (unit.unit != nullptr && !unit.in_token && unit.begin >= number.end) next = unit.end;
  const bool hyphen = reader_.hyphen(next);
  const bool to =
      form_is(next, "to") || (hyphen && form_is(next + 1, "to") && reader_.hyphen(next + 2));
  const bool or_word = form_is(next, "or");
  uint32_t first = number.begin;
  if (unit.unit != nullptr && unit.end == first) first = unit.begin;
  const bool between = first > begin_ && (form_is(first - 1, "between") ||
                                          (first > begin_ + 1 && form_is(first - 2, "between")));
  const bool and_word = form_is(next, "and") && between;
  if (!hyphen && !to && !or_word && !and_word) return std::nullopt;
  uint32_t at = next + 1;
  if (hyphen && to) at = next + 3;
  if (to && !hyphen && first > begin_) {
    // "rose from 5 to 7", "rose by 5 to 7", "rose 5 to 7": two figures, not a range.
    const bool from = form_is(first - 1, "from");
    if (form_is(first - 1, "by")) return std::nullopt;
    const Modifiers before = read_modifiers(from ? first - 1 : first, first, true);
    if (before.up || before.down) return std::nullopt;
  }
  // A currency before the second number.
  const Unit* prefix = unit_of(form(at));
  if (prefix != nullptr && prefix->kind == UnitKind::kCurrency) {
    if (unit.unit == nullptr || prefix->symbol != unit.unit->symbol) return std::nullopt;
    ++at;
  }
  if (at >= end_ || in_time(at)) return std::nullopt;
  auto high = reader_.read(at);
  if (!high || high->vague) return std::nullopt;
  second_unit = find_unit(*high);
  if (!high->suffix.empty() && second_unit.unit == nullptr) return std::nullopt;
  if (unit.unit != nullptr && second_unit.unit != nullptr &&
      unit.unit->symbol != second_unit.unit->symbol)
    return std::nullopt;
  if (unit.unit != nullptr && unit.unit->kind != UnitKind::kCurrency && second_unit.unit == nullptr)
    return std::nullopt;
  if (or_word &&
      (high->value > number.value * 3 ||
       (unit.unit != nullptr && second_unit.unit == nullptr && unit.begin >= number.end)))
    return std::nullopt;
  const bool both_priced = prefix != nullptr && prefix->kind == UnitKind::kCurrency;
  const double low = number.scale == 1 && !both_priced && high->scale > 1 && number.value < 1000
                         ? number.value * high->scale
                         : number.value;
  if (low >= high->value) return std::nullopt;
  return high;
}

bool FigureParser::parse(uint32_t at, Quantity& out, uint32_t& next) {
  next = at + 1;
  if (in_time(at)) return false;
  auto number = reader_.read(at);
  if (!number) return false;
  next = number->end;
  const bool share = read_share(*number);
  UnitMatch unit = find_unit(*number);
  if (share) unit = {unit_of("percent"), number->begin, number->end, false, {}, number->end};
  next = std::max(next, number->end);
  if (!number->prefix.empty() && unit.unit == nullptr) {
    const std::string_view prefix = number->prefix;
    if (prefix != "-" && prefix != "+" && prefix != "~" && prefix != "." && prefix != "\u2212")
      return false;
  }
  if (!number->suffix.empty() && unit.unit == nullptr) return false;  // "22nd", "1980s", "A4s"
  if (!number->prefix.empty() && !number->suffix.empty() && is_alpha(number->prefix[0]) && unit_of(number->prefix) == nullptr)
    return false;  // "D4CC"
  const bool has_unit = unit.unit != nullptr;
  if (is_name(*number, has_unit)) {
    if (reader_.hyphen(number->end) && glued(number->end) && glued(number->end + 1))
      next = number->end + 2;  // "Rovers 2-1"
    return false;
  }

  // Sign.
  bool minus = number->prefix == "-" || number->prefix == "\u2212";
  uint32_t begin = number->begin;
  if (begin > begin_ && has_unit && !unit.in_token && unit.end < begin)
    minus = true, begin = unit.begin;
  if (begin > begin_ && has_unit && !unit.in_token && unit.end == begin) begin = unit.begin;
  if (begin > begin_) {
    const std::string_view before = form(begin - 1);
    const bool alone = before == "-" || before == "\u2212" || before == "\u2013";
    if (alone && glued(begin) && !glued(begin - 1) && (has_unit || number->decimal))
      minus = true, --begin;
    else if (equals_ignoring_case(before, "minus"))
      minus = true, --begin;
    else if (alone && begin > begin_ + 1 && form_is(begin - 2, "minus"))
      minus = true, begin -= 2;
  }

  UnitMatch second_unit;
  const auto high = read_range(*number, unit, second_unit);
  if (!high && !has_unit && second_unit.unit != nullptr &&
      second_unit.unit->kind == UnitKind::kPercent &&
      form_is(number->end, "to")) {  // "50.1 to 42.9 percent": shares set against each other
    unit = second_unit;
    unit.begin = unit.end = unit.per_end = number->end;
  }
  if (number->one && !has_unit && !high && !acceptable_one(*number)) return false;
  Figure& figure = out.figure;
  uint32_t end = std::max(number->end, has_unit ? unit.per_end : 0);
  double value = minus ? -number->value : number->value;
  if (high) {
    if (number->scale == 1 && high->scale > 1 && number->value < 1000 &&
        value * high->scale < high->value)
      value *= high->scale;
    if (!has_unit || second_unit.unit != nullptr) {
      if (second_unit.unit != nullptr) unit = second_unit;
    } else {
      unit.per_end = high->end;
    }
    end = std::max(high->end, unit.unit != nullptr ? unit.per_end : 0);
    figure.low = value;
    figure.high = high->value;
  } else {
    // A score or a chain of numbers ("3-1", "555-0100").
    if (reader_.hyphen(number->end) && glued(number->end) && glued(number->end + 1) &&
        unit.unit == nullptr && number->end + 1 < end_ && reader_.can_start(number->end + 1) &&
        is_digit(form(number->end + 1)[0])) {
      next = number->end + 2;
      return false;
    }
    if (number->high) {
      figure.low = value;
      figure.high = *number->high;
    } else {
      figure.value = value;
    }
  }
  next = std::max(next, end);
  if (unit.unit != nullptr) {
    unit.per_end = end;
    read_rate(unit);
    end = std::max(end, unit.per_end);
    next = std::max(next, end);
  }
  // "3 dollars [and] 50 cents"
  if (unit.unit != nullptr && unit.unit->kind == UnitKind::kCurrency && unit.per.empty() &&
      figure.value) {
    const uint32_t cents = form_is(end, "and") ? end + 1 : end;
    if (cents < end_ && reader_.can_start(cents)) {
      auto small = reader_.read(cents);
      if (small && small->value < 100 && !small->high) {
        const UnitMatch small_unit = unit_behind(small->end);
        if (small_unit.unit != nullptr && small_unit.unit->kind == UnitKind::kSubcurrency) {
          figure.value = value + small->value / 100;
          end = next = small_unit.end;
        }
      }
    }
  }
  const UnitKind kind = unit.unit != nullptr ? unit.unit->kind : UnitKind::kNothing;
  const Modifiers modifiers =
      read_modifiers(begin, end, kind != UnitKind::kNothing && kind != UnitKind::kTime);
  figure.approximate = modifiers.approx || number->vague || number->fraction;
  figure.bound = number->plus ? Bound::kMin : modifiers.bound;
  figure.change = number->plus ? Change::kAbove : modifiers.change;
  figure.span = {analysis_.span[begin].begin, analysis_.span[end - 1].end};
  out.sentence = sentence_;
  out.in_record = true;

  Counted counted;
  if (unit.unit != nullptr) {
    figure.unit = unit.unit->symbol;
    out.unit_name = unit.unit->name;
    if (kind != UnitKind::kPercent && kind != UnitKind::kTime) {
      last_unit_ = unit.unit;
      last_noun_.clear();
      last_sentence_ = sentence_;
    }
    out.unit_text =
        std::string(unit.in_token ? (number->prefix.empty() ? number->suffix : number->prefix)
                                  : text_of(article_.text, {analysis_.span[unit.begin].begin,
                                                            analysis_.span[unit.end - 1].end}));
    if (!unit.per.empty()) {
      out.unit_name += " per " + unit.per;
      figure.unit += "/" + unit.per;
      const Unit* base = unit_of(unit.per);
      if (base != nullptr) figure.unit = unit.unit->symbol + "/" + base->symbol;
    }
    // Ages.
    const uint32_t old = reader_.hyphen(end) ? end + 1 : end;
    if (kind == UnitKind::kTime && (form_is(old, "old") || form_is(old, "olds") ||
                                    (form_is(end, "of") && form_is(end + 1, "age")))) {
      out.unit_name += " of age";
      out.in_record = false;
      next = std::max(next, old + 1);
    }
    if (kind == UnitKind::kTime || kind == UnitKind::kFactor) out.in_record = false;
    if (number->one && kind == UnitKind::kPoint) out.in_record = false;  // "at one point"
    counted = describe_share(modifiers.begin, end, kind == UnitKind::kLength);
  } else {
    const std::string_view behind = form(end);
    // "aged 35", "Smith, 65,"
    const uint32_t before = begin > begin_ ? begin - 1 : begin;
    const bool age = begin > begin_ &&
                     (form_is(before, "aged") || form_is(before, "age") ||
                      (form_is(before, "of") && before > begin_ && form_is(before - 1, "age")));
    if (age) {
      if (high) return false;
      out.unit_name = "year of age";
      figure.unit = "year";
      out.in_record = false;
      return true;
    }
    if (!high && is_age(*number)) return false;
    if (begin > begin_ && form(before) == "(" && (behind == ")" || (behind == "." && form(end + 1) == ")"))) return false;
    counted = counted_behind(end);
    // "July 9 and 10"
    if (counted.end == counted.begin && begin > begin_ + 1 && number->figures && value < 32 &&
        in_time(before - 1) &&
        (form_is(before, "and") || form_is(before, "or") || form_is(before, "to") ||
         form_is(before, "through") || form(before) == "," || reader_.hyphen(before))) {
      return false;
    }
    if (counted.end > counted.begin) {
      out.unit_name = normalised(counted.begin, counted.end);
      out.unit_text = counted.text;
    } else if (number->figures && !number->decimal && value >= 1900 && value < 2100) {
      return false;
    }
    describe_count(modifiers.begin, end, counted);
    // "two were fake"
    if (counted.text.empty() && !number->one && (behind == "were" || behind == "are")) {
      const uint32_t predicate = phrase_end(end + 1, 3);
      if (predicate > end + 1) {
        counted.begin = end + 1;
        counted.end = predicate;
        counted.text = std::string(text_of(
            article_.text, {analysis_.span[end + 1].begin, analysis_.span[predicate - 1].end}));
      }
    }
    // "earlier figures of 11,000", "put the number at 11,000": what the count before was of.
    const bool repeated = refers_to_count(modifiers.begin);
    const bool against = counted.text.empty() && last_sentence_ == sentence_ && is_set_against(modifiers.begin);
    if (counted.text.empty() && repeated && !count_of_.empty()) {
      counted.text = count_of_;
    } else if (against && !last_noun_.empty() && !count_of_.empty()) {
      out.unit_name = last_noun_;
      counted.text = count_of_;
    } else if (counted.text.empty()) {
      if (against && last_unit_ != nullptr) {
        figure.unit = last_unit_->symbol;
        out.unit_name = last_unit_->name;
      }
      counted = noun_before(modifiers.begin);
    } else if (out.in_record) {
      count_of_ = counted.text;
    }
    if (!counts_something(*number, begin, end, counted)) out.in_record = false;
    if (!out.unit_name.empty() && figure.unit.empty()) {
      last_noun_ = out.unit_name;
      last_unit_ = nullptr;
      last_sentence_ = sentence_;
    }
  }
  if (number->fraction && unit.unit == nullptr) {
    // A share of something: in percent for the record.
    if (figure.value && *figure.value > 0 && *figure.value < 1)
      out.unit_name = "% " + (out.unit_name.empty() ? std::string("-") : out.unit_name);
  }
  figure.what = counted.text;
  if (counted.end > counted.begin) {
    figure.what_span = {analysis_.span[counted.begin].begin, analysis_.span[counted.end - 1].end};
  }
  return true;
}

}  // namespace dateline::facts
