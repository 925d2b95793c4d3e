#include "fuzz.h"
#include "page/reader.h"

/// An HTML page, or with a first byte of 't' a page saved as text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  static page::PageReader reader(*page::Lexicon::open(DATELINE_ROOT "/data"));
  static Article article;  // overwritten, as for one page after the other
  Source source;
  source.format = size > 0 && data[0] == 't' ? SourceFormat::kText : SourceFormat::kHtml;
  source.url = "https://example.org/2014/03/07/page.html";
  source.bytes = replace_invalid_utf8(fuzz::text_of_input(data, size));
  if (reader.run(source, article)) fuzz::require_article(article, source.bytes.size());
  return 0;
}
