#include <algorithm>
#include <array>

#include "base/strings.h"
#include "facts/figure/figure_parser.h"

namespace dateline::facts {

namespace {

bool is_word(std::string_view word) {
  return !word.empty() && (is_alpha(word[0]) || static_cast<unsigned char>(word[0]) >= 0xC3);
}

std::string singular(std::string word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kIrregular = {
      {{"men", "man"},
       {"women", "woman"},
       {"children", "child"},
       {"feet", "foot"},
       {"series", "series"},
       {"lives", "life"}}};
  for (const auto& [plural, one] : kIrregular) {
    if (word == plural) return std::string(one);
  }
  if (word.size() > 5 && word.ends_with("men")) return word.substr(0, word.size() - 2) + "an";
  const auto ends = [&](std::string_view tail) {
    return word.size() > tail.size() + 1 && word.ends_with(tail);
  };
  if (ends("ies")) return word.substr(0, word.size() - 3) + "y";
  if (ends("sses") || ends("shes") || ends("ches") || ends("xes"))
    return word.substr(0, word.size() - 2);
  if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) word.pop_back();
  return word;
}

void append_words(std::string& out, std::string_view words) {
  if (!out.empty() && !words.empty()) out.push_back(' ');
  out.append(words);
}

}  // namespace

// "last week", "next year": no time expression where the article has no date.
bool FigureParser::is_relative_time(uint32_t at) const {
  static constexpr std::string_view kWhich[] = {"last", "next", "past", "previous", "this"};
  const std::string_view word = form(at);
  if (std::none_of(std::begin(kWhich), std::end(kWhich), [&](std::string_view w) { return word == w; })) return false;
  const Unit* unit = unit_of(form(at + 1));
  return unit != nullptr && unit->kind == UnitKind::kTime;
}

// Does the phrase of counted words end before `at`?
bool FigureParser::ends_phrase(uint32_t at) const {
  const std::string_view word = form(at);
  if (!is_word(word)) return true;
  const uint16_t known = bits(at);
  if ((known & kStop) != 0) return true;
  if (in_time(at) || is_relative_time(at)) return true;
  if (!tagged_) return (known & kVerb) != 0;
  switch (analysis_.upos[at]) {
    case Upos::kNoun:
    case Upos::kPropn:
    case Upos::kAdj:
    case Upos::kX:
      return false;
    case Upos::kNum:
      return false;
    case Upos::kVerb: {
      // "wounded soldiers", "ruling parties": a participle before a noun.
      const std::string_view tag = xpos_name(analysis_.xpos[at]);
      if (tag != "VBN" && tag != "VBG") return true;
      if (at + 1 >= end_) return true;
      const Upos next = analysis_.upos[at + 1];
      return next != Upos::kNoun && next != Upos::kAdj;
    }
    case Upos::kAdv:
      return at + 1 >= end_ || (analysis_.upos[at + 1] != Upos::kAdj);
    default:
      return true;
  }
}

// One past the last word of the noun phrase that starts at `at`; `at` if there is none.
uint32_t FigureParser::phrase_end(uint32_t at, uint32_t most) const {
  uint32_t next = at;
  uint32_t noun = at;
  while (next < end_ && next < at + most) {
    const std::string_view word = form(next);
    if (reader_.hyphen(next)) {
      if (next == at || !glued(next) || !glued(next + 1)) break;
      ++next;
      continue;
    }
    if ((word == "'s" || word == "\u2019s") && next > at && next + 1 < end_ &&
        !ends_phrase(next + 1) && tagged_) {
      ++next;
      continue;
    }
    if (word == "and" && tagged_ && next > at && next + 2 < end_ &&
        analysis_.upos[next - 1] == Upos::kAdj && !ends_phrase(next + 1) &&
        !ends_phrase(next + 2)) {
      ++next;
      continue;
    }
    if (ends_phrase(next)) break;
    ++next;
    const bool nominal = !tagged_ || analysis_.upos[next - 1] == Upos::kNoun ||
                         analysis_.upos[next - 1] == Upos::kPropn ||
                         analysis_.upos[next - 1] == Upos::kX;
    if (nominal)
      noun = next;
    else if (noun > at && next > noun + 1 && tagged_ && !reader_.hyphen(next - 2))
      break;
  }
  if (noun == at && next > at && !reader_.hyphen(next - 1)) noun = next;
  return noun;
}

