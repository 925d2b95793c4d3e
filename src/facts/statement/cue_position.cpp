#include "facts/statement/cue_position.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "facts/clause.h"
#include "facts/statement/content.h"
#include "facts/statement/speaker.h"

namespace dateline::facts {

uint32_t closing_speaker(const DocumentView& view, uint32_t verb) {
  constexpr uint32_t kReach = 20;  // words of a speaker
  const Sentence& sentence = view.sentence_of(verb);
  const auto nominal = [&](uint32_t w) { return view.upos(w) == Upos::kNoun || view.upos(w) == Upos::kPropn; };
  if (!is_finite(view, verb) || verb < sentence.begin + 5 || !nominal(verb - 1)) return kNoWord;
  uint32_t comma = verb - 1;
  while (comma > sentence.begin && comma + kReach > verb && view.text(comma) != ",") {
    const std::string_view tag = view.xpos(comma);
    if (is_finite(view, comma) || tag == "WDT" || tag == "WP" || view.upos(comma) == Upos::kSconj) return kNoWord;
    --comma;
  }
  if (view.text(comma) != "," || view.upos(comma + 1) == Upos::kCconj || view.upos(comma + 1) == Upos::kAdp) return kNoWord;
  uint32_t noun = verb - 1;
  for (uint32_t up = view.head(noun), steps = 0; steps < 8 && up != kNoWord && up > comma && up < verb && nominal(up); ++steps, up = view.head(up)) noun = up;
  return noun;
}

uint32_t closing_cue_begin(const DocumentView& view, uint32_t verb) {
  const Sentence& sentence = view.sentence_of(verb);
  uint32_t subject = kNoWord;  // of two the one right before the verb
  for (const uint32_t c : view.children(verb)) {
    if (view.relation(c) == Deprel::kNsubj && (subject == kNoWord || c < verb)) subject = c;
  }
  if (subject == kNoWord) subject = inverted_speaker(view, verb);
  bool placed = subject == kNoWord;  // found by its place alone
  if (placed) subject = closing_speaker(view, verb);
  if (subject == kNoWord) return kNoWord;
  const bool tells = view.lemma(verb) == "tell";
  const auto behind_comma = [&] {
    uint32_t word = verb;
    while (word > sentence.begin && view.text(word - 1) != ",") --word;
    return word;
  };
  uint32_t begin = placed ? behind_comma() : subject < verb ? view.first(subject) : verb;
  while (begin < subject && view.upos(begin) == Upos::kPunct) ++begin;
  // "..., Foreign Minister Ana Luna said": a title that the tree gives to something else.
  if (subject < verb && begin > sentence.begin && view.upos(begin - 1) != Upos::kPunct && closing_speaker(view, verb) != kNoWord) {
    placed = true;
    begin = behind_comma();
  }
  if (begin < sentence.begin + 4 || view.upos(begin - 1) != Upos::kPunct) return kNoWord;
  // A comma, or a comma within closing marks.
  const std::string_view before = view.text(begin - 1);
  const bool comma = before == "," || (begin >= 2 && view.text(begin - 2) == ",");
  if (!comma) return kNoWord;
  for (uint32_t w = begin; w < sentence.end; ++w) {
    if (w > verb && view.text(w) == ";") break;
    if (w == verb || view.upos(w) == Upos::kPunct) continue;
    if (w > verb && (!view.is_under(w, verb) || (is_finite(view, w) && !(subject > verb && view.is_under(w, subject))))) return kNoWord;
    if (w < verb && !placed && !view.is_under(w, subject) && view.head(w) != verb) return kNoWord;
    const Deprel relation = view.relation(w);
    if (view.head(w) == verb && (relation == Deprel::kCc || (relation == Deprel::kObj && !tells && w != subject) || relation == Deprel::kMark)) {
      return kNoWord;
    }
  }
  // "Asked if it was safe, she replied", "Following the flood, a baker asked for help": tells when, if no clause follows.
  const uint32_t opening = view.text(begin - 1) == "," ? begin - 1 : begin;
  const std::string_view tag = view.xpos(sentence.begin);
  if (tag == "WRB" || tag == "IN" || tag == "VBN" || tag == "VBG") {
    uint32_t inner = sentence.begin;
    while (inner < opening && view.text(inner) != ",") ++inner;
    const uint32_t said = view.child(verb, Deprel::kCcomp);
    if (inner == opening && (said == kNoWord || said > verb)) return kNoWord;
  }
  // What is said has a verb of its own.
  for (uint32_t w = sentence.begin; w < begin; ++w) {
    if (view.upos(w) == Upos::kVerb || view.relation(w) == Deprel::kCop) return begin;
  }
  return kNoWord;
}

uint32_t inserted_cue_begin(const DocumentView& view, uint32_t verb) {
  constexpr uint32_t kReach = 8;  // words of a speaker
  const Sentence& sentence = view.sentence_of(verb);
  if (verb + 3 >= sentence.end || view.text(verb + 1) != "," || verb < sentence.begin + 3) return kNoWord;
  const Upos before = view.upos(verb - 1);
  if (before != Upos::kNoun && before != Upos::kPropn && before != Upos::kPron) return kNoWord;
  uint32_t begin = verb - 1;
  while (view.text(begin - 1) != ",") {
    --begin;
    const std::string_view tag = view.xpos(begin);
    if (begin <= sentence.begin + 1 || begin + kReach < verb || is_finite(view, begin) || tag == "WDT" || tag == "WP") return kNoWord;
  }
  return view.xpos(verb - 1) == "WP" || view.xpos(verb - 1) == "WDT" ? kNoWord : begin;
}

Span before_inserted_cue(const DocumentView& view, uint32_t verb) {
  const Sentence& sentence = view.sentence_of(verb);
  uint32_t begin = inserted_cue_begin(view, verb);
  if (begin == kNoWord) {  // "In the north, said the minister, the dam was safe"
    const uint32_t subject = view.child(verb, Deprel::kNsubj);
    if (subject == kNoWord || subject < verb || view.last(subject) + 2 >= sentence.end || view.text(view.last(subject) + 1) != ",") return {};
    if (verb <= sentence.begin + 1 || view.text(verb - 1) != ",") return {};
    begin = verb;
  }
  // "In a statement, she said, ..." tells where.
  static constexpr std::array<std::string_view, 9> kCarriers = {"briefing", "conference", "email", "interview", "letter", "post", "speech", "statement", "tweet"};
  for (uint32_t w = sentence.begin; w + 1 < begin; ++w) {
    if (std::binary_search(kCarriers.begin(), kCarriers.end(), view.lemma(w))) return {};
  }
  return trimmed(view, sentence.begin, begin - 1);
}

void parenthetic_content(const DocumentView& view, uint32_t verb, std::vector<Span>& content) {
  const Sentence& sentence = view.sentence_of(verb);
  const uint32_t first = view.first(verb), last = view.last(verb);
  if (first > sentence.begin) content.push_back(trimmed(view, sentence.begin, first - 1));
  if (last + 1 < sentence.end) {
    const Span rest = trimmed(view, last + 1, sentence.end - 1);
    if (count_words(view, rest) >= 2 && content.empty()) content.push_back(rest);
    else if (count_words(view, rest) >= 3 && !content.empty()) content.push_back(rest);
  }
}

bool announces_quotation(const DocumentView& view, uint32_t verb) {
  if (verb + 3 >= view.size() || (view.text(verb + 1) != "," && view.text(verb + 1) != ":")) return false;
  return view.upos(verb + 2) == Upos::kPunct && view.quotation_of(verb + 3) != 0 && view.quotation_of(verb) == 0;
}

bool is_finite_behind(const DocumentView& view, uint32_t word, uint32_t end) {
  for (uint32_t w = word + 1; w < end && w < word + 4; ++w) {
    if (is_finite(view, w)) return true;
    if (view.upos(w) != Upos::kAdv) return false;
  }
  return false;
}

bool is_so_called(const DocumentView& view, uint32_t verb) {
  return verb >= 2 && view.lemma(verb) == "call" && view.text(verb - 1) == "-" && view.lemma(verb - 2) == "so";
}

bool is_unsaid(const DocumentView& view, uint32_t verb) {
  static constexpr std::array<std::string_view, 5> kHoldBack = {"decline", "fail", "forget", "hesitate", "refuse"};
  const uint32_t to = view.child(verb, Deprel::kMark), up = view.head(verb);
  if (to == kNoWord || view.lemma(to) != "to" || up == kNoWord || up > verb || view.xpos(verb) != "VB") return false;
  const Deprel relation = view.relation(verb);
  if (relation == Deprel::kXcomp) return std::binary_search(kHoldBack.begin(), kHoldBack.end(), view.lemma(up));
  return (relation == Deprel::kAcl && view.upos(up) == Upos::kNoun) || (relation == Deprel::kCsubj && view.upos(up) == Upos::kAdj);
}

bool is_behind_preposition(const DocumentView& view, uint32_t verb) {
  if (verb == 0 || view.xpos(verb) != "VBG") return false;
  const Upos before = view.upos(verb - 1);
  return before == Upos::kAdp || before == Upos::kSconj || view.xpos(verb - 1) == "TO";
}

bool is_set_off(const DocumentView& view, const Quotation& q) {
  const uint32_t first = view.word_at(q.outer.begin);
  const char last = q.inner.empty() ? ' ' : view.article().text[q.inner.end - 1];
  if (last == ',' || last == '.' || last == '?' || last == '!') return true;
  return first > 0 && (view.text(first - 1) == "," || view.text(first - 1) == ":");
}

}  // namespace dateline::facts
