#include "language/tokenizer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dateline::language {
namespace {

// Words joined by blanks; a joined word has a "+" in front.
std::string words(std::string_view text) {
  std::vector<Word> found;
  tokenize(text, {0, static_cast<uint32_t>(text.size())}, found);
  std::string out;
  for (const Word& word : found) {
    if (!out.empty()) out += ' ';
    if (word.joined) out += '+';
    out += text_of(text, word.span);
  }
  return out;
}

struct Case {
  const char* text;
  const char* words;
};

TEST(Tokenizer, FollowsTheConventionsOfTheTreebanks) {
  const Case cases[] = {
      {"The minister didn't answer.", "The minister did +n't answer ."},
      {"We can't, won't and cannot leave.", "We ca +n't , wo +n't and can +not leave ."},
      {"They're the ministry's, he'll say", "They +'re the ministry +'s , he +'ll say"},
      {"the ministers' offices", "the ministers +' offices"},
      {"It\xE2\x80\x99s over", "It +\xE2\x80\x99s over"},
      {"a well-known, non-violent group", "a well - known , non-violent group"},
      {"a co-chair of al-Shabaab", "a co-chair of al - Shabaab"},
      {"$20,000 and 3.5%", "$ 20,000 and 3.5 %"},
      {"US$5 for \xE2\x82\xAC" "4.2bn", "US$ 5 for \xE2\x82\xAC 4.2 bn"},
      {"at 10am or 8:30 p.m. on 9/11", "at 10 am or 8:30 p.m. on 9/11"},
      {"Mr. Smith of the U.S. left.", "Mr. Smith of the U.S. left ."},
      {"He left the office.", "He left the office ."},
      {"from 1990-1995", "from 1990 - 1995"},
      {"call 202-555-0123 now", "call 202-555-0123 now"},
      {"(see http://example.org/a?b=c).", "( see http://example.org/a?b=c ) ."},
      {"mail desk@example.org, please", "mail desk@example.org , please"},
      {"from des...@example.org.", "from des...@example.org ."},
      {"cold b/c of rain and/or w/o heating", "cold b/c of rain and / or w/o heating"},
      {"----== $$$ and $5", "----== $$$ and $ 5"},
      {"either/or", "either / or"},
      {"Wait... what?!", "Wait ... what ?!"},
      {"he said -- \"no\"", "he said -- \" no \""},
      {"\xE2\x80\x9CYes,\xE2\x80\x9D she said", "\xE2\x80\x9C Yes , \xE2\x80\x9D she said"},
      {"the '90s", "the '90s"},
      {"AT&T and R&D", "AT&T and R&D"},
      {"the end.The next", "the end . The next"},
      {"#protest @desk", "#protest @desk"},
      {"", ""},
      {"   ", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(words(c.text), c.words) << c.text;
}

TEST(Tokenizer, CoversEveryCharacterOnce) {
  const std::string text =
      "x\xC2\xA0y z.z..z'''s --- $$ \xF0\x9F\x98\x80\xEF\xB8\x8F \xE4\xB8\xAD\xE6\x96\x87 "
      "''s' n't 's \x01\x02 a@b http:// www. ://";
  std::vector<Word> found;
  tokenize(text, {0, static_cast<uint32_t>(text.size())}, found);
  std::string gathered, wanted;
  uint32_t end = 0;
  for (const Word& word : found) {
    EXPECT_LT(word.span.begin, word.span.end);
    EXPECT_GE(word.span.begin, end);
    end = word.span.end;
    gathered += text_of(text, word.span);
  }
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text.compare(i, 2, "\xC2\xA0") == 0) {
      ++i;
      continue;
    }
    wanted += text[i];
  }
  EXPECT_EQ(gathered, wanted);
}

TEST(Tokenizer, KeepsToThePartGiven) {
  std::vector<Word> found;
  tokenize("one two three", {4, 7}, found);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].span, (Span{4, 7}));
}

}  // namespace
}  // namespace dateline::language
