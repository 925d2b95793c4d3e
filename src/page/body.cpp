#include "page/body.h"

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
#include "page/block_model.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

constexpr size_t kMostLineBytes = 600;
constexpr float kBodyFactor = 1.4f;

class BodyReader {
 public:
  BodyReader(const Lexicon& lexicon, const Tree& tree, const Metadata& metadata, Blocks& blocks,
             BodyScratch& scratch, Article& article)
      : lexicon_(lexicon), tree_(tree), meta_(metadata), blocks_(blocks), s_(scratch), article_(article) {}

  void run() {
    s_.metadata.assign(blocks_.list.size(), 0);
    s_.first_text = 0;
    if (blocks_.order.empty()) {
      s_.keep.assign(blocks_.list.size(), 0);
      s_.inside.assign(tree_.nodes.size(), 0);
      return;
    }
    read_lines();
    weigh();
    // Where names of boxes leave next to nothing, they mean something else on this site: try again
    // without them.
    for (const Trust trust : {Trust::kNames, Trust::kTags, Trust::kNothing}) {
      settle_hints(trust);
      choose();
      select();
      trim_ends();
      if (kept_bytes() * 4 > s_.mass[blocks_.order[0]]) break;
    }
    read_block_features(tree_, blocks_, s_, container_, article_.headline, s_.features);
    revise();
    find_standfirst();
    write();
    s_.first_text = first_text_;
  }

 private:
  enum class Trust : uint8_t { kNames, kTags, kNothing };

  [[nodiscard]] size_t kept_bytes() const {
    size_t bytes = 0;
    for (size_t i = 0; i < s_.keep.size(); ++i) bytes += s_.keep[i] ? blocks_.list[i].bytes : 0;
    return bytes;
  }
  [[nodiscard]] bool is_hidden(const Block& b) const { return s_.flags[b.node] & kHidden; }

  [[nodiscard]] NodeId parent(NodeId id) const { return tree_[id].parent; }

  [[nodiscard]] bool sentence_like(const Block& b) const {
    if (b.mostly_links() || b.heading > 0) return false;
    if (b.bytes >= 80) return b.marks > 0 || b.bytes > 200;
    return b.bytes >= 40 && b.ends_sentence;
  }

  /// Mass of sentence-like text below each element.
  void weigh() {
    weigh(true);
    const uint32_t without = s_.mass[blocks_.order[0]];
    uint32_t all = 0;
    for (const Block& b : blocks_.list)
      all += sentence_like(b) && b.node != kNoNode ? b.bytes - b.linked : 0;
    if (without < 120 || without * 40 < all) weigh(false);
  }

  /// Readers' comments may outweigh the article; they count for nothing, unless that leaves
  /// nothing.
  void weigh(bool without_comments) {
    comments_apart_ = without_comments;
    s_.mass.assign(tree_.nodes.size(), 0);
    for (const Block& b : blocks_.list) {
      if (sentence_like(b) && b.node != kNoNode) s_.mass[b.node] += b.bytes - b.linked;
    }
    for (size_t i = blocks_.order.size(); i-- > 1;) {
      const NodeId id = blocks_.order[i];
      const Hint& hint = blocks_.hints[id];
      const bool comments = (hint.flags & kFurniture) && hint.kind == FurnitureKind::kComments;
      if (!(comments && without_comments)) s_.mass[parent(id)] += s_.mass[id];
    }
  }

