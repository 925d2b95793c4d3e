#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline::intake {

/// Bytes that come piece by piece. One thread at a time.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Fills `buffer` (what was in it is gone) with the next bytes, at least one; false at the end, on a fault and when told to
  /// stop.
  [[nodiscard]] virtual bool read(std::string& buffer) = 0;
  /// What ended the stream before its end; null if nothing did. A stream that can go on behind a fault does so at the next
  /// `read`.
  [[nodiscard]] virtual const Error* fault() const = 0;
};

/// A file or pipe as its bytes come: a pipe is not waited for until a buffer is full.
class FileStream : public ByteStream {
 public:
  struct Watch {
    const std::atomic<bool>* stop = nullptr;  ///< when true the stream ends; looked at ten times a second
    std::atomic<uint64_t>* read = nullptr;    ///< counts the bytes read
  };
  /// Takes `fd` and closes it at its end, unless it is standard input.
  FileStream(int fd, Watch watch) : fd_(fd), watch_(watch) {}
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;
  ~FileStream() override;
  bool read(std::string& buffer) override;
  [[nodiscard]] const Error* fault() const override { return failed_ ? &fault_ : nullptr; }

 private:
  [[nodiscard]] bool wait() const;

  int fd_;
  Watch watch_;
  bool failed_ = false;
  Error fault_;
};

/// Some bytes at hand, then another stream (or nothing).
class PrefixedStream : public ByteStream {
 public:
  PrefixedStream(std::string held, std::unique_ptr<ByteStream> rest) : held_(std::move(held)), rest_(std::move(rest)) {}
  bool read(std::string& buffer) override;
  [[nodiscard]] const Error* fault() const override { return rest_ ? rest_->fault() : nullptr; }

 private:
  std::string held_;
  std::unique_ptr<ByteStream> rest_;
};

enum class Packing : uint8_t { kNone, kGzip, kZstd };
/// How data with these first bytes (four are enough) is packed.
[[nodiscard]] Packing packing_of(std::string_view head);

/// What another stream holds, unpacked: gzip of any number of members (RFC 1952), or zstd of any number of frames (RFC 8878),
/// the first of which may be a dictionary for the others (the WARC/zstd convention). Memory is bounded by a window of 128 MiB.
///
/// A damaged member is a fault, with its offset in the packed data; the next `read` goes on at the next member that can be
/// found behind it.
class UnpackedStream : public ByteStream {
 public:
  explicit UnpackedStream(std::unique_ptr<ByteStream> packed);
  ~UnpackedStream() override;
  bool read(std::string& buffer) override;
  [[nodiscard]] const Error* fault() const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// All of packed bytes, unpacked. `kTooLarge` as soon as that passes `limit_bytes`; `kMalformed` with the offset in the packed data.
/// With `keep_cut` bytes that end too early give what they hold, if anything.
[[nodiscard]] Result<std::string> unpack(std::string bytes, size_t limit_bytes, bool keep_cut = false);

}  // namespace dateline::intake