// A noun in the plural, as far as its form tells.
bool FigureParser::several(uint32_t at) const {
  const std::string_view word = form(at);
  return (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) ||
         (bits(at) & kPerson) != 0;
}

FigureParser::Counted FigureParser::counted_behind(uint32_t at) const {
  Counted out;
  uint32_t next = at;
  while (next < end_ && reader_.hyphen(next) && glued(next)) ++next;
  if (form_is(next, "or") && (form_is(next + 1, "more") || form_is(next + 1, "so") ||
                              form_is(next + 1, "fewer") || form_is(next + 1, "less"))) {
    next += 2;
  }
  if (form_is(next, "of")) {
    ++next;
    static constexpr std::string_view kSkipped[] = {"the",   "its", "their", "his", "her", "those",
                                                    "these", "all", "our",   "my",  "a",   "an"};
    for (int i = 0; i < 2; ++i) {
      for (const std::string_view skipped : kSkipped) {
        if (form_is(next, skipped)) {
          ++next;
          break;
        }
      }
    }
    if (next < end_ && reader_.can_start(next)) {  // "eight of the 10 questions"
      if (const auto whole = reader_.read(next)) next = whole->end;
    }
  } else if (form_is(next, "more") || form_is(next, "other") || form_is(next, "additional") ||
             form_is(next, "another")) {
    ++next;
  }
  uint32_t end = phrase_end(next, 6);
  // The tree knows the noun of "seven ruling and opposition parties".
  if (tagged_ && at > begin_ && analysis_.relation[at - 1] == Deprel::kNummod) {
    const uint32_t head = analysis_.head[at - 1];
    if (head != kNoWord && head >= end && head < end_ && head < at + 8 &&
        (analysis_.upos[head] == Upos::kNoun || analysis_.upos[head] == Upos::kPropn)) {
      bool plain = true;
      for (uint32_t i = next; i < head; ++i) {
        const Upos tag = analysis_.upos[i];
        plain = plain && tag != Upos::kVerb && tag != Upos::kAux && tag != Upos::kAdp &&
                tag != Upos::kPron && tag != Upos::kDet && !is_relative_time(i);
      }
      if (plain) end = head + 1;
    }
  }
  if (end == next && tagged_ && next + 2 < end_ && analysis_.upos[next] == Upos::kVerb &&
      (form_is(next + 1, "and") || form_is(next + 1, "or")) && form(next).ends_with("ing")) {
    end = next + 1;  // "seven ruling and opposition parties"
  }
  if (end == next) return out;
  // "air, sea and land forces": a list of modifiers goes on to the noun in the plural.
  if (!several(end - 1)) {
    uint32_t reached = end;
    for (int step = 0;
         step < 3 && (form(reached) == "," || form_is(reached, "and") || form_is(reached, "or"));
         ++step) {
      const uint32_t more = phrase_end(reached + 1, 4);
      if (more == reached + 1) break;
      reached = more;
      if (several(reached - 1)) {
        end = reached;
        break;
      }
    }
  }
  out.begin = next;
  out.end = end;
  // "members of the security forces", "cases against": what is in the container.
  if ((bits(end - 1) & kContainer) != 0 && form_is(end, "of")) {
    uint32_t inner = end + 1;
    if (form_is(inner, "the") || form_is(inner, "a") || form_is(inner, "an")) ++inner;
    const uint32_t inner_end = phrase_end(inner, 5);
    if (inner_end > inner) out.end = inner_end;
  }
  out.text = std::string(
      text_of(article_.text, {analysis_.span[out.begin].begin, analysis_.span[out.end - 1].end}));
  return out;
}

// Does a noun that stands for a count lead up to the number: "figures of 40", "put the death toll at 40"?
bool FigureParser::refers_to_count(uint32_t at) const {
  if (at < begin_ + 2 || !(form_is(at - 1, "of") || form_is(at - 1, "at"))) return false;
  static constexpr std::string_view kCounts[] = {"figure", "figures", "estimate", "estimates", "number", "numbers", "total", "toll", "count"};
  const std::string_view word = form(at - 2);
  return std::any_of(std::begin(kCounts), std::end(kCounts), [&](std::string_view w) { return equals_ignoring_case(word, w); });
}

