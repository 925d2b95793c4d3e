#include <benchmark/benchmark.h>

#include "inputs.h"
#include "record/pipeline.h"

namespace dateline::bench {
namespace {

/// All facts of a text whose page and language stages are done; items are words.
void facts_made(benchmark::State& state) {
  Pipeline p(engine(), Limits{});
  if (!p.run(made_source(static_cast<size_t>(state.range(0))))) {
    state.SkipWithError("the made text is not read");
    return;
  }
  const auto& parts = p.engine->parts();
  for (auto _ : state) {
    p.view.set(p.article, p.analysis);
    parts.times.run(p.article, p.analysis, p.times);
    parts.places.run(p.article, p.analysis, p.places, p.opening);
    parts.figures.run(p.article, p.analysis, p.times, p.quantities);
    parts.actors.run(p.view, p.places, p.opening, p.actors);
    parts.statements.run(p.view, p.actors, p.attributions);
    parts.events.run({p.view, p.actors, p.times, p.places, p.opening, p.attributions, p.quantities}, p.events, nullptr);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(p.analysis.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(p.article.text.size()));
}

// The second size shows what does not grow with the text alone.
BENCHMARK(facts_made)->Arg(10'000)->Arg(200'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dateline::bench
