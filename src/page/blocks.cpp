#include "page/blocks.h"

#include <algorithm>

#include "base/strings.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

using enum Tag;
constexpr TagSet kLeftOut(kScript, kStyle, kNoscript, kTemplate, kIframe, kObject, kEmbed, kSelect,
                          kTextarea, kButton, kInput, kAudio, kVideo, kCanvas, kHead, kApplet,
                          kNoembed, kNoframes, kTitle, kDialog, kOption, kXmp);

/// Builds blocks from inline text. Depth counters say what is open around the current text.
class Collector {
 public:
  Collector(const Tree& tree, Blocks& blocks) : tree_(tree), blocks_(blocks) {}

  void run() {
    NodeId body = kNoNode;
    for (NodeId i = tree_[0].first; i != kNoNode; i = tree_[i].next) {
      if (!tree_.is(i, kHtml)) continue;
      for (NodeId k = tree_[i].first; k != kNoNode; k = tree_[k].next) {
        if (tree_.is(k, kBody)) body = k;
      }
    }
    if (body == kNoNode) return;
    NodeId i = body;
    while (true) {
      const bool entered = visit(i);
      if (entered && tree_[i].first != kNoNode) {
        i = tree_[i].first;
        continue;
      }
      if (entered) leave(i);
      while (i != body && tree_[i].next == kNoNode) {
        i = tree_[i].parent;
        leave(i);
      }
      if (i == body) break;
      i = tree_[i].next;
    }
    flush();
  }

 private:
  bool visit(NodeId id) {
    const Node& n = tree_[id];
    if (n.kind == NodeKind::kText) {
      add_text(n);
      return false;
    }
    if (n.kind != NodeKind::kElement) return false;
    if (n.space != Namespace::kHtml) return n.space == Namespace::kMath;
    if (kLeftOut.has(n.tag)) return false;
    if (n.tag == kBr) {
      if (++breaks_ >= 2) {
        flush();
      } else {
        end_line();
      }
      return false;
    }
    if (in_group(n.tag, kVoid) && n.tag != kHr) return false;
    if ((blocks_.hints[id].flags & kHidden) && !in_group(n.tag, kBlock))
      return false;  // a label for screen readers
    blocks_.order.push_back(id);
    if (n.tag == kTd || n.tag == kTh) {
      if (holds_blocks(id)) {
        flush();
      } else if (has_text()) {
        cell_ = true;
      }
    } else if (in_group(n.tag, kBlock)) {
      flush();
    }
    step(id, +1);
    if (in_group(n.tag, kBlock)) node_ = id;
    return true;
  }

  void leave(NodeId id) {
    const Node& n = tree_[id];
    if (n.kind != NodeKind::kElement || n.space != Namespace::kHtml) return;
    if (in_group(n.tag, kBlock) && !(n.tag == kTd || n.tag == kTh)) flush();
    if ((n.tag == kTd || n.tag == kTh) && holds_blocks(id)) flush();
    step(id, -1);
    if (in_group(n.tag, kBlock)) {
      NodeId up = n.parent;
      while (up != kNoNode && !in_group(tree_[up].tag, kBlock)) up = tree_[up].parent;
      node_ = up;
    }
  }

  /// A line in bold between breaks is a heading, not the beginning of the sentence behind it.
  void end_line() {
    constexpr uint32_t kLongestHeading = 120;
    const auto end = static_cast<uint32_t>(blocks_.text.size());
    const uint32_t begin = std::max(line_begin_, begin_);
    const uint32_t bytes = end - begin, bold = block_.bold - before_line_.bold;
    const bool first = begin == begin_;
    if (bytes >= 4 && bytes <= kLongestHeading && bold + 1 >= bytes && block_.linked == before_line_.linked && block_.heading == 0 &&
        (first || ends_sentence(std::string_view(blocks_.text).substr(begin_, begin - begin_))) &&
        !ends_sentence(std::string_view(blocks_.text).substr(begin, bytes)) && blocks_.text.back() != ',') {
      if (!first) {
        // What stands before it becomes a block; the blank behind that parts the two.
        Block line = block_;
        line.bold = bold;
        line.linked = 0;
        line.source.begin = line_source_;
        block_ = before_line_;
        std::string text = blocks_.text.substr(begin);
        blocks_.text.resize(begin);
        flush();
        blocks_.text += std::string_view(text).substr(text.find_first_not_of(' '));
        block_ = line;
      }
      flush();
    }
    space_ = true;
    line_begin_ = static_cast<uint32_t>(blocks_.text.size());
    before_line_ = block_;
    line_source_ = 0;
  }

