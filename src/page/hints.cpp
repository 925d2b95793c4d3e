#include "page/hints.h"

#include <algorithm>

#include "base/hash.h"
#include "base/strings.h"

namespace dateline::page {

using enum FurnitureKind;

void HintReader::read(const Lexicon& lexicon, const Tree& tree, std::vector<Hint>& hints) {
  constexpr size_t kPlaces = 16384;
  lexicon_ = &lexicon;
  if (known_.empty()) known_.resize(kPlaces);
  if (++page_ == 0) std::fill(known_.begin(), known_.end(), Known{}), page_ = 1;
  size_ = 0;
  hints.assign(tree.nodes.size(), Hint{});
  for (size_t i = 0; i < hints.size(); ++i) {
    const Node& n = tree.nodes[i];
    if (n.kind == NodeKind::kElement && n.space == Namespace::kHtml) hints[i] = hint_of(tree, n);
  }
}

Hint HintReader::names(std::string_view value) {
  value = value.substr(0, 256);
  const uint64_t hash = hash64(value);
  size_t at = hash & (known_.size() - 1);
  while (known_[at].page == page_) {
    if (known_[at].hash == hash) return known_[at].hint;
    at = (at + 1) & (known_.size() - 1);
  }
  const Hint hint = lexicon_->names(value);
  if (size_ < known_.size() / 2) {
    known_[at] = {hash, page_, hint};
    ++size_;
  }
  return hint;
}

Hint HintReader::hint_of(const Tree& tree, const Node& n) {
  Hint hint;
  switch (n.tag) {
    case Tag::kNav:
      hint = {kFurniture | kStructural, kNavigation};
      break;
    case Tag::kAside:
      hint = {kStructural, kRelated};
      break;
    case Tag::kFooter:
      hint = {kStructural, kNavigation};
      break;
    case Tag::kForm:
      hint = {kStructural, kNavigation};
      break;
    case Tag::kMenu:
      hint = {kStructural, kNavigation};
      break;
    case Tag::kDialog:
      hint = {kStructural, kNavigation};
      break;
    case Tag::kArticle:
    case Tag::kMain:
      hint.flags |= kArticleHint;
      break;
    case Tag::kFigcaption:
      hint.flags |= kCaptionHint;
      break;
    case Tag::kTime:
      hint.flags |= kDateHint;
      break;
    default:
      break;
  }
  const bool page = n.tag == Tag::kBody || n.tag == Tag::kHtml;
  for (uint32_t i = n.attributes_begin; i < n.attributes_end && i < n.attributes_begin + 64; ++i) {
    const Attribute& a = tree.attributes[i];
    switch (a.id) {
      case Attr::kClass:
      case Attr::kId:
      case Attr::kDataComponent:
      case Attr::kDataTestid:
        if (!page && !a.value.empty()) {
          const Hint named = names(a.value);
          if ((named.flags & kAuthorMark) && a.id != Attr::kDataComponent) hint.flags |= kAuthorElement;
          if ((named.flags & kFurniture) && !(hint.flags & kFurniture)) hint.kind = named.kind;
          hint.flags |= named.flags;
        }
        break;
      case Attr::kRel:
        if (equals_ignoring_case(a.value, "author")) hint.flags |= kAuthorElement;
        break;
      case Attr::kItemprop:
        if (!a.value.empty()) hint.flags |= kProperty;
        if (a.value == "author" || a.value == "creator") hint.flags |= kAuthorElement;
        if (a.value.find("articleBody") != std::string_view::npos) hint.flags |= kBodyHint;
        if (a.value == "headline") hint.flags |= kTitleHint;
        if (a.value == "author") hint.flags |= kBylineHint;
        if (a.value == "description" || a.value == "alternativeHeadline")
          hint.flags |= kStandfirstHint;
        break;
      case Attr::kRole:
        if (a.value == "navigation" || a.value == "banner" || a.value == "search" ||
            a.value == "menu" || a.value == "complementary" || a.value == "contentinfo" ||
            a.value == "dialog") {
          hint.flags |= kStructural;
          hint.kind = a.value == "complementary" ? kRelated : kNavigation;
        }
        break;
      case Attr::kHidden:
        if (!page) hint.flags |= kHidden;
        break;
      case Attr::kAriaHidden:
        // Sites with a paywall say so of paragraphs that are shown.
        if (a.value == "true" && !page && n.tag != Tag::kP) hint.flags |= kHidden;
        break;
      case Attr::kStyle: {
        if (page) break;
        const size_t at = find_ignoring_case(a.value.substr(0, 512), "display");
        if (at != std::string_view::npos) {
          std::string_view rest = trim(a.value.substr(at + 7));
          if (rest.starts_with(':') && starts_with_ignoring_case(trim(rest.substr(1)), "none"))
            hint.flags |= kHidden;
        }
        break;
      }
      default:
        break;
    }
  }
  return hint;
}

}  // namespace dateline::page
