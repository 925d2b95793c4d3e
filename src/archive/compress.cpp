#include "archive/compress.h"

#include <zstd.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace dateline::archive {
namespace {

// Storing must not hold reading up: level 3 takes twice the time of level 1 for a tenth fewer bytes.
constexpr int kLevel = 1;

}  // namespace

std::string compress(std::string_view bytes) {
  // One a thread: making a context costs more than most pages.
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  // Kept from one call to the next: a buffer for the worst case is mostly not used, and costs more to get than to fill.
  thread_local std::vector<char> buffer;
  buffer.resize(std::max(buffer.size(), ZSTD_compressBound(bytes.size())));
  const size_t size = ZSTD_compress2(context.get(), buffer.data(), buffer.size(), bytes.data(), bytes.size());
  return std::string(buffer.data(), size);
}

Result<std::string> decompress(std::string_view frame, size_t limit) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
    return fail(ErrorCode::kMalformed, "stored bytes are damaged: not a zstd frame");
  }
  if (size > limit) {
    return fail(ErrorCode::kTooLarge, "stored bytes are larger than the limit of " + std::to_string(limit));
  }
  std::string out(size, '\0');
  const size_t got = ZSTD_decompress(out.data(), out.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) != 0 || got != size) {
    return fail(ErrorCode::kMalformed, std::string("stored bytes are damaged: ") + ZSTD_getErrorName(got));
  }
  return out;
}

}  // namespace dateline::archive
