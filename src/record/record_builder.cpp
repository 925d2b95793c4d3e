#include "record/record_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.h"
#include "facts/clause.h"

namespace dateline {
namespace {

/// The document's own id, else one made from its canonical address, else from its content.
std::string document_id(const Source& source, const Article& article) {
  if (!source.id.empty()) return source.id;
  const std::string& address = !article.canonical.empty() ? article.canonical : source.url;
  if (!address.empty()) return fmt::format("u{:016x}", hash64(address));
  return "c" + source.sha256.substr(0, 16);
}

/// The innermost statement that holds the span.
ItemIndex statement_around(const std::vector<Statement>& statements, Span span) {
  ItemIndex best = kNoItem;
  uint32_t size = UINT32_MAX;
  for (ItemIndex i = 0; i < statements.size(); ++i) {
    for (const Span c : statements[i].content) {
      if (c.contains(span) && c.size() < size) {
        best = i;
        size = c.size();
      }
    }
  }
  return best;
}

template <class T>
void cut(std::vector<T>& items, uint32_t limit, std::string_view what, std::vector<Warning>& warnings) {
  if (items.size() <= limit) return;
  warnings.push_back({"items-cut", fmt::format("{} of {} {} were kept", limit, items.size(), what), {}});
  items.erase(items.begin() + limit, items.end());
}

/// Verbs of telling a number; "12 people killed by gunmen" has no claimant.
bool gives(std::string_view lemma) {
  static constexpr std::array<std::string_view, 16> kGiving = {"give", "provide", "report", "cite", "release", "issue", "publish", "quote",
                                                               "claim", "announce", "compile", "offer", "supply", "estimate", "state", "confirm"};
  return std::find(kGiving.begin(), kGiving.end(), lemma) != kGiving.end();
}

bool is_count_noun(std::string_view lemma) {
  return lemma == "number" || lemma == "toll" || lemma == "figure" || lemma == "total" || lemma == "count" || lemma == "size" ||
         lemma == "turnout" || lemma == "cost" || lemma == "strength" || lemma == "damage" || lemma == "loss";
}

void set_claimant(const Pipeline& pipeline, uint32_t word, Figure& figure) {
  const auto* mention = pipeline.actors.at_head(word);
  if (mention == nullptr) mention = pipeline.actors.covering(word);
  if (mention == nullptr || mention->entity == kNoItem) return;
  figure.by = mention->entity;
  figure.by_span = pipeline.view.span_of(mention->begin, mention->end - 1);
}

/// Who gives a figure: "a toll of 300 given by the mayor", "the mayor put the toll at 300".
void claimed_by(const Pipeline& pipeline, Figure& figure) {
  const auto& view = pipeline.view;
  const uint32_t word = view.word_at(figure.span.begin);
  if (word >= view.size()) return;
  for (uint32_t up = view.head(word), steps = 0; up != kNoWord && steps < 3; ++steps, up = view.head(up)) {
    if (view.upos(up) != Upos::kVerb) continue;
    const std::string_view lemma = view.lemma(up);
    const bool sets = lemma == "put" || lemma == "place" || lemma == "estimate" || lemma == "peg" || lemma == "revise";
    const uint32_t subject = sets && !facts::is_passive(view, up) ? facts::subject_of(view, up) : kNoWord;
    const uint32_t object = subject == kNoWord ? kNoWord : facts::object_of(view, up);
    if (object != kNoWord && is_count_noun(view.lemma(object))) set_claimant(pipeline, subject, figure);
    break;
  }
  if (figure.by != kNoItem) return;
  for (uint32_t up = word, steps = 0; up != kNoWord && steps < 4; ++steps, up = view.head(up)) {
    for (const uint32_t c : view.children(up)) {
      if (view.relation(c) != Deprel::kAcl || view.xpos(c) != "VBN" || !gives(view.lemma(c))) continue;
      for (const uint32_t by : view.children(c)) {
        const Deprel relation = view.relation(by);
        if (relation != Deprel::kOblAgent && !(relation == Deprel::kObl && view.case_of(by) == "by")) continue;
        set_claimant(pipeline, by, figure);
        if (figure.by == kNoItem) continue;
        return;
      }
    }
  }
}

}  // namespace

Record build_record(Pipeline& p, Source source) {
  Record record;
  record.id = document_id(source, p.article);
  source.bytes.clear();
  source.bytes.shrink_to_fit();
  record.source = std::move(source);
  record.warnings = p.warnings;
  for (const auto& sentence : p.analysis.sentences) record.sentences.push_back(sentence.span);
  record.entities = p.actors.entities;
  for (const auto& a : p.attributions) record.statements.push_back(a.statement);
  record.events = std::move(p.events);
  for (auto& q : p.quantities) {
    if (!q.in_record) continue;
    Figure figure = std::move(q.figure);
    figure.said_by = statement_around(record.statements, figure.span);
    claimed_by(p, figure);
    record.figures.push_back(std::move(figure));
  }
  cut(record.entities, p.limits.items, "entities", record.warnings);
  cut(record.events, p.limits.items, "events", record.warnings);
  cut(record.statements, p.limits.items, "statements", record.warnings);
  cut(record.figures, p.limits.items, "figures", record.warnings);
  for (auto& event : record.events) {
    std::erase_if(event.said_by, [&](ItemIndex i) { return i >= record.statements.size(); });
  }
  find_disputes(p, record);
  find_schedule(p, record);
  record.article = std::move(p.article);
  return record;
}

}  // namespace dateline
