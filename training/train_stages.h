#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "corpus.h"
#include "language/conllu.h"
#include "language/model_file.h"
#include "perceptron.h"

namespace dateline::training {

/// Sizes and effort of the training; the defaults are those of the shipped model.
struct Settings {
  uint32_t tagger_rounds = 6, fold_rounds = 3, folds = 4;
  uint32_t parser_rounds = 8, names_rounds = 5, sentence_rounds = 8;
  size_t sentence_bytes = 300'000;
  size_t tagger_bytes = 2'200'000, parser_bytes = 9'900'000, names_bytes = 2'300'000;
  uint32_t tagger_updates = 2, parser_updates = 3, names_updates = 2;
};

/// Tag pairs of the data, frequent ones only (at least 2 words), in order of frequency.
[[nodiscard]] std::vector<language::TagPair> collect_tags(std::span<const Example> examples);
/// Index of a word's tags in `tags`; the most frequent pair with the same UPOS if the pair is not there.
[[nodiscard]] std::vector<std::vector<uint32_t>> gold_tags(std::span<const Example> examples,
                                                           std::span<const language::TagPair> tags);

/// Trains the tagger; returns its section.
[[nodiscard]] std::string train_tagger(std::span<const Example> examples,
                                       std::span<const std::vector<uint32_t>> gold, uint32_t labels,
                                       const language::WordClusters& clusters, uint32_t rounds,
                                       const Settings& settings);
/// Tags of each sentence from a tagger that has not seen it (cross-tagging in folds).
[[nodiscard]] std::vector<std::vector<uint32_t>> cross_tag(std::span<const Example> examples,
                                                           std::span<const std::vector<uint32_t>> gold,
                                                           uint32_t labels,
                                                           const language::WordClusters& clusters,
                                                           const Settings& settings);

/// Moves with their relations that occur in the data.
[[nodiscard]] std::vector<language::Transition> collect_transitions(std::span<const Example> examples);
/// Trains the parser with the dynamic oracle of the arc-hybrid system; `tags` are predicted ones.
[[nodiscard]] std::string train_parser(std::span<const Example> examples,
                                       std::span<const std::vector<uint32_t>> tags,
                                       std::span<const language::TagPair> tag_pairs,
                                       std::span<const language::Transition> transitions,
                                       const language::WordClusters& clusters, const Settings& settings);

struct NameSections {
  std::string weights, transitions;
};
/// Trains the name finder: a structured perceptron that may choose among the allowed labels.
[[nodiscard]] NameSections train_names(std::span<const Example> examples, const language::LinearTable& tagger,
                                       const language::WordClusters& clusters, const Settings& settings);

/// Trains the decision where sentences end, on whole paragraphs with gold words; returns its section.
[[nodiscard]] std::string train_sentences(std::span<const language::ConlluDocument> treebanks,
                                          const language::WordClusters& clusters, const Settings& settings);

/// Learns the lemma rules; returns their section.
[[nodiscard]] std::string train_lemmas(std::span<const Example> examples);

}  // namespace dateline::training
