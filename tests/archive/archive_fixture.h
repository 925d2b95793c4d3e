#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include "archive/archive.h"
#include "archive/query.h"
#include "base/hash.h"

namespace dateline::archive {

inline std::shared_ptr<const Knowledge> knowledge() {
  static const auto kShared = Knowledge::read(DATELINE_ROOT).value();
  return kShared;
}

/// A file of its own for each test, with a clock that stands still unless it is set.
class ArchiveFixture : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "archive_" + testing::UnitTest::GetInstance()->current_test_info()->name() + ".db";
    TearDown();
  }
  void TearDown() override {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + ending);
  }
  Archive open(Archive::Use use = Archive::Use::kWrite) {
    auto archive = Archive::open(path_, use, options());
    EXPECT_TRUE(archive) << (archive ? "" : archive.error().message);
    return std::move(*archive);
  }
  [[nodiscard]] Options options() {
    return {knowledge(), [this] { return now_; }, window_};
  }

  std::string path_;
  int64_t now_ = 1'400'000'000;
  int64_t window_ = 1000;
};

/// A record made by hand: one event, one statement, one figure, all on the first sentence.
inline Record plain_record(const std::string& url, const std::string& headline, const std::string& text, const std::string& day = "2014-03-07") {
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
  return r;
}

inline Prepared article(const std::string& url, const std::string& headline, const std::string& text, const std::string& day = "2014-03-07") {
  return prepare(plain_record(url, headline, text, day), *knowledge());
}

inline Put put(Archive& archive, const Prepared& document) {
  EXPECT_TRUE(archive.begin());
  const auto done = archive.put(document);
  EXPECT_TRUE(done) << (done ? "" : done.error().message);
  const auto committed = archive.commit();
  EXPECT_TRUE(committed) << (committed ? "" : committed.error().message);
  return done ? *done : Put::kUnchanged;
}

/// Counts by one thing.
inline Result<Listing> facets_by(Archive& archive, List what, const Filter& filter, const std::string& by) {
  return facets(archive, what, filter, {by}).map([](std::vector<Listing> one) { return std::move(one.front()); });
}

/// Values of one column of a list.
inline std::vector<std::string> column(const Result<Listing>& page, const std::string& name) {
  std::vector<std::string> out;
  EXPECT_TRUE(page) << (page ? "" : page.error().message);
  if (!page) return out;
  const auto at = std::find(page->columns.begin(), page->columns.end(), name);
  EXPECT_NE(at, page->columns.end()) << name;
  if (at == page->columns.end()) return out;
  for (const auto& row : page->rows) out.push_back(row[static_cast<size_t>(at - page->columns.begin())].text);
  return out;
}
inline std::vector<std::string> column(Archive& archive, List what, const std::string& name, const Filter& filter = {}) {
  return column(list(archive, what, filter), name);
}

}  // namespace dateline::archive
