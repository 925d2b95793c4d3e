#include "page/visible_date.h"

#include <algorithm>
#include <string>

#include "base/civil_date.h"
#include "base/strings.h"
#include "page/local_date.h"
#include "page/text_key.h"

namespace dateline::page {
namespace {

constexpr size_t kMostBytes = 220;  // a block longer than this is text, not a date line
constexpr size_t kMostNoteBytes = 600;
constexpr size_t kMostBlocks = 3000;
constexpr size_t kMostNamed = 200;
constexpr int kMostInLine = 4;
constexpr size_t kWeekdayBytes = 15, kBeside = 3;

bool has(std::string_view text, std::string_view word) {
  return find_ignoring_case(text, word) != std::string_view::npos;
}

/// A date shown on the page. The lowest cost wins: blocks away from the headline (twice that above
/// it), less what speaks for it, more where it stands in a box of other articles or comments.
struct Shown {
  Moment moment;
  int cost = 0;
  bool near = false;     ///< beside the headline
  bool telling = false;  ///< near, and a `time` element, an element named as date, or a line that says so
  DateFrom from = DateFrom::kText;
};

constexpr int kFar = 25;             // a change is a better guess
constexpr int kNear = 12;            // beside the headline
constexpr int kLabelled = 40, kMarked = 25, kTime = 15, kNamed = 15;  // what speaks for a date
constexpr int kTitle = 30, kOpening = 120, kOutside = 60, kInText = 60, kInLine = 20, kLinked = 20;
constexpr int kSameMonth = 60;  // as in the URL

class DateFinder {
 public:
  DateFinder(const DateLabels& labels, const Tree& tree, const Metadata& m, const Blocks& blocks,
             const BodyScratch& body, NumericOrder order, std::string_view headline,
             const std::optional<Moment>& in_url)
      : labels_(labels), tree_(tree), meta_(m), blocks_(blocks), body_(body), order_(order), in_url_(in_url),
        headline_(headline_block(blocks, headline)) {}

  void times() {
    for (const NodeId id : meta_.times) {
      const std::string_view names = tree_.attribute(id, Attr::kClass);
      const bool marked = tree_.has_attribute(id, Attr::kPubdate) || has(names, "publish") ||
                          has(names, "entry-date");
      if (!marked && says(names).updated) continue;
      auto moment = parse_moment(tree_.attribute(id, Attr::kDatetime), order_);
      if (!moment) moment = find_moment(text_under(tree_, id, 100), order_);
      const size_t at = block_at(tree_[id].source.begin);
      offer(moment, at, marked ? kMarked : kTime, true, DateFrom::kTime, id);
    }
    // Elements named as date, also inside a line; hAtom has <abbr class="published" title="2014-03-07">.
    size_t tries = 0;
    for (const NodeId id : blocks_.order) {
      if (!(blocks_.hints[id].flags & kDateHint) || tree_.is(id, Tag::kTime)) continue;
      if (++tries > kMostNamed) break;
      if (distance(block_at(tree_[id].source.begin)) > reach_ || holds_headline(id)) continue;
      const std::string_view names = tree_.attribute(id, Attr::kClass);
      auto moment = parse_moment(tree_.attribute(id, Attr::kTitle), order_);
      if (!has(names, "publish") && says(names).updated) {
        change(moment, block_at(tree_[id].source.begin));
        continue;
      }
      if (!moment) {
        const std::string text = text_under(tree_, id, 100);
        if (text.size() > 80 || says(text).updated) continue;
        moment = find_moment(text, order_);
      }
      offer(moment, block_at(tree_[id].source.begin), has(names, "publish") ? kMarked : kNamed,
            true, DateFrom::kText, id);
    }
  }

  /// The day of the stated time in UTC; `shows_stated` tells whether a line beside the headline has it too.
  void stated(CivilDate day) { stated_ = day; }
  [[nodiscard]] bool shows_stated() const { return shows_stated_; }

  /// Looks no farther than that from the headline, in blocks.
  void within(size_t reach) { reach_ = reach; }