// The nearest noun phrase before a number that has none behind it: the subject ("The death toll had
// risen to 21").
FigureParser::Counted FigureParser::noun_before(uint32_t at) const {
  Counted out;
  uint32_t best_begin = 0, best_end = 0;
  uint32_t end = at;
  if (tagged_) {
    // The subject of the verb above the number.
    uint32_t up = at;
    for (int step = 0; step < 6 && up != kNoWord && up < end_; ++step) {
      for (uint32_t i = begin_; i < at; ++i) {
        const Deprel relation = analysis_.relation[i];
        if (analysis_.head[i] == up &&
            (relation == Deprel::kNsubj || relation == Deprel::kNsubjPass)) {
          if (analysis_.upos[i] == Upos::kPron || analysis_.upos[i] == Upos::kNum || analysis_.upos[i] == Upos::kSym) continue;
          if (form(i) == "%") continue;
          uint32_t begin = i;
          while (begin > begin_ && !ends_phrase(begin - 1) && i - begin < 4) --begin;
          out.begin = begin;
          out.end = i + 1;
          out.text = std::string(
              text_of(article_.text, {analysis_.span[begin].begin, analysis_.span[i].end}));
          return out;
        }
      }
      up = analysis_.head[up];
    }
  }
  for (uint32_t step = 0; step < 14 && end > begin_; ++step) {
    if (!ends_phrase(end - 1)) {
      uint32_t begin = end - 1;
      while (begin > begin_ && end - begin < 4 && !ends_phrase(begin - 1)) --begin;
      best_begin = begin;
      best_end = end;
      end = begin;
      // Go on past "of" and "from" to the head of the phrase.
      if (end > begin_ &&
          (form_is(end - 1, "the") || form_is(end - 1, "that") || form_is(end - 1, "its")))
        --end;
      if (end > begin_ &&
          (form_is(end - 1, "of") || form_is(end - 1, "from") || form_is(end - 1, "in"))) {
        --end;
        continue;
      }
      break;
    }
    --end;
  }
  // Another amount is nothing that could be counted ("$2 billion for schools and $40 million").
  while (best_begin < best_end && (reader_.can_start(best_begin) || form(best_begin) == "%" || (tagged_ && analysis_.upos[best_begin] == Upos::kNum))) ++best_begin;
  if (best_end > best_begin && unit_of(form(best_end - 1)) != nullptr) return out;
  if (best_end > best_begin) {
    out.begin = best_begin;
    out.end = best_end;
    out.text = std::string(text_of(
        article_.text, {analysis_.span[best_begin].begin, analysis_.span[best_end - 1].end}));
  }
  return out;
}

// Adds what befell the people counted: "83 people were wounded", "killed at least two people".
void FigureParser::describe_count(uint32_t begin, uint32_t end, Counted& counted) const {
  uint32_t next = counted.end > counted.begin ? counted.end : end;
  static constexpr std::string_view kBetween[] = {"were",       "was",  "are",  "is",    "had",
                                                  "have",       "has",  "been", "being", "also",
                                                  "reportedly", "left", "more", "others"};
  for (int step = 0; step < 4; ++step) {
    const std::string_view word = form(next);
    const bool between =
        std::any_of(std::begin(kBetween), std::end(kBetween),
                    [&](std::string_view w) { return equals_ignoring_case(word, w); });
    if (!between) break;
    ++next;
  }
  if ((bits(next) & kFate) != 0) {
    const std::string fate = to_lower(form(next));
    if (counted.text.find(fate) == std::string::npos) append_words(counted.text, fate);
    counted.fate = true;
    if (counted.end == counted.begin) counted.begin = next, counted.end = next + 1;
    return;
  }
  // "killing|killed|wounded [at least] two people"
  if (begin > begin_) {
    const uint32_t verb = begin - 1;
    const uint16_t known = bits(verb);
    if ((known & kKilling) != 0) {
      std::string fate = to_lower(form(verb));
      if (fate.ends_with("ing"))
        fate.replace(fate.size() - 3, 3, fate.starts_with("injur") ? "ed" : "ed");
      else if ((known & kKilling) != 0 && !fate.ends_with("ed")) {
        if (fate.ends_with('s')) fate.pop_back();
        fate += fate.ends_with('e') ? "d" : "ed";
      }
      if (counted.text.find(fate) == std::string::npos) append_words(counted.text, fate);
      counted.fate = true;
      if (counted.end == counted.begin) counted.begin = verb, counted.end = verb + 1;
    }
  }
}

