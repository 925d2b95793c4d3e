#include "archive/archive.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "archive/compress.h"
#include "archive/query.h"
#include "base/hash.h"

namespace dateline::archive {
namespace {

namespace fs = std::filesystem;

class ArchiveTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "archive_" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".db";
    TearDown();
  }
  void TearDown() override {
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(path_ + ending);
  }
  Archive open(Archive::Use use = Archive::Use::kWrite) {
    auto archive = Archive::open(path_, use);
    EXPECT_TRUE(archive) << (archive ? "" : archive.error().message);
    return std::move(*archive);
  }
  std::string path_;
};

// A record made by hand: one event, one statement, one figure, all on the first sentence.
Prepared article(const std::string& url, const std::string& headline, const std::string& text, const std::string& day = "2014-03-07") {
  Record r;
  r.source.url = url;
  r.source.format = SourceFormat::kBody;
  r.source.bytes = text;
  r.source.sha256 = sha256_hex(headline + text);
  r.article.headline = headline;
  r.article.text = text;
  r.article.publisher = "Harbour Gazette";
  r.article.published.value = day;
  const Span all{0, static_cast<uint32_t>(text.size())};
  r.sentences = {all};
  r.entities = {{EntityKind::kGroup, "dockers", "NORLAB", "LAB", "NOR", {all}, {}}};
  Event e;
  e.type = EventType::kProtest;
  e.source = {0};
  e.source_code = {"NORLAB"};
  e.time = {day, day, Precision::kDay};
  e.place = Place{"Bergen", 60.39, 5.32, "NOR", "Vestland", 3161732, PlacePrecision::kCity};
  e.sentence_span = all;
  e.confidence = 0.8;
  r.events = {e};
  Statement s;
  s.speaker = 0;
  s.content = {all};
  r.statements = {s};
  Figure f;
  f.value = 300;
  f.what = "dockers";
  f.span = {0, 1};
  f.by = 0;
  r.figures = {f};
  return prepare(std::move(r), 5);
}

Put put(Archive& archive, const Prepared& document) {
  EXPECT_TRUE(archive.begin());
  const auto done = archive.put(document);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  EXPECT_TRUE(archive.commit());
  return done ? *done : Put::kUnchanged;
}

TEST_F(ArchiveTest, PuttingTwiceChangesNothing) {
  Archive a = open();
  const auto page = article("https://gazette.example/1", "Dockers march", "Dockers marched in Bergen.");
  EXPECT_EQ(put(a, page), Put::kAdded);
  EXPECT_EQ(put(a, page), Put::kUnchanged);
  const auto counts = a.counts();
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->documents, 1);
  EXPECT_EQ(counts->revisions, 1);
  EXPECT_EQ(counts->events, 1);
  EXPECT_TRUE(a.knows(page.facts.source).value_or(false));
  Source other = page.facts.source;
  other.url = "https://other.example/1";  // a copy elsewhere is a document of its own
  EXPECT_FALSE(a.knows(other).value_or(true));
  EXPECT_TRUE(a.check());
}

TEST_F(ArchiveTest, ChangedTextIsARevision) {
  Archive a = open();
  put(a, article("https://gazette.example/1", "Dockers march", "Dockers marched in Bergen."));
  EXPECT_EQ(put(a, article("https://gazette.example/1", "Dockers march", "Dockers and pilots marched in Bergen.")), Put::kRevised);
  const auto revisions = a.revisions("https://gazette.example/1");
  ASSERT_TRUE(revisions);
  ASSERT_EQ(revisions->size(), 2u);
  EXPECT_EQ((*revisions)[1].number, 2);
  EXPECT_EQ(a.source((*revisions)[0].id).value_or(""), "Dockers marched in Bergen.");
  EXPECT_EQ(a.source((*revisions)[1].id).value_or(""), "Dockers and pilots marched in Bergen.");
  EXPECT_EQ(a.counts()->events, 1);  // those of the present revision
  // The full text knows the new words and no more the old row.
  Filter f;
  f.words = "pilots";
  EXPECT_EQ(list(a, List::kFound, f)->rows.size(), 1u);
  f.words = "dockers";
  EXPECT_EQ(list(a, List::kFound, f)->rows.size(), 1u);
  EXPECT_TRUE(a.check());
}

TEST_F(ArchiveTest, NothingOfWhatWasNotCommitted) {
  {
    Archive a = open();
    put(a, article("https://gazette.example/1", "One", "Dockers marched."));
    ASSERT_TRUE(a.begin());
    ASSERT_TRUE(a.put(article("https://gazette.example/2", "Two", "Pilots marched.")));
  }
  EXPECT_EQ(open(Archive::Use::kRead).counts()->documents, 1);
  Archive a = open();
  ASSERT_TRUE(a.begin());
  ASSERT_TRUE(a.put(article("https://gazette.example/2", "Two", "Pilots marched.")));
  ASSERT_TRUE(a.rollback());
  EXPECT_EQ(a.counts()->documents, 1);
}

TEST_F(ArchiveTest, OneWriterAnyReaders) {
  Archive writer = open();
  put(writer, article("https://gazette.example/1", "One", "Dockers marched."));
  const auto second = Archive::open(path_, Archive::Use::kWrite);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kBusy);
  Archive reader = open(Archive::Use::kRead);
  ASSERT_TRUE(writer.begin());
  ASSERT_TRUE(writer.put(article("https://gazette.example/2", "Two", "Pilots marched.")));
  EXPECT_EQ(reader.counts()->documents, 1);  // goes on beside the writer, sees what is committed
  ASSERT_TRUE(writer.commit());
  EXPECT_EQ(reader.counts()->documents, 2);
}

