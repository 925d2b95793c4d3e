#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "language/decoder.h"
#include "language/tagger.h"
#include "train_stages.h"

namespace dateline::training {

using language::Casing;
using language::TagPair;
using language::WordInfo;

std::vector<TagPair> collect_tags(std::span<const Example> examples) {
  std::map<std::pair<uint8_t, uint8_t>, uint32_t> count;
  for (const Example& e : examples) {
    for (size_t i = 0; i < e.words.size(); ++i) ++count[{static_cast<uint8_t>(e.upos[i]), e.xpos[i]}];
  }
  std::vector<std::pair<uint32_t, TagPair>> sorted;
  for (const auto& [tags, n] : count) {
    if (n >= 2 && tags.second != 0) sorted.push_back({n, {tags.first, tags.second}});
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<TagPair> out;
  for (const auto& [n, tags] : sorted) {
    if (out.size() < language::LinearTable::kLabels) out.push_back(tags);
  }
  return out;
}

std::vector<std::vector<uint32_t>> gold_tags(std::span<const Example> examples, std::span<const TagPair> tags) {
  std::vector<std::vector<uint32_t>> out;
  for (const Example& e : examples) {
    auto& labels = out.emplace_back();
    for (size_t i = 0; i < e.words.size(); ++i) {
      const auto upos = static_cast<uint8_t>(e.upos[i]);
      uint32_t label = UINT32_MAX, same_upos = 0;
      for (uint32_t t = 0; t < tags.size() && label == UINT32_MAX; ++t) {
        if (tags[t].upos == upos && tags[t].xpos == e.xpos[i]) label = t;
      }
      for (uint32_t t = 0; t < tags.size(); ++t) {
        if (tags[t].upos == upos) {
          same_upos = t;
          break;
        }
      }
      labels.push_back(label == UINT32_MAX ? same_upos : label);
    }
  }
  return out;
}

std::string train_tagger(std::span<const Example> examples, std::span<const std::vector<uint32_t>> gold,
                         uint32_t labels, const language::WordClusters& clusters, uint32_t rounds,
                         const Settings& settings) {
  Perceptron model(labels);
  Random random(17);
  std::vector<uint32_t> order(examples.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::vector<WordInfo> words;
  std::array<uint32_t, language::kTaggerFeatures> features;
  std::array<float, language::LinearTable::kLabels> scores;
  for (uint32_t round = 0; round < rounds; ++round) {
    random.shuffle(order);
    uint32_t errors = 0, total = 0;
    for (const uint32_t index : order) {
      const Example& e = examples[index];
      const uint32_t dice = random.below(100);
      const std::string recased = dice < 3   ? recase(e, Casing::kUpper)
                                  : dice < 6 ? recase(e, Casing::kTitle)
                                  : dice < 8 ? recase(e, Casing::kNormal)
                                             : std::string();
      const Casing casing = describe(recased.empty() ? e.text : recased, e.words, clusters, words);
      uint32_t before1 = 0, before2 = 0;
      for (uint32_t i = 0; i < words.size(); ++i) {
        const uint32_t count = tagger_features(words, i, casing, before1, before2, features.data());
        scores.fill(0);
        const std::span<const uint32_t> f(features.data(), count);
        model.score(f, scores.data());
        const auto best = static_cast<uint32_t>(std::max_element(scores.begin(), scores.begin() + labels) - scores.begin());
        const uint32_t right = gold[index][i];
        ++total;
        if (best != right) {
          ++errors;
          model.update(f, right, 1);
          model.update(f, best, -1);
        }
        model.tick();
        before2 = before1;
        before1 = best;
      }
    }
    std::fprintf(stderr, "tagger round %u: %.2f%% right\n", round + 1, 100.0 - 100.0 * errors / total);
  }
  return model.pack(settings.tagger_updates, settings.tagger_bytes);
}

std::vector<std::vector<uint32_t>> cross_tag(std::span<const Example> examples,
                                             std::span<const std::vector<uint32_t>> gold, uint32_t labels,
                                             const language::WordClusters& clusters, const Settings& settings) {
  std::vector<std::vector<uint32_t>> out(examples.size());
  std::vector<WordInfo> words;
  uint32_t right = 0, total = 0;
  for (uint32_t fold = 0; fold < settings.folds; ++fold) {
    // Blocks of sentences, so that a document mostly stays in one fold.
    const auto held = [&](size_t i) { return i / 50 % settings.folds == fold; };
    std::vector<Example> part;
    std::vector<std::vector<uint32_t>> part_gold;
    for (size_t i = 0; i < examples.size(); ++i) {
      if (held(i)) continue;
      part.push_back(examples[i]);
      part_gold.push_back(gold[i]);
    }
    const std::string section = train_tagger(part, part_gold, labels, clusters, settings.fold_rounds, settings);
    const auto table = language::LinearTable::read(section);
    for (size_t i = 0; i < examples.size(); ++i) {
      if (!held(i)) continue;
      const Casing casing = describe(examples[i].text, examples[i].words, clusters, words);
      tag_words(words, casing, *table, out[i]);
      for (size_t k = 0; k < out[i].size(); ++k) right += out[i][k] == gold[i][k] ? 1 : 0;
      total += static_cast<uint32_t>(out[i].size());
    }
  }
  std::fprintf(stderr, "cross-tagging: %.2f%% right\n", 100.0 * right / total);
  return out;
}

}  // namespace dateline::training
