#pragma once

#include <cstdint>
#include <string>

namespace dateline {

/// How the bytes of a source are to be understood.
enum class SourceFormat : uint8_t {
  kHtml,  ///< an HTML page
  kText,  ///< a page saved as plain text: title, furniture and body are told apart by the page stage
  kBody,  ///< article text as given (JSONL `text`): becomes `Article::text` byte for byte
};

/// One document as it came in: owned UTF-8 bytes and what the carrier said about them.
struct Source {
  std::string location;   ///< where it was read: a path, `path:LINE` or `-`; for messages only
  std::string id;         ///< the document's own id (JSONL `id`), else empty
  std::string url;        ///< absolute URL if known, else empty
  std::string title;      ///< title given by the carrier (JSONL `title`), else empty
  std::string published;  ///< publication time given by the carrier, ISO 8601, else empty
  SourceFormat format = SourceFormat::kHtml;
  std::string bytes;         ///< the document, valid UTF-8 (converted, U+FFFD where broken)
  std::string charset;       ///< WHATWG name of the encoding it came in ("UTF-8", "windows-1252")
  std::string sha256;        ///< lower-case hex digest of the original bytes
  uint64_t original_bytes = 0;  ///< size of the original bytes
  std::string fetched;    ///< when it was fetched, as the carrier (WARC) says, ISO 8601; else empty
  bool digest_differs = false;  ///< the bytes are not those whose digest the carrier states
  bool broken_utf8 = false;  ///< some bytes were not valid in `charset` and were replaced
};

}  // namespace dateline
