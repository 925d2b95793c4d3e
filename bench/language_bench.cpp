#include <benchmark/benchmark.h>

#include "inputs.h"
#include "language/analyzer.h"
#include "language/model_file.h"
#include "language/sentence_splitter.h"
#include "language/tokenizer.h"
#include "record/pipeline.h"

namespace dateline::bench {
namespace {

/// Words and sentences of a text of 100 kB, paragraph by paragraph; items are words.
void tokenize_and_split(benchmark::State& state) {
  const std::string text = made_text(100'000);
  const auto model = std::static_pointer_cast<const language::LoadedModel>(engine()->parts().model);
  language::SentenceSplitter splitter;
  std::vector<language::Word> words;
  std::vector<uint32_t> ends;
  int64_t count = 0;
  for (auto _ : state) {
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find("\n\n", begin), text.size());
      words.clear();
      ends.clear();
      language::tokenize(text, {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}, words);
      splitter.run(text, words, Limits{}.sentence_words, model->clusters, model->sentences, ends);
      count += static_cast<int64_t>(words.size());
      begin = end + 2;
    }
  }
  state.SetItemsProcessed(count);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}

/// Words, sentences, tags, lemmas, trees and names; items are words.
void analyze(benchmark::State& state, const std::vector<Article>& all) {
  language::Analyzer analyzer(engine()->parts().model);
  Analysis analysis;
  int64_t words = 0, bytes = 0;
  for (auto _ : state) {
    for (const Article& article : all) {
      benchmark::DoNotOptimize(analyzer.run(article, analysis));
      words += analysis.size();
      bytes += static_cast<int64_t>(article.text.size());
    }
  }
  state.SetItemsProcessed(words);
  state.SetBytesProcessed(bytes);
}

void language_given(benchmark::State& state) { analyze(state, articles()); }

void language_made(benchmark::State& state) {
  page::PageReader reader(engine()->parts().page_words);
  std::vector<Article> one(1);
  if (!reader.run(made_source(20'000), one[0])) state.SkipWithError("the made text is not read");
  analyze(state, one);
}

BENCHMARK(tokenize_and_split)->Unit(benchmark::kMillisecond);
BENCHMARK(language_given)->Unit(benchmark::kMillisecond);
BENCHMARK(language_made)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dateline::bench
