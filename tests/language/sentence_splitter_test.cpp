#include "language/sentence_splitter.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "language/tokenizer.h"

namespace dateline::language {
namespace {

// Sentences parted by "|".
std::string sentences(std::string_view text, uint32_t longest = 400) {
  std::vector<Word> words;
  tokenize(text, {0, static_cast<uint32_t>(text.size())}, words);
  std::vector<uint32_t> ends;
  SentenceSplitter().run(text, words, longest, {}, {}, ends);
  std::string out;
  uint32_t begin = 0;
  for (const uint32_t end : ends) {
    if (!out.empty()) out += '|';
    out += text.substr(words[begin].span.begin, words[end - 1].span.end - words[begin].span.begin);
    begin = end;
  }
  EXPECT_EQ(begin, words.size());
  return out;
}

TEST(SentenceSplitter, Rules) {
  const char* cases[] = {
      "Troops left the town.|Talks go on.",
      "Gen. Ruiz met Mr. Okoro on Jan. 5 in St. Louis.|He left.",
      "He works for Acme Inc. and lives in the U.S. capital.",
      "He moved to the U.S.|The firm stayed.",
      "\"We will pay.\"|She left.",
      "\"Will you pay?\" he asked.|Nobody did.",
      "\xE2\x80\x9CIt is over.\xE2\x80\x9D|The crowd went home.",
      "J. K. Marsh wrote it.|It sold.",
      "It grew 3.5 percent.|In May it fell.",
      "What now?!|Nobody knows.",
      "It rose (see below).|Then it fell.",
  };
  for (const std::string c : cases) {
    std::string text = c;
    for (char& ch : text) {
      if (ch == '|') ch = ' ';
    }
    EXPECT_EQ(sentences(text), c);
  }
}

TEST(SentenceSplitter, CutsWhatIsTooLong) {
  EXPECT_EQ(sentences("a b c d e", 2), "a b|c d|e");
  EXPECT_EQ(sentences("I can't stay", 2), "I|can't|stay");
  EXPECT_EQ(sentences("", 5), "");
}

}  // namespace
}  // namespace dateline::language
