#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace dateline::page {

/// Elements that the parser or the reader treats in their own way; all others are `kUnknown`.
// clang-format off
#define DATELINE_TAGS(X) \
  X(A, "a") X(Address, "address") X(Annotation, "annotation-xml") X(Applet, "applet") \
  X(Area, "area") X(Article, "article") X(Aside, "aside") X(Audio, "audio") X(B, "b") \
  X(Base, "base") X(Basefont, "basefont") X(Bgsound, "bgsound") X(Big, "big") \
  X(Blockquote, "blockquote") X(Body, "body") X(Br, "br") X(Button, "button") \
  X(Canvas, "canvas") X(Caption, "caption") X(Center, "center") X(Cite, "cite") \
  X(Code, "code") X(Col, "col") X(Colgroup, "colgroup") X(Data, "data") X(Dd, "dd") \
  X(Del, "del") X(Desc, "desc") X(Details, "details") X(Dialog, "dialog") X(Dir, "dir") \
  X(Div, "div") X(Dl, "dl") X(Dt, "dt") X(Em, "em") X(Embed, "embed") X(Fieldset, "fieldset") \
  X(Figcaption, "figcaption") X(Figure, "figure") X(Font, "font") X(Footer, "footer") \
  X(ForeignObject, "foreignobject") X(Form, "form") X(Frame, "frame") X(Frameset, "frameset") \
  X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5") X(H6, "h6") X(Head, "head") \
  X(Header, "header") X(Hgroup, "hgroup") X(Hr, "hr") X(Html, "html") X(I, "i") \
  X(Iframe, "iframe") X(Image, "image") X(Img, "img") X(Input, "input") X(Ins, "ins") \
  X(Keygen, "keygen") X(Label, "label") X(Li, "li") X(Link, "link") X(Listing, "listing") \
  X(Main, "main") X(Malignmark, "malignmark") X(Mark, "mark") X(Marquee, "marquee") \
  X(Math, "math") X(Menu, "menu") X(Meta, "meta") X(Mglyph, "mglyph") X(Mi, "mi") X(Mn, "mn") \
  X(Mo, "mo") X(Ms, "ms") X(Mtext, "mtext") X(Nav, "nav") X(Nobr, "nobr") \
  X(Noembed, "noembed") X(Noframes, "noframes") X(Noscript, "noscript") X(Object, "object") \
  X(Ol, "ol") X(Optgroup, "optgroup") X(Option, "option") X(P, "p") X(Param, "param") \
  X(Plaintext, "plaintext") X(Pre, "pre") X(Q, "q") X(Rb, "rb") X(Rp, "rp") X(Rt, "rt") \
  X(Rtc, "rtc") X(Ruby, "ruby") X(S, "s") X(Script, "script") X(Search, "search") \
  X(Section, "section") X(Select, "select") X(Small, "small") X(Source, "source") \
  X(Span, "span") X(Strike, "strike") X(Strong, "strong") X(Style, "style") X(Sub, "sub") \
  X(Summary, "summary") X(Sup, "sup") X(Svg, "svg") X(Table, "table") X(Tbody, "tbody") \
  X(Td, "td") X(Template, "template") X(Textarea, "textarea") X(Tfoot, "tfoot") X(Th, "th") \
  X(Thead, "thead") X(Time, "time") X(Title, "title") X(Tr, "tr") X(Track, "track") \
  X(Tt, "tt") X(U, "u") X(Ul, "ul") X(Var, "var") X(Video, "video") X(Wbr, "wbr") \
  X(Xmp, "xmp")
// clang-format on

enum class Tag : uint8_t {
  kUnknown,
#define DATELINE_TAG(id, text) k##id,
  DATELINE_TAGS(DATELINE_TAG)
#undef DATELINE_TAG
      kCount
};

/// Attributes that are looked up; all others are `kOther` and found by name only.
// clang-format off
#define DATELINE_ATTRIBUTES(X) \
  X(Alt, "alt") X(AriaHidden, "aria-hidden") X(Class, "class") X(Color, "color") \
  X(Content, "content") X(Datetime, "datetime") X(Encoding, "encoding") X(Face, "face") \
  X(Hidden, "hidden") X(Href, "href") X(Id, "id") X(Itemprop, "itemprop") \
  X(Itemtype, "itemtype") X(Lang, "lang") X(Name, "name") X(Property, "property") \
  X(Pubdate, "pubdate") X(Rel, "rel") X(Role, "role") X(Size, "size") X(Src, "src") X(Srcset, "srcset") X(Style, "style") \
  X(Title, "title") X(Type, "type") X(Value, "value") X(DataComponent, "data-component") \
  X(DataTestid, "data-testid") X(DataSrc, "data-src")
// clang-format on

enum class Attr : uint8_t {
  kOther,
#define DATELINE_ATTRIBUTE(id, text) k##id,
  DATELINE_ATTRIBUTES(DATELINE_ATTRIBUTE)
#undef DATELINE_ATTRIBUTE
      kCount
};

/// `lower` must be lower case.
[[nodiscard]] Tag tag_of(std::string_view lower);
[[nodiscard]] Attr attribute_of(std::string_view lower);
[[nodiscard]] std::string_view tag_name(Tag tag);

/// Groups of elements in the HTML standard, section 13.2.4.2 and 13.2.6.
enum TagGroup : uint8_t {
  kSpecial = 1,     ///< "special" category
  kFormatting = 2,  ///< "formatting" category
  kVoid = 4,        ///< never has content
  kScope = 8,       ///< ends "in scope"
  kImplied = 16,    ///< closed by "generate implied end tags"
  kHeading = 32,    ///< h1 to h6
  kBlock = 64,      ///< starts a new line of text when shown
};
[[nodiscard]] uint8_t tag_groups(Tag tag);
[[nodiscard]] inline bool in_group(Tag tag, uint8_t groups) {
  return (tag_groups(tag) & groups) != 0;
}

/// A small fixed set of tags, for "one of" tests.
class TagSet {
 public:
  template <class... T>
  explicit constexpr TagSet(T... tags) {
    (add(tags), ...);
  }
  [[nodiscard]] constexpr bool has(Tag tag) const {
    const auto i = static_cast<unsigned>(tag);
    return (bits_[i >> 6] >> (i & 63)) & 1;
  }

 private:
  constexpr void add(Tag tag) {
    const auto i = static_cast<unsigned>(tag);
    bits_[i >> 6] |= uint64_t{1} << (i & 63);
  }
  std::array<uint64_t, 4> bits_{};
};

}  // namespace dateline::page