  void lines() {
    const size_t end = std::min(blocks_.list.size(), kMostBlocks);
    for (size_t i = headline_ > reach_ ? headline_ - reach_ : 0; i < end; ++i) {
      if (i > headline_ && i - headline_ > reach_) break;
      const Block& b = blocks_.list[i];
      if (b.node == kNoNode) continue;
      const std::string_view text = blocks_.text_of(b);
      const bool note = b.bytes > kMostBytes && in_url_ && b.bytes <= kMostNoteBytes && says(text).published;
      if (b.bytes > kMostBytes && !note) {  // "27.1.2022 - The council ..."
        if (b.bytes - b.linked <= kMostBytes) continue;
        const auto moment = find_moment(text.substr(0, 60), order_);
        if (moment && moment->begin < 20)
          offer(moment, i, static_cast<int>(distance(i)) - kOpening, false, DateFrom::kText, b.node);
        continue;
      }
      const auto moment = find_moment(text, order_);
      if (!moment || moment->precision == Precision::kMonth) continue;
      take_line(i, b, text, *moment);
    }
    const auto moment = find_moment(meta_.title, order_);
    if (moment && moment->precision != Precision::kMonth)
      keep({*moment, kTitle, false, false, DateFrom::kText});
  }

  [[nodiscard]] const std::optional<Shown>& best() const { return best_; }
  [[nodiscard]] const std::optional<Moment>& updated() const { return updated_; }
  [[nodiscard]] bool updated_near() const { return updated_near_; }

 private:
  /// A short line with dates: which is that of publication, which of a change.
  void take_line(size_t i, const Block& b, std::string_view text, const Moment& first) {
    auto [published, updated] = says(text);
    std::optional<Moment> moment = first;
    if (updated) {  // each date is what the words before it say: "3 May 2014, updated 4 May 2014"
      bool told = false;
      size_t from = 0;
      published = false;
      moment.reset();
      std::optional<Moment> date = first;
      for (int turn = 0; date && turn < kMostInLine; ++turn) {
        const auto said = says(text.substr(from, date->begin));
        told = told || said.updated;
        if (said.updated && !said.published) {
          change(date, i);
        } else if (!moment && (said.published || turn == 0)) {
          moment = date;
          published = said.published;
        }
        from += date->end;
        date = find_moment(text.substr(from), order_);
      }
      if (!told && !published) {  // "4 May 2014 (updated)"
        change(first, i);
        return;
      }
      if (!moment) return;
    }
    const bool named = blocks_.hints[b.node].flags & kDateHint;
    const bool labelled = published && !has(text, "public ");
    const bool mostly_date = (moment->end - moment->begin) * 5 > b.bytes * 2;
    // "Friday, 3 May 2014, by Ann Lee" beside the headline.
    const bool opens = moment->begin < kWeekdayBytes && distance(i) <= kBeside && !in_menu(i, b.node);
    shows_stated_ = shows_stated_ || (stated_ && moment->date == *stated_ && distance(i) <= kNear &&
                                      (labelled || named || mostly_date));
    offer(moment, i, labelled ? kLabelled : named ? kNamed : mostly_date || opens ? 0 : -kInLine,
          labelled || named || opens, DateFrom::kText, b.node);
  }
  DateLabels::Said says(std::string_view text) { return labels_.says(text, low_); }
  [[nodiscard]] size_t distance(size_t i) const {
    return i > headline_ ? i - headline_ : (headline_ - i) * 3;
  }
  /// The block at or behind a byte of the page.
  [[nodiscard]] size_t block_at(uint32_t byte) const {
    return static_cast<size_t>(
        std::lower_bound(blocks_.list.begin(), blocks_.list.end(), byte,
                         [](const Block& b, uint32_t at) { return b.source.end <= at; }) -
        blocks_.list.begin());
  }
  /// True for a box of the whole article, whose class may say "status-publish".
  [[nodiscard]] bool holds_headline(NodeId id) const {
    if (headline_ >= blocks_.list.size()) return false;
    const Span box = tree_[id].source, headline = blocks_.list[headline_].source;
    return box.begin <= headline.begin && box.end >= headline.end;
  }
  [[nodiscard]] bool in_menu(size_t block, NodeId node) const {
    return blocks_.list[block].mostly_links() && (body_.flags[node] & (kFurniture | kStructural)) &&
           body_.kinds[node] == FurnitureKind::kNavigation;
  }
  void offer(const std::optional<Moment>& moment, size_t block, int credit, bool telling,
             DateFrom from, NodeId node) {
    if (!moment || moment->precision == Precision::kMonth) return;
    int cost = static_cast<int>(std::min(distance(block), size_t{1000})) - credit;
    if (in_url_ && in_url_->date.year == moment->date.year &&
        in_url_->date.month == moment->date.month) {
      cost -= kSameMonth;
    }
    if ((body_.flags[node] & kFurniture) && (body_.kinds[node] == FurnitureKind::kRelated ||
                                             body_.kinds[node] == FurnitureKind::kComments)) {
      cost += kOutside;
    }
    if (block < blocks_.list.size()) {
      if (blocks_.list[block].mostly_links()) cost += !telling && in_menu(block, node) ? kOutside : kLinked;
      if (body_.keep[block] || blocks_.list[block].in_quote) cost += kInText;
    }
    const bool near = distance(block) <= kNear;
    keep({*moment, cost, near, telling && near, from});
  }
  void change(const std::optional<Moment>& moment, size_t block) {
    if (updated_ || !moment) return;
    updated_ = moment;
    updated_near_ = distance(block) <= kNear;
  }
  void keep(const Shown& shown) {
    if (!best_ || shown.cost < best_->cost) best_ = shown;
  }

