#pragma once

#include <string>
#include <vector>

#include "dateline/span.h"
#include "page/hints.h"
#include "page/tree.h"

namespace dateline::page {

/// A run of inline text between two block borders: a paragraph, a heading, a list item, a table
/// row, a link in a menu.
struct Block {
  Span text;              ///< in `Blocks::text`, white space folded, not empty
  Span source;            ///< bytes of its text nodes in the page
  NodeId node = kNoNode;  ///< innermost block element around it
  uint32_t linked = 0;    ///< bytes inside links
  uint32_t bold = 0;      ///< bytes inside b or strong
  uint32_t bytes = 0;     ///< bytes of its text
  uint32_t marks = 0;     ///< sentence ends and commas
  bool in_list = false, in_table = false, in_quote = false, in_caption = false, in_header = false;
  bool ends_sentence = false;
  uint8_t heading = 0;  ///< 1 to 6

  [[nodiscard]] bool mostly_links() const { return linked * 2 > bytes; }
};

/// All blocks of a page in document order, and what each element above them is named as.
struct Blocks {
  std::string text;
  std::vector<Block> list;
  std::vector<Hint> hints;    ///< by NodeId
  std::vector<NodeId> order;  ///< elements below body in document order

  [[nodiscard]] std::string_view text_of(const Block& b) const {
    return std::string_view(text).substr(b.text.begin, b.text.size());
  }
};

/// Reads the body of the tree into blocks, in one walk; `blocks.hints` must be there. Scripts, styles, controls and embedded
/// content are left out, and hidden inline elements; hidden boxes are kept, their hints tell.
void collect_blocks(const Tree& tree, Blocks& blocks);

/// Number of the block that shows the headline: a heading that ends with its words, else the first h1, else 0. Only the
/// first 3,000 blocks are looked at.
[[nodiscard]] size_t headline_block(const Blocks& blocks, std::string_view headline);

}  // namespace dateline::page
