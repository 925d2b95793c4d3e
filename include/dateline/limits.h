#pragma once

#include <cstddef>
#include <cstdint>

namespace dateline {

/// Every bound the program keeps, so that a hostile page costs a bounded amount of time and memory.
/// Each can be set from the command line (flag in brackets). Beyond a limit a document is refused with
/// `ErrorCode::kTooLarge`, or cut with a warning in the record, as said beside it.
struct Limits {
  /// Largest document read, after decompression [--max-document]. Refused beyond. The largest of some
  /// thousand real news pages is 6 MiB.
  size_t document_bytes = 32u << 20;
  /// Longest line of a JSONL source [--max-line]. Refused beyond; the line is skipped, not stored.
  size_t line_bytes = 64u << 20;
  /// Deepest open element kept by the HTML tree builder; deeper ones are attached at this depth.
  uint32_t html_depth = 512;
  /// Most nodes (elements, texts, comments) of one HTML page. Refused beyond.
  uint32_t html_nodes = 2'000'000;
  /// Longest article text analysed [--max-text]; the rest is cut at a paragraph and warned of.
  size_t text_bytes = 1u << 20;
  /// Longest sentence given to the parser, in words; longer ones are split.
  uint32_t sentence_words = 400;
  /// Most items of one kind (events, statements, figures) in one record; more are dropped with a warning.
  uint32_t items = 20'000;
  /// Deepest nesting of a folder source. Refused beyond.
  uint32_t folder_depth = 64;
  /// Most tags and attributes of one feed, sitemap or OPML file [--max-feed-marks]. Refused beyond. A sitemap at its own limit of 50,000 pages has
  /// about a million.
  uint32_t xml_marks = 4'000'000;
  /// Most items of one feed, sitemap or OPML file [--max-feed-items]; more are left out, and it is said so.
  uint32_t feed_items = 100'000;
};

}  // namespace dateline
