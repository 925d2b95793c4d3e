#pragma once

#include <cstdint>
#include <vector>

#include "facts/actor/actor_tagger.h"
#include "facts/document_view.h"
#include "facts/statement/cue_table.h"
#include "facts/statement/statement_tagger.h"

namespace dateline::facts {

/// "LUNA: We will rebuild it.": a person whom the article names elsewhere, or a document ("Poll: ..."), before a colon that opens
/// a paragraph says the rest of it. Refers to what it is made of.
class LabelReader {
 public:
  LabelReader(const DocumentView& view, const Actors& actors, const CueTable& cues);
  /// True if sentence `s` opens its paragraph with a label; sets speaker and content.
  [[nodiscard]] bool read(uint32_t s, Attribution& statement) const;

 private:
  [[nodiscard]] bool is_speaker(uint32_t first, uint32_t noun, const ActorMention* mention) const;

  const DocumentView& view_;
  const Actors& actors_;
  const CueTable& cues_;
  std::vector<bool> named_;  // by entity: named before no colon
};

}  // namespace dateline::facts
