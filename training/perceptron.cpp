#include "perceptron.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "language/linear_table.h"

namespace dateline::training {

using language::LinearTable;

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

std::string Perceptron::pack(uint32_t least_updates, uint32_t most_features, float* scale) const {
  struct Averaged {
    uint32_t key;
    float mass;
    std::vector<std::pair<uint8_t, float>> weights;
  };
  std::vector<Averaged> features;
  std::vector<float> sizes;
  for (size_t i = 0; i < run_.size(); ++i) {
    const Run& r = run_[i];
    if (r.updates < least_updates) continue;
    Averaged feature{run_key_[i], 0, {}};
    for (uint16_t k = 0; k < r.size; ++k) {
      const Weight& w = r.weights[k];
      const double average =
          (static_cast<double>(w.sum) + static_cast<double>(w.now) * (now_ - w.stamp)) / now_;
      feature.weights.emplace_back(w.label, static_cast<float>(average));
      feature.mass += static_cast<float>(std::abs(average));
      sizes.push_back(static_cast<float>(std::abs(average)));
    }
    features.push_back(std::move(feature));
  }
  if (features.size() > most_features) {  // keep the heaviest
    std::stable_sort(features.begin(), features.end(),
                     [](const Averaged& a, const Averaged& b) { return a.mass > b.mass; });
    features.resize(most_features);
  }
  float factor = 1;
  if (!sizes.empty()) {
    const size_t top = sizes.size() - 1 - sizes.size() / 2000;
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<ptrdiff_t>(top), sizes.end());
    factor = 127 / std::max(sizes[top], 1e-6F);
  }
  if (scale != nullptr) *scale = factor;
  std::stable_sort(features.begin(), features.end(),
                   [](const Averaged& a, const Averaged& b) { return a.key < b.key; });
  std::vector<LinearTable::Entry> entries;
  std::vector<std::pair<uint32_t, uint32_t>> runs;  // key, run
  for (const Averaged& feature : features) {
    const size_t begin = entries.size();
    std::vector<int> row(labels_, 0);
    size_t used = 0;
    int most = 0;
    for (const auto& [label, weight] : feature.weights) {
      row[label] = static_cast<int>(std::lround(weight * factor));
      used += row[label] != 0 ? 1 : 0;
      most = std::max(most, std::abs(row[label]));
    }
    if (used == 0) continue;
    uint32_t count = LinearTable::kDense;
    if (used * 3 >= labels_) {
      uint32_t shift = 0;
      while ((most + ((1 << shift) >> 1)) >> shift > 127) ++shift;
      std::string bytes(1, static_cast<char>(shift));
      for (const int q : row) bytes += static_cast<char>(std::lround(static_cast<double>(q) / (1 << shift)));
      bytes.resize(LinearTable::dense_size(labels_) * 2);
      entries.resize(begin + bytes.size() / 2);
      std::memcpy(static_cast<void*>(&entries[begin]), bytes.data(), bytes.size());
    } else {
      for (uint32_t label = 0; label < labels_; ++label) {
        // A weight beyond the range of a byte takes several entries.
        for (int q = row[label]; q != 0 && entries.size() - begin < LinearTable::kDense - 1;) {
          const int part = std::clamp(q, -127, 127);
          entries.push_back({static_cast<uint8_t>(label), static_cast<int8_t>(part)});
          q -= part;
        }
      }
      count = static_cast<uint32_t>(entries.size() - begin);
    }
    runs.emplace_back(feature.key, static_cast<uint32_t>(begin << 8) | count);
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
