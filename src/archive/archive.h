#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/knowledge.h"
#include "archive/story_features.h"
#include "dateline/record.h"
#include "dateline/result.h"

namespace dateline::archive {

/// What became of a document that was put. `kMetadata`: the same text under another date, so the facts were dated anew.
enum class Put : uint8_t { kAdded, kRevised, kMetadata, kReread, kUnchanged };

/// A document read, ready to be put: everything that costs time is done before the writer's turn.
struct Prepared {
  std::string key;         ///< canonical URL, else URL, else the source's own id, else its digest
  uint64_t text_hash = 0;  ///< of headline and text: a page whose text is the same has not changed
  std::string origin;      ///< JSON of what the carrier said
  std::string source;      ///< compressed
  std::string record;      ///< compressed JSON
  Record facts;            ///< with `source.bytes` taken away
  uint32_t words = 0;      ///< of the text, parted by blanks
  std::vector<uint64_t> sketch;  ///< what copies are found by
  StoryFeatures features;        ///< what stories are found by
  bool in_story = true;          ///< false: the language is not one whose stories are found
};
/// Compresses and sums up; `record.source.bytes` must be there. Any number of threads.
[[nodiscard]] Prepared prepare(Record record, const Knowledge& knowledge);

/// One stored revision, without its bytes.
struct Revision {
  int64_t id = 0, document = 0;
  int number = 0;
  int64_t seen = 0;  ///< seconds since 1970
  std::string sha256, program;
};

/// Counts of an archive.
struct Counts {
  int64_t documents = 0, revisions = 0, events = 0, statements = 0, figures = 0, stories = 0;
};

/// How an archive is opened.
struct Options {
  /// Needed to put, remove and merge, and to bring an older file up to date; reading goes without.
  std::shared_ptr<const Knowledge> knowledge;
  /// Seconds since 1970; the system's clock if empty.
  std::function<int64_t()> clock;
  /// Latest articles that a new one is compared with, to find its copies and its story: each costs about 5 kB in the file and,
  /// while documents are put, 12 kB of memory. Always the same for one archive, else groups depend on it.
  int64_t window = 20'000;
};

/// An archive of records: one SQLite file (docs/archive.md). Any number of readers, in any number of processes, go on while
/// one writer writes. Errors name the file: `kNotFound`, `kUnreadable` (disk full, read-only, damaged), `kUnsupported` (of a
/// newer program or not yet brought up to date, not an archive), `kBusy` for a second writer.
class Archive {
 public:
  /// `kWrite` puts documents, one program at a time. `kDesk` makes short changes of what readers leave (desk.h) beside a
  /// writer; it makes the tables for them.
  enum class Use : uint8_t { kRead, kWrite, kDesk };
  /// Opens; to write, makes the file if it is not there. An older version is brought up to date when opened to write, which
  /// reads every stored record once (some thousand a second), in one transaction.
  [[nodiscard]] static Result<Archive> open(const std::string& path, Use use, Options options = {});
  ~Archive();
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;

  /// Begins to gather documents; `commit` brings stories, disputes and what is due up to date and puts all on disk together.
  /// What was committed survives a kill at any moment. After an error only `rollback` makes sense.
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<Put> put(const Prepared& document);
  [[nodiscard]] Result<void> commit();
  /// Forgets what was put since `begin`.
  [[nodiscard]] Result<void> rollback();

  /// Puts a new reading of a document's present revision in the place of the old one: the revision stays, its record changes.
  /// Between `begin` and `commit`.
  [[nodiscard]] Result<Put> reread(int64_t document, const Prepared& again);
  /// Takes a document away with all its revisions; a change of kind `removed` stays. False if there is none of that key.
  /// Between `begin` and `commit`.
  [[nodiscard]] Result<bool> remove(std::string_view key);

  /// True if the present revision of a document has these very bytes under the same name, title and date, or is known to
  /// have come of them: reading them would change nothing.
  [[nodiscard]] Result<bool> knows(const Source& source);

  [[nodiscard]] Result<Counts> counts();
  /// Revisions of the document with this key, oldest first.
  [[nodiscard]] Result<std::vector<Revision>> revisions(std::string_view key);
  /// The record's JSON of a revision; the source's text.
  [[nodiscard]] Result<std::string> record(int64_t revision);
  [[nodiscard]] Result<std::string> source(int64_t revision);
  /// The source of a revision as it came in: bytes, and what the carrier said.
  [[nodiscard]] Result<Source> origin(int64_t revision);
  /// Up to `limit` present revisions of documents numbered above `after`, in that order; only those read by another program
  /// than `program`, unless that is empty.
  [[nodiscard]] Result<std::vector<Revision>> present(int64_t after, uint32_t limit, const std::string& program = {});
  /// The words that the items of a document's present revision rest on, as their rows have them, with the items' names.
  [[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> quoted(int64_t document);
  /// Looks at every page of the file, every stored frame and what new articles are compared with; nothing if all is sound,
  /// else what is not.
  [[nodiscard]] Result<void> check();

  /// Lets go of what was read: the next question sees what others have written, and their log can be cleared. Programs that
  /// stay open call it after each piece of work.
  void rest();

  struct State;
  [[nodiscard]] State& state() { return *state_; }

 private:
  explicit Archive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dateline::archive
