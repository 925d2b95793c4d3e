#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "corpus.h"
#include "language/conllu.h"
#include "language/word_clusters.h"
#include "perceptron.h"

namespace dateline::training {

/// Sizes and effort of the training; the defaults are those of the shipped model.
struct Settings {
  uint32_t sentence_rounds = 8;
  size_t sentence_bytes = 300'000;
};

/// Trains the decision where sentences end, on whole paragraphs with gold words; returns its section.
[[nodiscard]] std::string train_sentences(std::span<const language::ConlluDocument> treebanks,
                                          const language::WordClusters& clusters, const Settings& settings);

/// Learns the lemma rules; returns their section.
[[nodiscard]] std::string train_lemmas(std::span<const Example> examples);

}  // namespace dateline::training
