#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

#include "language/parser_features.h"
#include "language/parser_state.h"
#include "train_stages.h"

namespace dateline::training {

using language::Move;
using language::ParserState;
using language::ParserWord;
using language::TagPair;
using language::Transition;

namespace {

// Gold arcs that each move would make impossible (Goldberg and Nivre 2013, arc-hybrid).
struct Costs {
  uint32_t shift = 0, left = 0, right = 0;
};

class Oracle {
 public:
  void reset(const Example& example) {
    gold_ = &example.head;
    const auto n = static_cast<uint32_t>(example.head.size());
    children_.assign(n + 1, {});
    for (uint32_t i = 0; i < n; ++i) children_[example.head[i]].push_back(i);
    on_stack_.assign(n + 1, 0);
  }

  Costs costs(const ParserState& state) {
    const uint32_t s0 = state.stack(0), s1 = state.stack(1), b0 = state.buffer();
    const std::vector<uint32_t>& gold = *gold_;
    std::fill(on_stack_.begin(), on_stack_.end(), 0);
    for (uint32_t d = 0; d < state.stack_size(); ++d) on_stack_[state.stack(d)] = 1;
    Costs cost;
    // Shift: b0 can no longer be under a stack word but s0, nor over any.
    if (b0 < state.words()) {
      if (gold[b0] != state.words() && on_stack_[gold[b0]] != 0 && gold[b0] != s0) ++cost.shift;
      for (const uint32_t child : children_[b0]) cost.shift += on_stack_[child];
    }
    if (s0 != ParserState::kNone) {
      uint32_t in_buffer = 0;  // gold children of s0 still in the buffer
      for (const uint32_t child : children_[s0]) in_buffer += child >= b0 ? 1 : 0;
      cost.left = in_buffer;
      if ((gold[s0] > b0 && gold[s0] != b0) || (s1 != ParserState::kNone && gold[s0] == s1)) ++cost.left;
      cost.right = in_buffer;
      if (gold[s0] >= b0) ++cost.right;
    }
    return cost;
  }

 private:
  const std::vector<uint32_t>* gold_ = nullptr;
  std::vector<std::vector<uint32_t>> children_;
  std::vector<uint8_t> on_stack_;
};

}  // namespace

std::vector<Transition> collect_transitions(std::span<const Example> examples) {
  std::set<std::pair<uint8_t, uint8_t>> seen;
  for (const Example& e : examples) {
    for (uint32_t i = 0; i < e.head.size(); ++i) {
      const Move move = e.head[i] > i ? Move::kLeft : Move::kRight;
      seen.insert({static_cast<uint8_t>(move), static_cast<uint8_t>(e.relation[i])});
    }
  }
  std::vector<Transition> out = {{static_cast<uint8_t>(Move::kShift), 0}};
  for (const auto& [move, relation] : seen) out.push_back({move, relation});
  return out;
}

std::string train_parser(std::span<const Example> examples, std::span<const std::vector<uint32_t>> tags,
                         std::span<const TagPair> tag_pairs, std::span<const Transition> transitions,
                         const language::WordClusters& clusters, const Settings& settings) {
  const auto count = static_cast<uint32_t>(transitions.size());
  Perceptron model(count);
  Random random(23);
  std::vector<uint32_t> order(examples.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::vector<language::WordInfo> infos;
  std::vector<ParserWord> words;
  std::array<uint32_t, language::kParserFeatures> features;
  std::array<float, language::LinearTable::kLabels> scores;
  ParserState state;
  Oracle oracle;
  for (uint32_t round = 0; round < settings.parser_rounds; ++round) {
    random.shuffle(order);
    uint64_t right = 0, right_heads = 0, total = 0;
    for (const uint32_t index : order) {
      const Example& e = examples[index];
      describe(e.text, e.words, clusters, infos);
      const auto n = static_cast<uint32_t>(e.words.size());
      words.resize(n);
      for (uint32_t i = 0; i < n; ++i) {
        const uint32_t tag = tags[index][i];
        words[i] = {infos[i].lower, tag, tag_pairs[tag].upos, infos[i].fine, infos[i].coarse};
      }
      state.reset(n);
      oracle.reset(e);
      while (!state.done()) {
        const Costs cost = oracle.costs(state);
        const std::array<uint32_t, 3> costs = {cost.shift, cost.left, cost.right};
        const std::array<bool, 3> legal = {state.legal(Move::kShift), state.legal(Move::kLeft),
                                           state.legal(Move::kRight)};
        uint32_t least = UINT32_MAX;
        for (size_t m = 0; m < 3; ++m) {
          if (legal[m]) least = std::min(least, costs[m]);
        }
        const uint32_t feature_count = parser_features(state, words, features.data());
        const std::span<const uint32_t> f(features.data(), feature_count);
        scores.fill(0);
        model.score(f, scores.data());
        const uint32_t s0 = state.stack(0);
        uint32_t best = count, good = count, wrong = count;
        for (uint32_t t = 0; t < count; ++t) {
          const uint8_t move = transitions[t].move;
          if (!legal[move]) continue;
          bool zero = costs[move] == least;
          if (zero && move != static_cast<uint8_t>(Move::kShift)) {
            const uint32_t head = move == static_cast<uint8_t>(Move::kLeft) ? state.buffer() : state.stack(1);
            if (e.head[s0] == head) zero = transitions[t].relation == static_cast<uint8_t>(e.relation[s0]);
          }
          if (best == count || scores[t] > scores[best]) best = t;
          if (zero && (good == count || scores[t] > scores[good])) good = t;
          if (!zero && (wrong == count || scores[t] > scores[wrong])) wrong = t;
        }
        if (good != count && wrong != count && scores[good] <= scores[wrong]) {
          model.update(f, good, 1);
          model.update(f, wrong, -1);
        }
        model.tick();
        uint32_t follow = best;
        if (round < 1 || random.below(10) == 0) follow = good != count ? good : best;
        state.apply(static_cast<Move>(transitions[follow].move), transitions[follow].relation);
      }
      for (uint32_t i = 0; i < n; ++i) {
        const bool head = state.node(i).head == e.head[i];
        right_heads += head ? 1 : 0;
        right += head && state.node(i).relation == static_cast<uint8_t>(e.relation[i]) ? 1 : 0;
      }
      total += n;
    }
    std::fprintf(stderr, "parser round %u: %.2f%% heads, %.2f%% with relation\n", round + 1,
                 100.0 * static_cast<double>(right_heads) / static_cast<double>(total),
                 100.0 * static_cast<double>(right) / static_cast<double>(total));
  }
  return model.pack(settings.parser_updates, settings.parser_bytes);
}

}  // namespace dateline::training
