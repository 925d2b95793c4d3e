#include <gtest/gtest.h>

#include "base/utf8.h"
#include "intake/charset.h"
#include "intake/raw_document.h"

namespace dateline::intake {
namespace {

Result<Source> decode_file(std::string name, std::string bytes) {
  return decode({RawKind::kFile, std::move(name), std::move(bytes)}, Limits{});
}

TEST(Decode, FollowsMarkDeclarationAndBytes) {
  EXPECT_EQ(decode_text("\xEF\xBB\xBFtext", true).text, "text");
  EXPECT_EQ(decode_text(std::string("\xFF\xFE" "a\0b\0", 6), true).text, "ab");
  const auto declared = decode_text("<meta charset=\"iso-8859-1\"><p>caf\xE9 \x93x\x94", true);
  EXPECT_EQ(declared.charset, "windows-1252");
  EXPECT_EQ(declared.text, "<meta charset=\"iso-8859-1\"><p>caf\u00e9 \u201cx\u201d");
  const auto cyrillic = decode_text("<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\"><p>\xCC\xEE\xF1\xEA\xE2\xE0", true);
  EXPECT_NE(cyrillic.text.find("\u041c\u043e\u0441\u043a\u0432\u0430"), std::string::npos);
  EXPECT_EQ(decode_text("caf\xC3\xA9", false).text, "caf\u00e9");
}

TEST(Decode, ReplacesBrokenBytes) {
  const auto broken = decode_text("caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 \xFF", true);
  EXPECT_TRUE(broken.broken);
  EXPECT_TRUE(is_valid_utf8(broken.text));
}

TEST(Decode, TellsPagesFromTexts) {
  EXPECT_EQ(decode_file("a", "<!DOCTYPE html><p>x")->format, SourceFormat::kHtml);
  EXPECT_EQ(decode_file("a.txt", "<p> is a tag")->format, SourceFormat::kText);
  EXPECT_EQ(decode_file("a", "Plain words")->format, SourceFormat::kText);
}

TEST(Decode, RefusesWithTheRightCode) {
  EXPECT_EQ(decode_file("a.html", "").error().code, ErrorCode::kEmpty);
  EXPECT_EQ(decode_file("a.html", "%PDF-1.4 ...").error().code, ErrorCode::kNotText);
  EXPECT_EQ(decode_file("a.html", std::string("a\0b\0c\0", 6)).error().code, ErrorCode::kNotText);
  EXPECT_EQ(decode_file("a.gz", "\x1f\x8b\x08 cut").error().code, ErrorCode::kMalformed);
  EXPECT_EQ(decode({RawKind::kJsonLine, "f:1", "{\"text\":"}, Limits{}).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(decode({RawKind::kJsonLine, "f:1", "[1]"}, Limits{}).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(decode({RawKind::kJsonLine, "f:1", "{\"id\":1}"}, Limits{}).error().code, ErrorCode::kMalformed);
}

TEST(Decode, TakesJsonFields) {
  const auto source = decode({RawKind::kJsonLine, "f:1", R"({"id":7,"text":"a\u00e9","published":"2020-01-02"})"}, Limits{});
  ASSERT_TRUE(source);
  EXPECT_EQ(source->id, "7");
  EXPECT_EQ(source->bytes, "a\u00e9");
  EXPECT_EQ(source->format, SourceFormat::kBody);
  EXPECT_EQ(source->published, "2020-01-02");
}

TEST(Decode, NeverCrashesOnBitFlipsOfAPage) {
  std::string page = "<!DOCTYPE html><meta charset=utf-8><title>T</title><p>caf\xC3\xA9 words</p>";
  for (size_t i = 0; i < page.size() * 8; ++i) {
    std::string flipped = page;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
    const auto source = decode_file("a.html", flipped);
    if (source) {
      EXPECT_TRUE(is_valid_utf8(source->bytes));
    }
  }
}

}  // namespace
}  // namespace dateline::intake
