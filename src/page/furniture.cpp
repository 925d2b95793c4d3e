#include "page/furniture.h"

#include "base/utf8.h"

namespace dateline::page {
namespace {

constexpr size_t kMostItems = 1000, kMostBytes = 300;  // of a page; of the text of one

/// By its words, by the names around it, else by where it stands: tools and menus come before the text, other articles behind.
FurnitureKind kind_of(const Block& b, size_t number, const BodyScratch& body) {
  const LineHint& line = body.lines[number];
  const uint16_t flags = body.flags[b.node];
  if (line.is(LineHint::kNotice)) return line.kind;
  if (line.is(LineHint::kDate)) return FurnitureKind::kUpdated;
  if (flags & (kFurniture | kStructural)) return body.kinds[b.node];
  if (flags & kDateHint) return FurnitureKind::kUpdated;
  return number > body.first_text ? FurnitureKind::kRelated : FurnitureKind::kNavigation;
}

}  // namespace

void list_furniture(const Blocks& blocks, const BodyScratch& body, Article& article) {
  std::vector<Furniture>& items = article.furniture;
  size_t last = 0;  // number of the last block of the last item
  for (size_t i = 0; i < blocks.list.size(); ++i) {
    const Block& b = blocks.list[i];
    if (b.node == kNoNode || body.keep[i] || body.metadata[i] || (body.flags[b.node] & kHidden)) continue;
    if (i > body.first_text && body.lines[i].is(LineHint::kPaywall)) article.paywalled = true;
    const FurnitureKind kind = kind_of(b, i, body);
    const std::string_view text = blocks.text_of(b);
    if (!items.empty() && items.back().kind == kind && last + 1 == i && b.source.begin >= items.back().source.end) {
      Furniture& item = items.back();
      item.source.end = b.source.end;
      if (item.text.size() + text.size() + 3 <= kMostBytes) {
        item.text += " | ";
        item.text += text;
      }
    } else if (items.size() < kMostItems) {
      size_t cut = std::min(text.size(), kMostBytes);
      while (!is_utf8_border(text, cut)) --cut;
      items.push_back({kind, std::string(text.substr(0, cut)), b.source});
    } else {
      break;
    }
    last = i;
  }
}

}  // namespace dateline::page
