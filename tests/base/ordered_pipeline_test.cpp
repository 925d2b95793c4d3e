#include "base/ordered_pipeline.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>

namespace dateline {
namespace {

std::vector<int> run(unsigned threads, int items, int stop_after = -1) {
  std::vector<int> out;
  int next = 0;
  ordered_pipeline(
      threads, [&]() -> std::optional<int> { return next < items ? std::optional(next++) : std::nullopt; },
      [] {
        return [](int i) {
          if (i % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
          return i * 2;
        };
      },
      [&](int result) {
        out.push_back(result);
        return stop_after < 0 || static_cast<int>(out.size()) < stop_after;
      });
  return out;
}

TEST(OrderedPipeline, KeepsTheOrderAtAnyThreadCount) {
  const auto expected = run(1, 500);
  ASSERT_EQ(expected.size(), 500u);
  for (const unsigned threads : {2u, 3u, 8u}) EXPECT_EQ(run(threads, 500), expected);
}

TEST(OrderedPipeline, StopsWhenTheConsumerHasEnough) {
  for (const unsigned threads : {1u, 4u}) EXPECT_EQ(run(threads, 100000, 10).size(), 10u);
}

TEST(OrderedPipeline, RethrowsWhatAWorkerThrows) {
  int next = 0;
  EXPECT_THROW(ordered_pipeline(
                   4, [&]() -> std::optional<int> { return next < 100 ? std::optional(next++) : std::nullopt; },
                   [] {
                     return [](int i) {
                       if (i == 50) throw std::runtime_error("no");
                       return i;
                     };
                   },
                   [](int) { return true; }),
               std::runtime_error);
}

}  // namespace
}  // namespace dateline
