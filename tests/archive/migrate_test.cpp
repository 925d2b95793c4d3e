#include <gtest/gtest.h>

#include <fstream>

#include "archive/compress.h"
#include "archive_fixture.h"

namespace dateline::archive {
namespace {

class MigrateTest : public ArchiveFixture {
 protected:
  // An archive as the program of version 1 made it of five short articles of our own.
  void SetUp() override {
    ArchiveFixture::SetUp();
    std::ifstream in(DATELINE_ROOT "/tests/archive/version1.db.zst", std::ios::binary);
    const std::string frame((std::istreambuf_iterator<char>(in)), {});
    const auto bytes = decompress(frame, 1 << 20);
    ASSERT_TRUE(bytes);
    std::ofstream(path_, std::ios::binary).write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
  }
};

TEST_F(MigrateTest, ReadersAreToldWhatToDo) {
  const auto reader = Archive::open(path_, Archive::Use::kRead);
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(reader.error().message.find("dateline upgrade"), std::string::npos);
  EXPECT_EQ(Archive::open(path_, Archive::Use::kWrite).error().code, ErrorCode::kUnsupported);  // without knowledge
}

TEST_F(MigrateTest, ListsStayAndNewTablesAreFilled) {
  { Archive a = open(); }
  Archive a = open(Archive::Use::kRead);
  EXPECT_TRUE(a.check());
  EXPECT_EQ(a.counts()->documents, 5);
  EXPECT_EQ(a.counts()->statements, 5);
  EXPECT_EQ(a.counts()->figures, 7);
  EXPECT_EQ(column(a, List::kEvents, "type"), (std::vector<std::string>{"CONSULT", "CONSULT", "PROTEST"}));
  EXPECT_EQ(column(a, List::kMerged, "type"), (std::vector<std::string>{"CONSULT", "CONSULT", "PROTEST"}));
  EXPECT_EQ(column(changes(a, 0, 10), "document").size(), 5u);
  // The library's fire is one story of three articles, two of them copies of one text.
  Filter f;
  f.least = 2;
  EXPECT_EQ(column(a, List::kStories, "articles", f), std::vector<std::string>{"3"});
  EXPECT_EQ(column(a, List::kStories, "texts", f), std::vector<std::string>{"2"});
  EXPECT_EQ(column(a, List::kStories, "label", f), std::vector<std::string>{"Fire destroys library in Ferndale"});
  EXPECT_EQ(column(a, List::kDisputes, "kind"), std::vector<std::string>{"update"});
  EXPECT_EQ(column(a, List::kDue, "reports"), (std::vector<std::string>{"2", "1"}));
}

TEST_F(MigrateTest, GoesOnAsOneMadeAnew) {
  Archive a = open();
  put(a, article("https://gazette.example/library-3", "Wiring blamed for Carrow Library fire",
                 "Old wiring in the reading room started the fire that destroyed the Carrow Library in Ferndale, Mara Lindqvist, the fire "
                 "chief, said on Friday. The library will be built again, the mayor of Ferndale said.", "2014-03-07"));
  Filter f;
  f.least = 2;
  EXPECT_EQ(column(a, List::kStories, "articles", f), std::vector<std::string>{"4"});
}

}  // namespace
}  // namespace dateline::archive
