#include "page/tags.h"

#include <initializer_list>

namespace dateline::page {
namespace {

constexpr std::string_view kTagNames[] = {"",
#define DATELINE_TAG(id, text) text,
                                          DATELINE_TAGS(DATELINE_TAG)
#undef DATELINE_TAG
};
constexpr std::string_view kAttributeNames[] = {"",
#define DATELINE_ATTRIBUTE(id, text) text,
                                                DATELINE_ATTRIBUTES(DATELINE_ATTRIBUTE)
#undef DATELINE_ATTRIBUTE
};

/// Four numbers of a name tell nearly all names apart; the whole of it need not be read.
constexpr uint32_t hash(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[i])); };
  const size_t n = text.size();
  return (static_cast<uint32_t>(n) * 0x9E3779B1u) ^ (byte(0) * 0x85EBCA77u) ^ (byte(n - 1) * 0xC2B2AE3Du) ^
         (byte(n / 2) * 0x27D4EB2Fu);
}

/// Open addressing over at most 255 names; slot 0 means empty. Built by the compiler.
template <size_t kBits>
struct NameTable {
  static constexpr size_t kSlots = size_t{1} << kBits;
  std::array<uint8_t, kSlots> slots{};
  size_t longest = 0;

  [[nodiscard]] static constexpr uint32_t slot_of(std::string_view name) { return hash(name) >> (32 - kBits); }

  template <size_t N>
  explicit constexpr NameTable(const std::string_view (&names)[N]) {
    for (size_t i = 1; i < N; ++i) {
      uint32_t at = slot_of(names[i]);
      while (slots[at] != 0) at = (at + 1) % kSlots;
      slots[at] = static_cast<uint8_t>(i);
      if (names[i].size() > longest) longest = names[i].size();
    }
  }
  template <size_t N>
  [[nodiscard]] uint8_t find(const std::string_view (&names)[N], std::string_view name) const {
    if (name.empty() || name.size() > longest) return 0;
    for (uint32_t at = slot_of(name); slots[at] != 0; at = (at + 1) % kSlots) {
      if (names[slots[at]] == name) return slots[at];
    }
    return 0;
  }
};
constexpr NameTable<10> kTagTable(kTagNames);
constexpr NameTable<8> kAttributeTable(kAttributeNames);

constexpr auto kGroups = [] {
  std::array<uint8_t, static_cast<size_t>(Tag::kCount)> groups{};
  const auto add = [&](uint8_t group, std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) groups[static_cast<size_t>(tag)] |= group;
  };
  using enum Tag;
  add(kSpecial,
      {kAddress,    kApplet,   kArea,   kArticle, kAside,     kBase,     kBasefont, kBgsound,
       kBlockquote, kBody,     kBr,     kButton,  kCaption,   kCenter,   kCol,      kColgroup,
       kDd,         kDetails,  kDir,    kDiv,     kDl,        kDt,       kEmbed,    kFieldset,
       kFigcaption, kFigure,   kFooter, kForm,    kFrame,     kFrameset, kH1,       kH2,
       kH3,         kH4,       kH5,     kH6,      kHead,      kHeader,   kHgroup,   kHr,
       kHtml,       kIframe,   kImg,    kInput,   kKeygen,    kLi,       kLink,     kListing,
       kMain,       kMarquee,  kMenu,   kMeta,    kNav,       kNoembed,  kNoframes, kNoscript,
       kObject,     kOl,       kP,      kParam,   kPlaintext, kPre,      kScript,   kSearch,
       kSection,    kSelect,   kSource, kStyle,   kSummary,   kTable,    kTbody,    kTd,
       kTemplate,   kTextarea, kTfoot,  kTh,      kThead,     kTitle,    kTr,       kTrack,
       kUl,         kWbr,      kXmp});
  add(kFormatting,
      {kA, kB, kBig, kCode, kEm, kFont, kI, kNobr, kS, kSmall, kStrike, kStrong, kTt, kU});
  add(kVoid, {kArea, kBase, kBasefont, kBgsound, kBr, kCol, kEmbed, kFrame, kHr, kImg, kInput,
              kKeygen, kLink, kMeta, kParam, kSource, kTrack, kWbr});
  add(kScope, {kApplet, kCaption, kHtml, kTable, kTd, kTh, kMarquee, kObject, kSelect, kTemplate});
  add(kImplied, {kDd, kDt, kLi, kOptgroup, kOption, kP, kRb, kRp, kRt, kRtc});
  add(kHeading, {kH1, kH2, kH3, kH4, kH5, kH6});
  add(kBlock,
      {kAddress, kArticle, kAside,   kBlockquote, kBody,  kCaption,  kCenter,     kDd,     kDetails,
       kDialog,  kDir,     kDiv,     kDl,         kDt,    kFieldset, kFigcaption, kFigure, kFooter,
       kForm,    kH1,      kH2,      kH3,         kH4,    kH5,       kH6,         kHeader, kHgroup,
       kHr,      kHtml,    kLi,      kListing,    kMain,  kMenu,     kNav,        kOl,     kP,
       kPre,     kSearch,  kSection, kSummary,    kTable, kTbody,    kTd,         kTfoot,  kTh,
       kThead,   kTr,      kUl,      kXmp});
  return groups;
}();

}  // namespace

Tag tag_of(std::string_view lower) { return static_cast<Tag>(kTagTable.find(kTagNames, lower)); }
Attr attribute_of(std::string_view lower) {
  return static_cast<Attr>(kAttributeTable.find(kAttributeNames, lower));
}
std::string_view tag_name(Tag tag) { return kTagNames[static_cast<size_t>(tag)]; }
uint8_t tag_groups(Tag tag) { return kGroups[static_cast<size_t>(tag)]; }

}  // namespace dateline::page
