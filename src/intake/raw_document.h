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

namespace dateline::intake {

/// What kind of container a document's bytes came from.
enum class RawKind : uint8_t {
  kFile,       ///< bytes of one file: HTML or text, perhaps gzipped
  kJsonLine,   ///< one line of a JSONL source
};

/// One document as it lies on disk, not yet decoded: cheap to make, so that one thread can read for many.
struct RawDocument {
  RawKind kind = RawKind::kFile;
  std::string location;  ///< path, `path:LINE` or `-`
  std::string bytes;
};

/// Reads documents one by one from the sources of a command line: HTML and text files (also .gz), folders (files
/// ending in .html .htm .xhtml .txt .jsonl, each also .gz, in name order, at most `Limits::folder_depth` deep, symbolic
/// links to folders not followed), JSONL files, and `-` for standard input. Memory: one document or one line at a time.
class DocumentReader {
 public:
  DocumentReader(std::vector<std::string> sources, const Limits& limits);
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

/// Decodes one raw document: unzips, parses the JSON line, converts to UTF-8, tells HTML from text, hashes. Thread-safe.
/// Errors: `kEmpty`, `kNotText` (binary), `kMalformed` (bad gzip or JSON, no `text` or `html`), `kTooLarge`.
[[nodiscard]] Result<Source> decode(RawDocument raw, const Limits& limits);

}  // namespace dateline::intake
