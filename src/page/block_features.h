#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "page/blocks.h"
#include "page/tree.h"

namespace dateline::page {

struct BodyScratch;

/// Columns of what is known of a block once the rules have spoken; names for the programs in
/// `training/`.
enum class BlockFeature : uint8_t {
  kBytes, kLinked, kBold, kMarks, kEndsSentence, kHeading, kInList, kInTable, kInQuote, kInCaption,
  kInHeader, kFurnitureFlag, kStructuralFlag, kBodyFlag, kArticleFlag, kDateFlag, kStandfirstFlag,
  kCaptionFlag, kTitleFlag, kBylineFlag, kKickerFlag, kPullquoteFlag, kAuthorFlag, kBoxKind,
  kLineKind, kCredit, kDateLine, kNameLine, kEnds, kSentence, kInContainer, kKept, kKept1Before,
  kKept2Before, kKept1After, kKept2After, kKeptAround, kBytesBefore, kBytesAfter, kHeadingBefore,
  kHeadingAfter, kLinkedBefore, kLinkedAfter, kFromFirst, kFromLast, kPlace, kSameParent, kDepth,
  kUp, kDown, kClassKept, kClassCount, kClassKeptShare, kClassLinked, kParentClassKept, kBoxMass,
  kBoxLinked, kBoxBlocks, kBoxSentences, kWords, kLower, kDigits, kColon, kQuestion, kSymbol,
  kTop, kBoxKeptShare, kHiddenFlag, kTag, kPicture, kAfterEnds, kNoticesAround, kBoxLinkedHeadings,
  kBoxDates, kSameArticle, kSeen, kSymbolsShare, kTitleWords, kBoxTitleWords,
  kSharedWords, kCount
};
inline constexpr size_t kBlockFeatures = static_cast<size_t>(BlockFeature::kCount);

/// Buffers of `BlockFeatures`.
struct FeatureScratch {
  struct Box {            ///< sums over the blocks below an element
    float bytes = 0, linked = 0, kept = 0;
    uint32_t blocks = 0, sentences = 0, linked_headings = 0, dates = 0;
    uint32_t title = 0;   ///< of what is right below: a bit for each word of the headline that occurs
  };
  struct Kin {            ///< sums over the blocks of one tag and class
    uint64_t key = 0;
    float bytes = 0, linked = 0, kept_bytes = 0;
    uint32_t blocks = 0, kept = 0;
  };
  struct Word {           ///< a long word of the kept text
    uint64_t key = 0;
    uint32_t blocks = 0, last = 0;  ///< how many kept blocks have it, and the last of them plus one
  };
  std::vector<Box> boxes;         ///< by NodeId
  std::vector<uint16_t> depths;   ///< by NodeId
  std::vector<NodeId> tops;       ///< by NodeId: the highest element above it that holds less than half of the text
  std::vector<Kin> kin;           ///< open addressing, a power of two
  std::vector<Word> words;        ///< open addressing, a power of two
  std::vector<uint64_t> keys;     ///< long words of the blocks that are asked about
  std::vector<uint32_t> key_ends; ///< by block: end of its words in `keys`
  std::vector<uint32_t> title;    ///< by block: a bit for each word of the headline that occurs
  std::vector<uint32_t> own, above;  ///< by block: places in `kin` of its element and of the parent
  std::vector<float> rows;        ///< `kBlockFeatures` a block

  [[nodiscard]] std::span<const float> row(size_t block) const {
    return std::span(rows).subspan(block * kBlockFeatures, kBlockFeatures);
  }
  /// True for a block that the rules kept or that has class or box in common with one.
  [[nodiscard]] bool asked(size_t block) const {
    const std::span<const float> r = row(block);
    return r[static_cast<size_t>(BlockFeature::kKept)] > 0 ||
           r[static_cast<size_t>(BlockFeature::kClassKept)] > 0 ||
           r[static_cast<size_t>(BlockFeature::kBoxKeptShare)] > 0;
  }
};

/// Fills `scratch.rows`; of blocks that are not asked about only what says so. `body` holds what the rules made of the page; `container` is the element
/// that they took the text from. Linear in the page.
void read_block_features(const Tree& tree, const Blocks& blocks, const BodyScratch& body,
                         NodeId container, std::string_view headline, FeatureScratch& scratch);

}  // namespace dateline::page
