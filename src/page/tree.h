#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/limits.h"
#include "dateline/result.h"
#include "dateline/span.h"
#include "page/arena.h"
#include "page/tags.h"
#include "page/tokenizer.h"

namespace dateline::page {

using NodeId = uint32_t;
inline constexpr NodeId kNoNode = ~NodeId{0};

enum class NodeKind : uint8_t { kDocument, kElement, kText, kComment, kDoctype };
enum class Namespace : uint8_t { kHtml, kSvg, kMath };

/// One node of the tree. Links are indices into `Tree::nodes`, `kNoNode` where there is none.
///
///        parent
///          |  first ........ last
///       [child] <-previous/next-> [child]
struct Node {
  NodeId parent = kNoNode, first = kNoNode, last = kNoNode, previous = kNoNode, next = kNoNode;
  uint32_t attributes_begin = 0;  ///< in `Tree::attributes`
  uint32_t attributes_end = 0;
  Span source;  ///< element: start tag to end tag as far as they are there; text: its bytes
  std::string_view data;  ///< element: name; text and comment: content, references decoded
  Tag tag = Tag::kUnknown;
  NodeKind kind = NodeKind::kElement;
  Namespace space = Namespace::kHtml;
};

/// An HTML document as flat columns. Node 0 is the document. Neighbouring text nodes are not
/// joined, so that each keeps the exact bytes it came from. Views live as long as the source and
/// this tree; `clear()` keeps the buffers.
struct Tree {
  std::vector<Node> nodes;
  std::vector<Attribute> attributes;
  Arena arena;
  bool quirks = false;

  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes[id]; }
  /// True for an HTML element of this tag.
  [[nodiscard]] bool is(NodeId id, Tag tag) const {
    const Node& n = nodes[id];
    return n.tag == tag && n.kind == NodeKind::kElement && n.space == Namespace::kHtml;
  }
  /// Value of an attribute; null data if it is not there. The first of duplicates counts.
  [[nodiscard]] std::string_view attribute(NodeId id, Attr name) const {
    const Node& n = nodes[id];
    for (uint32_t i = n.attributes_begin; i < n.attributes_end; ++i) {
      if (attributes[i].id == name) {
        return attributes[i].value.data() == nullptr ? std::string_view("") : attributes[i].value;
      }
    }
    return {};
  }
  [[nodiscard]] bool has_attribute(NodeId id, Attr name) const {
    return attribute(id, name).data() != nullptr;
  }
  /// The node after `id` in document order within `root`; `kNoNode` at the end. `skip` leaves out
  /// its children.
  [[nodiscard]] NodeId following(NodeId id, NodeId root, bool skip = false) const {
    if (!skip && nodes[id].first != kNoNode) return nodes[id].first;
    while (id != root) {
      if (nodes[id].next != kNoNode) return nodes[id].next;
      id = nodes[id].parent;
    }
    return kNoNode;
  }
  void clear() {
    nodes.clear();
    attributes.clear();
    arena.clear();
    quirks = false;
  }
};

struct TreeOptions {
  /// As in a browser that runs scripts: `noscript` holds raw text, which no reader of such a
  /// browser sees.
  bool scripting = true;
  /// Not empty: the source is what such an element holds ("Parsing HTML fragments", 13.4), and the
  /// tree has its nodes under the document. Lower case.
  std::string_view context = {};
  Namespace context_space = Namespace::kHtml;
};

/// Builds the tree of a document by section 13.2.6 of the HTML standard (tree construction),
/// frameset documents included. Limits beside the standard: elements
/// deeper than `limits.html_depth` become children of the element at that depth, and at most 32
/// formatting elements are remembered. Fails with `kTooLarge` beyond `limits.html_nodes`. Time is
/// linear in the source for fixed limits.
[[nodiscard]] Result<void> build_tree(std::string_view html, const Limits& limits, Tree& tree,
                                      const TreeOptions& options = {});

}  // namespace dateline::page
