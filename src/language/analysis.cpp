#include "dateline/analysis.h"

#include <array>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 17> kUpos = {
    "ADJ", "ADP", "ADV",  "AUX",   "CCONJ", "DET",   "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

constexpr std::array<std::string_view, 52> kDeprel = {
    "root",      "acl",        "acl:relcl",   "advcl",     "advcl:relcl", "advmod",
    "amod",      "appos",      "aux",         "aux:pass",  "case",        "cc",
    "cc:preconj", "ccomp",     "clf",         "compound",  "compound:prt", "conj",
    "cop",       "csubj",      "csubj:pass",  "csubj:outer", "dep",       "det",
    "det:predet", "discourse", "dislocated",  "expl",      "fixed",       "flat",
    "goeswith",  "iobj",       "list",        "mark",      "nmod",        "nmod:poss",
    "nmod:unmarked", "nmod:desc", "nsubj",    "nsubj:pass", "nsubj:outer", "nummod",
    "obj",       "obl",        "obl:agent",   "obl:unmarked", "orphan",   "parataxis",
    "punct",     "reparandum", "vocative",    "xcomp"};
static_assert(kDeprel.size() == static_cast<size_t>(Deprel::kXcomp) + 1);

constexpr std::array<std::string_view, 51> kXpos = {
    "_",   "$",    "''",   ",",   "-LRB-", "-RRB-", ".",   ":",   "ADD", "AFX", "CC",
    "CD",  "DT",   "EX",   "FW",  "GW",    "HYPH",  "IN",  "JJ",  "JJR", "JJS", "LS",
    "MD",  "NFP",  "NN",   "NNP", "NNPS",  "NNS",   "PDT", "POS", "PRP", "PRP$", "RB",
    "RBR", "RBS",  "RP",   "SYM", "TO",    "UH",    "VB",  "VBD", "VBG", "VBN", "VBP",
    "VBZ", "WDT",  "WP",   "WP$", "WRB",   "XX",    "``"};

}  // namespace

std::string_view name(Upos tag) {
  const auto index = static_cast<size_t>(tag);
  return index < kUpos.size() ? kUpos[index] : "X";
}

std::string_view name(Deprel relation) {
  const auto index = static_cast<size_t>(relation);
  return index < kDeprel.size() ? kDeprel[index] : "dep";
}

std::string_view xpos_name(uint8_t xpos) { return xpos < kXpos.size() ? kXpos[xpos] : "_"; }

std::optional<Upos> upos_of(std::string_view text) {
  for (size_t i = 0; i < kUpos.size(); ++i) {
    if (kUpos[i] == text) return static_cast<Upos>(i);
  }
  return std::nullopt;
}

std::optional<Deprel> relation_of(std::string_view text) {
  for (size_t i = 0; i < kDeprel.size(); ++i) {
    if (kDeprel[i] == text) return static_cast<Deprel>(i);
  }
  return std::nullopt;
}

uint8_t xpos_index(std::string_view tag) {
  for (size_t i = 0; i < kXpos.size(); ++i) {
    if (kXpos[i] == tag) return static_cast<uint8_t>(i);
  }
  return 0;
}

void Analysis::clear() {
  span.clear();
  joined.clear();
  upos.clear();
  xpos.clear();
  tag_certainty.clear();
  tree_certainty.clear();
  head.clear();
  relation.clear();
  sentence.clear();
  sentences.clear();
  names.clear();
  lemma_text.clear();
  lemma_begin.clear();
}

}  // namespace dateline
