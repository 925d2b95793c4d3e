#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/span.h"

namespace dateline {

/// What a paragraph of the article text is.
enum class Role : uint8_t { kText, kSubhead, kQuote, kList, kCaption, kTable, kCorrection };
/// What a piece of the page outside the article text is.
enum class FurnitureKind : uint8_t {
  kEmail, kPrint, kShare, kFeedback, kFeatured, kNewsletter, kRelated, kNavigation, kComments,
  kAdvertisement, kLegal, kUpdated
};
enum class ArticleType : uint8_t { kArticle, kLiveblog, kOpinion, kGallery, kVideo, kIndex };
/// Precision of a date: what its text states.
enum class Precision : uint8_t { kYear, kMonth, kWeek, kDay, kMinute, kSecond };
/// The rule that gave a date.
enum class DateFrom : uint8_t { kJsonLd, kMeta, kTime, kText, kUrl, kArgument };

[[nodiscard]] std::string_view name(Role role);
[[nodiscard]] std::string_view name(FurnitureKind kind);
[[nodiscard]] std::string_view name(ArticleType type);
[[nodiscard]] std::string_view name(Precision precision);
[[nodiscard]] std::string_view name(DateFrom from);

struct Paragraph {
  Span span;    ///< in `Article::text`
  Role role = Role::kText;
  Span source;  ///< bytes in `Source::bytes` that it was read from (empty for `SourceFormat::kBody`)
};

struct Furniture {
  FurnitureKind kind = FurnitureKind::kNavigation;
  std::string text;
  Span source;  ///< bytes in `Source::bytes`
};

/// A publication or modification time: ISO 8601 `value` cut to `precision`
/// (`2014-03-07`, `2014-03-07T13:25`, `2014-03-07T13:25:00+02:00`). Empty `value`: unknown.
struct PageDate {
  std::string value;
  Precision precision = Precision::kDay;
  bool offset_known = false;  ///< `value` carries `Z` or a UTC offset
  DateFrom from = DateFrom::kText;

  [[nodiscard]] bool known() const { return !value.empty(); }
};

struct Author {
  std::string name;
  std::string url;
};

/// The "KIEV, March 7 (Reuters) -" opening of an agency article.
struct Placeline {
  std::string place;
  std::string agency;
  std::string date;
  Span span;  ///< in `text`; empty if the article has none

  [[nodiscard]] bool known() const { return !span.empty(); }
};

/// A picture that the page shows with the article, with what it says of it; at most 30. What is not known is empty.
struct Image {
  std::string url;      ///< absolute if the address of the page is known
  std::string caption;  ///< without the credit
  std::string credit;   ///< photographer and agency as the page gives them
  Span source;          ///< bytes of the caption in `Source::bytes`; empty if only metadata gives it
};

/// One entry of a live blog.
struct Update {
  PageDate time;
  Span span;  ///< in `Article::text`: its paragraphs
};

/// A news page understood: its text once, everything else as spans into it.
///
///   text        "First paragraph.\n\nSecond paragraph ..."
///   paragraphs   [0, 16)            [18, ...)               in text order, not overlapping
///
/// `text` is valid UTF-8 and never changed after the page stage. Paragraphs made from HTML or saved text are
/// separated by "\n\n"; text given as a body keeps its own separators and paragraphs are its non-blank lines.
/// The headline and standfirst are metadata and not repeated in `text`, unless the body was given as such.
/// Unknown strings are empty.
struct Article {
  std::string headline, standfirst, kicker, section, language, publisher, agency, canonical;
  std::vector<Author> authors;
  Placeline placeline;
  PageDate published, modified;
  ArticleType type = ArticleType::kArticle;
  std::string text;
  std::vector<Paragraph> paragraphs;
  std::vector<Furniture> furniture;
  std::vector<Image> images;         ///< the lead image first
  std::vector<Update> updates;       ///< of a live blog, in text order, not overlapping
  std::vector<std::string> topics;   ///< as the page tags itself, at most 40
  std::string next;                  ///< address of the next page of the same article
  bool paywalled = false;            ///< the page says that only subscribers see all of it; the text may be cut
};

}  // namespace dateline
