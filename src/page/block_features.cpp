#include "page/block_features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_set>

#include "base/strings.h"
#include "page/body.h"

namespace dateline::page {
namespace {

using F = BlockFeature;
using Kin = FeatureScratch::Kin;

/// FNV-1a over tag and class: blocks of one template have it in common.
uint64_t kin_key(const Tree& tree, NodeId id) {
  uint64_t h = 14695981039346656037ull ^ static_cast<uint64_t>(tree[id].tag);
  for (const char c : tree.attribute(id, Attr::kClass).substr(0, 80)) {
    // Digits number things, they do not name a template.
    if (is_digit(c)) continue;
    h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  }
  return h | 1;
}

/// What a byte of text is to words and counts.
struct Letter {
  unsigned char folded = 0;  ///< of a word: letters of ASCII in lower case; else 0
  uint8_t space = 0, digit = 0, symbol = 0;
};
constexpr std::array<Letter, 256> kLetters = [] {
  std::array<Letter, 256> out{};
  for (size_t i = 0; i < out.size(); ++i) {
    const auto c = static_cast<char>(i);
    Letter& l = out[i];
    l.space = c == ' ';
    l.digit = is_digit(c);
    l.symbol = i < 0x80 && !is_alpha(c) && !is_digit(c) && c != ' ';
    if (!l.space && !l.symbol) l.folded = static_cast<unsigned char>(is_alpha(c) ? i | 0x20 : i);
  }
  return out;
}();

class FeatureReader {
 public:
  FeatureReader(const Tree& tree, const Blocks& blocks, const BodyScratch& body, NodeId container,
                std::string_view headline, FeatureScratch& scratch)
      : tree_(tree), blocks_(blocks), body_(body), container_(container), headline_(headline), s_(scratch) {}

  void run() {
    const size_t n = blocks_.list.size();
    s_.rows.assign(n * kBlockFeatures, 0.0f);
    if (n == 0) return;
    sum_boxes();
    sum_kin();
    find_main();
    for (size_t i = 0; i < n; ++i) {
      if (block(i).node != kNoNode) fill_shared(i);
    }
    read_words();
    for (size_t i = 0; i < n; ++i) {
      if (block(i).node != kNoNode) fill(i);
    }
  }

 private:
  [[nodiscard]] const Block& block(size_t i) const { return blocks_.list[i]; }
  [[nodiscard]] bool sentence(const Block& b) const {
    if (b.mostly_links() || b.heading > 0) return false;
    if (b.bytes >= 80) return b.marks > 0 || b.bytes > 200;
    return b.bytes >= 40 && b.ends_sentence;
  }

  [[nodiscard]] NodeId article_of(NodeId id) const {
    while (id != kNoNode && !tree_.is(id, Tag::kArticle)) id = tree_[id].parent;
    return id;
  }
  static float tag_class(Tag tag) {
    switch (tag) {
      case Tag::kP: return 1;
      case Tag::kDiv: return 2;
      case Tag::kLi: return 3;
      case Tag::kH2: return 4;
      case Tag::kH3: return 5;
      case Tag::kH4: case Tag::kH5: case Tag::kH6: return 6;
      case Tag::kBlockquote: return 7;
      case Tag::kTd: case Tag::kTr: case Tag::kTh: return 8;
      case Tag::kFigure: case Tag::kFigcaption: return 9;
      case Tag::kSection: case Tag::kArticle: return 10;
      case Tag::kPre: return 11;
      case Tag::kDd: case Tag::kDt: return 12;
      default: return 0;
    }
  }
  /// 2 right behind a picture or in a figure, 1 if the parent stands behind one.
  [[nodiscard]] float beside_picture(NodeId id) const {
    for (int level = 2; level >= 1; --level) {
      if (id == kNoNode) break;
      if (tree_.is(id, Tag::kFigure)) return static_cast<float>(level);
      NodeId before = tree_[id].previous;
      while (before != kNoNode && tree_[before].kind != NodeKind::kElement)
        before = tree_[before].previous;
      if (before != kNoNode) {
        NodeId k = before;
        for (int steps = 0; steps < 8 && k != kNoNode; ++steps) {
          if (tree_.is(k, Tag::kImg) || tree_.is(k, Tag::kFigure))
            return static_cast<float>(level);
          k = tree_.following(k, before);
        }
      }
      id = tree_[id].parent;
    }
    return 0;
  }
  static uint64_t hash_of(std::string_view text) {
    uint64_t h = 14695981039346656037ull;
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return h;
  }

