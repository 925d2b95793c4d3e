#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/span.h"

namespace dateline {

/// Universal part of speech (UD v2).
enum class Upos : uint8_t {
  kAdj, kAdp, kAdv, kAux, kCconj, kDet, kIntj, kNoun, kNum, kPart, kPron, kPropn, kPunct, kSconj, kSym,
  kVerb, kX
};
[[nodiscard]] std::string_view name(Upos tag);  ///< "ADJ", "NOUN", ...
[[nodiscard]] std::optional<Upos> upos_of(std::string_view name);

/// Universal dependency relation, with the English subtypes that matter to the facts.
enum class Deprel : uint8_t {
  kRoot, kAcl, kAclRelcl, kAdvcl, kAdvclRelcl, kAdvmod, kAmod, kAppos, kAux, kAuxPass, kCase, kCc,
  kCcPreconj, kCcomp, kClf, kCompound, kCompoundPrt, kConj, kCop, kCsubj, kCsubjPass, kCsubjOuter, kDep,
  kDet, kDetPredet, kDiscourse, kDislocated, kExpl, kFixed, kFlat, kGoeswith, kIobj, kList, kMark, kNmod,
  kNmodPoss, kNmodUnmarked, kNmodDesc, kNsubj, kNsubjPass, kNsubjOuter, kNummod, kObj, kObl, kOblAgent,
  kOblUnmarked, kOrphan, kParataxis, kPunct, kReparandum, kVocative, kXcomp
};
[[nodiscard]] std::string_view name(Deprel relation);  ///< "nsubj:pass", ...
[[nodiscard]] std::optional<Deprel> relation_of(std::string_view name);

enum class NameKind : uint8_t { kPerson, kOrganization, kPlace, kOther };

/// A proper name found in the text: words `[begin, end)` of one sentence.
struct Name {
  uint32_t begin = 0, end = 0;
  NameKind kind = NameKind::kOther;
  uint8_t certainty = 255;  ///< probability that the name begins, ends and is of the kind, in 255ths
};

struct Sentence {
  Span span;                    ///< bytes in the text, from its first word to its last
  uint32_t begin = 0, end = 0;  ///< words
  uint32_t paragraph = 0;       ///< index into `Article::paragraphs`
};

inline constexpr uint32_t kNoWord = UINT32_MAX;

/// The language of one text, as columns over its words. Word indices run through the whole document.
/// A word is a UD syntactic word: the token "don't" is the two words "do" and "n't"; `joined[i]` says that word
/// `i` continues the same token (UD multi-word token) as word `i-1`. All columns have `size()` entries.
///
///   word        0      1      2     ...
///   span        [0,5)  [6,9)  ...             bytes in the text; non-empty, ascending, not overlapping
///   head        1      kNoWord                 document-wide index in the same sentence; kNoWord = root
///   relation    nsubj  root
///
/// Certainties are probabilities in 255ths, calibrated on text the model was not trained with.
///
/// Every sentence has exactly one root and is a tree. `clear()` keeps capacity for the next document.
struct Analysis {
  std::vector<Span> span;
  std::vector<uint8_t> joined;
  std::vector<Upos> upos;
  std::vector<uint8_t> xpos;  ///< index into `xpos_name()`
  std::vector<uint32_t> head;
  std::vector<Deprel> relation;
  std::vector<uint8_t> tag_certainty;   ///< of `upos` and `xpos` together
  std::vector<uint8_t> tree_certainty;  ///< of `head` and `relation` together
  std::vector<uint32_t> sentence;  ///< sentence index of each word
  std::vector<Sentence> sentences;
  std::vector<Name> names;  ///< ascending, not overlapping

  [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(span.size()); }
  /// Lemma of a word, lower case except for proper nouns. The view dies with the next `clear()`.
  [[nodiscard]] std::string_view lemma(uint32_t word) const {
    return std::string_view(lemma_text).substr(lemma_begin[word],
                                               lemma_begin[word + 1] - lemma_begin[word]);
  }
  void clear();

  std::string lemma_text;             ///< all lemmas, one after the other
  std::vector<uint32_t> lemma_begin;  ///< `size() + 1` offsets into `lemma_text`
};

/// Penn tag of an `Analysis::xpos` entry ("VBD", "NNP"; "_" for none).
[[nodiscard]] std::string_view xpos_name(uint8_t xpos);
/// Index of a Penn tag, 0 if it is not one.
[[nodiscard]] uint8_t xpos_index(std::string_view tag);

}  // namespace dateline
