#include "garden_path.h"

#include <algorithm>
#include <array>

namespace dateline::language {
namespace {

// Verbs whose passive keeps an object.
constexpr std::array<std::string_view, 20> kTwoObjects = {"allow", "ask", "assign", "award", "call", "charge", "deem", "deny", "elect", "give",
                                                          "grant", "name", "offer", "owe", "pay", "promise", "send", "show", "teach", "tell"};

// Verbs of saying with the one who is told as first object.
constexpr std::array<std::string_view, 11> kTold = {"advise", "assure", "inform", "notify", "promise", "reassure", "remind", "show", "teach", "tell", "warn"};

// Verbs with a participle of the present as complement.
constexpr std::array<std::string_view, 9> kGerund = {"admit", "avoid", "consider", "deny", "finish", "keep", "regret", "risk", "stop"};

bool is_nominal(Upos upos) { return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kPron; }

// "The official told reporters the figure was an estimate" with "reporters" as a second subject of "was": they were told.
void mend_told(const Sentence& s, Analysis& a) {
  for (uint32_t verb = s.begin; verb + 1 < s.end; ++verb) {
    if (a.upos[verb] != Upos::kVerb || !std::binary_search(kTold.begin(), kTold.end(), a.lemma(verb))) continue;
    uint32_t first = kNoWord, clause = kNoWord;
    bool has_object = false;
    for (uint32_t i = verb + 1; i < s.end; ++i) {
      has_object = has_object || (a.head[i] == verb && (a.relation[i] == Deprel::kIobj || a.relation[i] == Deprel::kObj));
      if (a.relation[i] != Deprel::kNsubj || a.head[i] < i || a.head[i] == kNoWord) continue;
      if (first == kNoWord) {
        first = i;
        clause = a.head[i];
      } else {
        if (a.head[i] == clause && a.head[clause] == verb && a.relation[clause] == Deprel::kCcomp && !has_object) {
          a.head[first] = verb;
          a.relation[first] = Deprel::kIobj;
        }
        break;
      }
    }
  }
}

// "Denied moving soldiers to the border" with "moving" as a modifier of "soldiers": it is what is denied.
void mend_gerund(const Sentence& s, Analysis& a) {
  for (uint32_t verb = s.begin; verb + 2 < s.end; ++verb) {
    const uint32_t gerund = verb + 1;
    if (a.upos[verb] != Upos::kVerb || xpos_name(a.xpos[gerund]) != "VBG" || a.relation[gerund] != Deprel::kAmod) continue;
    const uint32_t object = a.head[gerund];
    if (object == kNoWord || object < gerund || a.head[object] != verb || a.relation[object] != Deprel::kObj) continue;
    if (!std::binary_search(kGerund.begin(), kGerund.end(), a.lemma(verb))) continue;
    a.upos[gerund] = Upos::kVerb;
    a.head[gerund] = verb;
    a.relation[gerund] = Deprel::kXcomp;
    a.head[object] = gerund;
    for (uint32_t i = object + 1; i < s.end; ++i) {
      if (a.head[i] == verb && a.relation[i] == Deprel::kObl) a.head[i] = gerund;
    }
  }
}

void mend_root(const Sentence& s, Analysis& a) {
  uint32_t root = s.begin;
  while (root < s.end && a.head[root] != kNoWord) ++root;
  if (root == s.end || !is_nominal(a.upos[root])) return;
  uint32_t verb = root + 1;
  for (; verb < s.end; ++verb) {
    if (a.head[verb] == root && a.upos[verb] == Upos::kVerb && (a.relation[verb] == Deprel::kAcl || a.relation[verb] == Deprel::kAmod) &&
        xpos_name(a.xpos[verb]) == "VBN") {
      break;
    }
  }
  if (verb == s.end || std::binary_search(kTwoObjects.begin(), kTwoObjects.end(), a.lemma(verb))) return;
  bool has_object = false;
  for (uint32_t i = s.begin; i < s.end; ++i) {
    if ((a.head[i] == verb || a.head[i] == root) && i > verb && a.relation[i] == Deprel::kObj) has_object = true;
    if (a.head[i] == verb && (a.relation[i] == Deprel::kAux || a.relation[i] == Deprel::kAuxPass || a.relation[i] == Deprel::kOblAgent)) return;
    if (a.head[i] == root && (a.relation[i] == Deprel::kCop || a.relation[i] == Deprel::kNsubj || a.relation[i] == Deprel::kMark)) return;
  }
  if (!has_object) return;
  a.xpos[verb] = xpos_index("VBD");
  a.head[verb] = kNoWord;
  a.relation[verb] = Deprel::kRoot;
  a.head[root] = verb;
  a.relation[root] = Deprel::kNsubj;
  for (uint32_t i = s.begin; i < s.end; ++i) {
    if (a.head[i] != root || i == verb) continue;
    const bool clause = a.relation[i] == Deprel::kAcl || a.relation[i] == Deprel::kAdvcl;
    if (i > verb || a.relation[i] == Deprel::kPunct) a.head[i] = verb;
    if (i > verb && clause) a.relation[i] = Deprel::kAdvcl;
    if (i > verb && a.relation[i] == Deprel::kNmod) a.relation[i] = Deprel::kObl;
  }
}

}  // namespace

void mend_garden_path(const Sentence& s, Analysis& a) {
  mend_told(s, a);
  mend_gerund(s, a);
  mend_root(s, a);
}

}  // namespace dateline::language