  /// Calls `visit` with length and hash of each word, letters of ASCII in lower case.
  template <typename Visit>
  static void each_word(std::string_view text, const Visit& visit) {
    constexpr uint64_t kSeed = 14695981039346656037ull;
    uint64_t h = kSeed;
    size_t size = 0;
    for (const char c : text) {
      if (const Letter letter = kLetters[static_cast<unsigned char>(c)]; letter.folded != 0) {
        h = (h ^ letter.folded) * 1099511628211ull;
        ++size;
      } else if (size > 0) {
        visit(size, h | 1);
        h = kSeed;
        size = 0;
      }
    }
    if (size > 0) visit(size, h | 1);
  }
  /// Place of a key in a table of open addressing, or the free one where it belongs; a table is never full.
  template <typename Entry>
  static size_t place_in(const std::vector<Entry>& table, uint64_t key) {
    const size_t mask = table.size() - 1;
    size_t at = static_cast<size_t>(key >> 7) & mask;
    while (table[at].key != 0 && table[at].key != key) at = (at + 1) & mask;
    return at;
  }
  static constexpr size_t kLongWord = 6, kTitleWord = 4, kMostTitleWords = 32;  // bytes, bytes, bits of a mask

  FeatureScratch::Word& word(uint64_t key) { return s_.words[place_in(s_.words, key)]; }

  /// The words of the blocks that are asked about: which of the headline's they have, and in how many kept blocks each stands.
  void read_words() {
    const size_t n = blocks_.list.size();
    each_word(headline_, [&](size_t size, uint64_t key) {
      if (size < kTitleWord || title_size_ == kMostTitleWords) return;
      const auto end = title_.begin() + static_cast<std::ptrdiff_t>(title_size_);
      if (std::find(title_.begin(), end, key) == end) title_[title_size_++] = key;
    });
    s_.keys.clear();
    s_.title.assign(n, 0);
    s_.key_ends.assign(n, 0);
    size_t kept = 0;
    for (size_t i = 0; i < n; ++i) {
      if (block(i).node != kNoNode && s_.asked(i)) {
        const size_t begin = s_.keys.size();
        each_word(blocks_.text_of(block(i)), [&](size_t size, uint64_t key) {
          for (size_t k = 0; k < title_size_; ++k) s_.title[i] |= uint32_t{title_[k] == key} << k;
          if (size >= kLongWord) s_.keys.push_back(key);
        });
        s_.boxes[s_.tops[block(i).node]].title |= s_.title[i];
        if (body_.keep[i]) kept += s_.keys.size() - begin;
      }
      s_.key_ends[i] = static_cast<uint32_t>(s_.keys.size());
    }
    s_.words.assign(std::bit_ceil(kept * 2 + 16), {});
    for (size_t i = 0; i < n; ++i) {
      if (!body_.keep[i]) continue;
      for (const uint64_t key : keys_of(i)) {
        FeatureScratch::Word& w = word(key);
        w.key = key;
        w.blocks += w.last != i + 1;
        w.last = static_cast<uint32_t>(i + 1);
      }
    }
  }
  [[nodiscard]] std::span<const uint64_t> keys_of(size_t i) const {
    const uint32_t begin = i == 0 ? 0 : s_.key_ends[i - 1];
    return std::span(s_.keys).subspan(begin, s_.key_ends[i] - begin);
  }

  void sum_boxes() {
    s_.boxes.assign(tree_.nodes.size(), {});
    s_.depths.assign(tree_.nodes.size(), 0);
    for (const NodeId id : blocks_.order) {
      const NodeId up = tree_[id].parent;
      s_.depths[id] = static_cast<uint16_t>(up == kNoNode ? 0 : s_.depths[up] + 1);
    }
    for (size_t i = 0; i < blocks_.list.size(); ++i) {
      const Block& b = block(i);
      if (b.node == kNoNode) continue;
      FeatureScratch::Box& box = s_.boxes[b.node];
      box.bytes += static_cast<float>(b.bytes);
      box.linked += static_cast<float>(b.linked);
      box.kept += body_.keep[i] ? static_cast<float>(b.bytes) : 0.0f;
      ++box.blocks;
      box.sentences += sentence(b);
      box.linked_headings += b.heading > 0 && b.mostly_links();
      box.dates += body_.lines[i].is(LineHint::kDate);
    }
    for (size_t i = blocks_.order.size(); i-- > 1;) {
      const FeatureScratch::Box& box = s_.boxes[blocks_.order[i]];
      FeatureScratch::Box& up = s_.boxes[tree_[blocks_.order[i]].parent];
      up.bytes += box.bytes;
      up.linked += box.linked;
      up.kept += box.kept;
      up.blocks += box.blocks;
      up.sentences += box.sentences;
      up.linked_headings += box.linked_headings;
      up.dates += box.dates;
    }
    s_.tops.resize(tree_.nodes.size());
    const float half = s_.boxes[blocks_.order[0]].kept * 0.5f;
    for (const NodeId id : blocks_.order) {
      const NodeId up = tree_[id].parent;
      s_.tops[id] = id != blocks_.order[0] && s_.boxes[up].kept < half ? s_.tops[up] : id;
    }
  }

