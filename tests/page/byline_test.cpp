#include "page/byline.h"

#include <gtest/gtest.h>

#include "page/check_article.h"

namespace dateline::page {
namespace {

using Names = std::vector<std::string>;

TEST(Bylines, NamesOfALine) {
  const Bylines& b = lexicon()->bylines();
  EXPECT_EQ(b.names("By Mara Quill and Tom Reed"), (Names{"Mara Quill", "Tom Reed"}));
  EXPECT_EQ(b.names("Von: Mara Quill | 3. Mai 2021"), (Names{"Mara Quill"}));
  EXPECT_EQ(b.names("Written by Mara Quill, Ph.D."), (Names{"Mara Quill"}));
  EXPECT_EQ(b.names("Mara Quill, National Harbour Writer"), (Names{"Mara Quill"}));
  EXPECT_EQ(b.names("Mara Quill May 4, 2021"), (Names{"Mara Quill"}));
  EXPECT_EQ(b.names("By the Centre for Bays and Harbours"), (Names{"Centre for Bays and Harbours"}));
  EXPECT_EQ(b.names("https://coast.example/mara"), Names{});
}

TEST(Bylines, PersonsAndOthers) {
  const Bylines& b = lexicon()->bylines();
  for (const char* name : {"Mara Quill", "Jan van der Berg", "M. L. Quill-Reed", "\xC3\x89lise Marchand", "Dr. Tom Reed"}) {
    EXPECT_TRUE(b.is_person(name)) << name;
  }
  for (const char* text : {"Mara", "Breaking News", "World Politics", "Mara Quill 2021", "the harbour master", "Staff Writer",
                           "A Long Day at the Harbour Wall", "Senior Developer"}) {
    EXPECT_FALSE(b.is_person(text)) << text;
  }
  EXPECT_TRUE(b.is_labelled("By Mara Quill"));
  EXPECT_FALSE(b.is_labelled("Bygones at the harbour"));
  EXPECT_TRUE(b.is_label("Written by:"));
  EXPECT_FALSE(b.is_label("By Mara"));
}

}  // namespace
}  // namespace dateline::page
