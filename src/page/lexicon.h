#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.h"
#include "dateline/article.h"
#include "dateline/result.h"
#include "page/byline.h"
#include "page/date_labels.h"
#include "page/phrase_finder.h"
#include "page/placeline.h"
#include "page/type_words.h"

namespace dateline::page {

/// What names and markup of an element say about its content.
enum HintFlag : uint16_t {
  kHidden = 1,      ///< not shown
  kFurniture = 2,   ///< outside the article by its name (share tools, comments, related links ...)
  kStructural = 4,  ///< nav, aside, footer, form: outside unless it holds most of the text
  kBodyHint = 8,    ///< named as the article body
  kArticleHint = 16,  ///< article or main element
  kDateHint = 32,     ///< named as date or time
  kStandfirstHint = 64,
  kCaptionHint = 128,
  kTitleHint = 256,
  kBylineHint = 512,
  kKickerHint = 1024,
  kPullquoteHint = 2048,
  kAuthorMark = 4096,     ///< a name in it speaks of an author, in any way
  kAuthorElement = 8192,  ///< class, id, `rel` or `itemprop` say that it holds an author
  kProperty = 16384,      ///< has an `itemprop`
};

struct Hint {
  uint16_t flags = 0;
  FurnitureKind kind = FurnitureKind::kNavigation;  ///< if kFurniture or kStructural is set
};

/// What the words of a line say.
struct LineWords {
  std::optional<FurnitureKind> kind;  ///< the line is page furniture, or a notice of the site in its own name
  bool paywall = false;               ///< it says that only subscribers can read on
  bool credit = false;                ///< it credits a picture ("... (Photo: Agency)")
  bool ends = false;  ///< no text of the article comes behind it ("Related stories", "Most read")
};

/// The words by which pages name and label their parts: the tables of `data/page/`. Immutable, shared by all threads.
class Lexicon {
 public:
  /// `data` is the folder `data`. Errors: a table is missing or has a wrong row.
  [[nodiscard]] static Result<std::shared_ptr<const Lexicon>> open(const std::string& data);

  /// What a class, id or data-testid value says; linear in its first 256 bytes.
  [[nodiscard]] Hint names(std::string_view value) const;
  /// What a line of text says; `low` is a buffer for it in lower case. Lines over 600 bytes say nothing.
  [[nodiscard]] LineWords line(std::string_view text, std::string& low) const;
  /// Kind of a short line that is furniture by how it begins ("Email this article", "Read more:"), else nothing.
  [[nodiscard]] std::optional<FurnitureKind> label(std::string_view text) const;
  /// Where the credit of a picture begins in its caption; the size of the caption if it has none.
  [[nodiscard]] size_t credit_begin(std::string_view caption) const;
  [[nodiscard]] const Placelines& placelines() const { return *placelines_; }
  [[nodiscard]] const Bylines& bylines() const { return bylines_; }
  [[nodiscard]] const TypeWords& types() const { return types_; }
  [[nodiscard]] const DateLabels& date_labels() const { return date_labels_; }

 private:
  struct Start {  // of a line
    std::string phrase, bare;  // `bare`: without marks at the ends
    FurnitureKind kind = FurnitureKind::kNavigation;
    bool whole = false;
    uint16_t next = kNone;  // of the same first two bytes, in the order of the table
  };
  struct Counted {
    std::string phrase;
    FurnitureKind kind;
  };
  using Found = std::bitset<256>;  // a bit a phrase of `inside_`
  struct Notice {
    FurnitureKind kind;
    bool paywall;
    size_t most_bytes;
    std::vector<Found> groups;
  };
  /// Phrases by their first two bytes.
  struct Starts {
    std::vector<Start> list;
    std::vector<uint16_t> heads = std::vector<uint16_t>(1024, kNone);
    void add(Start start);
    [[nodiscard]] size_t bucket(std::string_view text) const {
      return (static_cast<unsigned char>(text[0]) * 33u + static_cast<unsigned char>(text[1])) % heads.size();
    }
    [[nodiscard]] uint16_t first(std::string_view low) const;
  };
  static constexpr uint16_t kNone = UINT16_MAX;

  Result<void> read_names(const std::string& path);
  Result<void> read_lines(const std::string& path);
  Result<void> read_notices(const std::string& path);
  /// Number of a phrase in `inside_`, added if it is new.
  size_t inside(std::string_view phrase);
  [[nodiscard]] std::optional<FurnitureKind> label_of(std::string_view bare, size_t bytes) const;
  [[nodiscard]] std::optional<FurnitureKind> counted(std::string_view low) const;
  [[nodiscard]] static bool starts(const Starts& starts, std::string_view low);
  [[nodiscard]] const Notice* notice(std::string_view low, const Found& found) const;

  HashMap<Hint> words_, wholes_;  // by hash of the name
  PhraseFinder parts_;
  std::vector<Hint> part_hints_;
  Starts labels_, credits_, ends_;
  std::vector<Counted> counted_;
  PhraseFinder inside_;
  Found credit_ends_{};
  std::vector<Notice> notices_;
  std::shared_ptr<const Placelines> placelines_;
  Bylines bylines_;
  DateLabels date_labels_;
  TypeWords types_;
};

/// A line without blanks and marks that only set it apart ("| ... >", "...:").
[[nodiscard]] std::string_view strip_marks(std::string_view text);

}  // namespace dateline::page
