#include <array>
#include <cstdio>
#include <set>

#include "language/sentence_splitter.h"
#include "train_stages.h"

namespace dateline::training {

std::string train_sentences(std::span<const language::ConlluDocument> treebanks,
                            const language::WordClusters& clusters, const Settings& settings) {
  // Paragraphs with the words that open a sentence.
  struct Paragraph {
    std::string_view text;
    std::vector<language::Word> words;
    std::set<uint32_t> begins;
  };
  std::vector<Paragraph> paragraphs;
  for (const language::ConlluDocument& bank : treebanks) {
    const Analysis& a = bank.analysis;
    uint32_t last = UINT32_MAX;
    for (const Sentence& s : a.sentences) {
      if (s.paragraph != last) paragraphs.push_back({bank.text, {}, {}});
      last = s.paragraph;
      Paragraph& p = paragraphs.back();
      p.begins.insert(static_cast<uint32_t>(p.words.size()));
      for (uint32_t i = s.begin; i < s.end; ++i) p.words.push_back({a.span[i], a.joined[i] != 0});
    }
  }
  Perceptron model(2);
  Random random(41);
  language::SentenceSplitter splitter;
  std::array<uint32_t, language::kSentenceFeatures> features;
  std::array<float, language::LinearTable::kLabels> scores;
  for (uint32_t round = 0; round < settings.sentence_rounds; ++round) {
    random.shuffle(paragraphs);
    uint32_t errors = 0, total = 0, missed = 0;
    for (const Paragraph& p : paragraphs) {
      splitter.prepare(p.text, p.words, clusters);
      uint32_t begin = 0;
      for (uint32_t i = 1; i < p.words.size(); ++i) {
        const uint32_t right = p.begins.count(i) != 0 ? 1 : 0;
        if (!splitter.candidate(i)) {
          missed += right;
          if (right == 1) begin = i;
          continue;
        }
        const std::span<const uint32_t> f(features.data(), splitter.features(i, begin, features.data()));
        scores[0] = scores[1] = 0;
        model.score(f, scores.data());
        const uint32_t best = scores[1] > scores[0] ? 1 : 0;
        ++total;
        const float margin = scores[right] - scores[1 - right];
        if (margin < 2) {
          errors += best != right ? 1 : 0;
          model.update(f, right, 1);
          model.update(f, 1 - right, -1);
        }
        model.tick();
        if (right == 1) begin = i;
      }
    }
    std::fprintf(stderr, "sentences round %u: %u of %u gaps wrong, %u never asked\n", round + 1, errors, total, missed);
  }
  return model.pack(2, settings.sentence_bytes);
}

}  // namespace dateline::training
