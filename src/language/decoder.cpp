#include "decoder.h"

#include <algorithm>
#include <array>
#include <limits>

#include "tagger.h"

namespace dateline::language {
namespace {

using Scores = std::array<int32_t, LinearTable::kLabels>;

constexpr int32_t kLowest = std::numeric_limits<int32_t>::min() / 4;

// First of the best labels among the first `count`.
uint32_t best_of(const Scores& scores, size_t count) {
  return static_cast<uint32_t>(
      std::max_element(scores.begin(), scores.begin() + static_cast<ptrdiff_t>(count)) - scores.begin());
}

}  // namespace

void tag_words(std::span<const WordInfo> words, Casing casing, const LinearTable& table,
               std::vector<uint32_t>& labels) {
  std::array<uint32_t, kTaggerFeatures> features;
  Scores scores;
  labels.resize(words.size());
  for (uint32_t i = 0; i < words.size(); ++i) {
    const uint32_t count = tagger_features(words, i, casing, i > 0 ? labels[i - 1] : 0,
                                           i > 1 ? labels[i - 2] : 0, features.data());
    scores.fill(0);
    table.score({features.data(), count}, scores.data());
    labels[i] = best_of(scores, table.label_count());
  }
}

void Decoder::run(const LoadedModel& model, std::string_view text, const Sentence& sentence,
                  Analysis& analysis) {
  const uint32_t n = sentence.end - sentence.begin;
  const std::span<const Span> spans(analysis.span.data() + sentence.begin, n);
  const Casing casing = describe(text, spans, model.clusters, words_);
  tag_words(words_, casing, model.tagger, tags_);
  for (uint32_t i = 0; i < n; ++i) {
    const TagPair tag = model.tags[tags_[i]];
    const auto upos = static_cast<Upos>(tag.upos);
    analysis.upos[sentence.begin + i] = upos;
    analysis.xpos[sentence.begin + i] = tag.xpos;
    model.lemmas.append(text_of(text, spans[i]), words_[i], upos, tag.xpos, analysis.lemma_text);
    analysis.lemma_begin.push_back(static_cast<uint32_t>(analysis.lemma_text.size()));
  }
  parse(model, sentence, analysis);
  find_names(model, sentence, casing, analysis);
}

void Decoder::parse(const LoadedModel& model, const Sentence& sentence, Analysis& analysis) {
  const uint32_t n = sentence.end - sentence.begin;
  parser_words_.resize(n);
  for (uint32_t i = 0; i < n; ++i) {
    parser_words_[i] = {words_[i].lower, tags_[i], model.tags[tags_[i]].upos, words_[i].fine,
                        words_[i].coarse};
  }
  std::array<uint32_t, kParserFeatures> features;
  Scores scores;
  state_.reset(n);
  const auto count = static_cast<uint32_t>(model.transitions.size());
  while (!state_.done()) {
    const uint32_t feature_count = parser_features(state_, parser_words_, features.data());
    scores.fill(0);
    model.parser.score({features.data(), feature_count}, scores.data());
    const std::array<bool, 3> legal = {state_.legal(Move::kShift), state_.legal(Move::kLeft),
                                       state_.legal(Move::kRight)};
    int32_t best_score = std::numeric_limits<int32_t>::min();
    uint32_t best = count;
    for (uint32_t t = 0; t < count; ++t) {
      if (legal[model.transitions[t].move] && (best == count || scores[t] > best_score)) {
        best = t;
        best_score = scores[t];
      }
    }
    state_.apply(static_cast<Move>(model.transitions[best].move), model.transitions[best].relation);
  }
  for (uint32_t i = 0; i < n; ++i) {
    const ParserState::Node& node = state_.node(i);
    const bool root = node.head == n;
    analysis.head[sentence.begin + i] = root ? kNoWord : sentence.begin + node.head;
    auto relation = static_cast<Deprel>(node.relation);
    if (root) relation = Deprel::kRoot;
    if (!root && relation == Deprel::kRoot) relation = Deprel::kDep;
    analysis.relation[sentence.begin + i] = relation;
  }
}

void Decoder::find_names(const LoadedModel& model, const Sentence& sentence, Casing casing,
                         Analysis& analysis) {
  constexpr uint32_t kBorder = kNameLabels;
  const uint32_t n = sentence.end - sentence.begin;
  const auto follow = [&](uint32_t a, uint32_t b) {
    return name_follows(a, b) ? model.name_transitions[a * (kNameLabels + 1) + b] : kLowest;
  };
  std::array<uint32_t, kNameFeatures> features;
  Scores scores;
  back_.resize(static_cast<size_t>(n) * kNameLabels);
  std::array<int32_t, kNameLabels> best{}, next{};
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t count = name_features(words_, tags_, i, casing, features.data());
    scores.fill(0);
    model.names.score({features.data(), count}, scores.data());
    for (uint32_t b = 0; b < kNameLabels; ++b) {
      int32_t top = kLowest * 2;
      uint8_t from = 0;
      for (uint32_t a = 0; a < kNameLabels; ++a) {
        const int32_t before = i > 0 ? best[a] : (a == 0 ? 0 : kLowest);
        const int32_t score = std::max(before + follow(i > 0 ? a : kBorder, b), kLowest * 2);
        if (score > top) {
          top = score;
          from = static_cast<uint8_t>(a);
        }
      }
      next[b] = std::max(top + scores[b], kLowest);
      back_[static_cast<size_t>(i) * kNameLabels + b] = from;
    }
    best = next;
  }
  uint32_t label = 0;
  int32_t top = std::numeric_limits<int32_t>::min();
  for (uint32_t a = 0; a < kNameLabels; ++a) {
    if (!name_follows(a, kBorder)) continue;
    const int32_t score = best[a] + follow(a, kBorder);
    if (score > top) {
      top = score;
      label = a;
    }
  }
  tags_.resize(n);  // reused for the labels: the tagger's are no longer needed
  for (uint32_t i = n; i-- > 0;) {
    tags_[i] = label;
    label = back_[static_cast<size_t>(i) * kNameLabels + label];
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (tags_[i] == 0) continue;
    uint32_t end = i + 1;
    const uint32_t kind = (tags_[i] - 1) / 4;
    while (end < n && tags_[end] != 0 && ((tags_[end] - 1) & 3) != 0 && ((tags_[end] - 1) & 3) != 3 &&
           (tags_[end] - 1) / 4 == kind) {
      ++end;
    }
    analysis.names.push_back({sentence.begin + i, sentence.begin + end, static_cast<NameKind>(kind)});
    i = end - 1;
  }
}

}  // namespace dateline::language
