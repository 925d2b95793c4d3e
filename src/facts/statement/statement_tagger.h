#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dateline/record.h"
#include "dateline/result.h"
#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"

namespace dateline::facts {

class CueTable;

/// A statement with where it stands, for the stages that ask who asserts a word.
struct Attribution {
  Statement statement;
  uint32_t cue_word = kNoWord;      ///< head word of the cue
  uint32_t speaker_word = kNoWord;  ///< head word of the speaker's phrase
  bool denied = false;              ///< the content is denied ("denied sending troops")
};

/// Finds direct, indirect and mixed speech: content, cue and speaker.
///
/// Plain means: quotations by their marks; a hand-written list of cue verbs; the clause a cue governs, or the sentence that
/// a parenthetic cue interrupts; "according to". A quotation without a cue belongs to the speaker of the quotation before it
/// in its paragraph, or who opened the long quotation it continues. The speaker is the cue's subject, resolved by
/// the actor stage. A better one must keep: contents never overlap for one cue, spans are exact, an unknown speaker stays
/// unknown. Immutable; thread-safe.
class StatementTagger {
 public:
  [[nodiscard]] static Result<StatementTagger> open(const std::string& data_folder);
  StatementTagger(StatementTagger&&) noexcept;
  ~StatementTagger();
  /// Overwrites `out`, in text order of the first content.
  void run(const DocumentView& view, const Actors& actors, std::vector<Attribution>& out) const;

 private:
  explicit StatementTagger(std::unique_ptr<const CueTable> cues);
  std::unique_ptr<const CueTable> cues_;
};

}  // namespace dateline::facts
