#include "decoder.h"

#include <algorithm>
#include <array>

#include "garden_path.h"
#include "name_labels.h"

namespace dateline::language {
namespace {

constexpr uint32_t kWordsAtOnce = 96;  // given to the encoder together; what it holds then fits the cache
constexpr float kNever = -1e30F;

// Distance of a head told apart: exact up to 12 words, then by powers of two.
uint32_t distance_class(uint32_t distance) {
  constexpr uint32_t kExact = kNear - 4;
  if (distance <= kExact) return distance;
  uint32_t out = kExact;
  for (uint32_t reach = 2 * kExact; distance >= reach && out < kNear; reach *= 2) ++out;
  return out;
}

uint8_t in_255ths(float probability) { return static_cast<uint8_t>(probability * 255.0F + 0.5F); }

// Probability of the head, one of `n` words or the root (column n), among all that `word` could have.
float head_share(const float* scores, uint32_t n, uint32_t word, uint32_t head, float factor) {
  float best = scores[n];
  for (uint32_t j = 0; j < n; ++j) best = j != word && scores[j] > best ? scores[j] : best;
  const float sum = sum_of_shares(scores, word, best, factor) +
                    sum_of_shares(scores + word + 1, n - word, best, factor);
  return sum_of_shares(scores + head, 1, best, factor) / sum;
}

}  // namespace

void Decoder::run(const LoadedModel& model, std::string_view text, Analysis& analysis) {
  const auto count = static_cast<uint32_t>(analysis.sentences.size());
  for (uint32_t first = 0; first < count;) {
    encoder_.clear();
    words_.clear();
    uint32_t last = first;
    do {
      const Sentence& sentence = analysis.sentences[last++];
      const std::span<const Span> spans(analysis.span.data() + sentence.begin, sentence.end - sentence.begin);
      const Casing casing = describe(text, spans, model.clusters, sentence_);
      encoder_.add(model.network, sentence_, casing);
      words_.insert(words_.end(), sentence_.begin(), sentence_.end());
    } while (last < count && encoder_.words() + analysis.sentences[last].end - analysis.sentences[last].begin <=
                                 kWordsAtOnce);
    encoder_.run(model.network);
    uint32_t row = 0;
    for (; first < last; ++first) {
      const Sentence sentence = analysis.sentences[first];
      read(model, text, sentence, row, analysis);
      row += sentence.end - sentence.begin;
    }
  }
}

void Decoder::read(const LoadedModel& model, std::string_view text, const Sentence& sentence, uint32_t row,
                   Analysis& analysis) {
  for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const uint32_t at = row + i - sentence.begin;
    const float* scores = encoder_.row(model.network, at) + model.network.tag_at();
    const uint32_t best = best_of(scores, model.network.tags);
    const TagPair tag = model.tags[best];
    analysis.tag_certainty[i] =
        in_255ths(1 / sum_of_shares(scores, model.network.tags, scores[best], model.network.certainty[0]));
    analysis.upos[i] = tag.upos;
    analysis.xpos[i] = tag.xpos;
    model.lemmas.append(text_of(text, analysis.span[i]), words_[at], tag.upos, tag.xpos, analysis.lemma_text);
    analysis.lemma_begin.push_back(static_cast<uint32_t>(analysis.lemma_text.size()));
  }
  parse(model, sentence, row, analysis);
  mend_garden_path(sentence, analysis);
  find_names(model, sentence, row, analysis);
}

