#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/record.h"
#include "dateline/result.h"

namespace dateline::archive {

/// What became of a document that was put.
enum class Put : uint8_t { kAdded, kRevised, kUnchanged };

/// A document read, ready to be put: everything that costs time is done before the writer's turn.
struct Prepared {
  std::string key;         ///< canonical URL, else URL, else the source's own id, else its digest
  uint64_t text_hash = 0;  ///< of headline and text: a page whose text is the same has not changed
  std::string origin;      ///< JSON of what the carrier said
  std::string source;      ///< compressed
  std::string record;      ///< compressed JSON
  Record facts;            ///< with `source.bytes` taken away
  uint32_t words = 0;      ///< of the text
};
/// Compresses and sums up; `record.source.bytes` must be there.
[[nodiscard]] Prepared prepare(Record record, uint32_t words);

/// One stored revision, without its bytes.
struct Revision {
  int64_t id = 0, document = 0;
  int number = 0;
  int64_t seen = 0;  ///< seconds since 1970
  std::string sha256, program;
};

/// Counts of an archive.
struct Counts {
  int64_t documents = 0, revisions = 0, events = 0, statements = 0, figures = 0;
};

/// An archive of records: one SQLite file (docs/archive.md). Any number of readers, in any number of processes, go on while
/// one writer writes. Errors name the file: `kNotFound`, `kUnreadable` (disk full, read-only, damaged), `kUnsupported` (of a
/// newer program, not an archive), `kBusy` for a second writer.
class Archive {
 public:
  enum class Use : uint8_t { kRead, kWrite };
  /// Opens; to write, makes the file if it is not there. An older version is brought up to date when opened to write.
  [[nodiscard]] static Result<Archive> open(const std::string& path, Use use);
  ~Archive();
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;

  /// Begins to gather documents; `commit` puts them on disk together. What was committed survives a kill at any moment.
  [[nodiscard]] Result<void> begin();
  [[nodiscard]] Result<Put> put(const Prepared& document);
  [[nodiscard]] Result<void> commit();

  /// Forgets what was put since `begin`.
  [[nodiscard]] Result<void> rollback();

  /// True if the present revision of a document has these very bytes under the same name, title and date: reading it would
  /// change nothing.
  [[nodiscard]] Result<bool> knows(const Source& source);

  [[nodiscard]] Result<Counts> counts();
  /// Revisions of the document with this key, oldest first.
  [[nodiscard]] Result<std::vector<Revision>> revisions(std::string_view key);
  /// The record's JSON of a revision; the source's text.
  [[nodiscard]] Result<std::string> record(int64_t revision);
  [[nodiscard]] Result<std::string> source(int64_t revision);
  /// Looks at every page of the file and every stored frame; nothing if all is sound, else what is not.
  [[nodiscard]] Result<void> check();

  struct State;
  [[nodiscard]] State& state() { return *state_; }

 private:
  explicit Archive(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dateline::archive