TEST_F(ArchiveTest, RefusesWhatIsNoArchiveOfThisVersion) {
  EXPECT_EQ(Archive::open(path_, Archive::Use::kRead).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(Archive::open("/no/such/folder/a.db", Archive::Use::kWrite).error().code, ErrorCode::kNotFound);
  std::ofstream(path_) << std::string(5000, 'x');
  EXPECT_EQ(Archive::open(path_, Archive::Use::kRead).error().code, ErrorCode::kUnsupported);
  TearDown();
  { Archive a = open(); }
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &db), SQLITE_OK);
  sqlite3_exec(db, "PRAGMA user_version = 99", nullptr, nullptr, nullptr);
  sqlite3_close(db);
  const auto newer = Archive::open(path_, Archive::Use::kRead);
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(newer.error().message.find("version 99"), std::string::npos);
}

TEST_F(ArchiveTest, FlippedBytesAreFound) {
  {
    Archive a = open();
    ASSERT_TRUE(a.begin());
    for (int i = 0; i < 40; ++i) {
      const std::string n = std::to_string(i);
      ASSERT_TRUE(a.put(article("https://gazette.example/" + n, "Headline " + n, "Dockers number " + n + " marched in Bergen.")));
    }
    ASSERT_TRUE(a.commit());
  }
  std::string good;
  {
    std::ifstream in(path_, std::ios::binary);
    good.assign(std::istreambuf_iterator<char>(in), {});
  }
  // Inside a stored frame: the checksum of zstd tells.
  const size_t frame = good.find("\x28\xB5\x2F\xFD");
  ASSERT_NE(frame, std::string::npos);
  std::string bad = good;
  bad[frame + 12] = static_cast<char>(bad[frame + 12] ^ 0x10);
  std::ofstream(path_, std::ios::binary).write(bad.data(), static_cast<std::streamsize>(bad.size()));
  const auto damaged = open(Archive::Use::kRead).check();
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::kUnreadable);
  // Anywhere: never a crash.
  for (size_t at = 100; at < good.size(); at += good.size() / 60) {
    bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0xFF);
    std::ofstream(path_, std::ios::binary).write(bad.data(), static_cast<std::streamsize>(bad.size()));
    auto archive = Archive::open(path_, Archive::Use::kRead);
    if (!archive) continue;
    (void)archive->check();
    Filter f;
    f.words = "dockers";
    (void)list(*archive, List::kFound, f);
  }
}

TEST_F(ArchiveTest, ListsNarrowAndPage) {
  Archive a = open();
  for (int i = 1; i <= 5; ++i) {
    const std::string n = std::to_string(i);
    put(a, article("https://gazette.example/" + n, "Headline " + n, "Dockers marched on day " + n + ".", "2014-03-0" + n));
  }
  Filter f;
  f.limit = 2;
  std::vector<std::string> days;
  for (;;) {
    const auto page = list(a, List::kEvents, f);
    ASSERT_TRUE(page) << page.error().message;
    for (const auto& row : page->rows) days.push_back(row[0].text);
    if (page->next.empty()) break;
    f.after = page->next;
  }
  EXPECT_EQ(days, (std::vector<std::string>{"2014-03-05", "2014-03-04", "2014-03-03", "2014-03-02", "2014-03-01"}));
  const auto count = [&](auto&& set, List what = List::kEvents) {
    Filter g;
    set(g);
    const auto page = list(a, what, g);
    EXPECT_TRUE(page) << (page ? "" : page.error().message);
    return page ? page->rows.size() : 0;
  };
  EXPECT_EQ(count([](Filter& g) { g.since = "2014-03-02", g.until = "2014-03-03"; }), 2u);
  EXPECT_EQ(count([](Filter& g) { g.until = "2014-03"; }), 5u);
  EXPECT_EQ(count([](Filter& g) { g.type = "protest"; }), 5u);
  EXPECT_EQ(count([](Filter& g) { g.type = "AID"; }), 0u);
  EXPECT_EQ(count([](Filter& g) { g.actor = "NOR"; }), 5u);
  EXPECT_EQ(count([](Filter& g) { g.actor = "N_R"; }), 0u);  // no pattern
  EXPECT_EQ(count([](Filter& g) { g.place = "berg"; }), 5u);
  EXPECT_EQ(count([](Filter& g) { g.confidence = 0.9; }), 0u);
  EXPECT_EQ(count([](Filter& g) { g.words = "\"day 3\""; }), 1u);
  EXPECT_EQ(count([](Filter& g) { g.speaker = "dock"; }, List::kStatements), 5u);
  EXPECT_EQ(count([](Filter& g) { g.source = "gazette"; }, List::kFigures), 5u);
  EXPECT_EQ(count([](Filter& g) { g.document = "https://gazette.example/3"; }, List::kArticles), 1u);
  f.after = "nonsense";
  EXPECT_EQ(list(a, List::kEvents, f).error().code, ErrorCode::kUsage);
  f.after.clear();
  f.words = "\"open";
  EXPECT_EQ(list(a, List::kFound, f).error().code, ErrorCode::kUsage);
}

TEST(Compress, RoundTripAndDamage) {
  const std::string text(10'000, 'a');
  std::string frame = compress(text);
  EXPECT_LT(frame.size(), 100u);
  EXPECT_EQ(decompress(frame, 1 << 20).value_or(""), text);
  EXPECT_EQ(decompress(frame, 100).error().code, ErrorCode::kTooLarge);
  frame.back() = static_cast<char>(frame.back() ^ 1);
  EXPECT_EQ(decompress(frame, 1 << 20).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(decompress("nonsense", 1 << 20).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(decompress(compress(""), 10).value_or("x"), "");
}

}  // namespace
}  // namespace dateline::archive
