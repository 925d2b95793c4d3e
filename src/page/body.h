#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/article.h"
#include "page/block_features.h"
#include "page/blocks.h"
#include "page/metadata.h"

namespace dateline::page {

/// What the words of a block say; worked out once a page.
struct LineHint {
  enum Mark : uint8_t { kCredit = 1, kDate = 2, kName = 4, kHeadline = 8, kEnds = 16, kNotice = 32, kPaywall = 64 };
  uint8_t marks = 0;
  FurnitureKind kind = FurnitureKind::kNavigation;  ///< if kNotice is set

  [[nodiscard]] bool is(Mark mark) const { return marks & mark; }
};

/// Buffers of the body reader.
struct BodyScratch {
  std::vector<float> gain;           ///< by NodeId: worth of the blocks below
  std::vector<uint32_t> mass;        ///< by NodeId: bytes of sentence-like text below
  std::vector<uint16_t> flags;       ///< by NodeId: hints in force, own and inherited
  std::vector<FurnitureKind> kinds;  ///< by NodeId: of the nearest furniture element
  std::vector<uint8_t> keep;         ///< by block: it is text
  std::vector<uint8_t> metadata;     ///< by block: headline, standfirst, name of an author, caption
  size_t first_text = 0;             ///< block where the text begins
  std::vector<LineHint> lines;       ///< by block
  std::vector<uint8_t> inside;       ///< by NodeId: below the container
  std::vector<std::string_view> seen;
  std::string low;  ///< a line in lower case
  FeatureScratch features;
};

/// Tells the article text from the rest of a page and writes `text`, `paragraphs` and
/// `standfirst` (if the page shows one) of `article`; `headline` must be there, since it is left
/// out of the text.
///
/// How: every block of text is worth its length if it reads like a sentence, less than nothing if
/// it is links, labels or named as furniture. JSON-LD `articleBody`, microdata, `article` and
/// telling class names raise the worth. The container is the element whose blocks are worth most in
/// sum (maximal subtree sum). Inside it, furniture by name, by words, by link density and behind
/// the last sentence is left out. An element that holds a third or more of all sentences is never
/// furniture, whatever its name. Linear in the page.
void read_body(const Lexicon& lexicon, const Tree& tree, const Metadata& metadata, Blocks& blocks,
               BodyScratch& scratch, Article& article);

}  // namespace dateline::page