  /// Hints in force: an element that holds much of the text is no furniture; what is in force is
  /// inherited.
  void settle_hints(Trust trust) {
    s_.flags.assign(tree_.nodes.size(), 0);
    s_.kinds.assign(tree_.nodes.size(), FurnitureKind::kNavigation);
    const uint32_t total = std::max(s_.mass[blocks_.order[0]], 1u);
    for (const NodeId id : blocks_.order) {
      Hint hint = blocks_.hints[id];
      const uint32_t mass = s_.mass[id];
      const Tag tag = tree_[id].tag;
      const bool comments = (hint.flags & kFurniture) && hint.kind == FurnitureKind::kComments;
      const uint32_t limit = tag == Tag::kNav || comments ? total * 9 / 10 : total * 3 / 10;
      if (mass > limit && mass > 400 && !(comments && comments_apart_)) {
        hint.flags &= static_cast<uint16_t>(~(kFurniture | kStructural | kStandfirstHint |
                                              kBylineHint | kDateHint | kCaptionHint | kTitleHint |
                                              kPullquoteHint | kKickerHint));
      }
      if (trust != Trust::kNames && !(hint.flags & kStructural))
        hint.flags &= kHidden | kBodyHint | kArticleHint;
      if (trust == Trust::kNothing) hint.flags = 0;
      if ((hint.flags & kHidden) && mass > total / 2) hint.flags &= static_cast<uint16_t>(~kHidden);
      uint16_t flags = hint.flags;
      FurnitureKind kind = hint.kind;
      const NodeId up = parent(id);
      const uint16_t above = up == kNoNode ? uint16_t{0} : s_.flags[up];
      constexpr uint16_t kOut = kFurniture | kStructural;
      if (!(flags & kOut) && (above & kOut)) kind = s_.kinds[up];
      flags |= static_cast<uint16_t>(above & ~(kBodyHint | kArticleHint));
      if (above & kBodyHint) flags |= kBodyHint;
      s_.flags[id] = flags;
      s_.kinds[id] = kind;
    }
  }

  /// A paragraph below a linked heading in the same box announces another article.
  [[nodiscard]] bool is_teaser(size_t i) const {
    if (i == 0) return false;
    const Block& b = blocks_.list[i];
    const Block& before = blocks_.list[i - 1];
    return before.heading > 0 && before.mostly_links() && b.bytes < 400 && before.bytes > 15 &&
           (i + 1 >= blocks_.list.size() || !sentence_like(blocks_.list[i + 1]) ||
            blocks_.list[i + 1].heading > 0);
  }

  void choose() {
    s_.gain.assign(tree_.nodes.size(), 0.0f);
    std::string json = json_text(meta_, "articleBody");
    std::string json_key;
    if (json.size() > 300) append_key(json_key, json);
    const std::string_view hay = json_key;
    size_t hay_at = 0;
    for (size_t i = 0; i < blocks_.list.size(); ++i) {
      const Block& b = blocks_.list[i];
      if (b.node == kNoNode || is_hidden(b)) continue;
      const uint16_t flags = s_.flags[b.node];
      const bool out = flags & (kFurniture | kStructural);
      float worth = 0;
      if (sentence_like(b)) {
        worth = static_cast<float>(b.bytes - b.linked);
        if (out) worth *= -0.4f;
        if (flags & kCaptionHint) worth *= 0.1f;
        if (is_teaser(i)) worth *= -0.3f;
        if (b.in_list && !(flags & kBodyHint)) worth *= 0.5f;
        if (!out && (flags & kBodyHint)) worth *= kBodyFactor;
      } else if (b.heading > 0) {
        worth = b.mostly_links() ? -20.0f : 0.0f;
      } else {
        // Many short labels and links weigh little each.
        worth =
            -0.25f * static_cast<float>(std::min(b.bytes, 120u)) - (b.mostly_links() ? 8.0f : 2.0f);
        if (b.in_table) worth *= 0.2f;
        if (!out && (flags & kBodyHint)) worth *= 0.2f;
      }
      if (!hay.empty() && b.bytes >= 40) {
        // The blocks come in the order of the text, so one moving position keeps the search short.
        const std::string key = key_of(blocks_.text_of(b).substr(0, 120));
        const std::string_view probe = std::string_view(key).substr(0, 60);
        const size_t window = std::min(hay.size() - hay_at, size_t{20000});
        const size_t at = hay.substr(hay_at, window).find(probe);
        if (!probe.empty() && at != std::string_view::npos) {
          hay_at += at + probe.size();
          worth = std::max(worth, static_cast<float>(b.bytes) * 2.0f);
          s_.flags[b.node] |= kBodyHint;
          s_.flags[b.node] &= static_cast<uint16_t>(~(kFurniture | kStructural));
        }
      }
      s_.gain[b.node] += worth;
    }
    for (size_t i = blocks_.order.size(); i-- > 1;) {
      const NodeId id = blocks_.order[i];
      s_.gain[parent(id)] += s_.gain[id];
    }
    float best = -1e30f;
    for (const NodeId id : blocks_.order) {
      float score = s_.gain[id];
      if (score > 0) {
        if (blocks_.hints[id].flags & kBodyHint) score *= 1.1f;
        if (blocks_.hints[id].flags & kArticleHint) score *= 1.02f;
      }
      if (score >= best) {  // deeper ones come later in document order
        best = score;
        container_ = id;
      }
    }
  }

