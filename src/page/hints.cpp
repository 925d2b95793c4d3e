#include "page/hints.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "base/strings.h"

namespace dateline::page {
namespace {

struct Word {
  std::string_view word;
  uint16_t flags;
  FurnitureKind kind;
};
using enum FurnitureKind;

// Words of class and id names, cut at every mark and at "camelCase". Sorted.
constexpr Word kWords[] = {
    {"ad", kFurniture, kAdvertisement},
    {"adblock", kFurniture, kAdvertisement},
    {"addthis", kFurniture, kShare},
    {"ads", kFurniture, kAdvertisement},
    {"adsbygoogle", kFurniture, kAdvertisement},
    {"advert", kFurniture, kAdvertisement},
    {"advertisement", kFurniture, kAdvertisement},
    {"advertising", kFurniture, kAdvertisement},
    {"advertorial", kFurniture, kAdvertisement},
    {"author", kBylineHint, kNavigation},
    {"authorbox", kFurniture, kNavigation},
    {"authors", kBylineHint, kNavigation},
    {"bio", kFurniture, kNavigation},
    {"breadcrumb", kFurniture, kNavigation},
    {"breadcrumbs", kFurniture, kNavigation},
    {"byline", kBylineHint, kNavigation},
    {"caption", kCaptionHint, kNavigation},
    {"catchline", kKickerHint, kNavigation},
    {"comment", kFurniture, kComments},
    {"commentlist", kFurniture, kComments},
    {"comments", kFurniture, kComments},
    {"consent", kFurniture, kLegal},
    {"cookie", kFurniture, kLegal},
    {"cookies", kFurniture, kLegal},
    {"copyright", kFurniture, kLegal},
    {"credit", kFurniture, kLegal},
    {"credits", kFurniture, kLegal},
    {"cta", kFurniture, kNewsletter},
    {"dachzeile", kKickerHint, kNavigation},
    {"date", kDateHint, kUpdated},
    {"dateline", kDateHint, kUpdated},
    {"datetime", kDateHint, kUpdated},
    {"deck", kStandfirstHint, kNavigation},
    {"dek", kStandfirstHint, kNavigation},
    {"disclaimer", kFurniture, kLegal},
    {"disqus", kFurniture, kComments},
    {"dropdown", kFurniture, kNavigation},
    {"excerpt", kStandfirstHint, kNavigation},
    {"eyebrow", kKickerHint, kNavigation},
    {"facebook", kFurniture, kShare},
    {"feedback", kFurniture, kFeedback},
    {"figcaption", kCaptionHint, kNavigation},
    {"follow", kFurniture, kShare},
    {"footer", kStructural, kNavigation},
    {"gdpr", kFurniture, kLegal},
    {"headline", kTitleHint, kNavigation},
    {"infobox", kFurniture, kRelated},
    {"jp", kFurniture, kRelated},
    {"kicker", kKickerHint, kNavigation},
    {"legal", kFurniture, kLegal},
    {"login", kFurniture, kNavigation},
    {"masthead", kFurniture, kNavigation},
    {"menu", kFurniture, kNavigation},
    {"modal", kFurniture, kNavigation},
    {"mostread", kFurniture, kRelated},
    {"nav", kFurniture, kNavigation},
    {"navbar", kFurniture, kNavigation},
    {"navigation", kFurniture, kNavigation},
    {"newsletter", kFurniture, kNewsletter},
    {"newsletters", kFurniture, kNewsletter},
    {"noprint", kFurniture, kNavigation},
    {"outbrain", kFurniture, kAdvertisement},
    {"overlay", kFurniture, kNavigation},
    {"overline", kKickerHint, kNavigation},
    {"pager", kFurniture, kNavigation},
    {"pagination", kFurniture, kNavigation},
    {"popular", kFurniture, kRelated},
    {"popup", kFurniture, kNavigation},
    {"pretitle", kKickerHint, kNavigation},
    {"print", 0, kPrint},
    {"promo", kFurniture, kRelated},
    {"promotion", kFurniture, kAdvertisement},
    {"pubdate", kDateHint, kUpdated},
    {"publish", kDateHint, kUpdated},
    {"published", kDateHint, kUpdated},
    {"pullquote", kPullquoteHint, kRelated},
    {"rating", kFurniture, kFeedback},
    {"recirc", kFurniture, kRelated},
    {"recommend", kFurniture, kRelated},
    {"recommendation", kFurniture, kRelated},
    {"recommendations", kFurniture, kRelated},
    {"recommended", kFurniture, kRelated},
    {"register", kFurniture, kNavigation},
    {"related", kFurniture, kRelated},
    {"respond", kFurniture, kComments},
    {"roofline", kKickerHint, kNavigation},
    {"screen", 0, kNavigation},
    {"share", kFurniture, kShare},
    {"sharebar", kFurniture, kShare},
    {"sharedaddy", kFurniture, kShare},
    {"sharing", kFurniture, kShare},
    {"sidebar", kStructural, kRelated},
    {"signup", kFurniture, kNewsletter},
    {"skip", kFurniture, kNavigation},
    {"social", kFurniture, kShare},
    {"sponsor", kFurniture, kAdvertisement},
    {"sponsored", kFurniture, kAdvertisement},
    {"standfirst", kStandfirstHint, kNavigation},
    {"subheadline", kStandfirstHint, kNavigation},
    {"subscribe", kFurniture, kNewsletter},
    {"subscription", kFurniture, kNewsletter},
    {"subtitle", kStandfirstHint, kNavigation},
    {"summary", kStandfirstHint, kNavigation},
    {"supertitel", kKickerHint, kNavigation},
    {"supertitle", kKickerHint, kNavigation},
    {"taboola", kFurniture, kAdvertisement},
    {"tags", kFurniture, kNavigation},
    {"teaser", kFurniture, kRelated},
    {"teasers", kFurniture, kRelated},
    {"timestamp", kDateHint, kUpdated},
    {"toc", kFurniture, kNavigation},
    {"toolbar", kFurniture, kShare},
    {"tooltip", kFurniture, kNavigation},
    {"topline", kKickerHint, kNavigation},
    {"toptitle", kKickerHint, kNavigation},
    {"trending", kFurniture, kRelated},
    {"twitter", 0, kShare},
    {"updated", kDateHint, kUpdated},
    {"upsell", kFurniture, kNewsletter},
    {"wikitable", 0, kNavigation},
    {"yarpp", kFurniture, kRelated},
};
static_assert(std::is_sorted(std::begin(kWords), std::end(kWords),
                             [](const Word& a, const Word& b) { return a.word < b.word; }));

// Whole class names without their marks.
constexpr std::string_view kBodyNames[] = {
    "articlebody", "articlecontent", "articletext",   "articlecopy",  "articleparagraph",
    "bodycopy",    "bodytext",       "contentbody",   "entrycontent", "entrytext",
    "newsbody",    "newscontent",    "newstext",      "postbody",     "postcontent",
    "posttext",    "richtext",       "storybody",     "storycontent", "storytext",
    "textbody",    "contenttext",    "singlecontent", "detailtext",   "detailcontent",
    "articlemain", "bodycontent"};
struct Pair {
  std::string_view name;
  uint16_t flags;
  FurnitureKind kind;
};
constexpr Pair kPairs[] = {
    {"aboutauthor", kFurniture, kNavigation},
    {"aboutthe", kFurniture, kNavigation},
    {"authorbio", kFurniture, kNavigation},
    {"authorbox", kFurniture, kNavigation},
    {"authorinfo", kFurniture, kNavigation},
    {"alsoread", kFurniture, kRelated},
    {"inlinepromo", kFurniture, kRelated},
    {"latestnews", kFurniture, kRelated},
    {"mailinglist", kFurniture, kNewsletter},
    {"morefrom", kFurniture, kRelated},
    {"moreon", kFurniture, kRelated},
    {"morestories", kFurniture, kRelated},
    {"mostpopular", kFurniture, kRelated},
    {"mostread", kFurniture, kRelated},
    {"mostviewed", kFurniture, kRelated},
    {"pullquote", kPullquoteHint, kRelated},
    {"readalso", kFurniture, kRelated},
    {"readmore", kFurniture, kRelated},
    {"readnext", kFurniture, kRelated},
    {"screenreader", kHidden, kNavigation},
    {"seealso", kFurniture, kRelated},
    {"sronly", kHidden, kNavigation},
    {"tableofcontents", kFurniture, kNavigation},
    {"taglist", kFurniture, kNavigation},
    {"topstories", kFurniture, kRelated},
    {"visuallyhidden", kHidden, kNavigation},
    {"wpcaption", kCaptionHint, kNavigation},
    {"swgp", 0, kNavigation},
    {"youmaylike", kFurniture, kRelated},
    {"photocredit", kFurniture, kLegal},
    {"subhead", 0, kNavigation},
    {"articlefooter", kFurniture, kNavigation},
    {"entryfooter", kFurniture, kNavigation},
    {"postfooter", kFurniture, kNavigation},
    {"entrymeta", kFurniture, kNavigation},
    {"postmeta", kFurniture, kNavigation},
    {"articlemeta", kFurniture, kNavigation},
    {"relatedarticle", kFurniture, kRelated},
    {"articlelead", kStandfirstHint, kNavigation},
    {"articleintro", kStandfirstHint, kNavigation},
    {"leadtext", kStandfirstHint, kNavigation},
    {"articlesummary", kStandfirstHint, kNavigation},
};

constexpr std::string_view kAuthorWords[] = {"byline", "author", "autor", "auteur", "writer"};

/// Which of the names above stand inside a class name, found in one pass: needles by their first
/// two letters, so that most places of a name are looked at once.
class Needles {
 public:
  static constexpr size_t kBodies = std::size(kBodyNames), kPairsEnd = kBodies + std::size(kPairs),
                          kAll = kPairsEnd + std::size(kAuthorWords);
  static_assert(kAll <= 128);
  struct Found {
    uint64_t bits[2] = {0, 0};
    [[nodiscard]] bool has(size_t i) const { return bits[i / 64] >> (i % 64) & 1; }
    [[nodiscard]] bool none() const { return (bits[0] | bits[1]) == 0; }
  };