  /// Place of a key in the kin; enters it if it is new.
  uint32_t place_of(uint64_t key) {
    const size_t at = place_in(s_.kin, key);
    s_.kin[at].key = key;
    return static_cast<uint32_t>(at);
  }

  void sum_kin() {
    const size_t n = blocks_.list.size();
    s_.kin.assign(std::bit_ceil(n * 4 + 16), {});
    s_.own.assign(n, 0);
    s_.above.assign(n, 0);
    NodeId parent = kNoNode;
    uint64_t up = 0;
    for (size_t i = 0; i < n; ++i) {
      const Block& b = block(i);
      if (b.node == kNoNode) continue;
      const uint64_t own = kin_key(tree_, b.node);
      if (tree_[b.node].parent != parent) {
        parent = tree_[b.node].parent;
        up = kin_key(tree_, parent);
      }
      s_.own[i] = place_of(own * 31 + up);
      s_.above[i] = place_of(up);
      for (const uint32_t place : {s_.own[i], s_.above[i]}) {
        Kin& k = s_.kin[place];
        const auto bytes = static_cast<float>(b.bytes);
        k.bytes += bytes;
        k.linked += static_cast<float>(b.linked);
        ++k.blocks;
        if (body_.keep[i]) {
          ++k.kept;
          k.kept_bytes += bytes;
        }
      }
    }
  }

  /// The element right above most of the text, and where the text begins and ends.
  void find_main() {
    float most = -1;
    s_main_ = container_;
    total_ = std::max(s_.boxes[blocks_.order[0]].kept, 1.0f);
    first_ = blocks_.list.size();
    last_ = 0;
    std::vector<float>& direct = direct_;
    direct.assign(tree_.nodes.size(), 0.0f);
    for (size_t i = 0; i < blocks_.list.size(); ++i) {
      if (!body_.keep[i]) continue;
      first_ = std::min(first_, i);
      last_ = i;
      const NodeId up = tree_[block(i).node].parent;
      direct[up] += static_cast<float>(block(i).bytes);
      if (direct[up] > most) {
        most = direct[up];
        s_main_ = up;
      }
    }
    if (first_ > last_) first_ = last_ = 0;
    article_ = article_of(block(first_).node);
  }

  [[nodiscard]] auto setter(size_t i) {
    float* row = s_.rows.data() + i * kBlockFeatures;
    return [row](F f, float value) { row[static_cast<size_t>(f)] = value; };
  }

  /// What a block has in common with others; tells if it is asked about.
  void fill_shared(size_t i) {
    const auto set = setter(i);
    set(F::kKept, body_.keep[i]);
    kin(i, set);
    box(block(i), set);
  }

