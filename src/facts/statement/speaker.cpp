#include "facts/statement/speaker.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "facts/clause.h"
#include "facts/statement/content.h"
#include "facts/statement/cue_position.h"

namespace dateline::facts {
namespace {

bool is_nominal(const DocumentView& view, uint32_t word) {
  const Upos tag = view.upos(word);
  return tag == Upos::kPropn || tag == Upos::kNoun || tag == Upos::kPron || tag == Upos::kDet || tag == Upos::kNum;
}

bool is_subject(const DocumentView& view, uint32_t word) {
  return view.relation(word) == Deprel::kNsubj || view.relation(word) == Deprel::kNsubjPass;
}

/// "People briefed", "sources close": a clause that a noun's modifier was taken for. It has no tense but what the modifier's
/// form may pass for, and no conjunction.
bool is_modifier(const DocumentView& view, uint32_t word) {
  const std::string_view tag = view.xpos(word);
  if (tag != "VBN" && tag != "VBD" && tag != "VBG" && tag != "JJ") return false;
  for (const uint32_t c : view.children(word)) {
    const Deprel relation = view.relation(c);
    if (relation == Deprel::kAux || relation == Deprel::kAuxPass || relation == Deprel::kCop || relation == Deprel::kMark) return false;
  }
  return true;
}

bool has_comma_between(const DocumentView& view, uint32_t from, uint32_t to) {
  for (uint32_t w = from; w < to; ++w) {
    if (view.text(w) == ",") return true;
  }
  return false;
}

}  // namespace

bool is_closing_mark(const DocumentView& view, uint32_t word) {
  const std::string_view form = view.text(word);
  return view.upos(word) == Upos::kPunct && (form == "\"" || form == "''" || form == "\xE2\x80\x9D") &&
         (word + 1 == view.size() || view.quotation_of(word + 1) == 0);
}

Span speaker_phrase(const DocumentView& view, uint32_t head, uint32_t cue) {
  const Span name = phrase_of(view, head);
  uint32_t last = view.word_at(name.end) - 1;
  for (const uint32_t c : view.children(head)) {
    const Deprel relation = view.relation(c);
    if (c <= last || (relation != Deprel::kAppos && relation != Deprel::kAclRelcl && relation != Deprel::kAcl)) continue;
    const uint32_t end = view.last(c);
    if (end > last + 40 || (cue > head && end >= cue) || view.quotation_of(end) != view.quotation_of(head)) break;
    last = end;
  }
  // "(93 percent, according to the polls), Chile": no further than the bracket that the phrase stands in.
  for (uint32_t w = head + 1, open = 0; w <= last; ++w) {
    const std::string_view form = view.text(w);
    if (form == "(") ++open;
    else if (form == ")" && open-- == 0) return view.span_of(view.word_at(name.begin), w - 1);
  }
  while (last > head && view.upos(last) == Upos::kPunct) --last;
  return {name.begin, std::max(name.end, view.analysis().span[last].end)};
}

namespace {

/// "veteran strategist Ana Luna", "one of the guards, Ana Luna": the one name that stands behind the noun of a speaker's phrase.
const ActorMention* name_behind(const DocumentView& view, const Actors& actors, uint32_t subject, Span phrase) {
  constexpr uint32_t kReach = 12;  // words
  const ActorMention* found = nullptr;
  for (uint32_t w = subject + 1; w < view.size() && w <= subject + kReach && view.analysis().span[w].end <= phrase.end; ++w) {
    const ActorMention* m = actors.at_head(w);
    if (m == nullptr || m->form != ActorMention::Form::kName || !m->person) continue;
    uint32_t at = m->begin;
    while (at < m->end && view.head(at) != subject) ++at;
    const Deprel relation = at < m->end ? view.relation(at) : Deprel::kDep;
    if (relation != Deprel::kAppos && relation != Deprel::kFlat) continue;
    if (found != nullptr) return nullptr;
    for (const uint32_t c : view.children(m->head)) {
      if (view.relation(c) == Deprel::kConj) return nullptr;
    }
    found = m;
  }
  return found;
}

}  // namespace

void set_speaker(const DocumentView& view, const Actors& actors, uint32_t subject, Attribution& statement) {
  if (subject == kNoWord) return;
  statement.speaker_word = subject;
  statement.statement.speaker_span = speaker_phrase(view, subject, statement.cue_word);
  const ActorMention* mention = actors.at_head(subject);
  if (mention == nullptr) mention = actors.covering(subject);
  if (mention == nullptr) mention = name_behind(view, actors, subject, statement.statement.speaker_span);
  if (mention != nullptr) statement.statement.speaker = mention->entity;
}

uint32_t speaker_outside_quotation(const DocumentView& view, uint32_t cue, uint32_t subject) {
  const uint32_t outside = view.quotation_of(cue);
  if (subject == kNoWord || view.quotation_of(subject) == outside) return subject;
  for (const uint32_t c : view.children(cue)) {
    if (view.relation(c) == Deprel::kNsubj && view.quotation_of(c) == outside) return c;
  }
  const Sentence& sentence = view.sentence_of(cue);
  uint32_t word = cue + 1;
  if (word >= sentence.end || view.quotation_of(word) != outside) return kNoWord;
  const auto nominal = [&](uint32_t w) {
    const Upos tag = view.upos(w);
    return tag == Upos::kPropn || tag == Upos::kNoun || tag == Upos::kPron;
  };
  if (!nominal(word) && view.upos(word) != Upos::kDet && view.upos(word) != Upos::kAdj && view.upos(word) != Upos::kNum) return kNoWord;
  for (uint32_t steps = 0; steps < 6; ++steps) {
    const uint32_t up = view.head(word);
    if (up == kNoWord || up <= cue || !nominal(up) || view.quotation_of(up) != outside) break;
    word = up;
  }
  return nominal(word) ? word : kNoWord;
}

uint32_t inverted_speaker(const DocumentView& view, uint32_t cue) {
  if (!is_finite(view, cue) || cue == 0 || view.upos(cue - 1) != Upos::kPunct) return kNoWord;
  const uint32_t object = view.child(cue, Deprel::kObj);
  if (object == kNoWord || !is_nominal(view, object) || view.first(object) != cue + 1) return kNoWord;
  // "rejected the claims", "reported a loss": what other verbs have behind them is no speaker, unless it is a name.
  static constexpr std::array<std::string_view, 14> kOfSpeech = {"add", "agree", "argue", "ask",   "exclaim", "explain", "note",
                                                               "quip", "recall", "reply", "say", "state",   "warn",    "write"};
  if (view.upos(object) == Upos::kNoun && !std::binary_search(kOfSpeech.begin(), kOfSpeech.end(), view.lemma(cue))) return kNoWord;
  return object;
}

uint32_t speaker_beside(const DocumentView& view, uint32_t cue, uint32_t clause) {
  // "Ana Luna has in past months warned": an auxiliary that the tree takes for a clause.
  for (const uint32_t c : view.children(cue)) {
    if (c > cue || view.lemma(c) != "have" || view.upos(c) == Upos::kAux) continue;
    for (const uint32_t s : view.children(c)) {
      if (s < c && is_subject(view, s) && is_nominal(view, s)) return s;
    }
  }
  if (!is_finite(view, cue)) return kNoWord;
  for (const uint32_t c : view.children(cue)) {
    if (c > cue || !is_modifier(view, c)) continue;
    for (const uint32_t s : view.children(c)) {
      if (s + 1 == c && is_subject(view, s) && is_nominal(view, s)) return s;
    }
  }
  if (clause == kNoWord || clause < cue) return kNoWord;
  uint32_t before = kNoWord, behind = kNoWord;
  for (const uint32_t s : view.children(clause)) {
    if (is_subject(view, s)) (s < cue ? before : behind) = s;
  }
  return behind != kNoWord && before != kNoWord && is_nominal(view, before) ? before : kNoWord;
}

uint32_t speaker_behind_mark(const DocumentView& view, uint32_t cue) {
  if (!is_finite(view, cue)) return kNoWord;
  constexpr uint32_t kReach = 24;  // words: a name with an apposition
  const Sentence& sentence = view.sentence_of(cue);
  uint32_t mark = cue;
  const bool opens = cue == sentence.begin;
  while (!opens && mark > 0 && mark + kReach > cue && !is_closing_mark(view, mark - 1)) --mark;
  if (!opens && (mark == 0 || !is_closing_mark(view, mark - 1))) return kNoWord;
  // Words in front: what stands from the mark to the cue; none: what follows the cue.
  const uint32_t first = mark < cue ? mark : cue + 1;
  const uint32_t end = mark < cue ? cue : sentence.end;
  if (first < sentence.begin || first >= end || view.quotation_of(first) != view.quotation_of(cue)) return kNoWord;
  if (!is_nominal(view, first) && view.upos(first) != Upos::kAdj) return kNoWord;
  uint32_t word = first;
  for (uint32_t up = view.head(word), steps = 0; steps < 6 && up != kNoWord && up > word && up < end; ++steps, up = view.head(word)) {
    if (!is_nominal(view, up) || has_comma_between(view, word, up)) break;
    word = up;
  }
  return is_nominal(view, word) && view.upos(word) != Upos::kDet ? word : kNoWord;
}

uint32_t inserted_speaker(const DocumentView& view, uint32_t cue) {
  const uint32_t begin = inserted_cue_begin(view, cue);
  if (begin == kNoWord) return kNoWord;
  uint32_t word = cue - 1;
  for (uint32_t up = view.head(word), steps = 0; steps < 6 && up != kNoWord && up >= begin && up < cue; ++steps, up = view.head(up)) word = up;
  return is_nominal(view, word) ? word : kNoWord;
}

uint32_t reporting_verb_over(const DocumentView& view, uint32_t participle) {
  if (view.xpos(participle) != "VBG" || view.relation(participle) != Deprel::kAdvcl || participle == 0) return kNoWord;
  if (view.text(participle - 1) != ",") return kNoWord;
  for (const uint32_t c : view.children(participle)) {
    if (is_subject(view, c) || view.relation(c) == Deprel::kMark) return kNoWord;
  }
  for (uint32_t v = view.head(participle), steps = 0; v != kNoWord && steps < 8; ++steps, v = view.head(v)) {
    if (view.relation(v) == Deprel::kCcomp) {
      uint32_t over = view.head(v);
      if (over >= v || !is_finite(view, over)) return kNoWord;
      // "denied the reports that suggest the dam leaks, adding ...": not the reports add.
      for (uint32_t k = 0; k < 4 && view.relation(over) == Deprel::kAclRelcl; ++k) {
        const uint32_t main = clause_above(view, over);
        if (main == kNoWord || main >= over || !is_finite(view, main)) break;
        over = main;
      }
      return over;
    }
    if (view.relation(v) != Deprel::kConj && view.relation(v) != Deprel::kAdvcl && view.relation(v) != Deprel::kXcomp) return kNoWord;
  }
  return kNoWord;
}

}  // namespace dateline::facts
