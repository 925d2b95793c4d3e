#include "facts/statement/content.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/strings.h"
#include "facts/clause.h"

namespace dateline::facts {
namespace {

bool is_bracket(const DocumentView& view, uint32_t word) {
  const auto form = view.text(word);
  return form == "(" || form == "[" || form == "$";
}

bool has_own_subject(const DocumentView& view, uint32_t word) {
  return view.child(word, Deprel::kNsubj) != kNoWord || view.child(word, Deprel::kNsubjPass) != kNoWord;
}

/// "claimed at the time that they were treated well": a clause behind "that" which has all that its verb takes describes no noun.
bool lacks_nothing(const DocumentView& view, uint32_t clause, uint32_t that) {
  const Deprel relation = view.relation(that);
  if (view.head(that) != clause || relation == Deprel::kNsubj || relation == Deprel::kNsubjPass) return false;
  if (relation != Deprel::kObj) return true;
  for (const uint32_t c : view.children(clause)) {
    if (c != that && (view.relation(c) == Deprel::kObj || view.relation(c) == Deprel::kCcomp || view.relation(c) == Deprel::kNsubjPass)) return true;
  }
  return false;
}

/// "said they back the plan and will vote for it": a present or future verb behind a cue in the past, which who speaks cannot
/// have done after speaking.
bool differs_in_tense(const DocumentView& view, uint32_t verb, uint32_t cue) {
  if (view.xpos(cue) != "VBD") return false;
  const uint32_t aux = view.child(verb, Deprel::kAux);
  const std::string_view tag = view.xpos(aux == kNoWord ? verb : aux), form = aux == kNoWord ? std::string_view{} : view.text(aux);
  return tag == "VBZ" || tag == "VBP" || (tag == "MD" && (form == "will" || form == "can" || form == "may" || form == "must"));
}

/// True if a dependent of the cue, behind the reported clause, is an act of the speaker ("said so and left", "said so after
/// the vote"). A conjunct or reason that the tree hangs on the cue may still be part of what is said: "said the dam held and
/// its gates were safe", "called it possible but unlikely".
bool ends_content(const DocumentView& view, uint32_t word) {
  switch (view.relation(word)) {
    case Deprel::kConj: {
      const uint32_t link = view.child(word, Deprel::kCc);
      if (link != kNoWord && (view.lemma(link) == "or" || view.lemma(link) == "but") && !has_own_subject(view, word)) return false;
      if (view.upos(word) != Upos::kVerb) return false;
      if (!has_own_subject(view, word) && differs_in_tense(view, word, view.head(word))) return false;
      return !has_own_subject(view, word) || view.child(word, Deprel::kCcomp) != kNoWord;
    }
    case Deprel::kAdvcl: {
      const uint32_t mark = view.child(word, Deprel::kMark);
      if (mark == kNoWord || !has_own_subject(view, word)) return true;
      const std::string_view lemma = view.lemma(mark);
      return !(lemma == "as" || lemma == "because" || lemma == "if" || lemma == "unless" || lemma == "since" || lemma == "although");
    }
    case Deprel::kCcomp: return false;
    case Deprel::kParataxis:
    case Deprel::kObl:
    case Deprel::kCc: return true;
    default: return false;
  }
}

/// "said the bridge was closed, but police let cars through": a contrast with a subject of its own, behind a comma, is told by
/// the page, and so is who somebody named is ("said he trusted Ana Luna, who was elected in May"). Gives the last word before
/// it, `last` if there is none.
uint32_t before_contrast(const DocumentView& view, uint32_t first, uint32_t last) {
  for (uint32_t w = first + 3; w < last; ++w) {
    if (view.lemma(w) == "who" && view.text(w - 1) == "," && view.upos(w - 2) == Upos::kPropn) return w - 1;
    const bool contrast = view.upos(w) == Upos::kCconj ? view.lemma(w) == "but" : view.upos(w) == Upos::kSconj && (view.lemma(w) == "though" || view.lemma(w) == "although" || view.lemma(w) == "while" || view.lemma(w) == "whereas");
    if (!contrast || view.text(w - 1) != "," || view.lemma(w + 1) == "that") continue;
    const uint32_t verb = view.head(w);
    if (verb == kNoWord || verb < w || verb > last || !has_own_subject(view, verb)) continue;
    return w - 1;
  }
  return last;
}

/// "said Tuesday the dam held", `said at a hearing on Monday, "the dam held"`: the first word of a clause behind its cue,
/// without what tells when and where it was said.
uint32_t behind_adverbials(const DocumentView& view, uint32_t verb, uint32_t clause, uint32_t first) {
  if (first > verb + 1 && view.text(first - 1) == ",") return first;
  if (const uint32_t quotation = view.quotation_of(clause); quotation != 0 && view.quotation_of(first) != quotation) {
    uint32_t opening = clause;
    while (opening > first && view.quotation_of(opening - 1) == quotation) --opening;
    const bool announced = opening > first + 1 && (view.text(opening - 2) == "," || view.text(opening - 2) == ":");
    if (announced) return has_finite(view, first, opening) ? first : opening;
  }
  for (const uint32_t c : view.children(clause)) {
    if (view.last(c) >= clause || view.first(c) != first || view.relation(c) != Deprel::kOblUnmarked) continue;
    if (view.text(view.last(c) + 1) != ",") first = view.last(c) + 1;
  }
  return first;
}

}  // namespace

uint32_t count_words(const DocumentView& view, Span span) { return view.word_at(span.end) - view.word_at(span.begin); }

Span phrase_of(const DocumentView& view, uint32_t head) {
  uint32_t first = view.first(head), last = head;
  for (const uint32_t c : view.children(head)) {
    const Deprel relation = view.relation(c);
    if (c < head) {
      if (relation == Deprel::kPunct || relation == Deprel::kCc || relation == Deprel::kCase) first = std::max(first, c + 1);
      continue;
    }
    const bool stops = relation == Deprel::kAclRelcl || relation == Deprel::kAcl || relation == Deprel::kAppos ||
                       relation == Deprel::kParataxis || relation == Deprel::kPunct || relation == Deprel::kAdvcl;
    if (stops) break;
    last = std::max(last, view.last(c));
  }
  while (first < head && view.upos(first) == Upos::kAdp) ++first;  // "according to"
  while (last > head && view.lemma(last) == "'s") --last;
  return view.span_of(std::min(first, head), last);
}

uint32_t behind_connective(const DocumentView& view, uint32_t begin, uint32_t end) {
  if (begin + 2 < end && view.upos(begin) == Upos::kCconj) ++begin;
  if (begin + 3 < end && view.upos(begin) == Upos::kAdv && view.text(begin + 1) == ",") begin += 2;
  return begin;
}

bool is_negated(const DocumentView& view, uint32_t verb) {
  for (const uint32_t c : view.children(verb)) {
    const std::string_view lemma = view.lemma(c);
    if (view.relation(c) == Deprel::kAdvmod && (lemma == "not" || lemma == "never")) return true;
  }
  return false;
}

uint32_t reported_clause(const DocumentView& view, uint32_t verb) {
  for (const uint32_t c : view.children(verb)) {
    if (view.relation(c) == Deprel::kCcomp) return c;
  }
  // "made it clear that the dam held"
  if (view.lemma(verb) == "make") {
    const uint32_t clear = view.child(verb, Deprel::kXcomp);
    if (clear == kNoWord) return kNoWord;
    for (const uint32_t c : view.children(verb)) {
      if (c > clear && view.relation(c) == Deprel::kXcomp && has_own_subject(view, c)) return c;
    }
    return view.child(clear, Deprel::kCcomp);
  }
  // "said: ..." and quoted sentences are often attached as parataxis behind the cue.
  for (const uint32_t c : view.children(verb)) {
    if (view.relation(c) == Deprel::kParataxis && view.upos(c) == Upos::kVerb) return c;
  }
  // "The dam is safe, the ministry said": a clause with a subject of its own, closed by a comma before the cue's subject.
  for (const uint32_t c : view.children(verb)) {
    if (c > verb || (view.relation(c) != Deprel::kAdvcl && view.relation(c) != Deprel::kDep)) continue;
    if (view.child(c, Deprel::kMark) != kNoWord || view.xpos(view.first(c)) == "WRB") continue;  // "When it rained, he said"
    if (view.child(c, Deprel::kNsubj) == kNoWord && view.child(c, Deprel::kNsubjPass) == kNoWord) continue;
    return c;
  }
  // "said in an interview that he stands by it": a clause that the tree hangs on the noun before it,
  // which tells where it was said or to whom.
  for (const uint32_t c : view.children(verb)) {
    if (c < verb) continue;
    const bool told = view.relation(c) == Deprel::kIobj || (view.relation(c) == Deprel::kObj && view.upos(c) == Upos::kPropn);
    if (!told && view.relation(c) != Deprel::kObl) continue;
    for (const uint32_t r : view.children(c)) {
      if (view.relation(r) != Deprel::kAclRelcl && view.relation(r) != Deprel::kAcl) continue;
      uint32_t mark = view.child(r, Deprel::kMark);
      if (mark == kNoWord) mark = view.first(r);
      if (view.lemma(mark) == "that" && has_own_subject(view, r) && (view.upos(mark) == Upos::kSconj || lacks_nothing(view, r, mark))) return r;
    }
  }
  // "claimed that the dam, or what was left of it, held": the verb that the conjunction behind the cue opens.
  if (const uint32_t behind = that_clause(view, verb); behind != kNoWord) return behind;
  // "claiming the mayor lied" with the cue hung below the clause it stands before.
  const uint32_t up = view.head(verb);
  if (up != kNoWord && up > verb && view.relation(verb) == Deprel::kAdvcl && view.child(verb, Deprel::kObj) == kNoWord) {
    const uint32_t subject = view.child(up, Deprel::kNsubj);
    if (subject != kNoWord && subject > verb && view.first(subject) == verb + 1) return up;
  }
  return kNoWord;
}

uint32_t that_clause(const DocumentView& view, uint32_t cue) {
  const uint32_t that = cue + 1;
  if (that >= view.sentence_of(cue).end || view.upos(that) != Upos::kSconj || view.lemma(that) != "that") return kNoWord;
  const uint32_t clause = view.head(that);
  return clause != kNoWord && clause > that && has_own_subject(view, clause) ? clause : kNoWord;
}

uint32_t infinitive_behind(const DocumentView& view, uint32_t noun) {
  const uint32_t to = noun + 1;
  if (to >= view.sentence_of(noun).end || view.xpos(to) != "TO" || view.relation(to) != Deprel::kMark) return kNoWord;
  return view.head(to) != kNoWord && view.head(to) > to ? view.head(to) : kNoWord;
}

bool is_clause_right_behind(const DocumentView& view, uint32_t verb) {
  const Sentence& sentence = view.sentence_of(verb);
  uint32_t from = verb + 1;
  while (from < sentence.end && view.upos(from) == Upos::kAdv) ++from;
  if (from >= sentence.end) return false;
  const Upos first = view.upos(from);
  const bool opens = first == Upos::kPron || first == Upos::kDet || first == Upos::kPropn || first == Upos::kNoun || first == Upos::kNum ||
                     first == Upos::kAdj || first == Upos::kSconj;
  if (!opens) return false;
  for (uint32_t w = from + 1; w < sentence.end && w < from + 16 && view.upos(w) != Upos::kPunct; ++w) {
    if (is_finite(view, w)) return true;
  }
  return false;
}

Span clause_span(const DocumentView& view, uint32_t verb, uint32_t clause) {
  const Sentence& sentence = view.sentence_of(verb);
  uint32_t first = view.first(clause), last = view.last(clause);
  for (const uint32_t c : view.children(clause)) {
    if (c > clause && view.relation(c) == Deprel::kConj && coordinated_with(view, c) == verb) {  // what the speaker does next
      last = view.first(c) - 1;
      while (last > clause && (view.upos(last) == Upos::kCconj || view.upos(last) == Upos::kPunct)) --last;
      return trimmed(view, first > verb || verb > last ? first : verb + 1, last);
    }
  }
  if (first <= verb && verb <= last) {  // crossing tree: keep the side the clause's head is on
    if (clause > verb) first = verb + 1;
    else last = verb - 1;
  }
  if (clause > verb && first > verb) first = behind_adverbials(view, verb, clause, first);
  // A clause behind the main verb goes on to the end of the sentence, unless another conjunct of the cue follows.
  if (clause > verb && view.head(verb) == kNoWord) {
    uint32_t end = sentence.end - 1;
    for (const uint32_t c : view.children(verb)) {
      if (c > last && ends_content(view, c)) {
        end = std::min(end, view.first(c) - 1);
        break;
      }
    }
    if (end > last) last = end;
  }
  if (clause > verb) {
    for (const uint32_t c : view.children(verb)) {
      // A second clause complement goes on with the first.
      if (c > last && view.relation(c) == Deprel::kCcomp && view.first(c) == last + 1) last = view.last(c);
      // "said Chile and Peru agree": a subject that the tree takes for the object of the cue.
      const bool argument = view.relation(c) == Deprel::kObj || view.relation(c) == Deprel::kNsubj;
      const bool subject = c > verb && c < first && argument && view.last(c) + 1 >= first;
      if (subject && view.lemma(verb) != "tell" && !has_own_subject(view, clause) && view.child(clause, Deprel::kMark) == kNoWord) first = view.first(c);
    }
  }
  if (clause > verb) last = before_contrast(view, first, last);
  return trimmed(view, first, last);
}

namespace {

/// "vowed to return", "urged the court to wait": an infinitive that a verb of speech governs, with who is to do it. Empty if none.
Span infinitive_of(const DocumentView& view, uint32_t verb) {
  for (const uint32_t c : view.children(verb)) {
    if (c < verb || view.upos(c) == Upos::kPunct) continue;
    const Deprel relation = view.relation(c);
    if (relation != Deprel::kXcomp && relation != Deprel::kCcomp && relation != Deprel::kAdvcl) continue;
    const uint32_t to = view.child(c, Deprel::kMark);
    if (to == kNoWord || view.lemma(to) != "to" || to < verb) continue;
    uint32_t first = view.first(c);
    for (const uint32_t o : view.children(verb)) {
      const Deprel r = view.relation(o);
      const bool told = r == Deprel::kObj || r == Deprel::kIobj || (r == Deprel::kObl && (view.case_of(o) == "on" || view.case_of(o) == "for" || view.case_of(o) == "to"));
      if (told && o > verb && o < c && view.last(o) + 1 >= first) first = std::min(first, r == Deprel::kObl ? view.first(o) + 1 : view.first(o));
    }
    if (first <= verb) return {};
    return trimmed(view, first, view.last(c));
  }
  return {};
}

/// "shows the party in the lead": the object of a finding with what is found of it. Empty if none.
Span found_object(const DocumentView& view, uint32_t verb) {
  const uint32_t object = view.child(verb, Deprel::kObj);
  if (object == kNoWord || view.first(object) <= verb || view.first(object) > verb + 2) return {};
  uint32_t last = view.last(object);
  for (const uint32_t c : view.children(verb)) {
    const Deprel relation = view.relation(c);
    if (c > object && view.first(c) <= last + 1 && relation != Deprel::kPunct && relation != Deprel::kConj) last = std::max(last, view.last(c));
  }
  return trimmed(view, view.first(object), last);
}

/// "called the vote a sham", "described it as over", "accused the police of torture": whom and what a verb says of it. Empty if
/// it says nothing of its object.
Span said_of_object(const DocumentView& view, uint32_t verb) {
  uint32_t object = kNoWord, last = kNoWord;
  for (const uint32_t c : view.children(verb)) {
    if (c < verb) continue;
    const Deprel relation = view.relation(c);
    const bool is_object = relation == Deprel::kObj || relation == Deprel::kIobj;
    if (object == kNoWord) {
      if (is_object) object = c;
      continue;
    }
    const uint32_t mark = view.child(c, Deprel::kMark);
    const std::string_view marker = mark == kNoWord ? view.case_of(c) : view.lemma(mark);
    const bool told = (is_object || relation == Deprel::kXcomp) ? marker.empty() || marker == "as"
                                                                 : marker == "as" || marker == "of" || marker == "for";
    if (!told || view.first(c) != view.last(object) + 1) return {};
    last = view.last(c);
    break;
  }
  if (last == kNoWord || view.first(object) <= verb) return {};
  return trimmed(view, view.first(object), last);
}

}  // namespace

Span governed(const DocumentView& view, uint32_t verb, const Cue& cue, bool finding, std::string& rule) {
  Span said{};
  if (cue.object) {
    rule = "object";
    said = said_of_object(view, verb);
  }
  if (said.empty() && cue.infinitive) {
    rule = "infinitive";
    said = infinitive_of(view, verb);
  }
  if (said.empty() && finding) {
    rule = "finding";
    said = found_object(view, verb);
  }
  return said;
}

Span trimmed(const DocumentView& view, uint32_t first, uint32_t last) {
  while (first < last && (view.upos(first) == Upos::kPunct ? !is_bracket(view, first) : false)) ++first;
  if (first < last && view.lemma(first) == "that" && (view.upos(first) == Upos::kSconj || view.xpos(first) == "WDT")) ++first;
  while (first < last && view.upos(first) == Upos::kPunct && !is_bracket(view, first)) ++first;
  while (last > first && view.upos(last) == Upos::kPunct && view.text(last) != ")" && view.text(last) != "%") --last;
  return view.span_of(first, last);
}

void set_addressee(const DocumentView& view, const Actors& actors, uint32_t verb, Statement& statement) {
  for (const uint32_t c : view.children(verb)) {
    const Deprel relation = view.relation(c);
    const bool told = relation == Deprel::kIobj || (relation == Deprel::kObj && view.lemma(verb) == "tell");
    if (!told && !(relation == Deprel::kObl && view.case_of(c) == "to")) continue;
    if (c < verb && relation != Deprel::kIobj) continue;
    const std::string who = fold_space(text_of(view.article().text, phrase_of(view, c)));
    const ActorMention* mention = actors.at_head(c);
    const bool press = mention != nullptr && mention->roles.find("JRN") != std::string::npos;
    statement.addressee = who;
    if (press && mention->form == ActorMention::Form::kName) statement.via = who;
    break;
  }
  // "said in a statement", "wrote on Twitter": the document that carries it.
  for (const uint32_t c : view.children(verb)) {
    if (view.relation(c) != Deprel::kObl) continue;
    const std::string_view marker = view.case_of(c), lemma = view.lemma(c);
    if ((marker != "in" && marker != "on") || view.first(c) > c) continue;
    static constexpr std::array<std::string_view, 14> kCarriers = {"statement", "letter", "interview", "report", "tweet", "speech", "post",
                                                                   "email", "Twitter", "Facebook", "television", "communique", "address", "article"};
    if (std::find(kCarriers.begin(), kCarriers.end(), lemma) != kCarriers.end()) {
      statement.via = fold_space(text_of(view.article().text, phrase_of(view, c)));
    }
  }
}

}  // namespace dateline::facts
