#include "garden_path.h"

#include <algorithm>
#include <array>

namespace dateline::language {
namespace {

// Verbs whose passive keeps an object.
constexpr std::array<std::string_view, 20> kTwoObjects = {"allow", "ask", "assign", "award", "call", "charge", "deem", "deny", "elect", "give",
                                                          "grant", "name", "offer", "owe", "pay", "promise", "send", "show", "teach", "tell"};

bool is_nominal(Upos upos) { return upos == Upos::kNoun || upos == Upos::kPropn || upos == Upos::kPron; }

}  // namespace

void mend_garden_path(const Sentence& s, Analysis& a) {
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

}  // namespace dateline::language