  static bool ends_sentence(std::string_view text) {
    std::string_view end = text;
    while (!end.empty() && (end.back() == '"' || end.back() == '\'' || end.back() == ')' || end.back() == ']')) end.remove_suffix(1);
    for (const std::string_view quote : {"\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", "\xE2\x80\x9C"}) {
      if (end.ends_with(quote)) end.remove_suffix(quote.size());
    }
    return !end.empty() && (end.back() == '.' || end.back() == '?' || end.back() == '!' || end.back() == ':' ||
                            end.ends_with("\xE2\x80\xA6") || end.ends_with("\xE3\x80\x82") || end.ends_with("\xE0\xA5\xA4"));
  }

  /// `<span class="strong">`, `<span style="font-weight: bold">`.
  [[nodiscard]] bool is_bold_span(NodeId id) const {
    if (tree_[id].tag != kSpan || tree_[id].attributes_begin == tree_[id].attributes_end) return false;
    const std::string_view name = tree_.attribute(id, Attr::kClass);
    if (name == "strong" || name == "bold") return true;
    const std::string_view style = tree_.attribute(id, Attr::kStyle);
    const size_t weight = style.find("font-weight");
    if (weight == std::string_view::npos) return false;
    const std::string_view value = style.substr(weight, 30);
    return value.find("bold") != std::string_view::npos || value.find("700") != std::string_view::npos;
  }

  void step(NodeId id, int by) {
    const Tag tag = tree_[id].tag;
    switch (tag) {
      case kA:
        link_ += by;
        break;
      case kB:
      case kStrong:
        bold_ += by;
        break;
      case kSpan:
        if (is_bold_span(id)) bold_ += by;
        break;
      case kLi:
      case kDd:
      case kDt:
        list_ += by;
        break;
      case kTr:
        table_ += by;
        break;
      case kBlockquote:
        quote_ += by;
        break;
      case kFigcaption:
        caption_ += by;
        break;
      case kHeader:
        header_ += by;
        break;
      case kH1:
      case kH2:
      case kH3:
      case kH4:
      case kH5:
      case kH6:
        heading_ = by > 0 ? static_cast<uint8_t>(static_cast<int>(tag) - static_cast<int>(kH1) + 1)
                          : uint8_t{0};
        break;
      default:
        break;
    }
  }

  /// A cell of a layout table, or a long one, is a block; one of a data table is part of its row.
  bool holds_blocks(NodeId cell) const {
    size_t bytes = 0;
    for (NodeId i = tree_[cell].first; i != kNoNode; i = tree_[i].next) {
      const Node& n = tree_[i];
      if (n.kind == NodeKind::kText) bytes += n.data.size();
      if (n.kind == NodeKind::kElement && (in_group(n.tag, kBlock) || n.tag == kBr)) return true;
      if (bytes > 300) return true;
    }
    return false;
  }

  [[nodiscard]] bool has_text() const { return blocks_.text.size() > begin_; }

