#include <benchmark/benchmark.h>

#include "inputs.h"

namespace dateline::bench {
namespace {

/// All stages, from a decoded source to its record as JSON, on one thread; items are documents.
void read_all(benchmark::State& state, const std::vector<Source>& sources) {
  Reader reader(engine());
  std::string json;
  for (auto _ : state) {
    for (const Source& source : sources) {
      const auto record = reader.read(source);
      json.clear();
      if (record) append_json(*record, json);
      benchmark::DoNotOptimize(json.data());
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(sources.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes_of(sources)));
}

void read_given(benchmark::State& state) { read_all(state, pages()); }
void read_made(benchmark::State& state) { read_all(state, {made_page()}); }

void open_engine(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Engine::open(DATELINE_ROOT));
}

BENCHMARK(read_given)->Unit(benchmark::kMillisecond);
BENCHMARK(read_made)->Unit(benchmark::kMillisecond);
BENCHMARK(open_engine)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dateline::bench
