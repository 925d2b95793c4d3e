#include "intake/charset.h"

#include <gtest/gtest.h>

#include "intake/declared_charset.h"

namespace dateline::intake {
namespace {

std::string declared(std::string_view bytes) { return std::string(declared_in_html(bytes).name); }

TEST(Labels, AreTheStandards) {
  EXPECT_EQ(encoding_of_label(" Latin1\n").name, "windows-1252");
  EXPECT_EQ(encoding_of_label("x-sjis").name, "Shift_JIS");
  EXPECT_EQ(encoding_of_label("gb2312").name, "GBK");
  EXPECT_EQ(encoding_of_label("gb2312").converter, "gb18030");
  for (const char* none : {"", "utf-7", "utf", "iso-8859", "8859-1 ", "latin1 l1", "scsu"}) {
    EXPECT_TRUE(encoding_of_label(none).name.empty()) << none;
  }
}

TEST(Declared, IsFoundWhereAParserWouldFindIt) {
  EXPECT_EQ(declared("<meta charset=koi8-r>"), "KOI8-R");
  EXPECT_EQ(declared("<META/CHARSET = 'koi8-r' >"), "KOI8-R");
  EXPECT_EQ(declared("<meta content='text/html; charset=big5' http-equiv=content-type>"), "Big5");
  EXPECT_EQ(declared("<meta content='text/html; charset=big5'>"), "");
  EXPECT_EQ(declared("<meta charset=utf-16le>"), "UTF-8");
  EXPECT_EQ(declared("<meta charset=x-user-defined>"), "windows-1252");
  EXPECT_EQ(declared("<meta charset=nonsense><meta charset=big5>"), "Big5");
  EXPECT_EQ(declared("<!-- <meta charset=big5> --><p title='<meta charset=big5>'>"), "");
  EXPECT_EQ(declared("<metacharset=big5>"), "");
  EXPECT_EQ(declared("<meta charset=big5"), "");
  const std::string far(5000, ' ');
  EXPECT_EQ(declared(far + "<meta charset=big5>"), "Big5");
  EXPECT_EQ(declared(far + "<script>'<meta charset=big5>'</script><p>"), "");
}

TEST(Declared, XmlSaysItAtTheStart) {
  EXPECT_EQ(declared_in_xml("<?xml version='1.0' encoding = 'euc-jp'?>").name, "EUC-JP");
  EXPECT_EQ(declared_in_xml(" <?xml version='1.0' encoding='euc-jp'?>").name, "");
  EXPECT_EQ(charset_of_page("<?xml version='1.0' encoding='euc-jp'?><meta charset=big5>"), "Big5");
  EXPECT_EQ(charset_of_page("<p>plain"), "windows-1252");
}

TEST(Decode, TextOfASevenBitEncodingIsNoUtf8) {
  const auto out = decode_text("<meta charset=iso-2022-jp>\x1B$B%F%9%H\x1B(B", true);
  EXPECT_EQ(out.charset, "ISO-2022-JP");
  EXPECT_NE(out.text.find("\u30c6\u30b9\u30c8"), std::string::npos);
  EXPECT_EQ(decode_text("plain \x1B text", true, "koi8-r").charset, "UTF-8");
}

// Time must not grow with the square of the page: unclosed quotes, comments and raw text are looked for once.
TEST(Declared, HostileHeadsAreBounded) {
  for (const char* piece : {"<meta a='", "<!--", "<script>", "<a b=\"", "<meta content=charset ", "<", "</", "<meta "}) {
    std::string page;
    while (page.size() < 2'000'000) page += piece;
    EXPECT_EQ(declared(page), "") << piece;
  }
}

}  // namespace
}  // namespace dateline::intake
