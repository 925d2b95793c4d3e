#include <benchmark/benchmark.h>

#include "inputs.h"
#include "intake/charset.h"
#include "page/reader.h"
#include "page/tree.h"
#include "record/pipeline.h"

namespace dateline::bench {
namespace {

/// HTML to article; items are pages.
void read_pages(benchmark::State& state, const std::vector<Source>& sources) {
  page::PageReader reader(engine()->parts().page_words);
  Article article;
  for (auto _ : state) {
    for (const Source& source : sources) {
      benchmark::DoNotOptimize(reader.run(source, article));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(sources.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes_of(sources)));
}

void page_given(benchmark::State& state) { read_pages(state, pages()); }
void page_made(benchmark::State& state) { read_pages(state, {made_page()}); }

/// HTML to tokens, and to its tree.
void tokenize_given(benchmark::State& state) {
  page::Arena arena;
  std::vector<page::Attribute> attributes;
  for (auto _ : state) {
    for (const Source& source : pages()) {
      arena.clear();
      attributes.clear();
      page::Tokenizer tokenizer(source.bytes, arena, attributes);
      page::Token token;
      do {
        tokenizer.next(token);
        benchmark::DoNotOptimize(token);
      } while (token.kind != page::TokenKind::kEnd);
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes_of(pages())));
}
void tree_given(benchmark::State& state) {
  page::Tree tree;
  for (auto _ : state) {
    for (const Source& source : pages()) benchmark::DoNotOptimize(build_tree(source.bytes, Limits{}, tree));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(pages().size()));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes_of(pages())));
}

/// Bytes of a page in UTF-8 without a declaration to text.
void decode_utf8(benchmark::State& state) {
  const std::string bytes = made_page().bytes;
  for (auto _ : state) benchmark::DoNotOptimize(intake::decode_text(bytes, true));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
}

BENCHMARK(page_given)->Unit(benchmark::kMillisecond);
BENCHMARK(page_made)->Unit(benchmark::kMillisecond);
BENCHMARK(tokenize_given)->Unit(benchmark::kMillisecond);
BENCHMARK(tree_given)->Unit(benchmark::kMillisecond);
BENCHMARK(decode_utf8)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dateline::bench
