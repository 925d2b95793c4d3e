#include "perceptron.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "language/linear_table.h"

namespace dateline::training {

using language::LinearTable;

namespace {
constexpr int kLeastWeight = 3;     // smaller ones (of 127) are left out
constexpr size_t kSlotBytes = 10;   // a slot at four fifths full
}  // namespace

Perceptron::Perceptron(uint32_t labels)
    : labels_(labels), keys_(1u << 20), runs_(1u << 20) {}

uint32_t Perceptron::find(uint32_t feature) const {
  size_t at = (static_cast<uint64_t>(feature) * keys_.size()) >> 32;
  while (runs_[at] != 0) {
    if (keys_[at] == feature) return runs_[at];
    if (++at == keys_.size()) at = 0;
  }
  return 0;
}

uint32_t Perceptron::insert(uint32_t feature) {
  if (const uint32_t run = find(feature)) return run;
  if (run_.size() * 10 > keys_.size() * 6) grow();
  run_.emplace_back();
  run_key_.push_back(feature);
  size_t at = (static_cast<uint64_t>(feature) * keys_.size()) >> 32;
  while (runs_[at] != 0) {
    if (++at == keys_.size()) at = 0;
  }
  keys_[at] = feature;
  runs_[at] = static_cast<uint32_t>(run_.size());
  return runs_[at];
}

void Perceptron::grow() {
  const size_t size = keys_.size() * 2;
  keys_.assign(size, 0);
  runs_.assign(size, 0);
  for (size_t i = 0; i < run_.size(); ++i) {
    size_t at = (static_cast<uint64_t>(run_key_[i]) * size) >> 32;
    while (runs_[at] != 0) {
      if (++at == size) at = 0;
    }
    keys_[at] = run_key_[i];
    runs_[at] = static_cast<uint32_t>(i + 1);
  }
}

Perceptron::Weight* Perceptron::allocate(size_t count) {
  if (block_used_ + count > block_size_) {
    block_size_ = 1u << 18;
    block_used_ = 0;
    blocks_.push_back(std::make_unique<Weight[]>(block_size_));
  }
  Weight* weights = blocks_.back().get() + block_used_;
  block_used_ += count;
  return weights;
}

void Perceptron::score(std::span<const uint32_t> features, float* scores) const {
  uint32_t at[LinearTable::kMostFeatures];
  const size_t n = std::min<size_t>(features.size(), LinearTable::kMostFeatures);
  for (size_t i = 0; i < n; ++i) {
    at[i] = static_cast<uint32_t>((static_cast<uint64_t>(features[i]) * keys_.size()) >> 32);
    __builtin_prefetch(&keys_[at[i]]);
    __builtin_prefetch(&runs_[at[i]]);
  }
  size_t found = 0;
  for (size_t i = 0; i < n; ++i) {
    if (const uint32_t run = find(features[i])) {
      at[found++] = run;
      __builtin_prefetch(&run_[run - 1]);
    }
  }
  for (size_t i = 0; i < found; ++i) __builtin_prefetch(run_[at[i] - 1].weights);
  for (size_t i = 0; i < found; ++i) {
    const Run& r = run_[at[i] - 1];
    for (uint16_t k = 0; k < r.size; ++k) scores[r.weights[k].label] += r.weights[k].now;
  }
}

void Perceptron::update(std::span<const uint32_t> features, uint32_t label, float delta) {
  for (const uint32_t feature : features) {
    Run& r = run_[insert(feature) - 1];
    ++r.updates;
    uint16_t k = 0;
    while (k < r.size && r.weights[k].label != label) ++k;
    if (k == r.size) {
      if (r.size == r.capacity) {
        const auto capacity = static_cast<uint16_t>(r.capacity == 0 ? 2 : std::min(256, r.capacity * 2));
        Weight* weights = allocate(capacity);
        std::copy(r.weights, r.weights + r.size, weights);
        r.weights = weights;
        r.capacity = capacity;
      }
      r.weights[r.size++] = {0, 0, now_, static_cast<uint8_t>(label)};
    }
    Weight& w = r.weights[k];
    w.sum += w.now * static_cast<float>(now_ - w.stamp);
    w.stamp = now_;
    w.now += delta;
  }
}

std::string Perceptron::pack(uint32_t least_updates, size_t most_bytes) const {
  const auto average = [&](const Weight& w) {
    return (static_cast<double>(w.sum) + static_cast<double>(w.now) * (now_ - w.stamp)) / now_;
  };
  std::vector<float> sizes;
  for (const Run& r : run_) {
    if (r.updates < least_updates) continue;
    for (uint16_t k = 0; k < r.size; ++k) sizes.push_back(static_cast<float>(std::abs(average(r.weights[k]))));
  }
  float factor = 1;
  if (!sizes.empty()) {
    const size_t top = sizes.size() - 1 - sizes.size() / 2000;
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<ptrdiff_t>(top), sizes.end());
    factor = 127 / std::max(sizes[top], 1e-6F);
  }