  void fill(size_t i) {
    const Block& b = block(i);
    const auto set = setter(i);
    const auto bytes = static_cast<float>(b.bytes);
    const std::string_view text = blocks_.text_of(b);
    const LineHint& line = body_.lines[i];
    const float ended = ended_;
    if (i > first_ && line.is(LineHint::kEnds)) ended_ = std::min(ended_ + 1, 3.0f);
    const bool seen = b.bytes >= 25 && !seen_.insert(hash_of(text)).second;
    if (!s_.asked(i)) return;
    set(F::kBytes, bytes);
    set(F::kLinked, static_cast<float>(b.linked) / bytes);
    set(F::kBold, static_cast<float>(b.bold) / bytes);
    set(F::kMarks, static_cast<float>(b.marks) * 50.0f / bytes);
    set(F::kEndsSentence, b.ends_sentence);
    set(F::kHeading, b.heading);
    set(F::kInList, b.in_list);
    set(F::kInTable, b.in_table);
    set(F::kInQuote, b.in_quote);
    set(F::kInCaption, b.in_caption);
    set(F::kInHeader, b.in_header);
    const uint16_t flags = body_.flags[b.node];
    set(F::kFurnitureFlag, (flags & kFurniture) != 0);
    set(F::kStructuralFlag, (flags & kStructural) != 0);
    set(F::kBodyFlag, (flags & kBodyHint) != 0);
    set(F::kArticleFlag, (flags & kArticleHint) != 0);
    set(F::kDateFlag, (flags & kDateHint) != 0);
    set(F::kStandfirstFlag, (flags & kStandfirstHint) != 0);
    set(F::kCaptionFlag, (flags & kCaptionHint) != 0);
    set(F::kTitleFlag, (flags & kTitleHint) != 0);
    set(F::kBylineFlag, (flags & kBylineHint) != 0);
    set(F::kKickerFlag, (flags & kKickerHint) != 0);
    set(F::kPullquoteFlag, (flags & kPullquoteHint) != 0);
    set(F::kAuthorFlag, (flags & kAuthorMark) != 0);
    if (flags & (kFurniture | kStructural))
      set(F::kBoxKind, 1.0f + static_cast<float>(body_.kinds[b.node]));
    if (line.is(LineHint::kNotice)) set(F::kLineKind, 1.0f + static_cast<float>(line.kind));
    set(F::kCredit, line.is(LineHint::kCredit));
    set(F::kDateLine, line.is(LineHint::kDate));
    set(F::kNameLine, line.is(LineHint::kName));
    set(F::kEnds, line.is(LineHint::kEnds));
    set(F::kSentence, sentence(b));
    set(F::kHiddenFlag, (flags & kHidden) != 0);
    set(F::kTag, tag_class(tree_[b.node].tag));
    set(F::kPicture, beside_picture(b.node));
    set(F::kAfterEnds, ended);
    set(F::kSeen, seen);
    subject(i, set);
    around(i, set);
    place(i, set);
    letters(text, set);
  }

  /// Whether block and box speak of what the headline and the rest of the text speak of.
  template <typename Set>
  void subject(size_t i, const Set& set) {
    if (title_size_ > 0) {
      const auto share = [this](uint32_t bits) { return static_cast<float>(std::popcount(bits)) / static_cast<float>(title_size_); };
      set(F::kTitleWords, share(s_.title[i]));
      set(F::kBoxTitleWords, share(s_.boxes[s_.tops[block(i).node]].title));
    }
    const std::span<const uint64_t> keys = keys_of(i);
    const auto shared = std::ranges::count_if(keys, [&](uint64_t key) { return word(key).blocks > uint32_t{body_.keep[i]}; });
    set(F::kSharedWords, keys.empty() ? -1.0f : static_cast<float>(shared) / static_cast<float>(keys.size()));
  }

  template <typename Set>
  void around(size_t i, const Set& set) const {
    const size_t n = blocks_.list.size();
    const auto kept = [&](size_t k) { return k < n && body_.keep[k]; };
    set(F::kKept1Before, kept(i - 1));
    set(F::kKept2Before, kept(i - 2));
    set(F::kKept1After, kept(i + 1));
    set(F::kKept2After, kept(i + 2));
    int notices = 0;
    for (size_t k = i >= 2 ? i - 2 : 0; k <= i + 2 && k < n; ++k)
      notices += k != i && body_.lines[k].is(LineHint::kNotice);
    set(F::kNoticesAround, static_cast<float>(notices));
    int around = 0;
    for (size_t k = i >= 5 ? i - 5 : 0; k <= i + 5 && k < n; ++k) around += k != i && kept(k);
    set(F::kKeptAround, static_cast<float>(around));
    if (i > 0) {
      const Block& before = block(i - 1);
      set(F::kBytesBefore, static_cast<float>(before.bytes));
      set(F::kHeadingBefore, before.heading);
      set(F::kLinkedBefore, static_cast<float>(before.linked) / static_cast<float>(before.bytes));
    }
    if (i + 1 < n) {
      const Block& after = block(i + 1);
      set(F::kBytesAfter, static_cast<float>(after.bytes));
      set(F::kHeadingAfter, after.heading);
      set(F::kLinkedAfter, static_cast<float>(after.linked) / static_cast<float>(after.bytes));
    }
  }

