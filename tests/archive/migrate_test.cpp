#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "archive/compress.h"
#include "archive/overview.h"
#include "archive_fixture.h"

namespace dateline::archive {
namespace {

class MigrateTest : public ArchiveFixture {
 protected:
  // An archive as the program of version 1 made it of five short articles of our own.
  void SetUp() override {
    ArchiveFixture::SetUp();
    unpack(1);
  }
  void unpack(int version) {
    std::ifstream in(DATELINE_ROOT "/tests/archive/version" + std::to_string(version) + ".db.zst", std::ios::binary);
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

// The same articles as the program of version 2 had them: what was not there is as if they had been put now.
TEST_F(MigrateTest, FromVersionTwo) {
  const auto asked = [&] {
    { Archive a = open(); }
    Archive a = open(Archive::Use::kRead);
    EXPECT_TRUE(a.check());
    std::vector<std::string> out;
    for (const List what : {List::kArticles, List::kEvents, List::kMerged, List::kStatements, List::kFigures}) {
      for (const char* by : {"type", "month", "publisher", "speaker"}) {
        const auto counts = facets_by(a, what, {}, by);
        if (counts) out.push_back(by + std::to_string(counts->rows.size()) + (counts->rows.empty() ? "" : counts->rows[0][0].text + counts->rows[0][1].text));
      }
    }
    for (const auto& name : column(actors(a, {}, {}, 10), "name")) out.push_back(name);
    return out;
  };
  const auto from_one = asked();
  unpack(2);
  EXPECT_EQ(asked(), from_one);
  unpack(3);
  EXPECT_EQ(asked(), from_one);
  unpack(4);
  EXPECT_EQ(asked(), from_one);
  EXPECT_GT(from_one.size(), 10u);
}

// Disputes have the numbers that they would have now.
TEST_F(MigrateTest, NumbersOfDisputes) {
  const auto numbers = [&](int version) {
    unpack(version);
    { Archive a = open(); }
    const SQLite::Database db(path_);
    SQLite::Statement q(db, "SELECT id FROM dispute");
    std::set<int64_t> out;
    while (q.executeStep()) out.insert(q.getColumn(0).getInt64());
    return out;
  };
  const auto from_one = numbers(1);
  ASSERT_EQ(from_one.size(), 1u);
  EXPECT_GT(*from_one.begin(), 1'000'000);
  EXPECT_EQ(numbers(3), from_one);
}

}  // namespace
}  // namespace dateline::archive
