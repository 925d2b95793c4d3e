#include "facts/actor/antecedent.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "facts/clause.h"

namespace dateline::facts {
namespace {

// Of the score of an antecedent, where a sentence back costs 2.
constexpr double kSubject = 2, kModifier = 1, kPlace = 0.5;
constexpr double kQuotedElsewhere = 3, kSpoke = 1.5, kToldOf = 1.5;

bool is_saying(std::string_view lemma) {
  static constexpr std::array<std::string_view, 26> kSaying = {
      "add",    "admit", "allege", "announce", "argue", "ask",     "claim", "concede", "conclude", "continue", "declare", "deny", "explain",
      "insist", "note",  "recall", "repeat",   "reply", "respond", "say",   "state",   "stress",   "tell",     "testify", "warn", "write"};
  return std::binary_search(kSaying.begin(), kSaying.end(), lemma);
}

/// True for the subject of a verb of saying.
bool speaks(const DocumentView& view, uint32_t word) {
  return view.relation(word) == Deprel::kNsubj && view.head(word) != kNoWord && is_saying(view.lemma(view.head(word)));
}

/// The subject of the verb that the pronoun is an object of: "Luna urged her" is of another woman. `kNoWord` for other
/// pronouns, and "herself".
uint32_t subject_over(const DocumentView& view, uint32_t pronoun) {
  const Deprel relation = view.relation(pronoun);
  const std::string_view form = view.text(pronoun);
  if ((relation != Deprel::kObj && relation != Deprel::kIobj) || form.ends_with("self") || form.ends_with("selves")) return kNoWord;
  const uint32_t subject = subject_of(view, view.head(pronoun));
  return subject == kNoWord || subject >= pronoun ? kNoWord : subject;
}

/// Head of the clause under a verb of saying that the word stands in, `kNoWord` if in none.
uint32_t clause_told(const DocumentView& view, uint32_t word) {
  for (uint32_t v = word, steps = 0; v != kNoWord && steps < 12; ++steps, v = view.head(v)) {
    const uint32_t up = view.head(v);
    if (view.relation(v) == Deprel::kCcomp && up != kNoWord && is_saying(view.lemma(up))) return v;
  }
  return kNoWord;
}

}  // namespace

ItemIndex antecedent(const DocumentView& view, const Actors& actors, const std::vector<char>& gender, const std::vector<bool>& plural,
                     const ActorMention& pronoun) {
  ItemIndex best = kNoItem;
  double best_score = -1e9;
  const uint32_t here = view.quotation_of(pronoun.head);
  const bool pronoun_speaks = speaks(view, pronoun.head);
  const uint32_t acting = subject_over(view, pronoun.head);
  const ActorMention* actor = acting == kNoWord ? nullptr : actors.at_head(acting);
  const uint32_t inside = clause_told(view, pronoun.head);
  for (size_t k = actors.mentions.size(); k-- > 0;) {
    const ActorMention& m = actors.mentions[k];
    if (pronoun.sentence - m.sentence > 3) break;
    if (m.entity == kNoItem || m.form == ActorMention::Form::kAdjective) continue;
    // Nor is it a place or person inside the subject's phrase: "the court in Lima called it illegal".
    if (acting != kNoWord && ((actor != nullptr && m.entity == actor->entity) || view.is_under(m.head, acting))) continue;
    const Entity& e = actors.entities[m.entity];
    const bool person = e.kind == EntityKind::kPerson, many = plural[m.entity];
    if (pronoun.person) {
      if (!person || many || (gender[m.entity] != 'u' && gender[m.entity] != pronoun.gender)) continue;
    } else if (pronoun.plural ? person && !many : person || many) {
      continue;
    }
    const Deprel relation = view.relation(m.head);
    const bool subject = relation == Deprel::kNsubj || relation == Deprel::kNsubjPass;
    double score = -2.0 * (pronoun.sentence - m.sentence) - 0.02 * (pronoun.begin - m.begin);
    if (subject) score += kSubject;
    if (relation == Deprel::kNmodPoss || relation == Deprel::kCompound) score -= kModifier;
    if (m.place && !m.person) score -= kPlace;
    // Who spoke goes on speaking; who is only told of in what is said, or inside a quotation, seldom does.
    if (pronoun_speaks && speaks(view, m.head)) score += kSpoke;
    const uint32_t told = clause_told(view, m.head);
    if (told != kNoWord && told != inside) score -= kToldOf;
    const uint32_t quotation = view.quotation_of(m.head);
    if (quotation != 0 && quotation != here) score -= kQuotedElsewhere;
    if (score > best_score) {
      best_score = score;
      best = m.entity;
    }
  }
  return best;
}

}  // namespace dateline::facts
