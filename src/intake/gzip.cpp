#include "intake/gzip.h"

#include <fmt/format.h>
#include <zlib.h>

namespace dateline::intake {
namespace {

struct Inflater {
  z_stream stream{};
  bool ready = inflateInit2(&stream, 15 + 16) == Z_OK;  // 16: gzip header
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
};

}  // namespace

Result<std::string> gunzip(std::string_view bytes, size_t limit_bytes) {
  Inflater inflater;
  if (!inflater.ready) return fail(ErrorCode::kInternal, "gzip: zlib cannot start");
  z_stream& stream = inflater.stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  char buffer[1 << 16];
  while (true) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    const int status = inflate(&stream, Z_NO_FLUSH);
    const size_t made = sizeof buffer - stream.avail_out;
    if (out.size() + made > limit_bytes) {
      return fail(ErrorCode::kTooLarge,
                  fmt::format("gzip: unpacks to more than {} bytes; raise --max-document", limit_bytes));
    }
    out.append(buffer, made);
    const uint64_t offset = bytes.size() - stream.avail_in;
    if (status == Z_STREAM_END) {
      if (stream.avail_in == 0) return out;
      const bool another = is_gzip(bytes.substr(offset));
      if (!another) return out;  // padding behind the last member
      inflateReset(&stream);
      continue;
    }
    if (status != Z_OK || (made == 0 && stream.avail_in == 0)) {
      return fail(ErrorCode::kMalformed,
                  fmt::format("gzip: damaged or cut at byte {}; fetch the file again", offset), offset);
    }
  }
}

}  // namespace dateline::intake