  const DateLabels& labels_;
  std::string low_;
  const Tree& tree_;
  const Metadata& meta_;
  const Blocks& blocks_;
  const BodyScratch& body_;
  NumericOrder order_;
  std::optional<Moment> in_url_;
  size_t headline_;
  size_t reach_ = kMostBlocks;
  std::optional<Shown> best_;
  std::optional<Moment> updated_;
  bool updated_near_ = false;
  std::optional<CivilDate> stated_;
  bool shows_stated_ = false;
};

}  // namespace

void find_visible_dates(const DateLabels& labels, const Tree& tree, const Metadata& m, const Blocks& blocks,
                        const BodyScratch& body, std::string_view url, Article& article) {
  const NumericOrder order = numeric_order(article.language);
  const auto set = [](PageDate& date, const std::optional<Moment>& moment, DateFrom from) {
    if (!date.known() && moment && moment->precision != Precision::kMonth)
      date = page_date(*moment, from);
  };
  const auto in_url = moment_in_url(url);
  set(article.published, in_url, DateFrom::kUrl);
  const bool in_utc = is_utc(article.published);
  const auto other = other_publication(m, order, article.published);
  if (article.published.known() && article.modified.known() && !in_utc && !other) return;
  DateFinder finder(labels, tree, m, blocks, body, order, article.headline, in_url);
  if (article.published.known() && article.modified.known()) finder.within(kNear);
  if (in_utc) {
    if (const auto day = parse_iso_day(article.published.value)) finder.stated(*day);
  }
  finder.times();
  finder.lines();
  set(article.modified, finder.updated(), DateFrom::kText);
  const auto& best = finder.best();
  if (in_utc) {
    article.published = local_date(tree, m, article, finder.shows_stated() ? std::nullopt : in_url);
    if (best && best->telling) article.published = local_date(tree, m, article, best->moment);
  }
  // Of two statements the one that the page shows beside its headline.
  if (other && best && best->telling && best->moment.date == other->date) article.published = page_date(*other, DateFrom::kMeta);
  const auto created = created_date(m, order);
  const bool same_day = best && created && created->date == best->moment.date;  // then the file's has the clock
  if (best && best->telling && !same_day) set(article.published, best->moment, best->from);
  set(article.published, created, DateFrom::kMeta);
  const bool change_is_nearer = best && (best->cost > kFar || (finder.updated_near() && !best->near));
  if (!article.published.known() && change_is_nearer) article.published = article.modified;
  if (best) set(article.published, best->moment, best->from);
  if (!article.published.known() && article.modified.known()) article.published = article.modified;
  if (!article.published.known() && in_url) article.published = page_date(*in_url, DateFrom::kUrl);
}

}  // namespace dateline::page