  Needles() {
    heads_.fill(kNone);
    for (size_t i = kAll; i-- > 0;) {
      uint8_t& head = heads_[bucket(text(i).data())];
      next_[i] = head;
      head = static_cast<uint8_t>(i);
    }
  }
  /// `name` holds lower-case letters only.
  [[nodiscard]] Found in(std::string_view name) const {
    Found found;
    for (size_t at = 0; at + 5 <= name.size(); ++at) {
      for (uint8_t i = heads_[bucket(name.data() + at)]; i != kNone; i = next_[i]) {
        if (name.substr(at).starts_with(text(i))) found.bits[i / 64] |= uint64_t{1} << (i % 64);
      }
    }
    return found;
  }

 private:
  static constexpr uint8_t kNone = 255;
  static std::string_view text(size_t i) {
    if (i < kBodies) return kBodyNames[i];
    return i < kPairsEnd ? kPairs[i - kBodies].name : kAuthorWords[i - kPairsEnd];
  }
  static size_t bucket(const char* two) {
    return static_cast<size_t>((two[0] - 'a') * 26 + (two[1] - 'a'));
  }
  std::array<uint8_t, 26 * 26> heads_;
  std::array<uint8_t, kAll> next_;
};

void judge_names(std::string_view names, Hint& hint) {
  names = names.substr(0, 256);
  std::array<char, 256> joined{};  // the current name without marks, lower case
  size_t length = 0, word_begin = 0;
  const auto end_word = [&] {
    const std::string_view word(joined.data() + word_begin, length - word_begin);
    word_begin = length;
    if (word.size() < 2) return;
    const Word* w = std::lower_bound(std::begin(kWords), std::end(kWords), word,
                                     [](const Word& a, std::string_view b) { return a.word < b; });
    if (w == std::end(kWords) || w->word != word) return;
    if ((w->flags & kFurniture) && !(hint.flags & kFurniture)) hint.kind = w->kind;
    hint.flags |= w->flags;
  };
  const auto end_name = [&] {
    const std::string_view name(joined.data(), length);
    if (name == "hidden" || name == "srtext") hint.flags |= kHidden;
    static const Needles needles;
    const Needles::Found found = needles.in(name);
    if (!found.none()) {
      for (size_t i = Needles::kPairsEnd; i < Needles::kAll; ++i) {
        if (found.has(i)) hint.flags |= kAuthorMark;
      }
      for (size_t i = 0; i < Needles::kBodies; ++i) {
        if (found.has(i)) hint.flags |= kBodyHint;
      }
      for (size_t i = Needles::kBodies; i < Needles::kPairsEnd; ++i) {
        if (!found.has(i)) continue;
        const Pair& p = kPairs[i - Needles::kBodies];
        if ((p.flags & kFurniture) && !(hint.flags & kFurniture)) hint.kind = p.kind;
        hint.flags |= p.flags;
      }
    }
    length = word_begin = 0;
  };
  char previous = ' ';
  for (const char c : names) {
    if (is_space(c)) {
      end_word();
      end_name();
    } else if (is_alpha(c)) {
      if (is_upper(c) && is_lower(previous)) end_word();
      joined[length++] = to_lower(c);
    } else {
      end_word();
    }
    previous = c;
  }
  end_word();
  end_name();
}

// ---- lines

struct Line {
  std::string_view text;  // lower case
  FurnitureKind kind;
  bool whole;  // the line is this and nothing more (marks aside); else it begins so
};
constexpr Line kLines[] = {
    {"email", kEmail, true},
    {"email article", kEmail, false},
    {"email this", kEmail, false},
    {"e-mail this", kEmail, false},
    {"e-mail", kEmail, true},
    {"send by email", kEmail, false},
    {"send to a friend", kEmail, false},
    {"print", kPrint, true},
    {"print article", kPrint, false},
    {"print this", kPrint, false},
    {"printer friendly", kPrint, false},
    {"printer-friendly", kPrint, false},
    {"share", kShare, true},
    {"share article", kShare, false},
    {"share this", kShare, false},
    {"share on ", kShare, false},
    {"share via", kShare, false},
    {"share to ", kShare, false},
    {"share with ", kShare, false},
    {"share:", kShare, false},
    {"shares", kShare, true},
    {"tweet", kShare, true},
    {"facebook", kShare, true},
    {"twitter", kShare, true},
    {"whatsapp", kShare, true},
    {"linkedin", kShare, true},
    {"reddit", kShare, true},
    {"pinterest", kShare, true},
    {"telegram", kShare, true},
    {"copy link", kShare, true},
    {"link copied", kShare, false},
    {"teilen", kShare, true},
    {"partager", kShare, true},
    {"compartir", kShare, true},
    {"follow us on", kShare, false},
    {"follow him on", kShare, false},
    {"follow her on", kShare, false},
    {"follow me on", kShare, false},
    {"like us on", kShare, false},
    {"send feedback", kFeedback, false},
    {"feedback", kFeedback, true},
    {"report a correction", kFeedback, false},
    {"report an error", kFeedback, false},
    {"report a typo", kFeedback, false},
    {"contact us", kFeedback, true},
    {"was this article", kFeedback, false},
    {"did you find this", kFeedback, false},
    {"featured on", kFeatured, false},
    {"featured stories", kFeatured, false},
    {"editor's picks", kFeatured, false},
    {"editors' picks", kFeatured, false},
    {"join our mailing list", kNewsletter, false},
    {"sign up for", kNewsletter, false},
    {"sign up to", kNewsletter, false},
    {"subscribe to", kNewsletter, false},
    {"subscribe", kNewsletter, true},
    {"subscribe now", kNewsletter, false},
    {"get our newsletter", kNewsletter, false},
    {"newsletter", kNewsletter, true},
    {"get the latest news", kNewsletter, false},
    {"related", kRelated, true},
    {"related articles", kRelated, false},
    {"related stories", kRelated, false},
    {"related posts", kRelated, false},
    {"related topics", kRelated, false},
    {"related news", kRelated, false},
    {"related content", kRelated, false},
    {"related:", kRelated, false},
    {"read more:", kRelated, false},
    {"read more", kRelated, true},
    {"read also", kRelated, false},
    {"read next", kRelated, false},
    {"also read", kRelated, false},
    {"see also", kRelated, false},
    {"see also:", kRelated, false},
    {"more on this story", kRelated, false},
    {"more from ", kRelated, false},
    {"more:", kRelated, false},
    {"more stories", kRelated, false},
    {"most read", kRelated, false},
    {"most popular", kRelated, false},
    {"most viewed", kRelated, false},
    {"most recent", kRelated, true},
    {"trending", kRelated, true},
    {"trending now", kRelated, false},
    {"top stories", kRelated, true},
    {"you may also like", kRelated, false},
    {"you might also like", kRelated, false},
    {"recommended for you", kRelated, false},
    {"recommended", kRelated, true},
    {"recommended stories", kRelated, false},
    {"don't miss", kRelated, false},
    {"don\xE2\x80\x99t miss", kRelated, false},
    {"watch:", kRelated, false},
    {"read:", kRelated, false},
    {"lesen sie auch", kRelated, false},
    {"lees ook", kRelated, false},
    {"leia mais", kRelated, false},
    {"lire aussi", kRelated, false},
    {"leggi anche", kRelated, false},
    {"lea tambi\xC3\xA9n", kRelated, false},
    {"mehr zum thema", kRelated, false},
    {"\xC3\xA0 lire aussi", kRelated, false},
    {"les ogs\xC3\xA5", kRelated, false},
    {"l\xC3\xA4s ocks\xC3\xA5", kRelated, false},
    {"tags:", kNavigation, false},
    {"tags", kNavigation, true},
    {"topics", kNavigation, true},
    {"topics:", kNavigation, false},
    {"filed under", kNavigation, false},
    {"posted in", kNavigation, false},
    {"categories:", kNavigation, false},
    {"back to top", kNavigation, false},
    {"skip to ", kNavigation, false},
    {"previous article", kNavigation, false},
    {"next article", kNavigation, false},
    {"home", kNavigation, true},
    {"menu", kNavigation, true},
    {"load more", kNavigation, true},
    {"show more", kNavigation, true},
    {"click here to", kNavigation, false},
    {"comments", kComments, true},
    {"comment", kComments, true},
    {"leave a comment", kComments, false},
    {"leave a reply", kComments, false},
    {"post a comment", kComments, false},
    {"join the conversation", kComments, false},
    {"view comments", kComments, false},
    {"show comments", kComments, false},
    {"no comments", kComments, false},
    {"have your say", kComments, false},
    {"advertisement", kAdvertisement, false},
    {"advertising", kAdvertisement, true},
    {"advert", kAdvertisement, true},
    {"caption", kNavigation, true},
    {"close", kNavigation, true},
    {"embed", kNavigation, true},
    {"gallery", kNavigation, true},
    {"video", kNavigation, true},
    {"watch", kNavigation, true},
    {"listen", kNavigation, true},
    {"listen to this article", kNavigation, false},
    {"this slideshow requires", kNavigation, false},
    {"we apologize, but this video", kNavigation, false},
    {"follow ", kShare, false},
    {"folgen sie", kShare, false},
    {"suivez", kShare, false},
    {"s\xC3\xADguenos", kShare, false},
    {"para saber m\xC3\xA1s", kRelated, true},
    {"more great ", kRelated, false},
    {"read the full story", kRelated, false},
    {"read the original article", kRelated, false},
    {"lisez aussi", kRelated, false},
    {"ver tambi\xC3\xA9n", kRelated, false},
    {"te puede interesar", kRelated, false},
    {"veja tamb\xC3\xA9m", kRelated, false},
    {"lue my\xC3\xB6s", kRelated, false},
    {"l\xC3\xA6s ogs\xC3\xA5", kRelated, false},
    {"czytaj te\xC5\xBC", kRelated, false},
    {"czytaj r\xC3\xB3wnie\xC5\xBC", kRelated, false},
    {"zobacz te\xC5\xBC", kRelated, false},
    {"themen:", kNavigation, false},
    {"article r\xC3\xA9serv\xC3\xA9 aux abonn", kNewsletter, false},
    {"anzeige", kAdvertisement, true},
    {"werbung", kAdvertisement, true},
    {"publicit\xC3\xA9", kAdvertisement, true},
    {"publicidad", kAdvertisement, true},
    {"publicidade", kAdvertisement, true},
    {"article continues below", kAdvertisement, false},
    {"story continues below", kAdvertisement, false},
    {"continue reading below", kAdvertisement, false},
    {"sponsored", kAdvertisement, true},
    {"promoted", kAdvertisement, true},
    {"copyright", kLegal, false},
    {"\xC2\xA9", kLegal, false},
    {"(c) ", kLegal, false},
    {"all rights reserved", kLegal, false},
    {"terms of use", kLegal, false},
    {"privacy policy", kLegal, false},
    {"this material may not be", kLegal, false},
    {"reproduction prohibited", kLegal, false},
    {"last updated", kUpdated, false},
    {"last modified", kUpdated, false},
    {"updated:", kUpdated, false},
    {"updated on", kUpdated, false},
    {"updated at", kUpdated, false},
    {"published:", kUpdated, false},
    {"published on", kUpdated, false},
    {"published at", kUpdated, false},
    {"first published", kUpdated, false},
    {"posted:", kUpdated, false},
    {"posted on", kUpdated, false},
};

std::string_view strip_marks(std::string_view s) {
  const auto mark = [](char c) {
    return is_space(c) || c == '.' || c == ':' || c == '|' || c == '-' || c == '!' || c == '>';
  };
  while (!s.empty() && mark(s.back())) s.remove_suffix(1);
  while (!s.empty() && (is_space(s.front()) || s.front() == '|' || s.front() == '-' ||
                        s.front() == '>' || s.front() == '*')) {
    s.remove_prefix(1);
  }
  return s;
}

}  // namespace

Hint HintReader::names(std::string_view value) {
  constexpr size_t kMostKnown = 8192;
  value = value.substr(0, 256);
  if (const auto at = known_.find(value); at != known_.end()) return at->second;
  Hint hint;
  judge_names(value, hint);
  if (known_.size() < kMostKnown) known_.emplace(value, hint);
  return hint;
}

Hint HintReader::hint_of(const Tree& tree, NodeId id) {
  Hint hint;
  const Node& n = tree[id];
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
          if ((named.flags & kFurniture) && !(hint.flags & kFurniture)) hint.kind = named.kind;
          hint.flags |= named.flags;
        }
        break;
      case Attr::kItemprop:
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
        if (a.value == "true" && !page) hint.flags |= kHidden;
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

std::optional<FurnitureKind> furniture_line(std::string_view line) {
  line = strip_marks(line);
  if (line.empty() || line.size() > 160) return std::nullopt;
  const std::string low = to_lower(line);
  for (const Line& l : kLines) {
    if (l.text[0] != low[0]) continue;
    if (l.whole ? low == l.text
                : low.starts_with(strip_marks(l.text)) &&
                      (low.size() < 60 || l.text.back() == ':' || l.text.size() > 10)) {
      if (!l.whole && is_alpha(l.text.back()) && low.size() > l.text.size() &&
          is_alpha(low[l.text.size()]))
        continue;
      if (!l.whole && l.text.back() == ':' &&
          (line.size() <= l.text.size() - 1 ? false : low.compare(0, l.text.size(), l.text) != 0))
        continue;
      return l.kind;
    }
  }
  return std::nullopt;
}

namespace {

/// "Image 3 of 12", "1 / 6", "34 responses to ...": numbers around one known word.
std::optional<FurnitureKind> counted_line(std::string_view low) {
  size_t at = low.starts_with("image ") ? 6 : low.starts_with("photo ") ? 6 : 0;
  const size_t digits = at;
  while (at < low.size() && is_digit(low[at])) ++at;
  if (at == digits) return std::nullopt;
  const std::string_view rest = trim(low.substr(at));
  for (const std::string_view word :
       {"responses", "response", "comments", "comment", "thoughts on", "thought on", "replies",
        "kommentare", "comentarios", "commentaires", "reacties"}) {
    if (rest.starts_with(word)) return kComments;
  }
  if (rest.starts_with("shares") || rest.starts_with("views")) return kShare;
  for (const std::string_view word : {"of ", "/", "von "}) {
    if (!rest.starts_with(word)) continue;
    const std::string_view number = trim(rest.substr(word.size()));
    if (!number.empty() && std::all_of(number.begin(), number.end(), is_digit)) return kNavigation;
  }
  return std::nullopt;
}

}  // namespace

std::optional<FurnitureKind> notice_line(std::string_view line) {
  if (line.size() > 600) return std::nullopt;
  const std::string low = to_lower(line);
  const auto has = [&low](std::string_view word) { return low.find(word) != std::string::npos; };
  if (line.size() < 60) {
    if (const auto kind = counted_line(low)) return kind;
  }
  if (!has(" ") && (low.starts_with("http://") || low.starts_with("https://"))) return kNavigation;
  if (has("newsletter") && (has("sign up") || has("subscribe") || has("inbox") || has("abonnier") ||
                            has("anmelden") || has("inscri"))) {
    return kNewsletter;
  }
  if (line.size() < 300 && (has("your inbox") || has("breaking news alerts") ||
                            has("whatsapp-kanal") || has("whatsapp channel"))) {
    return kNewsletter;
  }
  if (has("commission") && (has("affiliate") || has("may earn"))) return kLegal;
  if (has("affiliate-link") || has("affiliate link")) return kLegal;
  if (has("cookie") && (has("website") || has("browser") || has("consent") || has("necessary")))
    return kLegal;
  if (has("datenschutzerkl\xC3\xA4rung") || has("personenbezogene daten") || has("externen inhalt"))
    return kLegal;
  if (has("our website is the place for") || has("bookmark our homepage")) return kNewsletter;
  if (line.size() < 250) {
    if (has("rights reserved") || has("alle rechte vorbehalten") ||
        has("tous droits r\xC3\xA9serv"))
      return kLegal;
    if (has("follow us on") || has("follow him on") || has("follow her on") ||
        has("follow them on") || has("on twitter @"))
      return kShare;
    if (has("have a tip?") || has("got a tip?") || has("send feedback") ||
        has("letters to the editor"))
      return kFeedback;
    if (has("to view this video please enable") || has("enable javascript") ||
        has("requires javascript"))
      return kNavigation;
    if (has("download the app") || has("download our app")) return kNewsletter;
  }
  return std::nullopt;
}

bool is_credit_line(std::string_view line) {
  if (line.size() > 250) return false;
  const std::string low = to_lower(line);
  if (low.starts_with("\xC2\xA9") || low.starts_with("photo:") || low.starts_with("photo by") ||
      low.starts_with("photos:") || low.starts_with("photograph:") || low.starts_with("image:") ||
      low.starts_with("image credit") || low.starts_with("foto:") || low.starts_with("picture:") ||
      low.starts_with("photo credit") || low.starts_with("bild:") || low.starts_with("quelle:") ||
      low.starts_with("credit:") || low.starts_with("file photo")) {
    return true;
  }
  std::string_view end = low;
  end = end.substr(end.size() > 90 ? end.size() - 90 : 0);
  for (const std::string_view mark :
       {"(image:",   "(photo:",   "(photo by",        "(image credit", "(picture:",
        "(foto:",    "[photo:",   "/getty images",    "getty images)", "(getty)",
        "/ap)",      "(ap photo", "/reuters)",        "/afp)",         "photo: ",
        "foto: ",    "bild: ",    "via getty",        "/shutterstock", "image credit:",
        "/dpa",      "/epa",      "picture alliance", "via reuters",   "/afp",
        "/ap photo", "credit: "}) {
    const size_t at = end.find(mark);
    if (at == std::string_view::npos) continue;
    if (!end.ends_with('.') || line.size() < 120) return true;
  }
  return false;
}

bool ends_article(std::string_view line) {
  line = strip_marks(line);
  if (line.empty() || line.size() > 60) return false;
  const std::string low = to_lower(line);
  if (counted_line(low) == kComments) return true;
  for (const std::string_view end : {"more great ",
                                     "related links",
                                     "related content",
                                     "featured on",
                                     "featured stories",
                                     "related articles",
                                     "related stories",
                                     "related posts",
                                     "related news",
                                     "most read",
                                     "most popular",
                                     "more from",
                                     "more stories",
                                     "more on this story",
                                     "you may also like",
                                     "you might also like",
                                     "recommended for you",
                                     "top stories",
                                     "join our mailing list",
                                     "leave a comment",
                                     "leave a reply",
                                     "trending now",
                                     "read next",
                                     "comments",
                                     "join the conversation"}) {
    if (low.starts_with(end)) return true;
  }
  return false;
}

}  // namespace dateline::page