  template <typename Set>
  void place(size_t i, const Set& set) const {
    const Block& b = block(i);
    set(F::kFromFirst, static_cast<float>(i) - static_cast<float>(first_));
    set(F::kFromLast, static_cast<float>(i) - static_cast<float>(last_));
    set(F::kPlace, (static_cast<float>(i) - static_cast<float>(first_)) /
                       static_cast<float>(last_ - first_ + 1));
    // Way over the tree from the block to the element above most of the text.
    NodeId x = b.node, y = s_main_;
    int up = 0, down = 0;
    bool in = false;
    while (x != y) {
      if (s_.depths[x] >= s_.depths[y]) {
        x = tree_[x].parent;
        ++up;
      } else {
        y = tree_[y].parent;
        ++down;
      }
      if (x == kNoNode || y == kNoNode) break;
    }
    for (NodeId k = b.node; k != kNoNode && !in; k = tree_[k].parent) in = k == container_;
    set(F::kInContainer, in);
    set(F::kUp, static_cast<float>(up));
    set(F::kDown, static_cast<float>(down));
    set(F::kSameParent, tree_[b.node].parent == s_main_);
    set(F::kSameArticle, article_of(b.node) == article_);
    set(F::kDepth, static_cast<float>(s_.depths[b.node]));
  }

  template <typename Set>
  void box(const Block& b, const Set& set) const {
    // The box that holds the block and stands beside the text: the highest element above it that
    // is not above the text.
    const NodeId top = s_.tops[b.node];
    const FeatureScratch::Box& sums = s_.boxes[top];
    set(F::kBoxMass, sums.bytes / total_);
    set(F::kBoxLinked, sums.linked / std::max(sums.bytes, 1.0f));
    set(F::kBoxBlocks, static_cast<float>(sums.blocks));
    set(F::kBoxSentences, static_cast<float>(sums.sentences) / static_cast<float>(sums.blocks));
    set(F::kBoxLinkedHeadings,
        static_cast<float>(sums.linked_headings) / static_cast<float>(sums.blocks));
    set(F::kBoxDates, static_cast<float>(sums.dates) / static_cast<float>(sums.blocks));
    set(F::kBoxKeptShare, sums.kept / std::max(sums.bytes, 1.0f));
    set(F::kTop, tree_[top].parent == s_main_);
  }

  template <typename Set>
  void kin(size_t i, const Set& set) const {
    const Kin& own = s_.kin[s_.own[i]];
    const Kin& above = s_.kin[s_.above[i]];
    set(F::kClassKept, own.kept_bytes / total_);
    set(F::kClassCount, static_cast<float>(own.blocks));
    set(F::kClassKeptShare, static_cast<float>(own.kept) / static_cast<float>(own.blocks));
    set(F::kClassLinked, own.linked / std::max(own.bytes, 1.0f));
    set(F::kParentClassKept, above.kept_bytes / total_);
  }

  template <typename Set>
  void letters(std::string_view text, const Set& set) const {
    size_t words = 1, digits = 0, symbols = 0;
    for (const char c : text) {
      const Letter& letter = kLetters[static_cast<unsigned char>(c)];
      words += letter.space;
      digits += letter.digit;
      symbols += letter.symbol;
    }
    set(F::kSymbolsShare, static_cast<float>(symbols) / static_cast<float>(text.size()));
    set(F::kWords, static_cast<float>(words));
    set(F::kDigits, static_cast<float>(digits) / static_cast<float>(text.size()));
    set(F::kLower, is_lower(text[0]));
    set(F::kColon, text.back() == ':');
    set(F::kQuestion, text.back() == '?');
    const auto c = static_cast<unsigned char>(text[0]);
    set(F::kSymbol, c >= 0x80 ? (c == 0xE2 || c == 0xF0 ? 2.0f : 1.0f) : is_alpha(text[0]) ? 0.0f : 3.0f);
  }

  const Tree& tree_;
  const Blocks& blocks_;
  const BodyScratch& body_;
  NodeId container_;
  std::string_view headline_;
  FeatureScratch& s_;
  std::array<uint64_t, kMostTitleWords> title_{};
  size_t title_size_ = 0;
  NodeId s_main_ = 0;
  float total_ = 1;
  size_t first_ = 0, last_ = 0;
  std::vector<float> direct_;
  NodeId article_ = kNoNode;
  float ended_ = 0;
  std::unordered_set<uint64_t> seen_;
};

}  // namespace

void read_block_features(const Tree& tree, const Blocks& blocks, const BodyScratch& body,
                         NodeId container, std::string_view headline, FeatureScratch& scratch) {
  FeatureReader(tree, blocks, body, container, headline, scratch).run();
}

}  // namespace dateline::page
