#include "intake/http_message.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "intake/digest.h"
#include "packed.h"

namespace dateline::intake {
namespace {

const std::string kPage = "<html><body><p>Dockers marched in Gdansk on Monday.</p></body></html>";

std::string body_of(const std::string& transfer, const std::string& content, std::string body) {
  HttpHead head;
  head.transfer_encoding = transfer;
  head.content_encoding = content;
  const auto out = decode_body(std::move(body), head, 100'000);
  return out ? *out : std::string(name(out.error().code));
}

std::string deflated(int window) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string out(1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(kPage.data()));
  stream.avail_in = static_cast<uInt>(kPage.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = 1000;
  deflate(&stream, Z_FINISH);
  out.resize(1000 - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

TEST(HttpMessage, ReadsAHead) {
  const std::string message = "HTTP/1.1 200 OK\r\nContent-type: Text/HTML; Charset=\"windows-1251\"\r\nTRANSFER-ENCODING: Chunked\r\nBroken line\r\n\r\nbody";
  const HttpHead head = read_http_head(message);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(message.substr(head.size), "body");
  EXPECT_EQ(head.transfer_encoding, "chunked");
  EXPECT_EQ(media_type(head.content_type), "text/html");
  EXPECT_EQ(charset_label(head.content_type), "windows-1251");
  EXPECT_TRUE(is_page_type(head.content_type));
  EXPECT_FALSE(is_page_type("application/json"));
  EXPECT_EQ(read_http_head("<html>").status, 0);
  EXPECT_EQ(read_http_head("HTTP/1.0 404").size, 12u);
}

TEST(HttpMessage, UndoesCodings) {
  EXPECT_EQ(body_of("", "", kPage), kPage);
  EXPECT_EQ(body_of("", "gzip", gzip(kPage)), kPage);
  EXPECT_EQ(body_of("", "zstd", zstd(kPage)), kPage);
  EXPECT_EQ(body_of("", "deflate", deflated(15)), kPage);
  EXPECT_EQ(body_of("", "deflate", deflated(-15)), kPage);
  std::string packed(1000, '\0');
  size_t size = packed.size();
  BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, kPage.size(), reinterpret_cast<const uint8_t*>(kPage.data()), &size, reinterpret_cast<uint8_t*>(packed.data()));
  EXPECT_EQ(body_of("", "br", packed.substr(0, size)), kPage);
  EXPECT_EQ(body_of("", "gzip", kPage), kPage);  // decoded before it was stored
  EXPECT_EQ(body_of("", "br", kPage), kPage);
  EXPECT_EQ(body_of("", "br", "\x01\x02\x03"), "malformed");
  EXPECT_EQ(body_of("", "compress", kPage), "unsupported");
  EXPECT_EQ(body_of("", "gzip", gzip(std::string(200'000, 'x'))), "too-large");
}

TEST(HttpMessage, JoinsChunks) {
  EXPECT_EQ(body_of("chunked", "", "4\r\n<p>A\r\n00003;x=y\r\n</p\r\n1\r\n>\r\n0\r\n\r\n"), "<p>A</p>");
  EXPECT_EQ(body_of("chunked", "", "4\r\n<p>A\r\nff\r\n</p>"), "<p>A</p>");  // cut
  EXPECT_EQ(body_of("chunked", "", kPage), kPage);                           // joined before it was stored
  const std::string packed = gzip(kPage);
  EXPECT_EQ(body_of("chunked", "gzip", "5\r\n" + packed.substr(0, 5) + "\r\nffff\r\n" + packed.substr(5)), kPage);
  EXPECT_EQ(body_of("chunked", "", "ffffffffffffffff\r\nabc"), "abc");
}

TEST(Digest, IsComparedInTheFormsThatArchivesUse) {
  // SHA-1 of "abc".
  for (const char* stated : {"sha1:a9993e364706816aba3e25717850c26c9cd0d89d", "SHA-1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "sha1:qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
                             "sha1:qZk-NkcGgWq6PiVxeFDCbJzQ2J0", "md5:900150983cd24fb0d6963f7d28e17f72", "blake9:zzz", ""}) {
    EXPECT_TRUE(digest_fits(stated, "abc")) << stated;
  }
  EXPECT_FALSE(digest_fits("sha1:a9993e364706816aba3e25717850c26c9cd0d89e", "abc"));
}

}  // namespace
}  // namespace dateline::intake