// What a share or an amount is of: "50 percent of its population is Russian", "a 25% duty", "$70
// million for a project".
FigureParser::Counted FigureParser::describe_share(uint32_t begin, uint32_t end, bool distance) {
  Counted out;
  uint32_t next = end;
  const bool of = form_is(next, "of");
  if (of) {
    out = counted_behind(next);
  } else if (!ends_phrase(next) || (reader_.hyphen(next) && !ends_phrase(next + 1))) {
    out = counted_behind(next);
  }
  uint32_t verb = out.end > out.begin ? out.end : end;
  if ((form_is(verb, "is") || form_is(verb, "are") || form_is(verb, "was") ||
       form_is(verb, "were")) &&
      (of || out.text.empty())) {
    const uint32_t predicate = phrase_end(verb + 1, 3);
    if (predicate > verb + 1) {
      const std::string words(text_of(
          article_.text, {analysis_.span[verb + 1].begin, analysis_.span[predicate - 1].end}));
      if (out.text.empty()) {
        if (!share_of_.empty() && sentence_ <= share_sentence_ + 2) out.text = share_of_;
        out.begin = verb + 1;
        out.end = predicate;
        append_words(out.text, words);
        share_sentence_ = sentence_;
        return out;
      }
      share_of_ = out.text;
      share_sentence_ = sentence_;
      append_words(out.text, words);
      return out;
    }
  }
  if (of && !out.text.empty()) {
    share_of_ = out.text;
    share_sentence_ = sentence_;
    return out;
  }
  if (!out.text.empty()) return out;
  if (distance && form_is(next, "from")) {
    const uint32_t inner = form_is(next + 1, "the") ? next + 2 : next + 1;
    const uint32_t inner_end = phrase_end(inner, 5);
    if (inner_end > inner) {
      out.begin = next;
      out.end = inner_end;
      out.text = std::string(
          text_of(article_.text, {analysis_.span[next].begin, analysis_.span[inner_end - 1].end}));
      return out;
    }
  }
  if (form_is(next, "for") || form_is(next, "in") || form_is(next, "from") || form_is(next, "to") ||
      form_is(next, "on") || form_is(next, "worth")) {
    uint32_t inner = next + 1;
    if (form_is(next, "worth") && form_is(inner, "of")) ++inner;
    if (form_is(inner, "the") || form_is(inner, "a") || form_is(inner, "an") ||
        form_is(inner, "its"))
      ++inner;
    const bool subject_first =
        form_is(next, "in") || form_is(next, "from") || form_is(next, "to") || form_is(next, "on");
    if (!subject_first) {
      const uint32_t inner_end = phrase_end(inner, 5);
      if (inner_end > inner) {
        out.begin = inner;
        out.end = inner_end;
        out.text = std::string(text_of(
            article_.text, {analysis_.span[inner].begin, analysis_.span[inner_end - 1].end}));
        return out;
      }
    }
  }
  // "52% of voters chose to leave and 48% to stay"
  if (!share_of_.empty() && share_sentence_ == sentence_ && form(end - 1) == "%") {
    out.text = share_of_;
    return out;
  }
  return noun_before(begin);
}

// Lower case, last word in the singular, "of" and hyphens left out.
std::string FigureParser::normalised(uint32_t begin, uint32_t end) const {
  std::string out;
  uint32_t last = begin;
  for (uint32_t i = begin; i < end; ++i) {
    if (!reader_.hyphen(i)) last = i;
  }
  for (uint32_t i = begin; i < end; ++i) {
    const std::string_view word = form(i);
    if (reader_.hyphen(i) || equals_ignoring_case(word, "of") ||
        equals_ignoring_case(word, "the") || equals_ignoring_case(word, "and") || word == "'s" ||
        word == "\u2019s") {
      continue;
    }
    if (tagged_ && i < last && analysis_.upos[i] == Upos::kVerb) continue;  // "recorded songs"
    std::string lower = to_lower(word);
    if (tagged_ && xpos_name(analysis_.xpos[i]) == "JJS") lower = std::string(analysis_.lemma(i));
    const bool head = i == last || form_is(i + 1, "of");
    append_words(out, head ? singular(std::move(lower)) : lower);
  }
  return out;
}

}  // namespace dateline::facts
