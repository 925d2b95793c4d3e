#pragma once

#include <memory>

#include "dateline/article.h"
#include "dateline/limits.h"
#include "dateline/result.h"
#include "dateline/source.h"
#include "page/lexicon.h"

namespace dateline::page {

/// Buffers of the page stage, reused from document to document by one thread.
struct Scratch;

/// Reads pages: HTML, pages saved as text, and bodies given as such. Stateless; one object serves
/// one thread at a time because of its scratch. `Article` is overwritten. Never fails on odd
/// markup, only on limits (`kTooLarge`) and on pages without any text (`kEmpty`).
class PageReader {
 public:
  explicit PageReader(std::shared_ptr<const Lexicon> lexicon, const Limits& limits = {});
  ~PageReader();
  PageReader(PageReader&&) noexcept;
  PageReader& operator=(PageReader&&) noexcept;

  [[nodiscard]] Result<void> run(const Source& source, Article& article);

 private:
  std::shared_ptr<const Lexicon> lexicon_;
  Limits limits_;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace dateline::page
