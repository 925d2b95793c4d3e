// Pages made to cost time or memory. Each must be read or refused, never more.
#include <gtest/gtest.h>

#include <string>

#include "base/utf8.h"
#include "page/check_article.h"
#include "page/reader.h"

namespace dateline::page {
namespace {

std::string times(std::string_view piece, size_t count) {
  std::string out;
  out.reserve(piece.size() * count);
  for (size_t i = 0; i < count; ++i) out += piece;
  return out;
}

void survive(const std::string& html) {
  Source source;
  source.bytes = html + "<p>One sentence of text, long enough to be one, stands at the end.</p>";
  PageReader reader(lexicon());
  Article article;
  const Result<void> done = reader.run(source, article);
  if (done) {
    check_article(source, article);
  } else {
    EXPECT_TRUE(done.error().code == ErrorCode::kEmpty ||
                done.error().code == ErrorCode::kTooLarge);
  }
}

TEST(Hostile, NestedElements) {
  for (const char* tag :
       {"<div>", "<b>", "<a>", "<table>", "<table><tr><td>", "<svg>", "<template>",
        "<font size=1><p>", "<select><option>", "<ul><li>", "<object>", "<button>", "<math><mi>"}) {
    survive(times(tag, 200000));
  }
}

TEST(Hostile, AMillionOpenTags) {
  for (const char* tag : {"<p>", "<br>", "<div>", "<span>", "<li>", "<x-y>"}) survive(times(tag, 1'000'000));
}

TEST(Hostile, LongPieces) {
  const std::string megabyte = times("long ", 200'000);
  survive("<p title=\"" + megabyte + "\">x</p>");
  survive("<p " + times("long", 250'000) + "=1>x</p>");
  survive("<" + times("long", 250'000) + ">x");
  survive("<!--" + megabyte + "-->");
  survive("<p class=\"" + times("a&amp;", 200'000) + "\">x</p>");
}

TEST(Hostile, EntityFloods) {
  for (const char* text : {"&amp;", "&", "&amp", "&NotEqualTilde;", "&CounterClockwiseContourIntegra", "&#x10FFFF;", "&#0;",
                           "&#99999999999999999999;", "&lt;p&gt;"}) {
    survive("<p>" + times(text, 300'000) + "</p><p title='" + times(text, 300'000) + "'>y</p>");
  }
}

TEST(Hostile, NulBytesAndReturns) {
  const std::string nul(1, '\0');
  survive(times(nul, 1'000'000));
  survive("<p>a" + times(nul + "\r\r\n", 200'000) + "b</p>");
  survive("<table>" + times(nul + "x", 100'000));
  survive("<p " + times(nul + "=" + nul + " ", 100'000) + ">x</p><" + nul + "a" + nul + ">");
}

// Characters that turn the direction of writing stay in the text, which is what the page says; who shows it keeps them out.
TEST(Hostile, DirectionalControls) {
  const std::string turned = times("\xE2\x80\xAE" "abc \xE2\x81\xA6", 50'000);
  survive("<p>" + turned + "</p><title>" + turned + "</title>");
}

TEST(Hostile, ManyAttributes) {
  std::string tag = "<p ";
  for (int i = 0; i < 1000000; ++i) tag += "a" + std::to_string(i) + " ";
  survive(tag + ">x</p>");
}

TEST(Hostile, UnclosedEverything) {
  for (const char* text :
       {"<!--", "<script><!--<script>", "<", "&", "</", "<p title=\"", "<![CDATA[", "<!DOCTYPE",
        "<style>", "<title>", "<plaintext>", "<textarea>", "<iframe>"}) {
    survive(times(text, 100000));
  }
}

TEST(Hostile, MisnestedFormatting) {
  survive(times("<b><i><u><p>", 50000) + times("</b></i></u>", 50000));
  survive(times("<a><div>", 100000) + times("</a>", 100000));
  survive("<table>" + times("x<b>", 100000));
}

TEST(Hostile, LongHeadlinesEndBetweenCharacters) {
  for (const char* begin : {"", "a", "ab", "abc"}) {
    Source source;
    source.bytes = "<h1>" + (begin + times("\xE2\x82\xAC", 400)) + "</h1><p>Troops left the border of Chad on Monday, its army said.</p>";
    PageReader reader(lexicon());
    Article article;
    ASSERT_TRUE(reader.run(source, article));
    EXPECT_TRUE(is_valid_utf8(article.headline));
  }
}

TEST(Hostile, DeepJson) {
  survive("<script type=\"application/ld+json\">" + times("{\"a\":[", 200000) + "</script>");
}

TEST(Hostile, CutAnywhere) {
  const std::string html =
      "<!DOCTYPE html><html lang=en><head><title>A &amp; B</title><script>var a = "
      "'<p>';</script></head><body><article>"
      "<h1>Caf\xC3\xA9 reopens</h1><table><tr><td>cell</table><p>The caf\xC3\xA9 opened its doors "
      "again on Friday, its owner said.</p>"
      "<!-- note --><svg><title>x</title></svg><ul><li>One<li>Two</ul></article></body></html>";
  for (size_t cut = 0; cut <= html.size(); ++cut) {
    if ((static_cast<unsigned char>(html[std::min(cut, html.size() - 1)]) & 0xC0) == 0x80) continue;
    survive(html.substr(0, cut));
  }
}

}  // namespace
}  // namespace dateline::page