void Decoder::parse(const LoadedModel& model, const Sentence& sentence, uint32_t row, Analysis& analysis) {
  const Network& network = model.network;
  const uint32_t n = sentence.end - sentence.begin;
  const uint32_t width = (n + 1 + kBlockOutputs - 1) / kBlockOutputs * kBlockOutputs;
  // The keys become the weights of a product with the queries.
  keys_.assign(static_cast<size_t>(network.arc) * width, 0);
  row_.resize(network.arc);
  for (uint32_t j = 0; j <= n; ++j) {
    const float* key = j < n ? encoder_.row(network, row + j) + network.key_at() : network.root_key;
    quantize(key, network.arc, kKeyUnit, row_.data());
    int16_t* to = keys_.data() + (static_cast<size_t>(j / kBlockOutputs) * network.arc * kBlockOutputs) +
                  static_cast<size_t>(j % kBlockOutputs) * 2;
    for (uint32_t k = 0; k < network.arc; k += 2, to += 2 * kBlockOutputs) {
      to[0] = std::max<int16_t>(row_[k], 0);
      to[1] = std::max<int16_t>(row_[k + 1], 0);
    }
  }
  queries_.resize(static_cast<size_t>(n) * network.arc);
  for (uint32_t i = 0; i < n; ++i) {
    quantize(encoder_.row(network, row + i) + network.query_at(), network.arc, kQueryUnit,
             queries_.data() + static_cast<size_t>(i) * network.arc);
  }
  scale_.assign(width, 1 / (kQueryUnit * kKeyUnit));
  bias_.assign(width, 0.0F);
  arcs_.resize(static_cast<size_t>(n) * width);
  multiply({network.arc, width, keys_.data(), scale_.data(), bias_.data()}, queries_.data(), n, arcs_.data());
  for (uint32_t i = 0; i < n; ++i) {
    float* scores = arcs_.data() + static_cast<size_t>(i) * width;
    for (uint32_t j = 0; j < i; ++j) scores[j] += network.distance[kNear - distance_class(i - j)];
    for (uint32_t j = i + 1; j < n; ++j) scores[j] += network.distance[kNear + distance_class(j - i)];
    scores[n] += network.distance[kNear];
  }
  tree_.run(arcs_, n, width, heads_);
  hidden_.resize(static_cast<size_t>(n) * network.hidden);
  relations_.resize(static_cast<size_t>(n) * network.relation.out);
  for (uint32_t i = 0; i < n; ++i) {
    const float* parent =
        heads_[i] < n ? encoder_.row(network, row + heads_[i]) + network.parent_at() : network.root_parent;
    quantize_hidden(encoder_.row(network, row + i) + network.child_at(), parent, network.hidden,
                    hidden_.data() + static_cast<size_t>(i) * network.hidden);
  }
  multiply(network.relation, hidden_.data(), n, relations_.data());
  for (uint32_t i = 0; i < n; ++i) {
    float* scores = relations_.data() + static_cast<size_t>(i) * network.relation.out;
    Deprel relation = Deprel::kRoot;
    float share = head_share(arcs_.data() + static_cast<size_t>(i) * width, n, i, heads_[i], network.certainty[1]);
    if (heads_[i] < n) {
      // "root" is the relation of the root alone.
      if (model.root_relation < network.relations) scores[model.root_relation] = kNever;
      const uint32_t best = best_of(scores, network.relations);
      relation = model.relations[best];
      share /= sum_of_shares(scores, network.relations, scores[best], network.certainty[2]);
      if (relation == Deprel::kRoot) relation = Deprel::kDep;
    }
    analysis.relation[sentence.begin + i] = relation;
    analysis.tree_certainty[sentence.begin + i] = in_255ths(share);
    analysis.head[sentence.begin + i] = heads_[i] < n ? sentence.begin + heads_[i] : kNoWord;
  }
}

// The best sequence of labels in which each name is begun and ended: Viterbi with two states between names and two
// within a kind.
void Decoder::find_names(const LoadedModel& model, const Sentence& sentence, uint32_t row, Analysis& analysis) {
  const uint32_t n = sentence.end - sentence.begin;
  back_.resize(static_cast<size_t>(n) * kNameLabels);
  std::array<float, kNameLabels> before{}, now{};
  before.fill(kNever);
  before[0] = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const float* score = encoder_.row(model.network, row + i) + model.network.name_at();
    uint8_t* back = back_.data() + static_cast<size_t>(i) * kNameLabels;
    uint8_t closed = 0;  // best label after which no name is open
    for (uint32_t k = 0; k < kNameKinds; ++k) {
      for (uint32_t label = 3 + 4 * k; label <= 4 + 4 * k; ++label) {
        if (before[label] > before[closed]) closed = static_cast<uint8_t>(label);
      }
    }
    now[0] = before[closed] + score[0];
    back[0] = closed;
    for (uint32_t k = 0; k < kNameKinds; ++k) {
      const uint32_t begin = 1 + 4 * k, inside = 2 + 4 * k, end = 3 + 4 * k, single = 4 + 4 * k;
      now[begin] = before[closed] + score[begin];
      now[single] = before[closed] + score[single];
      back[begin] = back[single] = closed;
      const uint32_t open = before[inside] > before[begin] ? inside : begin;
      now[inside] = before[open] + score[inside];
      now[end] = before[open] + score[end];
      back[inside] = back[end] = static_cast<uint8_t>(open);
    }
    before = now;
  }
  uint32_t label = 0;
  for (uint32_t k = 0; k < kNameKinds; ++k) {
    for (uint32_t l = 3 + 4 * k; l <= 4 + 4 * k; ++l) {
      if (before[l] > before[label]) label = l;
    }
  }
  labels_.resize(n);
  for (uint32_t i = n; i-- > 0;) {
    labels_[i] = static_cast<uint8_t>(label);
    label = back_[static_cast<size_t>(i) * kNameLabels + label];
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (labels_[i] == 0) continue;
    const uint32_t kind = (labels_[i] - 1U) / 4;
    uint32_t begin = i;
    while (i + 1 < n && (labels_[i] - 1) % 4 <= 1) ++i;
    if (begin < i && analysis.upos[sentence.begin + begin] == Upos::kPart) ++begin;  // "'s" of the name before
    float share = 1;  // of the word of the name that is least sure
    for (uint32_t word = begin; word <= i; ++word) {
      const float* score = encoder_.row(model.network, row + word) + model.network.name_at();
      const float best = score[best_of(score, kNameLabels)];
      const float factor = model.network.certainty[3];
      share = std::min(share, sum_of_shares(score + labels_[word], 1, best, factor) /
                                  sum_of_shares(score, kNameLabels, best, factor));
    }
    analysis.names.push_back(
        {sentence.begin + begin, sentence.begin + i + 1, static_cast<NameKind>(kind), in_255ths(share)});
  }
}

}  // namespace dateline::language
