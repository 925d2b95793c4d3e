#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dateline/result.h"
#include "dateline/span.h"
#include "facts/document_view.h"
#include "facts/statement/statement_tagger.h"

namespace dateline::facts {

struct AttitudeWord;

/// What somebody thinks, wants, backs, rejects, asks about or speaks of in the page's words: attributed, but no statement of
/// the record.
struct Attitude {
  std::vector<Span> content;  ///< never empty, in text order
  Span source, cue;           ///< `source` is empty if nobody is named
};

/// The source of a statement where its clause names it: "who" of a relative clause, not the noun that the clause describes.
[[nodiscard]] Span source_in_clause(const DocumentView& view, const Attribution& statement);

/// Finds attitudes by a table of words and what each takes (`data/statements/attitudes.tsv`), outside of quotations and of what
/// statements hold. Of use for measuring; no record is made of them. Immutable; thread-safe. Cost: linear in the words and
/// their dependents.
class AttitudeTagger {
 public:
  [[nodiscard]] static Result<AttitudeTagger> open(const std::string& data_folder);
  AttitudeTagger(AttitudeTagger&&) noexcept;
  ~AttitudeTagger();
  /// Overwrites `out`, in the order of the cues.
  void run(const DocumentView& view, const std::vector<Attribution>& statements, std::vector<Attitude>& out) const;

 private:
  struct Table;
  explicit AttitudeTagger(std::unique_ptr<const Table> table);
  std::unique_ptr<const Table> table_;
};

}  // namespace dateline::facts
