#include "analyzer.h"

#include <algorithm>

#include "base/strings.h"
#include "characters.h"
#include "sentence_splitter.h"
#include "tokenizer.h"

namespace dateline::language {

struct Analyzer::State {
  std::shared_ptr<const Model> model;
  Limits limits;
  std::vector<Word> words;
  std::vector<uint32_t> ends;

  void paragraph(std::string_view text, Span part, uint32_t index, Analysis& out) {
    words.clear();
    ends.clear();
    tokenize(text, part, words);
    split_sentences(text, words, limits.sentence_words, ends);
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

  void annotate(std::string_view text, Analysis& out) const {
    const uint32_t n = out.size();
    out.upos.assign(n, Upos::kNoun);
    out.xpos.assign(n, xpos_index("NN"));
    out.head.assign(n, kNoWord);
    out.relation.assign(n, Deprel::kDep);
    out.names.clear();
    out.lemma_text.clear();
    out.lemma_begin.assign(1, 0);
    for (const Sentence& s : out.sentences) {
      for (uint32_t i = s.begin; i < s.end; ++i) {
        const std::string_view word = text_of(text, out.span[i]);
        const char32_t c = decode(text, out.span[i].begin).value;
        if (class_of(c) == CharClass::kPunct) {
          out.upos[i] = Upos::kPunct;
          out.xpos[i] = xpos_index(".");
        } else if (is_upper_letter(c) && i > s.begin) {
          out.upos[i] = Upos::kPropn;
          out.xpos[i] = xpos_index("NNP");
        }
        out.head[i] = i == s.begin ? kNoWord : s.begin;
        if (i == s.begin) out.relation[i] = Deprel::kRoot;
        if (out.upos[i] == Upos::kPropn) {
          out.lemma_text += word;
        } else {
          append_lower(out.lemma_text, word);
        }
        out.lemma_begin.push_back(static_cast<uint32_t>(out.lemma_text.size()));
      }
    }
  }
};

Analyzer::Analyzer(std::shared_ptr<const Model> model, const Limits& limits)
    : state_(std::make_unique<State>()) {
  state_->model = std::move(model);
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