  struct Packed {
    uint32_t key, count;
    float worth;
    std::vector<LinearTable::Entry> entries;
  };
  std::vector<Packed> features;
  std::vector<int> row(labels_);
  for (size_t i = 0; i < run_.size(); ++i) {
    const Run& r = run_[i];
    if (r.updates < least_updates) continue;
    std::fill(row.begin(), row.end(), 0);
    Packed feature{run_key_[i], LinearTable::kDense, 0, {}};
    size_t used = 0;
    int most = 0, mass = 0;
    for (uint16_t k = 0; k < r.size; ++k) {
      const auto q = static_cast<int>(std::lround(average(r.weights[k]) * factor));
      if (std::abs(q) < kLeastWeight) continue;
      row[r.weights[k].label] = q;
      ++used;
      most = std::max(most, std::abs(q));
      mass += std::abs(q);
    }
    if (used == 0) continue;
    if (used * 3 >= labels_) {
      uint32_t shift = 0;
      while ((most + ((1 << shift) >> 1)) >> shift > 127) ++shift;
      std::string bytes(1, static_cast<char>(shift));
      for (const int q : row) bytes += static_cast<char>(std::lround(static_cast<double>(q) / (1 << shift)));
      bytes.resize(LinearTable::dense_size(labels_) * 2);
      feature.entries.resize(bytes.size() / 2);
      std::memcpy(static_cast<void*>(feature.entries.data()), bytes.data(), bytes.size());
    } else {
      for (uint32_t label = 0; label < labels_; ++label) {
        // A weight beyond the range of a byte takes several entries.
        for (int q = row[label]; q != 0 && feature.entries.size() < LinearTable::kDense - 1;) {
          const int part = std::clamp(q, -127, 127);
          feature.entries.push_back({static_cast<uint8_t>(label), static_cast<int8_t>(part)});
          q -= part;
        }
      }
      feature.count = static_cast<uint32_t>(feature.entries.size());
    }
    // Worth: how much it says, how often it was at stake, for the room that it takes.
    feature.worth = static_cast<float>(mass) * std::sqrt(static_cast<float>(r.updates)) /
                    static_cast<float>(kSlotBytes + 2 * feature.entries.size());
    features.push_back(std::move(feature));
  }
  std::stable_sort(features.begin(), features.end(),
                   [](const Packed& a, const Packed& b) { return a.worth > b.worth; });
  size_t bytes = 256, kept = 0;
  while (kept < features.size()) {
    bytes += kSlotBytes + 2 * features[kept].entries.size();
    if (bytes > most_bytes) break;
    ++kept;
  }
  std::fprintf(stderr, "%zu of %zu features kept\n", kept, run_.size());
  features.resize(kept);
  std::stable_sort(features.begin(), features.end(),
                   [](const Packed& a, const Packed& b) { return a.key < b.key; });
  std::vector<LinearTable::Entry> entries;
  std::vector<std::pair<uint32_t, uint32_t>> runs;  // key, run
  for (const Packed& feature : features) {
    runs.emplace_back(feature.key, static_cast<uint32_t>(entries.size() << 8) | feature.count);
    entries.insert(entries.end(), feature.entries.begin(), feature.entries.end());
  }
  const auto slot_count = static_cast<uint32_t>(runs.size() * 5 / 4 + 8);
  std::vector<LinearTable::Slot> slots(slot_count, {0, 0});
  for (const auto& [key, run] : runs) {
    uint64_t at = (static_cast<uint64_t>(key) * slot_count) >> 32;
    while (slots[at].run != 0) {
      if (++at == slot_count) at = 0;
    }
    slots[at] = {key, run};
  }
  const uint32_t header[4] = {slot_count, static_cast<uint32_t>(entries.size()), labels_, 0};
  std::string out(reinterpret_cast<const char*>(header), sizeof header);
  out.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof slots[0]);
  out.append(reinterpret_cast<const char*>(entries.data()), entries.size() * sizeof entries[0]);
  return out;
}

}  // namespace dateline::training
