#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/limits.h"
#include "dateline/result.h"
#include "intake/byte_stream.h"

namespace dateline::intake {

/// One record of a WARC (ISO 28500, versions 0.17 to 1.1) or ARC file.
struct WarcRecord {
  uint64_t offset = 0;       ///< of its first byte in the unpacked data
  std::string type;          ///< response, resource, ...; of an ARC record "response", its first one "warcinfo"
  std::string url, date;     ///< target URI without its angle brackets; time of the fetch, ISO 8601
  std::string content_type;  ///< of the block: "application/http; msgtype=response"
  std::string block_digest, payload_digest;  ///< as stated, "sha1:..."
  std::string block;         ///< empty unless asked for
};

/// Reads the records of an archive file one by one, from a stream, in constant memory. Records that the file's own words do not
/// describe well (a length that is wrong, no number or past the limit, headers without an end) are errors with the offset; reading
/// goes on at the next record that can be found.
class WarcReader {
 public:
  /// `bytes` are the packed or plain bytes of the file.
  WarcReader(std::unique_ptr<ByteStream> bytes, const Limits& limits);
  ~WarcReader();

  /// True if unpacked bytes begin like such a file.
  [[nodiscard]] static bool begins(std::string_view head);

  /// The next record; nothing at the end. `wants(record)` says of a record with its headers read whether its block is to be kept; a
  /// block past `Limits::document_bytes` that is wanted is `kTooLarge`.
  template <class Wants>
  [[nodiscard]] std::optional<Result<WarcRecord>> next(Wants&& wants) {
    auto record = head();
    if (!record || !*record) return record;
    const bool keep = wants(static_cast<const WarcRecord&>(**record));
    return block(std::move(**record), keep);
  }

 private:
  [[nodiscard]] std::optional<Result<WarcRecord>> head();
  [[nodiscard]] Result<WarcRecord> block(WarcRecord record, bool keep);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dateline::intake
