#include "facts/event/event_status.h"

#include <array>
#include <optional>
#include <utility>

#include "base/table_file.h"
#include "facts/event/arguments.h"

namespace dateline::facts {
namespace {

std::optional<EventStatus> status_named(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(EventStatus::kHistorical); ++i) {
    if (name(static_cast<EventStatus>(i)) == text) return static_cast<EventStatus>(i);
  }
  return std::nullopt;
}

bool is_negation(const DocumentView& view, uint32_t word) {
  const std::string_view lemma = view.lemma(word);
  return lemma == "not" || lemma == "never" || lemma == "n't" || lemma == "no" || lemma == "neither" || lemma == "nor";
}

/// A coordinated verb behind "but", or with a tense where the first has only that of its auxiliary ("did not come and rejected").
bool stands_apart(const DocumentView& view, uint32_t verb) {
  const uint32_t conjunction = view.child(verb, Deprel::kCc);
  if (conjunction != kNoWord && view.lemma(conjunction) == "but") return true;
  const std::string_view tag = view.xpos(verb);
  const bool finite = tag == "VBD" || tag == "VBZ";
  const uint32_t first = view.head(verb);
  return finite && first != kNoWord && view.xpos(first) == "VB";
}

}  // namespace

Result<StatusRules> StatusRules::open(const std::string& data_folder) {
  auto table = TableFile::read(data_folder + "/events/status.tsv", 3);
  if (!table) return tl::unexpected<Error>(table.error());
  StatusRules rules;
  for (const auto& row : table->rows()) {
    const auto status = status_named(row.cells[2]);
    if (!status) return table->bad_row(row, "unknown status");
    auto& map = row.cells[0] == "governs" ? rules.governs_ : rules.modifies_;
    map.emplace(word_hash(row.cells[1]), *status);
  }
  return rules;
}

EventStatus StatusRules::of_verb(const DocumentView& view, uint32_t verb, bool& decided) const {
  decided = true;
  bool progressive = view.xpos(verb) == "VBG", present_be = false;
  // "will not": whatever stands before the negation.
  for (const uint32_t c : view.children(verb)) {
    const Deprel relation = view.relation(c);
    if ((relation == Deprel::kAdvmod || relation == Deprel::kDet || relation == Deprel::kCc) && c < verb && is_negation(view, c)) {
      return EventStatus::kNegated;
    }
    if (relation == Deprel::kNsubj || relation == Deprel::kNsubjPass || relation == Deprel::kObj) {
      const uint32_t det = view.child(c, Deprel::kDet);
      if (det != kNoWord && view.lemma(det) == "no") return EventStatus::kNegated;
    }
  }
  for (const uint32_t c : view.children(verb)) {
    const Deprel relation = view.relation(c);
    if (relation == Deprel::kAdvmod && (view.lemma(c) == "allegedly" || view.lemma(c) == "reportedly")) return EventStatus::kClaimed;
    if (relation == Deprel::kMark && (view.lemma(c) == "if" || view.lemma(c) == "unless" || view.lemma(c) == "whether")) {
      return EventStatus::kHypothetical;
    }
    if (relation != Deprel::kAux && relation != Deprel::kAuxPass) continue;
    const std::string_view lemma = view.lemma(c);
    if (lemma == "will" || lemma == "shall" || lemma == "'ll" || lemma == "wo") return EventStatus::kScheduled;
    if (lemma == "would" || lemma == "should" || lemma == "must" || lemma == "ought" || lemma == "'d") return EventStatus::kProposed;
    if (lemma == "could" || lemma == "might" || lemma == "may" || lemma == "can" || lemma == "ca") return EventStatus::kHypothetical;
    if (lemma == "be" && (view.text(c) == "is" || view.text(c) == "are" || view.text(c) == "'re" || view.text(c) == "'s")) present_be = true;
  }
  if (progressive && present_be) return EventStatus::kOngoing;
  decided = false;
  return EventStatus::kOccurred;
}

