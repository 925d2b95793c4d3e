#include "intake/warc_reader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "packed.h"

namespace dateline::intake {
namespace {

std::string record(std::string_view type, std::string_view block, std::string_view length = {}, std::string_view more = {}) {
  return fmt::format("WARC/1.0\r\nWARC-Type: {}\r\nWARC-Target-URI: <http://gazette.example/{}>\r\nWARC-Date: 2014-03-07T09:10:00Z\r\n{}"
                     "Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n",
                     type, block.size(), more, length.empty() ? std::to_string(block.size()) : std::string(length), block);
}

struct Got {
  std::string list;  // types with sizes of blocks, and codes of errors
  std::vector<uint64_t> offsets;
};
Got read(std::string bytes, size_t most = 1'000'000) {
  Limits limits;
  limits.document_bytes = most;
  WarcReader reader(std::make_unique<PrefixedStream>(std::move(bytes), nullptr), limits);
  Got out;
  while (auto next = reader.next([](const WarcRecord& r) { return r.type == "response"; })) {
    if (*next) {
      out.list += fmt::format("{}:{} ", (*next)->type, (*next)->block.size());
      out.offsets.push_back((*next)->offset);
    } else {
      out.list += fmt::format("({}) ", name(next->error().code));
      out.offsets.push_back(next->error().offset);
    }
  }
  return out;
}

TEST(WarcReader, ReadsRecordsHoweverTheyArePacked) {
  const std::string a = record("warcinfo", "software: ours"), b = record("response", "HTTP/1.1 200 OK\r\n\r\n<p>One"), c = record("request", "GET /"),
                    d = record("response", "HTTP/1.1 200 OK\r\n\r\n<p>Two");
  const std::string wanted = "warcinfo:0 response:25 request:0 response:25 ";
  for (const std::string& file : {a + b + c + d, gzip(a) + gzip(b) + gzip(c) + gzip(d), gzip(a + b + c + d), gzip(a + b.substr(0, 90)) + gzip(b.substr(90) + c) + gzip(d),
                                  zstd(a) + zstd(b) + zstd(c) + zstd(d)}) {
    const Got got = read(file);
    EXPECT_EQ(got.list, wanted);
    EXPECT_EQ(got.offsets, (std::vector<uint64_t>{0, a.size(), a.size() + b.size(), a.size() + b.size() + c.size()}));
  }
}

TEST(WarcReader, KnowsWhatHeadersSay) {
  WarcReader reader(std::make_unique<PrefixedStream>(record("Response", "x", {}, "warc-payload-digest: sha1:ABC\r\nWARC-Block-Digest:sha1:DEF\r\n"), nullptr), {});
  const auto next = reader.next([](const WarcRecord&) { return true; });
  ASSERT_TRUE(next && *next);
  const WarcRecord& r = **next;
  EXPECT_EQ(r.type, "response");
  EXPECT_EQ(r.url, "http://gazette.example/1");
  EXPECT_EQ(r.date, "2014-03-07T09:10:00Z");
  EXPECT_EQ(r.content_type, "application/http; msgtype=response");
  EXPECT_EQ(r.payload_digest, "sha1:ABC");
  EXPECT_EQ(r.block_digest, "sha1:DEF");
}

TEST(WarcReader, FindsTheNextRecordBehindABrokenOne) {
  const std::string good = record("response", "HTTP/1.1 200 OK\r\n\r\n<p>One");
  EXPECT_EQ(read(good + record("response", "abcdef", "4") + good).list, "response:25 response:4 response:25 ");  // some bytes too few
  EXPECT_EQ(read(good + record("response", "abc", "many") + good).list, "response:25 (malformed) response:25 ");
  EXPECT_EQ(read(good + record("response", "abc", "-3") + good).list, "response:25 (malformed) response:25 ");
  EXPECT_EQ(read(good + record("response", "abc", "9223372036854775808") + good).list, "response:25 (too-large) response:25 ");
  EXPECT_EQ(read(good + record("request", "abc", "9223372036854775807") + good).list, "response:25 request:0 response:25 ");
  EXPECT_EQ(read(good + std::string(5000, 'x') + "\n" + good).list, "response:25 (malformed) response:25 ");
  EXPECT_EQ(read(good + record("response", std::string(2000, 'y')) + good, 1000).list, "response:25 (too-large) response:25 ");
  const Got cut = read(good + good.substr(0, good.size() - 100));
  EXPECT_EQ(cut.list, "response:25 (malformed) ");
  EXPECT_EQ(cut.offsets[1], good.size());
  std::string damaged = gzip(good);
  damaged[damaged.size() / 2] = '\xFF';
  damaged[damaged.size() / 2 + 1] = '\xFF';
  EXPECT_TRUE(read(gzip(good) + damaged + gzip(good)).list.starts_with("response:25 (malformed)"));
  EXPECT_TRUE(read(gzip(good) + damaged + gzip(good)).list.ends_with(" response:25 "));
}

TEST(WarcReader, RecordsOfNoLengthAreRecords) {
  const std::string good = record("response", "HTTP/1.1 200 OK\r\n\r\n<p>One"), none = record("response", "");
  EXPECT_EQ(read(none + none + good + none).list, "response:0 response:0 response:25 response:0 ");
  EXPECT_EQ(read("WARC/1.0\r\n\r\n" + good).list, "(malformed) response:25 ");
}

TEST(WarcReader, ReadsArc) {
  const std::string first = "1 0 Ours\nURL IP-address Archive-date Content-type Archive-length\n";
  const std::string page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>One";
  const std::string file = fmt::format("filedesc://ours.arc 0.0.0.0 20140307091000 text/plain {}\n{}\nhttp://gazette.example/a b?c=d e 127.0.0.1 "
                                       "20140307091002 text/html {}\n{}\n",
                                       first.size(), first, page.size(), page);
  WarcReader reader(std::make_unique<PrefixedStream>(gzip(file), nullptr), {});
  const auto all = [](const WarcRecord&) { return true; };
  const auto info = reader.next(all);
  ASSERT_TRUE(info && *info);
  EXPECT_EQ((*info)->type, "warcinfo");
  const auto response = reader.next(all);
  ASSERT_TRUE(response && *response);
  EXPECT_EQ((*response)->url, "http://gazette.example/a b?c=d e");
  EXPECT_EQ((*response)->date, "2014-03-07T09:10:02Z");
  EXPECT_EQ((*response)->block, page);
  EXPECT_FALSE(reader.next(all));
  EXPECT_EQ(read("filedesc://bad.arc 1.2.3.4 20140307091000 text/plain -1\nhttp://gazette.example/ 1.2.3.4 201403070910001234 text/html abc\n").list,
            "(malformed) (malformed) ");
}

TEST(WarcReader, EveryCutAndFlippedByteIsBounded) {
  const std::string file = gzip(record("warcinfo", "a")) + gzip(record("response", "HTTP/1.1 200 OK\r\n\r\n<p>One")) + gzip(record("request", "GET /"));
  for (size_t i = 0; i < file.size(); i += 3) {
    (void)read(file.substr(0, i));
    std::string flipped = file;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x40);
    (void)read(flipped);
  }
}

}  // namespace
}  // namespace dateline::intake
