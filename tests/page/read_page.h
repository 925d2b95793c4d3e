#pragma once

#include <gtest/gtest.h>

#include <string>

#include "page/check_article.h"
#include "page/reader.h"

namespace dateline::page {

/// The article of a page, checked as every article is.
inline Article read(const std::string& bytes, SourceFormat format = SourceFormat::kHtml, const std::string& url = {}) {
  Source source;
  source.bytes = bytes;
  source.format = format;
  source.url = url;
  PageReader reader(lexicon());
  Article article;
  const Result<void> done = reader.run(source, article);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  check_article(source, article);
  return article;
}

}  // namespace dateline::page
