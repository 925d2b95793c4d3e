#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <utility>

#include "intake/byte_stream.h"

namespace dateline::intake {
namespace {

constexpr std::string_view kGzipMark = "\x1F\x8B\x08";
constexpr std::string_view kZstdMark = "\x28\xB5\x2F\xFD";
constexpr std::string_view kDictionaryMark = "\x5D\x2A\x4D\x18";  // a skippable frame that holds one
constexpr size_t kMostDictionary = size_t{64} << 20;
constexpr size_t kPiece = 1 << 18;

}  // namespace

Packing packing_of(std::string_view head) {
  if (head.starts_with(kGzipMark)) return Packing::kGzip;
  if (head.starts_with(kZstdMark) || head.starts_with(kDictionaryMark)) return Packing::kZstd;
  return Packing::kNone;
}

struct UnpackedStream::State {
  std::unique_ptr<ByteStream> packed;
  std::string held;     // packed bytes, from `at` on not used yet
  size_t at = 0;
  uint64_t passed = 0;  // packed bytes before `held`
  bool ended = false, begun = false, in_member = false, lost = false;
  bool told_later = false;  // a fault found behind bytes that are given first
  Packing packing = Packing::kNone;
  z_stream gzip{};
  bool gzip_ready = false;
  ZSTD_DStream* zstd = nullptr;
  bool faulty = false;
  Error error;

  ~State() {
    if (gzip_ready) inflateEnd(&gzip);
    ZSTD_freeDStream(zstd);
  }

  [[nodiscard]] uint64_t offset() const { return passed + at; }
  [[nodiscard]] std::string_view rest() const { return std::string_view(held).substr(at); }

  // Makes sure of `size` packed bytes at hand; false if there are fewer.
  bool need(size_t size) {
    while (held.size() - at < size && !ended) {
      std::string more;
      if (!packed->read(more)) {
        ended = true;
        if (const Error* e = packed->fault()) fail_with(*e);
        break;
      }
      passed += at;
      held.erase(0, at);
      at = 0;
      held += more;
    }
    return held.size() - at >= size;
  }

  void fail_with(Error e) {
    faulty = true;
    error = std::move(e);
  }

  // A damaged member: what follows is looked through for the next one.
  bool damaged(std::string_view what) {
    fail_with({ErrorCode::kMalformed, fmt::format("{} at byte {} of the packed data; fetch the file again", what, offset()), offset()});
    in_member = false;
    lost = true;
    return false;
  }

  // What was unpacked before the damage is given; the fault is told at the next read.
  bool give_first(const std::string& out) {
    told_later = !out.empty();
    return told_later;
  }

  // Goes on to the next mark of a member; false if there is none.
  bool find_member() {
    const std::string_view mark = packing == Packing::kGzip ? kGzipMark : kZstdMark;
    if (need(1)) ++at;  // the member that failed begins with one
    while (true) {
      const size_t found = rest().find(mark);
      if (found != std::string_view::npos) {
        at += found;
        lost = false;
        return true;
      }
      const size_t keep = std::min(rest().size(), mark.size() - 1);
      at = held.size() - keep;
      if (!need(keep + 1)) return false;
    }
  }

  bool begin() {
    begun = true;
    need(4);
    packing = packing_of(rest());
    if (packing == Packing::kGzip) {
      gzip_ready = inflateInit2(&gzip, 15 + 16) == Z_OK;  // 16: gzip header
    } else if (packing == Packing::kZstd) {
      zstd = ZSTD_createDStream();
      ZSTD_DCtx_setParameter(zstd, ZSTD_d_windowLogMax, 27);
      if (rest().starts_with(kDictionaryMark)) return load_dictionary();
    }
    return true;
  }

  bool load_dictionary() {
    if (!need(8)) return damaged("zstd: a cut dictionary");
    uint32_t size = 0;
    for (int i = 3; i >= 0; --i) size = size << 8 | static_cast<unsigned char>(held[at + 4 + static_cast<size_t>(i)]);
    if (size > kMostDictionary || !need(8 + size)) return damaged("zstd: a cut or oversized dictionary");
    std::string dictionary(rest().substr(8, size));
    at += 8 + size;
    if (packing_of(dictionary) == Packing::kZstd) {  // packed itself
      const auto length = ZSTD_getFrameContentSize(dictionary.data(), dictionary.size());
      if (length == ZSTD_CONTENTSIZE_ERROR || length == ZSTD_CONTENTSIZE_UNKNOWN || length > kMostDictionary) {
        return damaged("zstd: a damaged dictionary");
      }
      std::string plain(length, '\0');
      if (ZSTD_isError(ZSTD_decompress(plain.data(), plain.size(), dictionary.data(), dictionary.size())) != 0) {
        return damaged("zstd: a damaged dictionary");
      }
      dictionary = std::move(plain);
    }
    if (ZSTD_isError(ZSTD_DCtx_loadDictionary(zstd, dictionary.data(), dictionary.size())) != 0) return damaged("zstd: a damaged dictionary");
    return true;
  }

