#include "page/json_reader.h"

#include <gtest/gtest.h>

namespace dateline::page {
namespace {

class JsonReaderTest : public ::testing::Test {
 protected:
  std::string text(std::string_view json, std::string_view key) {
    reader_.clear();
    const uint32_t root = reader_.read(json, arena_);
    return root == JsonReader::kNone ? "-" : std::string(reader_.text(root, key));
  }
  Arena arena_;
  JsonReader reader_;
};

TEST_F(JsonReaderTest, ReadsValues) {
  EXPECT_EQ(text(R"({"a": "x", "b": 12, "c": {"a": "y"}})", "a"), "x");
  EXPECT_EQ(text(R"({"a": "x", "b": 12})", "b"), "12");
  EXPECT_EQ(text(R"({"a": "\u00e9\n\"\ud83d\ude00"})", "a"), "\xC3\xA9\n\"\xF0\x9F\x98\x80");
}

TEST_F(JsonReaderTest, ReadsBrokenText) {
  EXPECT_EQ(text("//<![CDATA[\n{\"a\": \"x\",}", "a"), "x");
  EXPECT_EQ(text("{\"a\": \"line\nbreak\", \"b\": \"x\"}", "b"), "x");
  EXPECT_EQ(text("{\"a\": \"he said \"no\" twice\", \"b\": \"x\"}", "a"), "he said \"no\" twice");
  EXPECT_EQ(text("{\"a\": \"x\" \"b\": \"y\"}", "b"), "y");
  EXPECT_EQ(text("{\"b\": [1, {\"c\": 2}, \"a\": \"x\"", "b"), "");
  EXPECT_EQ(text("{\"a\": \"unfinished", "a"), "unfinished");
  EXPECT_EQ(text("nothing", "a"), "-");
}

TEST_F(JsonReaderTest, SurvivesDeepNesting) {
  EXPECT_EQ(text(std::string(100000, '['), "a"), "");
  std::string objects;
  for (int i = 0; i < 10000; ++i) objects += "{\"a\":";
  EXPECT_EQ(text(objects, "b"), "");
}

}  // namespace
}  // namespace dateline::page
