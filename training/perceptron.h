#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dateline::training {

/// Sparse weights of a linear classifier under training: hashed features, few labels each, averaged over all steps
/// (Collins 2002, with the lazy sums of Daume). Deterministic.
class Perceptron {
 public:
  explicit Perceptron(uint32_t labels);

  /// Adds the current weights of the features to `scores[0..256)`.
  void score(std::span<const uint32_t> features, float* scores) const;
  /// Adds `delta` to the weight of `label` under each feature.
  void update(std::span<const uint32_t> features, uint32_t label, float delta);
  /// Ends a step; averages weigh steps equally.
  void tick() { ++now_; }

  /// Bytes of a `LinearTable` section with the averaged weights. `least_updates`: features touched fewer times are left
  /// out, and then the least useful ones until the section fits `most_bytes`.
  [[nodiscard]] std::string pack(uint32_t least_updates, size_t most_bytes) const;

 private:
  struct Weight {
    float now, sum;
    uint32_t stamp;
    uint8_t label;
  };
  struct Run {
    Weight* weights = nullptr;
    uint16_t size = 0, capacity = 0;
    uint32_t updates = 0;
  };

  [[nodiscard]] uint32_t find(uint32_t feature) const;
  uint32_t insert(uint32_t feature);
  void grow();
  Weight* allocate(size_t count);

  uint32_t labels_;
  uint32_t now_ = 1;
  std::vector<uint32_t> keys_;  // fingerprint of each slot
  std::vector<uint32_t> runs_;  // index of its run + 1; 0 is free
  std::vector<Run> run_;
  std::vector<uint32_t> run_key_;
  std::deque<std::unique_ptr<Weight[]>> blocks_;
  size_t block_used_ = 0, block_size_ = 0;
};

}  // namespace dateline::training
