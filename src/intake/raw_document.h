#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dateline/limits.h"
#include "dateline/result.h"
#include "dateline/source.h"
#include "intake/fetcher.h"

namespace dateline::intake {

/// What kind of container a document's bytes came from.
enum class RawKind : uint8_t {
  kFile,       ///< bytes of one file: HTML or text, perhaps gzipped
  kJsonLine,   ///< one line of a JSONL source
  kRecord,     ///< one record of a WARC or ARC file: an HTTP response, or a page without
  kFetched,    ///< a page as it was fetched, with its Content-Type
  kFeedItem,   ///< an item of a feed, as a small HTML page in UTF-8
};

/// One document as it lies on disk, not yet decoded: cheap to make, so that one thread can read for many.
struct RawDocument {
  RawKind kind = RawKind::kFile;
  std::string location;  ///< path, `path:LINE`, `path@BYTE`, `path#ITEM` or `-`
  std::string bytes;
  // Of a record, fetched page or feed item only, as it states them:
  std::string url{}, fetched{}, content_type{}, block_digest{}, payload_digest{};
  std::string id{}, title{}, published{};  ///< of a feed item
};

/// Reads documents one by one from the sources of a command line: HTML and text files, JSONL files, WARC and ARC files (known by
/// how they begin), feeds (known the same way; each item that carries content or a summary), each also packed with gzip or zstd; folders (files ending in .html .htm .xhtml .txt .jsonl .warc .arc .rss .atom,
/// also with .gz or .zst, in name order, at most `Limits::folder_depth` deep, symbolic links to folders not followed), `-` for
/// standard input, and http and https URLs of any of these but JSONL (`Fetcher`; the next eight are fetched ahead). Of archive files the pages are read (responses with status 200 and resources, of HTML or plain text); what is no
/// page is passed over. Memory: one document, line or record at a time.
class DocumentReader {
 public:
  DocumentReader(std::vector<std::string> sources, const Limits& limits, FetchOptions fetching = {});
  ~DocumentReader();
  DocumentReader(const DocumentReader&) = delete;
  DocumentReader& operator=(const DocumentReader&) = delete;

  /// The next document; an error stands for one document or source that cannot be read, and reading goes on behind
  /// it. Nothing: the end.
  [[nodiscard]] std::optional<Result<RawDocument>> next();
  /// Bytes of all sources known so far, for progress; 0 where unknown (a pipe).
  [[nodiscard]] uint64_t total_bytes() const;
  /// Bytes read of them. May be called beside `next()`.
  [[nodiscard]] uint64_t bytes_read() const;
  /// From the moment `flag` is true `next()` gives nothing; a wait for a pipe ends within a tenth of a second. Call before
  /// the first `next()`; the flag must outlive the reader.
  void stop_on(const std::atomic<bool>& flag);
  /// Where the document last reported as an error was read, for reject files.
  [[nodiscard]] const std::string& error_location() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A path in lower case without the ending of its packing, to tell formats by.
[[nodiscard]] std::string unpacked_name(const std::string& path);

/// Decodes one raw document: unpacks, parses the JSON line, converts to UTF-8, tells HTML from text, hashes. Thread-safe.
/// Errors: `kEmpty`, `kNotText` (binary), `kMalformed` (bad packing or JSON, no `text` or `html`), `kTooLarge`, `kUnsupported` (a coding).
[[nodiscard]] Result<Source> decode(RawDocument raw, const Limits& limits);

}  // namespace dateline::intake
