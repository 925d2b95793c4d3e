#include "archive/archive.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>

#include "archive/compress.h"
#include "archive/state.h"
#include "archive_fixture.h"

namespace dateline::archive {
namespace {

class ArchiveTest : public ArchiveFixture {};

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
  EXPECT_EQ(Archive::open("/no/such/folder/a.db", Archive::Use::kWrite, options()).error().code, ErrorCode::kNotFound);
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
  // Inside what new articles are compared with: check tells, and so does the next article.
  {
    Archive a = open(Archive::Use::kRead);
    SQLite::Statement q(*a.state().database, "SELECT features FROM recent LIMIT 1");
    ASSERT_TRUE(q.executeStep());
    const std::string features(static_cast<const char*>(q.getColumn(0).getBlob()), 40);
    const size_t at = good.find(features);
    ASSERT_NE(at, std::string::npos);
    bad = good;
    bad[at + 30] = static_cast<char>(bad[at + 30] ^ 0x10);
    std::ofstream(path_, std::ios::binary).write(bad.data(), static_cast<std::streamsize>(bad.size()));
  }
  EXPECT_EQ(open(Archive::Use::kRead).check().error().code, ErrorCode::kUnreadable);
  {
    Archive a = open();
    ASSERT_TRUE(a.begin());
    const auto more = a.put(article("https://gazette.example/99", "Headline 99", "Dockers marched once more."));
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().code, ErrorCode::kUnreadable);
    EXPECT_TRUE(a.rollback());
  }
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
    (void)list(*archive, List::kStories, {});
    (void)list(*archive, List::kMerged, {});
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

TEST_F(ArchiveTest, AnotherDateIsAChangeOfMetadata) {
  Archive a = open();
  const auto first = article("https://gazette.example/1", "Dockers march", "Dockers marched in Bergen.", "2014-03-07");
  const auto later = article("https://gazette.example/1", "Dockers march", "Dockers marched in Bergen.", "2014-03-08");
  put(a, first);
  EXPECT_EQ(put(a, later), Put::kMetadata);
  EXPECT_EQ(put(a, later), Put::kUnchanged);
  EXPECT_EQ(column(a, List::kArticles, "published"), std::vector<std::string>{"2014-03-08"});
  EXPECT_EQ(column(a, List::kEvents, "date_from"), std::vector<std::string>{"2014-03-08"});
  EXPECT_EQ(column(changes(a, 0, 10), "kind"), (std::vector<std::string>{"added", "metadata"}));
}

TEST_F(ArchiveTest, OtherBytesOfOneTextAreReadOnce) {
  Archive a = open();
  put(a, article("https://gazette.example/1", "Dockers march", "Dockers marched in Bergen."));
  Record other = plain_record("https://gazette.example/1", "Dockers march", "Dockers marched in Bergen.");
  other.source.sha256 = sha256_hex("the same page with another advertisement");
  const auto page = prepare(std::move(other), *knowledge());
  EXPECT_FALSE(a.knows(page.facts.source).value_or(true));
  EXPECT_EQ(put(a, page), Put::kUnchanged);
  EXPECT_TRUE(a.knows(page.facts.source).value_or(false));
  EXPECT_EQ(put(a, article("https://gazette.example/1", "Dockers march", "Pilots marched in Bergen.")), Put::kRevised);
  EXPECT_FALSE(a.knows(page.facts.source).value_or(true));  // that text is not the present one any more
}

TEST_F(ArchiveTest, RemovedDocumentsLeaveATombstone) {
  Archive a = open();
  put(a, article("https://gazette.example/1", "One", "Dockers marched."));
  put(a, article("https://gazette.example/2", "Two", "Pilots rested."));
  ASSERT_TRUE(a.begin());
  EXPECT_TRUE(a.remove("https://gazette.example/2").value_or(false));
  EXPECT_FALSE(a.remove("https://gazette.example/9").value_or(true));
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(column(a, List::kArticles, "headline"), std::vector<std::string>{"One"});
  EXPECT_EQ(column(a, List::kMerged, "merged").size(), 1u);
  EXPECT_EQ(column(a, List::kStories, "story").size(), 1u);
  Filter f;
  f.words = "pilots";
  EXPECT_TRUE(list(a, List::kFound, f)->rows.empty());
  const auto all = changes(a, 0, 10);
  EXPECT_EQ(column(all, "kind").back(), "removed");
  EXPECT_EQ(column(all, "document").back(), "https://gazette.example/2");
  // Its number goes to no other document.
  put(a, article("https://gazette.example/3", "Three", "Bakers sang."));
  EXPECT_EQ(column(changes(a, 0, 10), "document"), (std::vector<std::string>{"https://gazette.example/1", "https://gazette.example/2",
                                                                             "https://gazette.example/2", "https://gazette.example/3"}));
  EXPECT_TRUE(a.check());
}

TEST_F(ArchiveTest, RereadingReplacesTheRecord) {
  Archive a = open();
  put(a, article("https://gazette.example/1", "One", "Dockers marched."));
  EXPECT_TRUE(a.present(0, 10, knowledge()->program())->empty());
  const auto all = a.present(0, 10);
  ASSERT_EQ(all->size(), 1u);
  const auto source = a.origin(all->front().id);
  ASSERT_TRUE(source);
  EXPECT_EQ(source->url, "https://gazette.example/1");
  EXPECT_EQ(source->bytes, "Dockers marched.");
  Record again = plain_record("https://gazette.example/1", "One", "Dockers marched.");
  again.events.clear();
  ASSERT_TRUE(a.begin());
  EXPECT_EQ(a.reread(all->front().document, prepare(std::move(again), *knowledge())).value_or(Put::kUnchanged), Put::kReread);
  ASSERT_TRUE(a.commit());
  EXPECT_EQ(a.counts()->revisions, 1);
  EXPECT_TRUE(column(a, List::kEvents, "type").empty());
  EXPECT_TRUE(column(a, List::kMerged, "type").empty());
  EXPECT_EQ(column(changes(a, 0, 10), "kind").back(), "reread");
}

TEST_F(ArchiveTest, AClockSetBackDoesNotTurnTheOrderAround) {
  Archive a = open();
  put(a, article("https://gazette.example/1", "One", "Dockers marched."));
  now_ -= 5000;
  put(a, article("https://gazette.example/2", "Two", "Pilots marched."));
  const auto at = column(changes(a, 0, 10), "at");
  ASSERT_EQ(at.size(), 2u);
  EXPECT_LE(at[0], at[1]);
  EXPECT_EQ(a.revisions("https://gazette.example/2")->front().seen, now_ + 5000);
}

TEST_F(ArchiveTest, FacetsCountAndBoxesCut) {
  Archive a = open();
  for (int i = 1; i <= 3; ++i) {
    Record r = plain_record("https://gazette.example/" + std::to_string(i), "Headline " + std::to_string(i), "Text number " + std::to_string(i) + ".",
                            "2014-0" + std::to_string(i) + "-01");
    if (i == 3) r.events[0].place = Place{"Suva", -18.14, 178.44, "FJI", "Central", 2198148, PlacePrecision::kCity};
    put(a, prepare(std::move(r), *knowledge()));
  }
  const auto countries = facets_by(a, List::kEvents, {}, "country");
  EXPECT_EQ(column(countries, "value"), (std::vector<std::string>{"NOR", "FJI"}));
  EXPECT_EQ(column(countries, "count"), (std::vector<std::string>{"2", "1"}));
  EXPECT_EQ(column(facets_by(a, List::kArticles, {}, "month"), "value").size(), 3u);
  EXPECT_EQ(column(facets_by(a, List::kEvents, {}, "actor"), "value"), std::vector<std::string>{"dockers"});
  EXPECT_EQ(column(facets_by(a, List::kFigures, {}, "publisher"), "count"), std::vector<std::string>{"3"});
  EXPECT_EQ(facets_by(a, List::kFigures, {}, "status").error().code, ErrorCode::kUsage);
  Filter f;
  f.box = Box{0, 50, 20, 70};
  EXPECT_EQ(column(a, List::kEvents, "place", f), (std::vector<std::string>{"Bergen", "Bergen"}));
  f.box = Box{170, -30, -170, 0};  // over the date line
  EXPECT_EQ(column(a, List::kMerged, "place", f), std::vector<std::string>{"Suva"});
  f.box = Box{0, 70, 20, 50};
  EXPECT_EQ(list(a, List::kEvents, f).error().code, ErrorCode::kUsage);
  f = {};
  f.admin = "vestland";
  EXPECT_EQ(column(a, List::kEvents, "place", f).size(), 2u);
  f = {};
  f.country = "FJI";
  EXPECT_EQ(column(a, List::kStories, "articles", f).size(), 1u);
}

TEST_F(ArchiveTest, NoQuestionStaysOpen) {
  // One that did would keep SQLite from moving its log into the file, which then grows without bound.
  const auto busy = [](Archive& archive) {
    int n = 0;
    sqlite3* db = archive.state().database->getHandle();
    for (sqlite3_stmt* s = sqlite3_next_stmt(db, nullptr); s != nullptr; s = sqlite3_next_stmt(db, s)) n += sqlite3_stmt_busy(s);
    return n;
  };
  Archive a = open();
  for (const char* text : {"Dockers marched.", "Dockers and pilots marched.", "Nobody marched."}) {
    const auto page = article("https://gazette.example/1", "Dockers march", text);
    EXPECT_FALSE(a.knows(page.facts.source).value_or(true));
    put(a, page);
    EXPECT_TRUE(a.knows(page.facts.source).value_or(false));
    EXPECT_EQ(put(a, page), Put::kUnchanged);
    EXPECT_EQ(busy(a), 0) << text;
  }
  put(a, article("https://gazette.example/2", "Pilots march", "Pilots marched."));
  Filter one;
  one.limit = 1;
  one.words = "marched";
  for (const List what : {List::kArticles, List::kEvents, List::kStatements, List::kFigures, List::kDisputes, List::kSchedule, List::kFound,
                          List::kStories, List::kMerged, List::kDue}) {
    EXPECT_TRUE(list(a, what, one));
    EXPECT_EQ(busy(a), 0);
  }
  EXPECT_TRUE(changes(a, 0, 1));
  EXPECT_TRUE(facets_by(a, List::kEvents, {}, "type"));
  EXPECT_TRUE(a.origin(1));
  EXPECT_TRUE(a.revisions("https://gazette.example/1"));
  EXPECT_TRUE(a.present(0, 1));
  EXPECT_TRUE(a.quoted(1));
  EXPECT_EQ(busy(a), 0);
}

TEST_F(ArchiveTest, SnippetsOfPhrasesAndBeginnings) {
  Archive a = open();
  const std::string tail(300, 'x');
  put(a, article("https://gazette.example/1", "One", "The guard slept. " + tail + " The border guard woke at dawn. " + tail));
  Filter f;
  f.words = "\"border guard\"";
  EXPECT_NE(column(a, List::kFound, "snippet", f).at(0).find("border guard woke"), std::string::npos);
  f.words = "daw*";
  EXPECT_NE(column(a, List::kFound, "snippet", f).at(0).find("dawn"), std::string::npos);
}

TEST_F(ArchiveTest, SnippetsAreOfWholeWords) {
  Archive a = open();
  std::string text = "The partners of the artist met.";
  for (int i = 0; i < 60; ++i) text += " Gr\xC3\xBC\xC3\x9F" "e";
  put(a, article("https://gazette.example/1", "One", text + " Art was sold; the artists were paid." + text));
  Filter f;
  f.words = "art";
  EXPECT_EQ(column(a, List::kFound, "snippet", f).at(0).find("... Gr\xC3\xBC\xC3\x9F" "e Gr"), 0u);
  EXPECT_NE(column(a, List::kFound, "snippet", f).at(0).find(" Art was sold;"), std::string::npos);
}

// Where nothing is too frequent, our ranking is that of FTS5.
TEST_F(ArchiveTest, RankingIsBm25) {
  Archive a = open();
  for (int i = 0; i < 12; ++i) {
    std::string text = "The harbour was quiet.";
    for (int k = 0; k < i % 4; ++k) text += " Dockers met at the harbour.";
    for (int k = 0; k < i % 3; ++k) text += " A storm came up over the bay in the evening.";
    put(a, article("https://gazette.example/" + std::to_string(i), i % 5 == 0 ? "Dockers" : "Quiet", text));
  }
  SQLite::Statement q(*a.state().database, "SELECT rank_of(fulltext, 5.0, 1.0), bm25(fulltext, 5.0, 1.0) FROM fulltext WHERE fulltext MATCH 'dockers OR \"storm came\"'");
  int rows = 0;
  for (; q.executeStep(); ++rows) EXPECT_NEAR(q.getColumn(0).getDouble(), q.getColumn(1).getDouble(), 1e-9);
  EXPECT_GT(rows, 5);
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