  [[nodiscard]] bool inside(NodeId id, NodeId root) const {
    for (; id != kNoNode; id = parent(id)) {
      if (id == root) return true;
    }
    return false;
  }

  /// Which blocks of the container are text.
  void select() {
    s_.keep.assign(blocks_.list.size(), 0);
    first_ = blocks_.list.size();
    last_ = 0;
    std::vector<uint8_t>& in = s_.inside;
    in.assign(tree_.nodes.size(), 0);
    in[container_] = 1;
    for (const NodeId id : blocks_.order) {
      if (id != container_ && parent(id) != kNoNode && in[parent(id)]) in[id] = 1;
    }
    s_.seen.clear();
    bool ended = false;
    size_t kept = 0;
    NodeId first_node = kNoNode;
    for (size_t i = 0; i < blocks_.list.size(); ++i) {
      const Block& b = blocks_.list[i];
      if (b.node == kNoNode || !in[b.node]) continue;
      first_ = std::min(first_, i);
      last_ = i;
      const std::string_view text = blocks_.text_of(b);
      // "Related stories" far down ends the article; further up it is a box in it.
      const LineHint& line = s_.lines[i];
      if (b.bytes < 60 && line.is(LineHint::kEnds)) {
        const bool comments =
            line.is(LineHint::kNotice) && line.kind == FurnitureKind::kComments;
        if (comments ? kept > 400 : kept * 10 > s_.mass[container_] * size_t{8}) ended = true;
      }
      // The next article of an endless page.
      if (b.heading == 1 && kept > 400 && article_of(b.node) != article_of(first_node) &&
          !line.is(LineHint::kHeadline))
        ended = true;
      if (ended || !is_text(i)) continue;
      kept += b.bytes;
      if (b.bytes >= 60) {  // the same paragraph twice
        if (std::find(s_.seen.begin(), s_.seen.end(), text) != s_.seen.end()) continue;
        if (s_.seen.size() < 400) s_.seen.push_back(text);
      }
      s_.keep[i] = 1;
      if (first_node == kNoNode) first_node = b.node;
    }
  }

  void read_lines() {
    const std::string headline = key_of(article_.headline);
    s_.lines.assign(blocks_.list.size(), LineHint{});
    for (size_t i = 0; i < blocks_.list.size(); ++i) {
      const Block& b = blocks_.list[i];
      if (b.bytes > kMostLineBytes) continue;
      const std::string_view text = blocks_.text_of(b);
      LineHint& line = s_.lines[i];
      const LineWords words = lexicon_.line(text, s_.low);
      if (words.kind) {
        line.marks |= LineHint::kNotice;
        line.kind = *words.kind;
      }
      if (words.credit) line.marks |= LineHint::kCredit;
      if (is_date_line(text)) line.marks |= LineHint::kDate;
      if (is_name_line(text)) line.marks |= LineHint::kName;
      if (words.ends) line.marks |= LineHint::kEnds;
      if (words.paywall) line.marks |= LineHint::kPaywall;
      if ((b.heading > 0 || b.bytes < 200) && b.bytes >= headline.size() &&
          b.bytes <= headline.size() * 2 && !headline.empty() && key_of(text) == headline)
        line.marks |= LineHint::kHeadline;
      s_.metadata[i] = line.is(LineHint::kHeadline) || line.is(LineHint::kName) || b.heading == 1;
    }
  }

  [[nodiscard]] NodeId article_of(NodeId id) const {
    while (id != kNoNode && !tree_.is(id, Tag::kArticle)) id = parent(id);
    return id;
  }

