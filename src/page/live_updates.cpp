#include "page/live_updates.h"

#include <algorithm>

#include "base/hash_map.h"
#include "base/strings.h"
#include "page/metadata.h"
#include "page/moment.h"

namespace dateline::page {
namespace {

constexpr size_t kMostTimes = 500, kMostTimeBytes = 100;

/// "14:32", "4 hours ago 2.32pm BST": a clock with no day, of the day given.
std::optional<Moment> clock_of(std::string_view text, const PageDate& day) {
  if (day.value.size() < 10) return std::nullopt;
  for (size_t i = 1; i + 2 < text.size(); ++i) {
    const bool mark = text[i] == ':' || text[i] == '.';
    if (!mark || !is_digit(text[i - 1]) || !is_digit(text[i + 1]) || !is_digit(text[i + 2])) continue;
    const size_t begin = i >= 2 && is_digit(text[i - 2]) ? i - 2 : i - 1;
    std::string clock(text.substr(begin, 12));
    clock[i - begin] = ':';
    return parse_moment(day.value.substr(0, 10) + " " + clock, NumericOrder::kDayFirst);
  }
  return std::nullopt;
}

struct Stamp {
  NodeId node;
  PageDate time;
};

}  // namespace

void find_updates(const Tree& tree, const Blocks& blocks, const BodyScratch& body, Article& article) {
  if (article.paragraphs.empty()) return;
  const NumericOrder order = numeric_order(article.language);
  std::vector<Stamp> stamps;
  for (const NodeId id : blocks.order) {
    const bool time = tree.is(id, Tag::kTime);
    if (!body.inside[id] || (!time && !(blocks.hints[id].flags & kDateHint))) continue;
    if (stamps.size() >= kMostTimes) break;
    // A time inside an element named as one is the same time.
    if (!stamps.empty() && tree[id].source.begin < tree[stamps.back().node].source.end) {
      if (stamps.back().time.precision >= Precision::kMinute) continue;
      stamps.pop_back();
    }
    const std::string text = text_under(tree, id, kMostTimeBytes);
    auto moment = time ? parse_moment(tree.attribute(id, Attr::kDatetime), order) : std::nullopt;
    if (!moment) moment = find_moment(text, order);
    if (!moment) moment = clock_of(text, article.published);
    if (moment && moment->precision != Precision::kMonth) {
      stamps.push_back({id, page_date(*moment, time ? DateFrom::kTime : DateFrom::kText)});
    }
  }
  // How many times are below each element; a box holds one.
  HashMap<uint32_t> below;
  const auto key = [](NodeId id) { return id * 0x9E3779B97F4A7C15ull; };
  for (const Stamp& s : stamps) {
    for (NodeId id = s.node; id != kNoNode && body.inside[id]; id = tree[id].parent) ++below[key(id)];
  }
  std::vector<Span> boxes;  // bytes of the page, in document order
  for (const Stamp& s : stamps) {
    NodeId box = s.node;
    for (NodeId up = tree[box].parent; up != kNoNode && body.inside[up] && *below.find(key(up)) == 1; up = tree[up].parent) box = up;
    boxes.push_back(tree[box].source);
  }
  // Where entries have no box of their own, all up to the next time is one.
  const auto holds_text = [&](Span box) {
    return std::any_of(article.paragraphs.begin(), article.paragraphs.end(), [&](const Paragraph& p) { return box.contains(p.source); });
  };
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (!holds_text(boxes[i])) boxes[i].end = i + 1 < boxes.size() ? boxes[i + 1].begin : article.paragraphs.back().source.end;
  }
  size_t box = 0;
  size_t open = boxes.size();  // the box of the last update
  for (const Paragraph& p : article.paragraphs) {
    while (box < boxes.size() && boxes[box].end <= p.source.begin) ++box;
    if (box == boxes.size()) break;
    if (p.source.begin < boxes[box].begin) continue;
    if (box == open) {
      article.updates.back().span.end = p.span.end;
    } else {
      article.updates.push_back({stamps[box].time, p.span});
      open = box;
    }
  }
}

}  // namespace dateline::page
