#include "facts/statement/label_reader.h"

#include <algorithm>

#include "base/strings.h"
#include "facts/clause.h"
#include "facts/statement/content.h"

namespace dateline::facts {

LabelReader::LabelReader(const DocumentView& view, const Actors& actors, const CueTable& cues)
    : view_(view), actors_(actors), cues_(cues), named_(actors.entities.size(), false) {
  for (const ActorMention& m : actors.mentions) {
    if (m.entity != kNoItem && m.form == ActorMention::Form::kName && (m.end >= view.size() || view.text(m.end) != ":")) named_[m.entity] = true;
  }
}

bool LabelReader::is_speaker(uint32_t first, uint32_t noun, const ActorMention* mention) const {
  if (noun == first && view_.xpos(noun) == "NN" && cues_.is_document(view_.lemma_hash(noun))) return true;
  return mention != nullptr && mention->person && view_.upos(noun) == Upos::kPropn && mention->entity != kNoItem && named_[mention->entity];
}

bool LabelReader::read(uint32_t s, Attribution& statement) const {
  constexpr uint32_t kReach = 6;  // words of a label
  const auto& sentences = view_.analysis().sentences;
  const Sentence& sentence = sentences[s];
  if (s > 0 && sentences[s - 1].paragraph == sentence.paragraph) return false;
  const Role role = view_.article().paragraphs[sentence.paragraph].role;
  if (role != Role::kText && !(role == Role::kSubhead && sentence.paragraph == 0)) return false;
  uint32_t colon = sentence.begin + 1;
  const uint32_t reach = std::min(sentence.end, sentence.begin + kReach);
  while (colon < reach && view_.text(colon) != ":") ++colon;
  if (colon >= reach || colon + 3 >= view_.size() || equals_ignoring_case(view_.text(sentence.begin), "dear")) return false;
  const uint32_t noun = colon - 1;
  const ActorMention* mention = actors_.at_head(noun);
  if (mention == nullptr) mention = actors_.covering(noun);
  if (!is_speaker(sentence.begin, noun, mention) || has_finite(view_, sentence.begin, colon)) return false;
  uint32_t last = s;
  while (last + 1 < sentences.size() && sentences[last + 1].paragraph == sentence.paragraph) ++last;
  const Span content = trimmed(view_, colon + 1, sentences[last].end - 1);
  if (count_words(view_, content) < 3 || !has_finite(view_, colon + 1, sentences[last].end)) return false;
  statement.statement.speaker_span = view_.span_of(sentence.begin, noun);
  statement.speaker_word = noun;
  if (mention != nullptr) statement.statement.speaker = mention->entity;
  statement.statement.content.push_back(content);
  statement.statement.rule = "label";
  return true;
}

}  // namespace dateline::facts
