#include "language/analyzer.h"

#include <gtest/gtest.h>

#include <string>

#include "base/utf8.h"
#include "language/conllu.h"

namespace dateline::language {
namespace {

std::shared_ptr<const Model> model() {
  static const std::shared_ptr<const Model> shared = [] {
    auto opened = Model::open(DATELINE_ROOT "/models/english.model");
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? *opened : nullptr;
  }();
  return shared;
}

// Every promise of `Analysis`, for any text.
void expect_sound(std::string_view text, const Analysis& a) {
  const uint32_t n = a.size();
  ASSERT_EQ(a.joined.size(), n);
  ASSERT_EQ(a.upos.size(), n);
  ASSERT_EQ(a.xpos.size(), n);
  ASSERT_EQ(a.head.size(), n);
  ASSERT_EQ(a.relation.size(), n);
  ASSERT_EQ(a.sentence.size(), n);
  ASSERT_EQ(a.lemma_begin.size(), n + 1);
  uint32_t end = 0, word = 0;
  for (uint32_t i = 0; i < n; ++i) {
    EXPECT_LT(a.span[i].begin, a.span[i].end);
    EXPECT_GE(a.span[i].begin, end);
    end = a.span[i].end;
    EXPECT_TRUE(is_utf8_border(text, a.span[i].begin));
    EXPECT_TRUE(is_utf8_border(text, end));
    EXPECT_FALSE(a.lemma(i).empty());
    EXPECT_TRUE(is_valid_utf8(a.lemma(i)));
  }
  for (const Sentence& s : a.sentences) {
    ASSERT_EQ(s.begin, word);
    ASSERT_LT(s.begin, s.end);
    word = s.end;
    uint32_t roots = 0;
    for (uint32_t i = s.begin; i < s.end; ++i) {
      EXPECT_EQ(a.relation[i] == Deprel::kRoot, a.head[i] == kNoWord);
      if (a.head[i] == kNoWord) {
        ++roots;
        continue;
      }
      ASSERT_GE(a.head[i], s.begin);
      ASSERT_LT(a.head[i], s.end);
      uint32_t steps = 0;
      for (uint32_t w = i; w != kNoWord; w = a.head[w]) ASSERT_LE(++steps, s.end - s.begin);
    }
    EXPECT_EQ(roots, 1u);
  }
  EXPECT_EQ(word, n);
  end = 0;
  for (const Name& name : a.names) {
    EXPECT_LE(end, name.begin);
    EXPECT_LT(name.begin, name.end);
    EXPECT_LE(name.end, n);
    EXPECT_EQ(a.sentence[name.begin], a.sentence[name.end - 1]);
    end = name.end;
  }
}

TEST(Analyzer, ReadsASentence) {
  Analyzer analyzer(model());
  Analysis a;
  const std::string_view text = "The army attacked Novograd on Monday.";
  ASSERT_TRUE(analyzer.run(text, a));
  expect_sound(text, a);
  ASSERT_EQ(a.size(), 7u);
  EXPECT_EQ(a.head[2], kNoWord);
  EXPECT_EQ(a.head[1], 2u);
  EXPECT_EQ(a.relation[1], Deprel::kNsubj);
  EXPECT_EQ(a.head[3], 2u);
  EXPECT_EQ(a.relation[3], Deprel::kObj);
  EXPECT_EQ(a.lemma(2), "attack");
  EXPECT_EQ(xpos_name(a.xpos[2]), "VBD");
  EXPECT_EQ(a.upos[3], Upos::kPropn);
}

TEST(Analyzer, FindsNames) {
  Analyzer analyzer(model());
  Analysis a;
  const std::string_view text = "Angela Merkel met officials of the United Nations in Geneva.";
  ASSERT_TRUE(analyzer.run(text, a));
  std::string found;
  for (const Name& name : a.names) {
    found += std::string(text_of(text, {a.span[name.begin].begin, a.span[name.end - 1].end})) + "/" +
             std::to_string(static_cast<int>(name.kind)) + ";";
  }
  EXPECT_EQ(found, "Angela Merkel/0;United Nations/1;Geneva/2;");
}

TEST(Analyzer, ParagraphsAreNotCrossed) {
  Article article;
  article.text = "No stop here\n\nNor here";
  article.paragraphs.resize(2);
  article.paragraphs[0].span = {0, 12};
  article.paragraphs[1].span = {14, 22};
  Analyzer analyzer(model());
  Analysis a;
  ASSERT_TRUE(analyzer.run(article, a));
  expect_sound(article.text, a);
  ASSERT_EQ(a.sentences.size(), 2u);
  EXPECT_EQ(a.sentences[1].paragraph, 1u);
  EXPECT_EQ(a.sentences[1].span, (Span{14, 22}));
}

TEST(Analyzer, SoundForArbitraryText) {
  Analyzer analyzer(model(), [] {
    Limits limits;
    limits.sentence_words = 40;
    return limits;
  }());
  Analysis a;
  uint64_t state = 7;
  const auto next = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<uint32_t>(state >> 33);
  };
  const std::string_view pieces[] = {"the",  " ",  " ",   ".",  "'",  "n't", "U.S.", "\xE2\x80\x9C", "\"",
                                     "said", "-",  "\xC3\xA9", "(", ")",  "12",  "\n",  "!?",   "Kyiv",
                                     "://",  "@a.b", "\xF0\x9F\x98\x80", "\xE2\x80\x8D", ",", "'s"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    const uint32_t length = next() % 120;
    for (uint32_t i = 0; i < length; ++i) {
      if (round % 2 == 0) {
        text += static_cast<char>(next() & 0xFF);
      } else {
        text += pieces[next() % std::size(pieces)];
      }
    }
    text = replace_invalid_utf8(text);
    ASSERT_TRUE(analyzer.run(text, a));
    expect_sound(text, a);
    for (const Sentence& s : a.sentences) EXPECT_LE(s.end - s.begin, 40u);
  }
}

TEST(Analyzer, SameTextSameAnalysis) {
  const std::string text = "Rebels in the north said they had taken the town. \"We hold it,\" a spokesman said.";
  Analyzer one(model()), two(model());
  Analysis a, b;
  ASSERT_TRUE(two.run("Something else altogether, first.", b));
  ASSERT_TRUE(one.run(text, a));
  ASSERT_TRUE(two.run(text, b));
  EXPECT_EQ(to_conllu(text, a), to_conllu(text, b));
}

TEST(Analyzer, AnnotatesGivenWords) {
  Analyzer analyzer(model());
  Analysis a;
  const std::string text = "They don't agree. Talks failed.";
  ASSERT_TRUE(analyzer.run(text, a));
  auto document = parse_conllu(to_conllu(text, a));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->text, text);
  ASSERT_TRUE(analyzer.annotate(document->text, document->analysis));
  EXPECT_EQ(to_conllu(text, document->analysis), to_conllu(text, a));
}

TEST(Analyzer, EmptyText) {
  Analyzer analyzer(model());
  Analysis a;
  ASSERT_TRUE(analyzer.run("", a));
  EXPECT_EQ(a.size(), 0u);
  EXPECT_TRUE(a.sentences.empty());
  ASSERT_EQ(a.lemma_begin.size(), 1u);
}

}  // namespace
}  // namespace dateline::language
