#include "page/tokenizer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dateline::page {
namespace {

/// Tokens written one a line: kind, content, source range.
std::string tokens(std::string_view html, Tokenizer::Mode mode = Tokenizer::Mode::kData,
                   std::string_view end = {}) {
  Arena arena;
  std::vector<Attribute> attributes;
  Tokenizer tokenizer(html, arena, attributes);
  if (mode != Tokenizer::Mode::kData) tokenizer.set_mode(mode, end);
  std::string out;
  Token t;
  for (tokenizer.next(t); t.kind != TokenKind::kEnd; tokenizer.next(t)) {
    switch (t.kind) {
      case TokenKind::kText:
        out += "text[" + std::string(t.data) + "]";
        break;
      case TokenKind::kComment:
        out += "comment[" + std::string(t.data) + "]";
        break;
      case TokenKind::kDoctype:
        out += "doctype[" + std::string(t.name) + "]";
        break;
      case TokenKind::kEndTag:
        out += "</" + std::string(t.name) + ">";
        break;
      case TokenKind::kStartTag:
        out += "<" + std::string(t.name);
        for (uint32_t i = t.attributes_begin; i < t.attributes_end; ++i) {
          out += " " + std::string(attributes[i].name) + "=" + std::string(attributes[i].value);
        }
        out += t.self_closing ? "/>" : ">";
        break;
      case TokenKind::kEnd:
        break;
    }
    out += "@" + std::to_string(t.source.begin) + "-" + std::to_string(t.source.end) + "\n";
  }
  return out;
}

TEST(Tokenizer, GivesByteRanges) {
  EXPECT_EQ(tokens("<p>a &amp; b</p>"), "<p>@0-3\ntext[a & b]@3-12\n</p>@12-16\n");
}

TEST(Tokenizer, ReadsAttributes) {
  EXPECT_EQ(tokens("<A HREF='x?a=1&copy=2' b c=d/>"), "<a href=x?a=1&copy=2 b= c=d/>@0-30\n");
  EXPECT_EQ(tokens("<img src=\"a&lt;b\" / alt>"), "<img src=a<b alt=>@0-24\n");
}

TEST(Tokenizer, KeepsStrayMarksAsText) {
  EXPECT_EQ(tokens("1 < 2 & 3 <"), "text[1 < 2 & 3 <]@0-11\n");
  EXPECT_EQ(tokens("a</>b"), "text[a]@0-1\ntext[b]@4-5\n");
}

TEST(Tokenizer, DecodesReferences) {
  EXPECT_EQ(tokens("&notit;&#x41;&#128;&hellip;&bogus;&#0;"),
            "text[\xC2\xACit;A\xE2\x82\xAC\xE2\x80\xA6&bogus;\xEF\xBF\xBD]@0-38\n");
}

TEST(Tokenizer, ReadsCommentsAndDoctype) {
  EXPECT_EQ(
      tokens("<!DocType HTML><!-- a -- b --><!--><?php ?>"),
      "doctype[html]@0-15\ncomment[ a -- b ]@15-30\ncomment[]@30-35\ncomment[?php ?]@35-43\n");
}

TEST(Tokenizer, DropsAnUnfinishedTag) { EXPECT_EQ(tokens("a<p class=\"x"), "text[a]@0-1\n"); }

TEST(Tokenizer, RawTextEndsAtItsEndTagOnly) {
  EXPECT_EQ(tokens("a<b>&amp;</styles></STYLE >c", Tokenizer::Mode::kRawtext, "style"),
            "text[a<b>&amp;</styles>]@0-18\n</style>@18-27\ntext[c]@27-28\n");
  EXPECT_EQ(tokens("a<b>&amp;</title>", Tokenizer::Mode::kRcdata, "title"),
            "text[a<b>&]@0-9\n</title>@9-17\n");
}

TEST(Tokenizer, ScriptHidesAScriptInAComment) {
  EXPECT_EQ(tokens("<!--<script></script>--></script>x", Tokenizer::Mode::kScript, "script"),
            "text[<!--<script></script>-->]@0-24\n</script>@24-33\ntext[x]@33-34\n");
}

TEST(Tokenizer, NormalisesNewlines) { EXPECT_EQ(tokens("a\r\nb\rc"), "text[a\nb\nc]@0-6\n"); }

}  // namespace
}  // namespace dateline::page
