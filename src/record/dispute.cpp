#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/strings.h"
#include "record/record_builder.h"

namespace dateline {
namespace {

/// A noun that stands for a count, not for what is counted.
bool is_count_word(std::string_view lemma) {
  return lemma == "figure" || lemma == "number" || lemma == "estimate" || lemma == "toll" || lemma == "count" || lemma == "total";
}

/// Head noun of what a figure counts, as a word; `kNoWord` if nothing is counted. "number of ferries" counts ferries.
uint32_t counted(const Pipeline& p, const Figure& figure) {
  if (figure.what_span.empty()) return kNoWord;
  const auto& view = p.view;
  uint32_t best = kNoWord;
  for (uint32_t w = view.word_at(figure.what_span.begin); w < view.size() && view.analysis().span[w].end <= figure.what_span.end; ++w) {
    if (view.upos(w) == Upos::kNoun || view.upos(w) == Upos::kPropn) {
      best = w;
      if (is_count_word(view.lemma(w)) && w + 1 < view.size() && view.lemma(w + 1) == "of") continue;
      if (view.head(w) == kNoWord || view.head(w) < view.word_at(figure.what_span.begin) ||
          view.analysis().span[view.head(w)].end > figure.what_span.end) {
        return best;
      }
    }
  }
  return best;
}

/// What befell those counted, where a passive tells it ("40 people were healed": heal), empty if none does.
std::string_view fate(const facts::DocumentView& view, uint32_t noun) {
  const uint32_t verb = noun == kNoWord ? kNoWord : view.head(noun);
  return verb != kNoWord && view.relation(noun) == Deprel::kNsubjPass ? view.lemma(verb) : std::string_view{};
}

/// "hundreds", "dozens" beside a number within ten times of their bounds: no two accounts.
bool is_vague_of(const Figure& vague, const Figure& other) {
  if (vague.value || !vague.approximate) return false;
  const double x = other.value.value_or(other.high.value_or(0));
  return x * 10 >= vague.low.value_or(0) && x <= 10 * vague.high.value_or(0);
}

double middle(const Figure& f) { return f.value ? *f.value : (f.low.value_or(0) + f.high.value_or(0)) / 2; }

/// "earlier figures of", "trumping", "put the number at": the text itself sets two figures side by side, by a word before the
/// first that opens a contrast, or one between them.
bool contrasted(const Pipeline& p, const Figure& a, const Figure& b) {
  static const std::set<std::string, std::less<>> kWords = {
      "earlier", "previous", "previously", "initial", "initially", "however", "but", "while", "although", "contrast",
      "contradict", "dispute", "trump", "revise", "put", "estimate", "independent", "conflicting", "different", "differ",
      "claim", "deny", "reject", "instead", "whereas", "compare"};
  const auto& view = p.view;
  const uint32_t from = view.word_at(std::min(a.span.begin, b.span.begin));
  const uint32_t to = view.word_at(std::max(a.span.end, b.span.end));
  if (from >= view.size()) return false;
  const uint32_t begin = view.sentence_of(from).begin;
  for (uint32_t w = begin; w < std::min(to, view.size()); ++w) {
    const std::string_view lemma = view.lemma(w);
    const bool opens = lemma == "although" || lemma == "while" || lemma == "whereas" || lemma == "contrast";
    if (w < from && !opens && view.upos(w) != Upos::kVerb) continue;
    if (kWords.count(view.lemma(w)) != 0) return true;
  }
  return false;
}

std::string entity_name(const Record& r, ItemIndex i) { return i < r.entities.size() ? r.entities[i].name : std::string(); }

/// Who claims a figure, by name; empty for the page itself.
std::string claimant(const Record& r, const Figure& f) {
  if (f.by != kNoItem) return entity_name(r, f.by);
  if (f.said_by != kNoItem && f.said_by < r.statements.size()) return entity_name(r, r.statements[f.said_by].speaker);
  return {};
}

std::string shown(const Figure& f) {
  if (f.value) return fmt::format("{:g}", *f.value);
  return fmt::format("{:g} to {:g}", f.low.value_or(0), f.high.value_or(0));
}

void figure_disputes(const Pipeline& p, Record& r) {
  for (ItemIndex i = 0; i < r.figures.size(); ++i) {
    for (ItemIndex k = i + 1; k < r.figures.size(); ++k) {
      const Figure &a = r.figures[i], &b = r.figures[k];
      if (a.unit != b.unit || a.bound != b.bound || a.change != b.change) continue;
      const double x = middle(a), y = middle(b);
      if (x == y || x <= 0 || y <= 0 || std::max(x, y) > 20 * std::min(x, y)) continue;
      const uint32_t what = counted(p, a), other = counted(p, b);
      const bool bare = other == kNoWord || is_count_word(p.view.lemma(other));
      if (what == kNoWord || (!bare && to_lower(p.view.lemma(what)) != to_lower(p.view.lemma(other)))) continue;
      const std::string_view one_fate = fate(p.view, what), other_fate = fate(p.view, other);
      if (!one_fate.empty() && !other_fate.empty() && one_fate != other_fate) continue;
      if (is_vague_of(a, b) || is_vague_of(b, a)) continue;
      const uint32_t wa = p.view.word_at(a.span.begin), wb = p.view.word_at(b.span.begin);
      if (wa >= p.view.size() || wb >= p.view.size()) continue;
      const uint32_t distance = p.analysis.sentence[wb] - p.analysis.sentence[wa];
      if (distance > 2) continue;
      const std::string from = claimant(r, a), to = claimant(r, b);
      if (from == to || !contrasted(p, a, b)) continue;
      Dispute d;
      d.kind = DisputeKind::kFigure;
      d.about = !a.what.empty() ? a.what : b.what;
      d.items = {{'f', i}, {'f', k}};
      d.why = fmt::format("{} {} against {}{}", shown(a), from.empty() ? "by the page" : "by " + from, shown(b),
                          to.empty() ? " by the page" : " by " + to);
      r.disputes.push_back(std::move(d));
    }
  }
}

/// A denied act, beside the statement or event that asserts it.
void denials(const Pipeline& p, Record& r) {
  const std::string_view text = p.article.text;
  for (ItemIndex i = 0; i < r.events.size(); ++i) {
    const Event& denied = r.events[i];
    if (denied.status != EventStatus::kDenied) continue;
    Dispute d;
    d.kind = DisputeKind::kDenial;
    d.about = fold_space(text_of(text, denied.trigger));
    d.items.push_back({'v', i});
    for (ItemIndex k = 0; k < r.events.size(); ++k) {
      const Event& e = r.events[k];
      if (k == i || e.status == EventStatus::kDenied || e.status == EventStatus::kNegated) continue;
      const bool same_actor = std::any_of(e.source.begin(), e.source.end(), [&](ItemIndex s) {
        return std::find(denied.source.begin(), denied.source.end(), s) != denied.source.end();
      });
      const bool accuses = e.type == EventType::kAccuse &&
                           std::any_of(e.target.begin(), e.target.end(), [&](ItemIndex s) {
                             return std::find(denied.source.begin(), denied.source.end(), s) != denied.source.end();
                           });
      if ((e.type == denied.type && same_actor) || accuses) {
        d.items.push_back({'v', k});
        break;
      }
    }
    if (d.items.size() < 2 && denied.type == EventType::kMobilize) {
      // A figure about the same actor's people or arms nearby ("30,000 Russian troops").
      constexpr uint32_t kReach = 3;  // sentences
      for (ItemIndex k = 0; k < r.figures.size() && d.items.size() < 2; ++k) {
        const Figure& f = r.figures[k];
        const uint32_t word = p.view.word_at(f.span.begin);
        const uint32_t sentence = word < p.view.size() ? p.analysis.sentence[word] : denied.sentence + kReach + 1;
        if (std::max(sentence, denied.sentence) - std::min(sentence, denied.sentence) > kReach) continue;
        for (const ItemIndex s : denied.source) {
          const std::string& country = r.entities[s].country;
          if (country.empty() || f.what.empty()) continue;
          for (const auto& m : p.actors.mentions) {
            const Span span = p.view.span_of(m.begin, m.end - 1);
            if (m.country == country && f.what_span.overlaps(span)) {
              d.items.push_back({'f', k});
              break;
            }
          }
          if (d.items.size() > 1) break;
        }
      }
    }
    if (d.items.size() < 2) continue;
    d.why = fmt::format("{} denies it", denied.source.empty() ? std::string("somebody") : entity_name(r, denied.source.front()));
    r.disputes.push_back(std::move(d));
  }
}

/// True if some party of one side is of the other: the same entity, or a country under two names ("Russia", "Moscow").
bool same_side(const std::vector<ItemIndex>& ids, const std::vector<std::string>& codes, const std::vector<ItemIndex>& other_ids,
               const std::vector<std::string>& other_codes) {
  for (const ItemIndex id : ids) {
    if (std::find(other_ids.begin(), other_ids.end(), id) != other_ids.end()) return true;
  }
  const auto state = [](const std::string& code) { return code.size() == 3 || (code.size() == 6 && code.ends_with("GOV")); };
  for (const std::string& a : codes) {
    for (const std::string& b : other_codes) {
      if (state(a) && state(b) && a.compare(0, 3, b, 0, 3) == 0) return true;
    }
  }
  return false;
}

bool is_accusation(std::string_view lemma) {
  static constexpr std::array<std::string_view, 8> kNouns = {"accusation", "allegation", "assertion", "charge", "claim", "complaint", "report", "suggestion"};
  return std::find(kNouns.begin(), kNouns.end(), lemma) != kNouns.end();
}

/// "dismissed the accusations", "pleaded not guilty to the charges": the noun that a refusal answers, `kNoWord` if it is none
/// of saying.
uint32_t answered_noun(const facts::DocumentView& view, uint32_t verb) {
  for (const uint32_t c : view.children(verb)) {
    const Deprel relation = view.relation(c);
    if (relation != Deprel::kObj && relation != Deprel::kNsubjPass && relation != Deprel::kObl) continue;
    if (view.upos(c) == Upos::kNoun && is_accusation(view.lemma(c))) return c;
  }
  return kNoWord;
}

/// "deny that any pact existed", after "accused them of theft": what is denied has words of its own; does it share one with the
/// sentence of the charge, other than who denies?
bool answers(const facts::DocumentView& view, uint32_t verb, const Event& charge) {
  const auto tells = [&](uint32_t w) {
    const Upos tag = view.upos(w);
    return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kAdj || (tag == Upos::kVerb && view.lemma(w).size() > 3);
  };
  if (view.lemma(verb) == "plead") return true;
  const uint32_t first = verb + 1;
  uint32_t last = verb;
  for (const uint32_t c : view.children(verb)) {
    const Deprel relation = view.relation(c);
    const bool content = relation == Deprel::kCcomp || relation == Deprel::kXcomp || relation == Deprel::kObj || relation == Deprel::kAdvcl;
    if (c > verb && content) last = std::max(last, view.last(c));
  }
  bool any = false;
  const Sentence& told = view.analysis().sentences[charge.sentence];
  for (uint32_t w = first; w <= last && w < view.size(); ++w) {
    if (!tells(w) || is_accusation(view.lemma(w)) || view.lemma(w) == "wrongdoing" || view.lemma(w) == "involvement") continue;
    any = true;
    for (uint32_t o = told.begin; o < told.end; ++o) {
      if (o != w && (o < verb || o > last) && tells(o) && view.lemma_hash(o) == view.lemma_hash(w)) return true;
    }
  }
  return !any;
}

/// "Police deny accusations of torture": the refusal and the accusation it answers: what the noun itself tells, one against
/// who refuses, in the sentence or, for a denial, the nearest within eight sentences before, else the nearest one there that
/// the noun points back to.
void denied_accusations(const Pipeline& p, Record& r) {
  constexpr uint32_t kReach = 8;  // sentences
  const auto& view = p.view;
  for (ItemIndex i = 0; i < r.events.size(); ++i) {
    const Event& answer = r.events[i];
    if (answer.type != EventType::kReject) continue;
    const uint32_t verb = view.word_at(answer.trigger.begin);
    const std::string_view lemma = verb < view.size() ? view.lemma(verb) : std::string_view{};
    if (lemma != "deny" && lemma != "reject" && lemma != "dismiss" && lemma != "refute" && lemma != "plead") continue;
    const bool denies = lemma == "deny" || lemma == "plead";
    // Who pleads stands for the accused, whom a trial is against.
    const auto& who = lemma == "plead" && answer.source.empty() ? answer.target : answer.source;
    const auto& who_code = lemma == "plead" && answer.source.empty() ? answer.target_code : answer.source_code;
    if (who.empty()) continue;
    const uint32_t noun = answered_noun(view, verb);
    ItemIndex best = kNoItem, told = kNoItem, before = kNoItem;
    for (ItemIndex k = 0; k < r.events.size(); ++k) {
      const Event& charge = r.events[k];
      if (k == i || charge.sentence > answer.sentence || answer.sentence - charge.sentence > kReach) continue;
      const uint32_t word = view.word_at(charge.trigger.begin);
      const bool inside = noun != kNoWord && word != noun && charge.sentence == answer.sentence && view.is_under(word, noun);
      if (inside && charge.status == EventStatus::kClaimed && told == kNoItem) told = k;
      if (charge.type != EventType::kAccuse || same_side(charge.source, {}, who, {})) continue;
      if (noun != kNoWord && word != noun && (charge.target.empty() || answer.sentence - charge.sentence <= 2)) before = k;
      if (!denies && charge.sentence != answer.sentence) continue;
      if (noun == kNoWord && charge.sentence != answer.sentence && !answers(view, verb, charge)) continue;
      if (same_side(charge.target, charge.target_code, who, who_code)) best = k;
    }
    if (best == kNoItem) best = told != kNoItem ? told : before;
    if (best == kNoItem) continue;
    // The denial of the act in the same sentence is told already.
    const bool known = std::any_of(r.disputes.begin(), r.disputes.end(), [&](const Dispute& other) {
      return other.kind == DisputeKind::kDenial && other.items.front().kind == 'v' && r.events[other.items.front().index].sentence == answer.sentence;
    });
    if (known) continue;
    Dispute d;
    d.kind = DisputeKind::kDenial;
    d.about = fold_space(text_of(p.article.text, r.events[best].trigger));
    d.items = {{'v', i}, {'v', best}};
    if (best == told) {  // who else brings it against the same actor
      for (ItemIndex k = 0; k < r.events.size(); ++k) {
        const Event& charge = r.events[k];
        if (charge.type != EventType::kAccuse || charge.target_code.empty() || charge.target_code != r.events[told].source_code) continue;
        d.items.push_back({'v', k});
        break;
      }
    }
    d.why = fmt::format("{} denies it", entity_name(r, who.front()));
    r.disputes.push_back(std::move(d));
  }
}

}  // namespace

void find_disputes(const Pipeline& pipeline, Record& record) {
  figure_disputes(pipeline, record);
  denials(pipeline, record);
  denied_accusations(pipeline, record);
}

}  // namespace dateline
