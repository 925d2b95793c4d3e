#include "page/tree_text.h"

#include <gtest/gtest.h>

namespace dateline::page {
namespace {

std::string text_of(std::string_view html, std::string_view context = {},
                    Namespace space = Namespace::kHtml) {
  Tree tree;
  TreeOptions options;
  options.context = context;
  options.context_space = space;
  EXPECT_TRUE(build_tree(html, Limits{}, tree, options));
  return tree_text(tree);
}

TEST(TreeText, WritesWhatATreeHolds) {
  EXPECT_EQ(text_of("<!doctype html PUBLIC 'a' 'b'><p title=y class=x>one<!--note-->"),
            "| <!DOCTYPE html \"a\" \"b\">\n| <html>\n|   <head>\n|   <body>\n|     <p>\n"
            "|       class=\"x\"\n|       title=\"y\"\n|       \"one\"\n|       <!-- note -->\n");
  EXPECT_EQ(text_of("<template><td>x</template><p>y"),
            "| <html>\n|   <head>\n|     <template>\n|       content\n|         <td>\n|           \"x\"\n"
            "|   <body>\n|     <p>\n|       \"y\"\n");
}

TEST(TreeText, AdjustsForeignNames) {
  EXPECT_EQ(text_of("<svg viewbox=1 xlink:href=2><lineargradient/></svg><math definitionurl=3>"),
            "| <html>\n|   <head>\n|   <body>\n|     <svg svg>\n|       viewBox=\"1\"\n"
            "|       xlink href=\"2\"\n|       <svg linearGradient>\n|     <math math>\n"
            "|       definitionURL=\"3\"\n");
}

TEST(TreeText, FragmentsFollowTheirContext) {
  EXPECT_EQ(text_of("<td>a<td>b", "tr"), "| <td>\n|   \"a\"\n| <td>\n|   \"b\"\n");
  EXPECT_EQ(text_of("<td>a", "div"), "| \"a\"\n");
  EXPECT_EQ(text_of("a<b>&lt;", "title"), "| \"a<b><\"\n");
  EXPECT_EQ(text_of("a</script>&lt;", "script"), "| \"a</script>&lt;\"\n");
  EXPECT_EQ(text_of("<g/><p>x", "svg", Namespace::kSvg), "| <svg g>\n| <p>\n|   \"x\"\n");
  EXPECT_EQ(text_of("<input><select><option>x", "select"), "| <option>\n|   \"x\"\n");
  EXPECT_EQ(text_of("", "p"), "");
}

TEST(TreeText, OfAFramesetsTextOnlyWhiteSpaceStays) {
  EXPECT_EQ(text_of("<frameset> a b"), "| <html>\n|   <head>\n|   <frameset>\n|     \"  \"\n");
}

TEST(TokensJson, WritesEveryKind) {
  EXPECT_EQ(tokens_json("<!DOCTYPE x><A b=1 b=2 />c</a><!--d-->", Tokenizer::Mode::kData, {}),
            R"([["DOCTYPE","x",null,null,true],["StartTag","a",{"b":"1"},true],["Character","c"],)"
            R"(["EndTag","a"],["Comment","d"]])");
  EXPECT_EQ(tokens_json("a]]>b<i>", Tokenizer::Mode::kCdata, {}),
            R"([["Character","a"],["Character","b"],["StartTag","i",{}]])");
  EXPECT_EQ(tokens_json("</ x", Tokenizer::Mode::kScript, {}), R"([["Character","</ x"]])");
}

}  // namespace
}  // namespace dateline::page
