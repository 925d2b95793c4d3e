#pragma once

#include <string>
#include <vector>

#include "archive/query.h"
#include "dateline/limits.h"
#include "dateline/reader.h"
#include "intake/fetcher.h"

namespace dateline::cli {

/// Exit statuses of the program.
enum Status : int {
  kDone = 0,
  kNothingFound = 1,
  kCannotRun = 2,    ///< wrong use, models absent, nothing readable
  kSomeRefused = 3,  ///< done, but some documents were refused, each with its reason
};

/// Settings that several subcommands share.
struct Common {
  std::vector<std::string> sources;
  std::string format;   ///< empty: text on a terminal, jsonl into a pipe
  std::string rejects;  ///< file for refused documents, empty = none
  std::string home;     ///< folder with models/ and data/, empty = found
  unsigned jobs = 0;    ///< threads, 0 = one for each core
  uint64_t limit = 0;   ///< stop after so many documents, 0 = all
  bool stats = false, quiet = false;
  Limits limits;
  std::string urls;     ///< file with further sources, one a line, empty = none
  intake::FetchOptions fetch;
};

// The subcommands, one file each; each gives its exit status.

[[nodiscard]] int read(Common common);
[[nodiscard]] int facets(const Common& common);
[[nodiscard]] int groups(Common common);
[[nodiscard]] int parse(const Common& common, const std::string& input);
/// Prints the trees, tokens or charsets of pages as the HTML parser sees them; `cases`: each source is a JSON Lines file with a
/// source text a line.
[[nodiscard]] int parse_html(const Common& common, const std::string& what, bool cases);
[[nodiscard]] int explain(Common common, const std::vector<std::string>& what, const std::string& published);
[[nodiscard]] int verify(const Common& common, const std::vector<std::string>& records,
                         const std::vector<std::string>& sources);
[[nodiscard]] int doctor(const Common& common);
[[nodiscard]] int ingest(const Common& common, const std::string& archive);
/// How a list is shown.
struct ListStyle {
  bool merged = false;  ///< reports of one event, or of one thing due, taken together
  std::string facets;   ///< count the items by this instead
};
/// `what` is the subcommand: articles, events, ..., search.
[[nodiscard]] int list(const Common& common, const std::string& what, const std::string& archive, const archive::Filter& filter,
                       const ListStyle& style);
/// The decisions of `dateline merge`.
[[nodiscard]] int decisions(const Common& common, const std::string& archive);
/// The revisions of one document, or how two of them differ.
[[nodiscard]] int revisions(const Common& common, const std::string& archive, const std::string& key);
[[nodiscard]] int revision_diff(const Common& common, const std::string& archive, const std::string& key, int before, int after);
/// What a person decides on merged events; exactly one member is used.
struct MergeOrder {
  std::vector<int64_t> join;  ///< merged events that are one
  int64_t split = 0;          ///< a merged event whose reports are all apart
  std::string take_out;       ///< "KEY#v3": a report that is none of its merged event
  int64_t undo = 0;           ///< a batch of decisions
};
[[nodiscard]] int merge(const Common& common, const std::string& archive, const MergeOrder& order);
/// Reads the stored sources again with this program.
[[nodiscard]] int reread(const Common& common, const std::string& archive, bool all);
/// Checks spans and quoted words of all stored records against the stored sources.
[[nodiscard]] int verify_archive(const Common& common, const std::string& archive);
[[nodiscard]] int remove_documents(const Common& common, const std::string& archive, const std::vector<std::string>& keys);
[[nodiscard]] int changes(const Common& common, const std::string& archive, int64_t since, uint32_t limit);
struct ExportOptions {
  std::string format;      ///< one of `exporting::formats()`
  int64_t since = 0;       ///< cursor; 0 means all
  std::string status;      ///< statuses parted by commas; empty: what the format is made for
  double confidence = 0;   ///< at least
};
/// Prints the events of an archive in a format of event data.
[[nodiscard]] int export_archive(const Common& common, const std::string& archive, const ExportOptions& options);
/// Looks at all of an archive; prints what is in it or what is damaged.
[[nodiscard]] int check_archive(const std::string& archive);
/// Brings an archive of an older version up to date.
[[nodiscard]] int upgrade(const Common& common, const std::string& archive);

/// Prints to standard error; a closed one is no failure.
void say(const std::string& text);
/// Prints `dateline: message` to standard error.
void complain(const std::string& message);
/// Opens the engine or complains; null if it cannot be opened.
[[nodiscard]] std::shared_ptr<const Engine> open_engine(const Common& common);
/// True if standard output is a terminal.
[[nodiscard]] bool output_is_terminal();
/// Columns of the terminal, 80 if unknown.
[[nodiscard]] uint32_t terminal_width();
/// Writes to standard output, which buffers; false if it took no output, now or before. The first failure is complained of,
/// a pipe that its reader closed is not: that reader has what it wanted. Called by one thread at a time.
[[nodiscard]] bool write_out(const std::string& text);
/// Hands on what is buffered; false as for `write_out`.
[[nodiscard]] bool flush_out();

}  // namespace dateline::cli
