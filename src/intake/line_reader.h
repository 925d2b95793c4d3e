#pragma once

#include <memory>
#include <string>
#include <utility>

#include "intake/byte_stream.h"

namespace dateline::intake {

/// Lines of a stream with bounded memory: an overlong line is skipped and reported.
class LineReader {
 public:
  explicit LineReader(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  enum class Status { kLine, kTooLong, kEnd, kFailed };
  /// The next line without its end; of `kFailed` `fault()` tells.
  Status next(std::string& line, size_t limit);
  [[nodiscard]] const Error* fault() const { return stream_->fault(); }

 private:
  std::unique_ptr<ByteStream> stream_;
  std::string held_;
  size_t position_ = 0;
};

}  // namespace dateline::intake
