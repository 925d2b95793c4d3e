#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/analysis.h"
#include "dateline/article.h"
#include "language/tokenizer.h"

namespace dateline::facts {

/// An article of one paragraph and its words, a sentence up to each full stop, with no tags or
/// trees, so that a test needs no model.
struct PlainText {
  Article article;
  Analysis analysis;

  explicit PlainText(std::string_view text, std::string_view published = "2014-03-07T13:25") {
    article.text = std::string(text);
    article.published.value = std::string(published);
    const Span all{0, static_cast<uint32_t>(text.size())};
    article.paragraphs.push_back({all, Role::kText, {}});
    std::vector<language::Word> words;
    std::vector<uint32_t> ends;
    language::tokenize(article.text, all, words);
    for (uint32_t i = 0; i < words.size(); ++i) {
      if (text_of(article.text, words[i].span) == "." || i + 1 == words.size())
        ends.push_back(i + 1);
    }
    uint32_t begin = 0;
    for (const uint32_t end : ends) {
      const auto index = static_cast<uint32_t>(analysis.sentences.size());
      analysis.sentences.push_back(
          {{words[begin].span.begin, words[end - 1].span.end}, begin, end, 0});
      for (uint32_t i = begin; i < end; ++i) {
        analysis.span.push_back(words[i].span);
        analysis.joined.push_back(words[i].joined ? 1 : 0);
        analysis.upos.push_back(Upos::kNoun);
        analysis.xpos.push_back(0);
        analysis.tag_certainty.push_back(255);
        analysis.tree_certainty.push_back(255);
        analysis.head.push_back(i == begin ? kNoWord : begin);
        analysis.relation.push_back(i == begin ? Deprel::kRoot : Deprel::kDep);
        analysis.sentence.push_back(index);
        analysis.lemma_begin.push_back(0);
      }
      begin = end;
    }
    analysis.lemma_begin.push_back(0);
  }
};

}  // namespace dateline::facts
