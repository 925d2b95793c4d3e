#include "page/tree.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline::page {
namespace {

void write(const Tree& tree, NodeId id, std::string& out) {
  const Node& n = tree[id];
  if (n.kind == NodeKind::kText) out += std::string(n.data);
  if (n.kind == NodeKind::kElement) out += "<" + std::string(n.data) + ">";
  for (NodeId i = n.first; i != kNoNode; i = tree[i].next) write(tree, i, out);
  if (n.kind == NodeKind::kElement) out += "</" + std::string(n.data) + ">";
}

std::string body_of(std::string_view html) {
  Tree tree;
  EXPECT_TRUE(build_tree(html, Limits{}, tree));
  std::string out;
  write(tree, 0, out);
  const size_t begin = out.find("<body>"), end = out.rfind("</body>");
  return begin == std::string::npos ? out : out.substr(begin + 6, end - begin - 6);
}

TEST(Tree, AddsWhatIsImplied) {
  Tree tree;
  ASSERT_TRUE(build_tree("x", Limits{}, tree));
  std::string out;
  write(tree, 0, out);
  EXPECT_EQ(out, "<html><head></head><body>x</body></html>");
}

TEST(Tree, ClosesParagraphsAndItems) {
  EXPECT_EQ(body_of("<p>a<p>b<div>c</div>d"), "<p>a</p><p>b</p><div>c</div>d");
  EXPECT_EQ(body_of("<ul><li>a<li>b</ul>c"), "<ul><li>a</li><li>b</li></ul>c");
  EXPECT_EQ(body_of("<dl><dt>a<dd>b<dt>c</dl>"), "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>");
}

TEST(Tree, BuildsTables) {
  EXPECT_EQ(body_of("<table><tr><td>a<td>b<tr><td>c</table>"),
            "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>");
  EXPECT_EQ(body_of("<table>x<tr><td>a</table>"),
            "x<table><tbody><tr><td>a</td></tr></tbody></table>");
}

TEST(Tree, MendsFormatting) {
  EXPECT_EQ(body_of("<b>1<i>2</b>3</i>4"), "<b>1<i>2</i></b><i>3</i>4");
  EXPECT_EQ(body_of("<b>1<p>2</b>3</p>"), "<b>1</b><p><b>2</b>3</p>");
  EXPECT_EQ(body_of("<a>1<a>2"), "<a>1</a><a>2</a>");
}

TEST(Tree, LeavesRawTextAlone) {
  EXPECT_EQ(body_of("<div><script>if (a<b) {}</script>x</div>"),
            "<div><script>if (a<b) {}</script>x</div>");
  EXPECT_EQ(body_of("<textarea>\n<b></textarea>"), "<textarea><b></textarea>");
}

TEST(Tree, KeepsForeignTitlesApart) {
  Tree tree;
  ASSERT_TRUE(build_tree("<svg><title>a</title></svg>", Limits{}, tree));
  for (const Node& n : tree.nodes) {
    if (n.tag == Tag::kTitle) {
      EXPECT_EQ(n.space, Namespace::kSvg);
    }
  }
}

TEST(Tree, ElementsKnowTheirBytes) {
  const std::string html = "<body><p>one</p><p>two</p>";
  Tree tree;
  ASSERT_TRUE(build_tree(html, Limits{}, tree));
  std::string found;
  for (const Node& n : tree.nodes) {
    if (n.tag == Tag::kP) found += html.substr(n.source.begin, n.source.size()) + ";";
  }
  EXPECT_EQ(found, "<p>one</p>;<p>two</p>;");
}

TEST(Tree, TheFirstOfTwoAttributesCounts) {
  Tree tree;
  ASSERT_TRUE(build_tree("<p id=a id=b>", Limits{}, tree));
  for (NodeId i = 0; i < tree.nodes.size(); ++i) {
    if (tree.is(i, Tag::kP)) {
      EXPECT_EQ(tree.attribute(i, Attr::kId), "a");
    }
  }
}

TEST(Tree, RefusesTooManyNodes) {
  Limits limits;
  limits.html_nodes = 100;
  std::string html;
  for (int i = 0; i < 200; ++i) html += "<br>";
  Tree tree;
  const Result<void> built = build_tree(html, limits, tree);
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().code, ErrorCode::kTooLarge);
  EXPECT_GT(built.error().offset, 0u);
}

TEST(Tree, StopsGettingDeeper) {
  Limits limits;
  limits.html_depth = 20;
  std::string html;
  for (int i = 0; i < 100; ++i) html += "<div>";
  html += "x";
  for (int i = 0; i < 100; ++i) html += "</div>";
  Tree tree;
  ASSERT_TRUE(build_tree(html + "<p>after", limits, tree));
  size_t deepest = 0;
  for (NodeId i = 0; i < tree.nodes.size(); ++i) {
    size_t depth = 0;
    for (NodeId up = i; up != kNoNode; up = tree[up].parent) ++depth;
    deepest = std::max(deepest, depth);
    if (tree.is(i, Tag::kP)) {
      EXPECT_TRUE(tree.is(tree[i].parent, Tag::kBody));
    }
  }
  EXPECT_LE(deepest, 24u);
}

}  // namespace
}  // namespace dateline::page
