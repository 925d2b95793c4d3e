#include "analyzer.h"

#include <algorithm>

#include "decoder.h"
#include "model_file.h"
#include "sentence_splitter.h"
#include "tokenizer.h"

namespace dateline::language {

struct Analyzer::State {
  std::shared_ptr<const LoadedModel> model;
  Decoder decoder;
  SentenceSplitter splitter;
  Limits limits;
  std::vector<Word> words;
  std::vector<uint32_t> ends;

  void paragraph(std::string_view text, Span part, uint32_t index, Analysis& out) {
    words.clear();
    ends.clear();
    tokenize(text, part, words);
    splitter.run(text, words, limits.sentence_words, model->clusters, model->sentences, ends);
    uint32_t begin = 0;
    const uint32_t base = out.size();
    for (const uint32_t end : ends) {
      const auto sentence = static_cast<uint32_t>(out.sentences.size());
      out.sentences.push_back({{words[begin].span.begin, words[end - 1].span.end}, base + begin,
                               base + end, index});
      for (uint32_t i = begin; i < end; ++i) {
        out.span.push_back(words[i].span);
        out.joined.push_back(words[i].joined && i > begin ? 1 : 0);
        out.sentence.push_back(sentence);
      }
      begin = end;
    }
  }

  void annotate(std::string_view text, Analysis& out) {
    const uint32_t n = out.size();
    out.upos.assign(n, Upos::kX);
    out.xpos.assign(n, 0);
    out.tag_certainty.assign(n, 0);
    out.tree_certainty.assign(n, 0);
    out.head.assign(n, kNoWord);
    out.relation.assign(n, Deprel::kRoot);
    out.names.clear();
    out.lemma_text.clear();
    out.lemma_begin.assign(1, 0);
    decoder.run(*model, text, out);
  }
};

Analyzer::Analyzer(std::shared_ptr<const Model> model, const Limits& limits)
    : state_(std::make_unique<State>()) {
  state_->model = std::static_pointer_cast<const LoadedModel>(std::move(model));
  state_->limits = limits;
}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;

Result<void> Analyzer::run(const Article& article, Analysis& out) {
  out.clear();
  uint32_t index = 0;
  for (const Paragraph& paragraph : article.paragraphs) {
    state_->paragraph(article.text, paragraph.span, index++, out);
  }
  return annotate(article.text, out);
}

Result<void> Analyzer::run(std::string_view text, Analysis& out) {
  out.clear();
  state_->paragraph(text, {0, static_cast<uint32_t>(text.size())}, 0, out);
  return annotate(text, out);
}

Result<void> Analyzer::annotate(std::string_view text, Analysis& analysis) {
  state_->annotate(text, analysis);
  return {};
}

}  // namespace dateline::language
