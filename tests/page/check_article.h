#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "base/utf8.h"
#include "dateline/article.h"
#include "dateline/source.h"
#include "page/lexicon.h"

namespace dateline::page {

inline std::shared_ptr<const Lexicon> lexicon() {
  static const auto opened = Lexicon::open(DATELINE_ROOT "/data");
  return *opened;
}

/// What holds for every article: spans in the text, in order, on code point borders; sources inside
/// the page.
inline void check_article(const Source& source, const Article& article) {
  EXPECT_TRUE(is_valid_utf8(article.text));
  uint32_t last = 0;
  for (const Paragraph& p : article.paragraphs) {
    EXPECT_LT(p.span.begin, p.span.end);
    EXPECT_GE(p.span.begin, last);
    EXPECT_LE(p.span.end, article.text.size());
    EXPECT_TRUE(is_utf8_border(article.text, p.span.begin));
    EXPECT_TRUE(is_utf8_border(article.text, p.span.end));
    EXPECT_LE(p.source.begin, p.source.end);
    EXPECT_LE(p.source.end, source.bytes.size());
    if (source.format != SourceFormat::kBody) {
      EXPECT_FALSE(p.source.empty());
    }
    last = p.span.end;
  }
  for (const Image& image : article.images) EXPECT_LE(image.source.end, source.bytes.size());
  uint32_t update_end = 0;
  for (const Update& u : article.updates) {
    EXPECT_TRUE(u.time.known());
    EXPECT_LT(u.span.begin, u.span.end);
    EXPECT_GE(u.span.begin, update_end);
    EXPECT_LE(u.span.end, article.text.size());
    update_end = u.span.end;
  }
  for (const Furniture& f : article.furniture) {
    EXPECT_LT(f.source.begin, f.source.end);
    EXPECT_LE(f.source.end, source.bytes.size());
    EXPECT_TRUE(is_valid_utf8(f.text));
  }
  if (article.placeline.known()) {
    EXPECT_LE(article.placeline.span.end, article.text.size());
  }
}

}  // namespace dateline::page