  /// A line that is mainly a date: "9 September 2025, 15:46 / Ann Lee".
  [[nodiscard]] bool is_date_line(std::string_view text) const {
    if (text.size() > 90) return false;
    const std::optional<Moment> m = find_moment(text, NumericOrder::kDayFirst);
    return m && m->precision != Precision::kMonth && (m->end - m->begin) * 5 > text.size() * 2;
  }

  /// A line that is mainly the name of an author: "By Ann Lee".
  [[nodiscard]] bool is_name_line(std::string_view text) const {
    if (text.size() > 100) return false;
    for (const Author& a : article_.authors) {
      if (text.find(a.name) != std::string_view::npos && text.size() < a.name.size() + 20)
        return true;
    }
    return false;
  }

  [[nodiscard]] bool is_text(size_t i) const {
    const Block& b = blocks_.list[i];
    if (is_hidden(b)) return false;
    const uint16_t flags = s_.flags[b.node];
    if (flags & (kFurniture | kStructural | kCaptionHint | kPullquoteHint)) return false;
    if (b.in_caption) return false;
    const LineHint& line = s_.lines[i];
    if (flags & (kDateHint | kBylineHint | kKickerHint)) {
      if (b.bytes < 200) return false;
    }
    if (b.heading == 1) return false;
    if (line.is(LineHint::kNotice)) return false;
    if (b.heading == 0 && !b.in_list && line.is(LineHint::kCredit)) return false;
    if (b.heading == 0 && (line.is(LineHint::kDate) || line.is(LineHint::kName))) return false;
    if (line.is(LineHint::kHeadline) && b.bytes > 8) return false;
    if (b.mostly_links()) {
      if (b.heading > 0 || b.in_list || b.in_table) return false;
      return b.bytes - b.linked > 40 || (b.bytes > 100 && b.linked < b.bytes);
    }
    if (is_teaser(i)) return false;
    if (b.in_list) return b.bytes >= 10;
    if (b.in_table) return true;
    if (b.heading > 0) return b.bytes < 250;
    return b.bytes >= 25 || b.ends_sentence || (b.bold * 2 > b.bytes && b.bytes >= 4) ||
           (flags & kBodyHint);
  }

  [[nodiscard]] bool solid(const Block& b) const {
    return sentence_like(b) || (b.bytes >= 15 && b.ends_sentence && b.heading == 0) || b.in_table ||
           (b.in_list && b.bytes > 30 && !b.mostly_links());
  }

  /// Headings and labels before the first and behind the last sentence are not text.
  void trim_start() {
    for (size_t i = 0; i < s_.keep.size(); ++i) {
      const Block& b = blocks_.list[i];
      if (!s_.keep[i] || b.heading > 0) continue;
      if (solid(b)) {
        first_text_ = i;
        return;
      }
      s_.keep[i] = 0;
    }
  }

  void trim_ends() {
    size_t last = 0;
    bool any = false;
    for (size_t i = 0; i < s_.keep.size(); ++i) {
      const Block& b = blocks_.list[i];
      if (!s_.keep[i]) continue;
      if (solid(b)) {
        if (!any) first_text_ = i;
        any = true;
        last = i;
      }
    }
    if (!any) return;
    for (size_t i = 0; i < s_.keep.size(); ++i) {
      if (i > last || (i < first_text_ && blocks_.list[i].heading == 0)) s_.keep[i] = 0;
    }
    // A heading with nothing under it.
    for (size_t i = s_.keep.size(); i-- > 0;) {
      if (!s_.keep[i] || blocks_.list[i].heading == 0) continue;
      size_t k = i + 1;
      size_t gap = 0;
      while (k < s_.keep.size() && !s_.keep[k] && gap < 4) ++k, ++gap;
      if (k >= s_.keep.size() || !s_.keep[k]) s_.keep[i] = 0;
    }
  }

  /// The trained scorer corrects the rules where they had anything to say: blocks that they kept or
  /// that share class or box with such.
  void revise() {
    for (size_t i = 0; i < s_.keep.size(); ++i) {
      if (blocks_.list[i].node == kNoNode || !s_.features.asked(i)) continue;
      const LineHint& line = s_.lines[i];
      s_.keep[i] = blocks_.list[i].heading != 1 && !line.is(LineHint::kHeadline) &&
                   !line.is(LineHint::kDate) && is_text_score(block_score(s_.features.row(i)));
    }
    trim_start();
  }

