#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace dateline {

/// Runs `work` over items on `threads` threads and hands the results on in the order of the items.
///
///   produce()              -> std::optional<In>   called under a lock by one thread at a time, until it gives nothing
///   make_worker()          -> Worker              once per thread; owns that thread's scratch
///   worker(In)             -> Out                 in parallel, no lock held
///   consume(Out)           -> bool                in item order, under a lock by one thread at a time; false stops
///
/// At most `threads * 8` items are between `produce` and `consume`, so memory is bounded however long the input is.
/// With one thread everything runs on the calling thread. An exception of `worker` ends the run and is rethrown.
template <class Produce, class MakeWorker, class Consume>
void ordered_pipeline(unsigned threads, Produce&& produce, MakeWorker&& make_worker,
                      Consume&& consume) {
  if (threads <= 1) {
    auto worker = make_worker();
    while (auto item = produce()) {
      if (!consume(worker(std::move(*item)))) return;
    }
    return;
  }
  auto probe = make_worker();  // for the type of a result; serves the first thread
  using In = typename decltype(produce())::value_type;
  using Out = decltype(probe(std::declval<In>()));

  struct Shared {
    std::mutex in_mutex, out_mutex;
    std::condition_variable room;
    uint64_t next_in = 0, next_out = 0;
    std::map<uint64_t, Out> waiting;
    bool ended = false, consuming = false;
    std::exception_ptr error;
  } shared;
  const uint64_t window = static_cast<uint64_t>(threads) * 8;

  auto loop = [&](auto worker) {
    try {
      while (true) {
        std::optional<In> item;
        uint64_t number = 0;
        {
          std::unique_lock lock(shared.in_mutex);
          {
            std::unique_lock out(shared.out_mutex);
            shared.room.wait(
                out, [&] { return shared.ended || shared.next_in < shared.next_out + window; });
            if (shared.ended) return;
          }
          item = produce();
          if (!item) return;  // items still worked on are consumed by their own threads
          std::unique_lock out(shared.out_mutex);
          number = shared.next_in++;
        }
        Out result = worker(std::move(*item));
        std::unique_lock out(shared.out_mutex);
        shared.waiting.emplace(number, std::move(result));
        if (shared.consuming) continue;  // the consuming thread will take it
        shared.consuming = true;
        while (!shared.ended && !shared.waiting.empty() &&
               shared.waiting.begin()->first == shared.next_out) {
          auto node = shared.waiting.extract(shared.waiting.begin());
          out.unlock();
          const bool go_on = consume(std::move(node.mapped()));
          out.lock();
          ++shared.next_out;
          if (!go_on) shared.ended = true;
          shared.room.notify_all();
        }
        shared.consuming = false;
      }
    } catch (...) {
      std::unique_lock out(shared.out_mutex);
      if (!shared.error) shared.error = std::current_exception();
      shared.ended = true;
      shared.room.notify_all();
    }
  };

  {
    std::vector<std::jthread> pool;
    for (unsigned i = 1; i < threads; ++i) {
      pool.emplace_back([&] { loop(make_worker()); });
    }
    loop(std::move(probe));
  }
  if (shared.error) std::rethrow_exception(shared.error);
}

}  // namespace dateline