  bool read_gzip(std::string& out) {
    out.resize(kPiece);
    if (!in_member) {
      inflateReset(&gzip);
      in_member = true;
    }
    gzip.next_in = reinterpret_cast<Bytef*>(held.data() + at);
    gzip.avail_in = static_cast<uInt>(held.size() - at);
    gzip.next_out = reinterpret_cast<Bytef*>(out.data());
    gzip.avail_out = static_cast<uInt>(out.size());
    const int status = inflate(&gzip, Z_NO_FLUSH);
    at = held.size() - gzip.avail_in;
    out.resize(out.size() - gzip.avail_out);
    if (status == Z_STREAM_END) {
      in_member = false;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      return damaged("gzip: damaged") || give_first(out);
    }
    return true;
  }

  bool read_zstd(std::string& out) {
    out.resize(kPiece);
    ZSTD_inBuffer in{held.data(), held.size(), at};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const size_t left = ZSTD_decompressStream(zstd, &to, &in);
    if (ZSTD_isError(left) != 0) {
      ZSTD_DCtx_reset(zstd, ZSTD_reset_session_only);
      return damaged("zstd: damaged");
    }
    at = in.pos;
    out.resize(to.pos);
    in_member = left != 0;
    return true;
  }

  bool read(std::string& out) {
    out.clear();
    if (std::exchange(told_later, false)) return false;
    faulty = false;
    if (!begun && !begin()) return false;
    if (lost && !find_member()) return false;
    while (true) {
      if (!need(1)) {
        if (!in_member || faulty) return false;
        // zlib and zstd may hold some more of what they were given.
        if ((packing == Packing::kGzip ? read_gzip(out) : read_zstd(out)) && !out.empty()) return true;
        return in_member && !faulty ? damaged(packing == Packing::kGzip ? "gzip: ends in the middle" : "zstd: ends in the middle") : false;
      }
      if (packing == Packing::kNone) {
        out.assign(held, at);
        at = held.size();
        return true;
      }
      if (packing == Packing::kGzip && !in_member && !rest().starts_with(kGzipMark.substr(0, std::min<size_t>(3, rest().size())))) {
        if (need(3) && !rest().starts_with(kGzipMark)) return skip_padding();
      }
      if (!(packing == Packing::kGzip ? read_gzip(out) : read_zstd(out))) return false;
      if (!out.empty()) return true;
    }
  }

  // Zeros behind the last member are padding; anything else is damage.
  bool skip_padding() {
    const size_t zeros = std::min(rest().find_first_not_of('\0'), rest().size());
    at += zeros;
    if (zeros > 0 && !need(1)) return false;
    return damaged("gzip: no member");
  }
};

UnpackedStream::UnpackedStream(std::unique_ptr<ByteStream> packed) : state_(std::make_unique<State>()) { state_->packed = std::move(packed); }
UnpackedStream::~UnpackedStream() = default;
bool UnpackedStream::read(std::string& buffer) { return state_->read(buffer); }
const Error* UnpackedStream::fault() const { return state_->faulty && !state_->told_later ? &state_->error : nullptr; }

Result<std::string> unpack(std::string bytes, size_t limit_bytes, bool keep_cut) {
  const size_t packed_bytes = bytes.size();
  UnpackedStream stream(std::make_unique<PrefixedStream>(std::move(bytes), nullptr));
  std::string out, piece;
  while (stream.read(piece)) {
    if (out.size() + piece.size() > limit_bytes) {
      return fail(ErrorCode::kTooLarge, fmt::format("unpacks to more than {} bytes; raise --max-document", limit_bytes));
    }
    if (out.empty()) {
      out.swap(piece);
    } else {
      out += piece;
    }
  }
  const Error* fault = stream.fault();
  if (fault != nullptr && !(keep_cut && fault->offset == packed_bytes && !out.empty())) return tl::unexpected(*fault);
  return out;
}

}  // namespace dateline::intake