EventStatus StatusRules::of(const DocumentView& view, uint32_t word) const {
  bool decided = false;
  if (view.upos(word) == Upos::kVerb) {
    const EventStatus own = of_verb(view, word, decided);
    if (decided) return own;
  } else {
    for (const uint32_t c : view.children(word)) {
      const Deprel relation = view.relation(c);
      if (relation == Deprel::kDet && view.lemma(c) == "no") return EventStatus::kNegated;
      if (relation != Deprel::kAmod && relation != Deprel::kCompound) continue;
      if (const auto it = modifies_.find(view.lemma_hash(c)); it != modifies_.end()) return it->second;
    }
  }
  // Upwards: what governs the act. Reporting clauses ("said that") and coordination are passed through.
  uint32_t v = word;
  for (uint32_t steps = 0; steps < 6; ++steps) {
    const Deprel relation = view.relation(v);
    const uint32_t up = view.head(v);
    if (up == kNoWord) break;
    const bool finite_clause = relation == Deprel::kCcomp || relation == Deprel::kParataxis;
    const uint32_t mark = view.child(v, Deprel::kMark);
    // "lift the ban imposed in May": what a past participle tells of a noun is done, whatever comes of the noun.
    if (relation == Deprel::kAcl && mark == kNoWord && view.xpos(v) == "VBN" && view.upos(v) == Upos::kVerb) break;
    // "accusations that he had lied", whatever the tree calls the clause.
    const bool told_in_noun = relation == Deprel::kAclRelcl && mark != kNoWord && view.lemma(mark) == "that";
    const bool complement = told_in_noun || relation == Deprel::kXcomp || relation == Deprel::kAcl || relation == Deprel::kAdvcl ||
                            relation == Deprel::kObj || relation == Deprel::kObl || relation == Deprel::kNmod ||
                            relation == Deprel::kCcomp || relation == Deprel::kCsubj;
    if (complement) {
      bool infinitive = false;
      for (const uint32_t c : view.children(v)) {
        infinitive = infinitive || (view.relation(c) == Deprel::kMark && view.lemma(c) == "to");
      }
      const bool gerund = is_gerund_complement(view, v);
      const bool adverbial = !gerund && (relation == Deprel::kAdvcl || relation == Deprel::kObl);
      // "would help, while Spain condemned it": a finite past with a conjunction of its own is told as fact.
      if (relation == Deprel::kAdvcl && mark != kNoWord && view.lemma(mark) != "to" && view.xpos(v) == "VBD") break;
      const auto it = governs_.find(view.lemma_hash(up));
      const std::string_view marker = mark == kNoWord ? view.case_of(v) : view.lemma(mark);
      const bool bound = !adverbial || infinitive || marker == "for" || marker == "of" || marker == "to" || marker == "from" || marker == "with";
      if (it != governs_.end() && bound) {
        // "denied", "alleged" take finite clauses; the others only what is not told as fact.
        const bool tells = it->second == EventStatus::kDenied || it->second == EventStatus::kClaimed;
        const bool past = view.xpos(v) == "VBD" || view.xpos(v) == "VBN";
        if (tells || !finite_clause || !past) return it->second;
      }
      if (relation == Deprel::kXcomp && infinitive && view.upos(up) == Upos::kAdj) return EventStatus::kProposed;
    } else if (relation != Deprel::kConj) {
      break;
    }
    // "does not join but rejected": told of itself.
    if (relation == Deprel::kConj && view.upos(v) == Upos::kVerb && stands_apart(view, v)) break;
    // "did not answer, accusing Chile": the negation is not the participle's.
    const bool beside = relation == Deprel::kAdvcl && mark == kNoWord && view.xpos(v) == "VBG" && !is_gerund_complement(view, v);
    v = up;
    if (view.upos(v) == Upos::kVerb) {
      if (finite_clause) {
        // Said by somebody: their own negation or future does not touch the act.
        continue;
      }
      const EventStatus above = of_verb(view, v, decided);
      if (beside && above == EventStatus::kNegated) break;
      if (decided && above != EventStatus::kOngoing) return above;
    }
  }
  // An infinitive that nothing explains is no fact.
  if (view.upos(word) == Upos::kVerb && view.xpos(word) == "VB") {
    for (const uint32_t c : view.children(word)) {
      if (view.relation(c) == Deprel::kMark && view.lemma(c) == "to") {
        const Deprel relation = view.relation(word);
        if (relation == Deprel::kXcomp || relation == Deprel::kAcl || relation == Deprel::kAdvcl) return EventStatus::kProposed;
      }
    }
  }
  return EventStatus::kOccurred;
}

}  // namespace dateline::facts
