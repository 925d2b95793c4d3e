#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dateline/article.h"
#include "dateline/reader.h"
#include "dateline/source.h"

/// What the benchmarks read. Everything is made on first use and kept; for one thread.
namespace dateline::bench {

/// The models of this repository.
[[nodiscard]] std::shared_ptr<const Engine> engine();
/// The pages of the folder that the variable DATELINE_BENCH_PAGES names (HTML, text, .gz), else of `examples/`, decoded.
[[nodiscard]] const std::vector<Source>& pages();
/// The articles of `pages()`.
[[nodiscard]] const std::vector<Article>& articles();
/// News-like prose of at least `bytes` bytes, in paragraphs of some sentences; the same on every machine.
[[nodiscard]] std::string made_text(size_t bytes);
/// A body of `made_text`, as a document of a JSONL source.
[[nodiscard]] Source made_source(size_t bytes);
/// A page of about 20 kB around a body of `made_text`, with head, navigation and related links.
[[nodiscard]] Source made_page();

[[nodiscard]] size_t bytes_of(const std::vector<Source>& sources);

}  // namespace dateline::bench
