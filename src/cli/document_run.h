#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "archive/archive.h"
#include "cli/command.h"
#include "record/pipeline.h"

namespace dateline::cli {

/// What became of one document: text to print or a document to keep, or why it was refused.
struct Outcome {
  std::string location;
  std::string output;
  std::unique_ptr<archive::Prepared> kept;  ///< `dateline ingest`
  Error error;
  bool refused = false;
  uint64_t bytes = 0, words = 0, events = 0, statements = 0, figures = 0;
};

/// Work on one decoded document with a thread's own pipeline; fills the outcome.
using DocumentWork = std::function<void(Pipeline&, Source, Outcome&)>;

/// The record of a document and its counts in the outcome; nothing if it is refused, then with the reason there. The record
/// has the source's bytes only if they are to be kept.
[[nodiscard]] std::optional<Record> read_record(Pipeline& pipeline, Source source, Outcome& o, bool keep_bytes = false);

/// Takes the outcome of each document that was not refused, in input order, one at a time; false ends the run.
using DocumentSink = std::function<bool(Outcome&)>;

/// Reads all sources with `common.jobs` threads, works on each document and prints outputs in input order; messages, reject
/// file, progress, `between` two outputs, statistics and the exit status as the command line promises.
[[nodiscard]] int run_documents(const Common& common, const DocumentWork& work,
                                std::string_view between = {});
/// The same, but gives each outcome to `sink` instead of printing it.
[[nodiscard]] int run_documents(const Common& common, const DocumentWork& work, const DocumentSink& sink);

}  // namespace dateline::cli
