#include "page/reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/civil_date.h"
#include "base/strings.h"
#include "page/authors.h"
#include "page/blocks.h"
#include "page/body.h"
#include "page/furniture.h"
#include "page/hints.h"
#include "page/images.h"
#include "page/index_page.h"
#include "page/live_updates.h"
#include "page/metadata.h"
#include "page/moment.h"
#include "page/saved_text.h"
#include "page/tree.h"
#include "page/visible_date.h"
#include "page/text_language.h"

namespace dateline::page {

struct Scratch {
  Tree tree;
  HintReader hints;
  Metadata metadata;
  Blocks blocks;
  BodyScratch body;
};

namespace {

/// The lines of an index are no text: they announce other pages.
void make_index(BodyScratch& body, Article& article) {
  article.type = ArticleType::kIndex;
  article.text.clear();
  article.paragraphs.clear();
  std::fill(body.keep.begin(), body.keep.end(), uint8_t{0});
}

/// What the carrier said fills what the page does not say. A given body says nothing, so there it
/// always counts.
void fill_from_source(const Source& source, Article& article) {
  if (article.headline.empty()) article.headline = fold_space(source.title);
  if (article.canonical.empty()) article.canonical = source.url;
  if (!article.published.known() && !source.published.empty()) {
    if (const auto moment = parse_moment(source.published, NumericOrder::kDayFirst)) {
      article.published = page_date(*moment, DateFrom::kArgument);
    } else if (const auto day = parse_iso_day(source.published)) {
      // Older than any web page, as in archives of the press; what a page shows of itself is never taken so far back.
      article.published = {to_iso(*day), Precision::kDay, false, DateFrom::kArgument};
    }
  }
  if (!article.published.known()) {
    if (const auto moment = moment_in_url(source.url))
      article.published = page_date(*moment, DateFrom::kUrl);
  }
}

}  // namespace

PageReader::PageReader(std::shared_ptr<const Lexicon> lexicon, const Limits& limits)
    : lexicon_(std::move(lexicon)), limits_(limits), scratch_(std::make_unique<Scratch>()) {}
PageReader::~PageReader() = default;
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;

Result<void> PageReader::run(const Source& source, Article& article) {
  article = Article{};
  if (source.bytes.size() > limits_.document_bytes || source.bytes.size() >= UINT32_MAX) {
    return fail(ErrorCode::kTooLarge,
                "page: " + std::to_string(source.bytes.size()) + " bytes exceed the limit of " +
                    std::to_string(limits_.document_bytes) + "; raise --max-document");
  }
  const Lexicon& words = *lexicon_;
  switch (source.format) {
    case SourceFormat::kBody:
      read_given_body(source.bytes, article);
      break;
    case SourceFormat::kText:
      read_saved_text(words, source.bytes, article);
      break;
    case SourceFormat::kHtml: {
      Scratch& s = *scratch_;
      if (const Result<void> built = build_tree(source.bytes, limits_, s.tree); !built) {
        return tl::unexpected<Error>(built.error());
      }
      s.hints.read(words, s.tree, s.blocks.hints);
      gather_metadata(s.tree, s.blocks.hints, s.metadata);
      const std::string_view url =
          source.url.empty() ? s.metadata.canonical : std::string_view(source.url);
      fill_metadata(words.types(), s.tree, s.blocks.hints, s.metadata, url, article);
      if (article.headline.empty()) article.headline = fold_space(source.title);
      collect_blocks(s.tree, s.blocks);
      fill_authors(words.bylines(), s.tree, s.metadata, s.blocks, article);
      read_body(words, s.tree, s.metadata, s.blocks, s.body, article);
      find_visible_dates(words.date_labels(), s.tree, s.metadata, s.blocks, s.body, url, article);
      if (is_index(s.metadata, s.blocks, s.body, url, article)) make_index(s.body, article);
      find_images(words, s.tree, s.metadata, s.blocks, s.body, article);
      list_furniture(s.blocks, s.body, article);
      if (article.type == ArticleType::kLiveblog) find_updates(s.tree, s.blocks, s.body, article);
      break;
    }
  }
  fill_from_source(source, article);
  if (article.paragraphs.empty() && article.headline.empty()) {
    return fail(ErrorCode::kEmpty, "page: no text in it");
  }
  // What a page says of its language is often its template's: the text has the last word where English is at stake.
  // It is asked for in full only where a glance does not settle that.
  if (article.language.empty() || plainly_english(article.text) != is_english(article.language)) {
    const std::string told = text_language(article.text);
    if (!told.empty() && (article.language.empty() || is_english(told) != is_english(article.language))) {
      article.language = told;
    }
  }
  article.placeline = words.placelines().find(article.text, article.paragraphs);
  article.agency = article.placeline.agency;
  for (const Author& author : article.authors) {
    if (article.agency.empty() && words.placelines().is_agency(author.name)) article.agency = author.name;
  }
  return {};
}

}  // namespace dateline::page