  /// The summary between headline and text: named so, or the page's own description shown before
  /// the text.
  void find_standfirst() {
    const std::string description =
        key_of(meta_.meta({"og:description", "description", "twitter:description"}));
    const std::string json = key_of(json_text(meta_, "description"));
    const std::string headline = key_of(article_.headline);
    size_t from = 0;
    for (size_t i = 0; i < blocks_.list.size(); ++i) {  // begin at the headline as shown
      if (i > first_text_) break;
      const Block& b = blocks_.list[i];  // a key is never longer than its text
      if (b.heading == 1 || (b.bytes >= headline.size() && key_of(blocks_.text_of(b)) == headline))
        from = i + 1;
    }
    size_t limit = std::min(first_text_ + 3, blocks_.list.size());
    for (size_t i = from; i < limit; ++i) {
      const Block& b = blocks_.list[i];
      if (b.node == kNoNode || is_hidden(b)) continue;
      if (b.bytes < 30 || b.bytes > 800 || b.heading == 1 || b.mostly_links()) continue;
      const uint16_t flags = s_.flags[b.node];
      if (flags & kCaptionHint) continue;
      const std::string key = key_of(blocks_.text_of(b));
      const bool named = (flags & kStandfirstHint) != 0;
      const bool described =
          key.size() > 25 &&
          ((!description.empty() &&
            (description == key ||
             (key.size() > 60 &&
              description.starts_with(std::string_view(key).substr(0, key.size() * 9 / 10))))) ||
           (!json.empty() && json == key));
      if (!named && !described) continue;
      if (named && !described && (flags & (kFurniture | kStructural)) && i + 1 != first_text_)
        continue;
      // The description often is the first paragraph; then it is text.
      if (s_.keep[i] && !named && b.heading == 0 && i >= first_text_) continue;
      article_.standfirst = std::string(blocks_.text_of(b));
      for (size_t k = 0; k < s_.keep.size(); ++k) {  // also where it is shown twice
        if (k != i && (!s_.keep[k] || blocks_.text_of(blocks_.list[k]) != article_.standfirst)) continue;
        s_.keep[k] = 0;
        s_.metadata[k] = 1;
      }
      return;
    }
  }

  void write() {
    for (size_t i = 0; i < blocks_.list.size(); ++i) {
      if (!s_.keep[i]) continue;
      const Block& b = blocks_.list[i];
      const std::string_view text = blocks_.text_of(b);
      if (!article_.text.empty()) article_.text += "\n\n";
      const auto begin = static_cast<uint32_t>(article_.text.size());
      article_.text += text;
      s_.metadata[i] = 0;
      article_.paragraphs.push_back(
          {{begin, static_cast<uint32_t>(article_.text.size())}, role_of(b, text), b.source});
    }
  }

  [[nodiscard]] Role role_of(const Block& b, std::string_view text) const {
    if (b.heading > 0) return Role::kSubhead;
    if (b.in_table && tree_[b.node].tag != Tag::kP) return Role::kTable;
    if (b.in_list) return Role::kList;
    if (b.in_quote) return Role::kQuote;
    for (const std::string_view start :
         {"Correction:", "Clarification:", "Corrections:", "Correction (",
          "This article was amended", "This story has been corrected",
          "This article has been corrected", "An earlier version of this"}) {
      if (text.starts_with(start)) return Role::kCorrection;
    }
    if (b.bytes < 120 && b.bold * 10 > b.bytes * 9 && !b.ends_sentence) return Role::kSubhead;
    return Role::kText;
  }

  const Lexicon& lexicon_;
  const Tree& tree_;
  const Metadata& meta_;
  Blocks& blocks_;
  BodyScratch& s_;
  Article& article_;
  NodeId container_ = 0;
  size_t first_ = 0, last_ = 0, first_text_ = 0;
  bool comments_apart_ = false;
};

}  // namespace

void read_body(const Lexicon& lexicon, const Tree& tree, const Metadata& metadata, Blocks& blocks,
               BodyScratch& scratch, Article& article) {
  BodyReader(lexicon, tree, metadata, blocks, scratch, article).run();
}

}  // namespace dateline::page
