#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "language/decoder.h"
#include "language/name_features.h"
#include "train_stages.h"

namespace dateline::training {
namespace {

using language::Casing;
using language::kNameFeatures;
using language::kNameLabels;
using language::name_follows;

constexpr uint32_t kSide = kNameLabels + 1;
constexpr float kNever = -1e9F;

// First-order weights with averages, 17 labels and the border.
struct Follow {
  std::array<float, kSide * kSide> now{}, sum{};
  void average_step() {
    for (size_t i = 0; i < now.size(); ++i) sum[i] += now[i];
  }
};

class Trainer {
 public:
  Perceptron weights{kNameLabels};
  Follow follow;
  uint32_t steps = 0;

  // Best label sequence among the allowed ones; labels outside `reward` get +1 (a margin) if `margin`.
  void decode(std::span<const std::array<float, kNameLabels>> emission, std::span<const uint32_t> allowed,
              bool margin, std::span<const uint32_t> reward, std::vector<uint32_t>& out) {
    const size_t n = emission.size();
    back_.resize(n * kNameLabels);
    std::array<float, kNameLabels> best{}, next{};
    for (size_t i = 0; i < n; ++i) {
      for (uint32_t b = 0; b < kNameLabels; ++b) {
        float top = kNever;
        uint8_t from = 0;
        if ((allowed[i] >> b & 1) != 0) {
          for (uint32_t a = 0; a < (i > 0 ? kNameLabels : 1); ++a) {
            const uint32_t left = i > 0 ? a : kNameLabels;
            if (!name_follows(left, b)) continue;
            const float score = (i > 0 ? best[a] : 0) + follow.now[left * kSide + b];
            if (score > top) {
              top = score;
              from = static_cast<uint8_t>(a);
            }
          }
        }
        const float cost = margin && (reward[i] >> b & 1) == 0 ? 1.0F : 0.0F;
        next[b] = top <= kNever / 2 ? kNever : top + emission[i][b] + cost;
        back_[i * kNameLabels + b] = from;
      }
      best = next;
    }
    uint32_t label = 0;
    float top = kNever * 2;
    for (uint32_t a = 0; a < kNameLabels; ++a) {
      if (!name_follows(a, kNameLabels)) continue;
      const float score = best[a] + follow.now[a * kSide + kNameLabels];
      if (score > top) {
        top = score;
        label = a;
      }
    }
    out.resize(n);
    for (size_t i = n; i-- > 0;) {
      out[i] = label;
      label = back_[i * kNameLabels + label];
    }
  }

 private:
  std::vector<uint8_t> back_;
};

}  // namespace

NameSections train_names(std::span<const Example> examples, const language::LinearTable& tagger,
                         const language::WordClusters& clusters, const Settings& settings) {
  Trainer trainer;
  Random random(31);
  std::vector<uint32_t> order(examples.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::vector<language::WordInfo> words;
  std::vector<uint32_t> tags, right, best;
  std::vector<std::array<uint32_t, kNameFeatures>> features;
  std::vector<uint32_t> counts;
  std::vector<std::array<float, kNameLabels>> emission;
  const std::vector<uint32_t> any(4096, (1U << kNameLabels) - 1);
  std::array<float, language::LinearTable::kLabels> scores;
  for (uint32_t round = 0; round < settings.names_rounds; ++round) {
    random.shuffle(order);
    uint32_t wrong = 0, total = 0;
    for (const uint32_t index : order) {
      const Example& e = examples[index];
      const auto n = static_cast<uint32_t>(e.words.size());
      if (n == 0 || n > any.size()) continue;
      const uint32_t dice = random.below(100);
      const std::string recased = dice < 3 ? recase(e, Casing::kUpper)
                                  : dice < 7 ? recase(e, Casing::kTitle) : std::string();
      const Casing casing = describe(recased.empty() ? e.text : recased, e.words, clusters, words);
      tag_words(words, casing, tagger, tags);
      features.resize(n);
      counts.resize(n);
      emission.resize(n);
      for (uint32_t i = 0; i < n; ++i) {
        counts[i] = name_features(words, tags, i, casing, features[i].data());
        scores.fill(0);
        trainer.weights.score({features[i].data(), counts[i]}, scores.data());
        std::copy_n(scores.begin(), kNameLabels, emission[i].begin());
      }
      trainer.decode(emission, e.allowed, false, {}, right);
      trainer.decode(emission, any, true, e.allowed, best);
      for (uint32_t i = 0; i < n; ++i) {
        if (best[i] != right[i]) {
          ++wrong;
          trainer.weights.update({features[i].data(), counts[i]}, right[i], 1);
          trainer.weights.update({features[i].data(), counts[i]}, best[i], -1);
        }
      }
      if (best != right) {
        for (uint32_t i = 0; i <= n; ++i) {
          const auto at = [&](const std::vector<uint32_t>& labels) {
            return (i > 0 ? labels[i - 1] : kNameLabels) * kSide + (i < n ? labels[i] : kNameLabels);
          };
          trainer.follow.now[at(right)] += 1;
          trainer.follow.now[at(best)] -= 1;
        }
      }
      total += n;
      trainer.weights.tick();
      trainer.follow.average_step();
      ++trainer.steps;
    }
    std::fprintf(stderr, "names round %u: %.2f%% right\n", round + 1, 100.0 - 100.0 * wrong / total);
  }
  NameSections out;
  float scale = 1;
  out.weights = trainer.weights.pack(settings.names_updates, settings.names_bytes, &scale);
  for (const float sum : trainer.follow.sum) {
    const auto value = static_cast<int32_t>(std::lround(sum / static_cast<float>(trainer.steps) * scale));
    out.transitions.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  return out;
}

}  // namespace dateline::training