  void add_text(const Node& n) {
    const std::string_view data = n.data;
    std::string& out = blocks_.text;
    size_t first = data.size(), last = 0;
    const size_t before = out.size();
    for (size_t i = 0; i < data.size();) {
      const char c = data[i];
      if (is_space(c)) {
        space_ = true;
        ++i;
        continue;
      }
      size_t width = 1;
      if (c == '\xC2' && i + 1 < data.size() && data[i + 1] == '\xA0') {
        space_ = true;
        i += 2;
        continue;
      }
      if (c == '\xC2' && i + 1 < data.size() && data[i + 1] == '\xAD') {  // soft hyphen
        i += 2;
        continue;
      }
      if (c == '\xE2' && i + 2 < data.size() && data[i + 1] == '\x80' &&
          (data[i + 2] == '\x8B' || data[i + 2] == '\x8E')) {
        i += 3;  // zero width space, left-to-right mark
        continue;
      }
      if (c == '\xEF' && data.compare(i, 3, "\xEF\xBB\xBF") == 0) {
        i += 3;
        continue;
      }
      if (has_text()) {
        if (cell_) {
          out += " | ";
        } else if (space_) {
          out.push_back(' ');
        }
      }
      space_ = cell_ = false;
      // Take the run up to the next byte that needs a look.
      const size_t run = i;
      do {
        i += width;
        if (i >= data.size()) break;
      } while (!is_space(data[i]) && data[i] != '\xC2' && data[i] != '\xE2' && data[i] != '\xEF');
      out.append(data.substr(run, i - run));
      first = std::min(first, run);
      last = i;
    }
    if (out.size() == before) return;
    breaks_ = 0;
    if (before <= std::max(line_begin_, begin_)) line_source_ = n.source.begin;
    const auto added = static_cast<uint32_t>(out.size() - before);
    // The tokenizer keeps the node's bytes; where nothing was decoded, blanks at its ends can be
    // cut off.
    Span source = n.source;
    if (source.size() == data.size())
      source = {n.source.begin + static_cast<uint32_t>(first),
                n.source.begin + static_cast<uint32_t>(last)};
    if (block_.source.empty()) {
      block_.source = source;
      block_.node = node_;
      block_.in_list = list_ > 0;
      block_.in_table = table_ > 0;
      block_.in_quote = quote_ > 0;
      block_.in_caption = caption_ > 0;
      block_.in_header = header_ > 0;
      block_.heading = heading_;
    } else {
      block_.source.begin = std::min(block_.source.begin, source.begin);
      block_.source.end = std::max(block_.source.end, source.end);
    }
    if (link_ > 0) block_.linked += added;
    if (bold_ > 0) block_.bold += added;
  }

  void flush() {
    breaks_ = 0;
    space_ = cell_ = false;
    if (!has_text()) return;
    block_.text = {begin_, static_cast<uint32_t>(blocks_.text.size())};
    block_.bytes = block_.text.size();
    const std::string_view text = blocks_.text_of(block_);
    // Rows of data have several cells; a cell of its own block is layout.
    block_.in_table = block_.in_table && text.find(" | ") != std::string_view::npos;
    for (const char c : text)
      block_.marks += c == ',' || c == '.' || c == '?' || c == '!' || c == ';';
    block_.ends_sentence = ends_sentence(text);
    blocks_.list.push_back(block_);
    blocks_.text.push_back('\n');
    begin_ = static_cast<uint32_t>(blocks_.text.size());
    block_ = before_line_ = Block{};
  }

  const Tree& tree_;
  Blocks& blocks_;
  Block block_;
  Block before_line_;         ///< the block as it was at the last break in it
  uint32_t line_begin_ = 0;   ///< in `Blocks::text`
  uint32_t line_source_ = 0;  ///< first byte of the line in the page
  NodeId node_ = kNoNode;
  uint32_t begin_ = 0;
  int link_ = 0, bold_ = 0, list_ = 0, table_ = 0, quote_ = 0, caption_ = 0, header_ = 0,
      breaks_ = 0;
  uint8_t heading_ = 0;
  bool space_ = false, cell_ = false;
};

}  // namespace

void collect_blocks(const Tree& tree, Blocks& blocks) {
  blocks.text.clear();
  blocks.list.clear();
  blocks.order.clear();
  Collector(tree, blocks).run();
}

size_t headline_block(const Blocks& blocks, std::string_view headline) {
  constexpr size_t kMostBlocks = 3000;
  const std::string key = key_of(headline);
  const size_t end = std::min(blocks.list.size(), kMostBlocks);
  size_t h1 = end;
  for (size_t i = 0; i < end; ++i) {
    const Block& b = blocks.list[i];
    if (b.heading == 0) continue;
    if (b.heading == 1) h1 = std::min(h1, i);
    if (b.heading <= 3 && !key.empty() && key_of(blocks.text_of(b)).ends_with(key)) return i;
  }
  return h1 < end ? h1 : 0;
}

}  // namespace dateline::page
