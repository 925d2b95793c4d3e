#include "facts/event/event_tagger.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/strings.h"
#include "facts/event/arguments.h"

namespace dateline::facts {
namespace {

/// Who stands at an argument.
struct Party {
  ItemIndex entity = kNoItem;
  std::string code;
  Span span;
  bool weak = false;
};

class Finder {
 public:
  Finder(const EventInput& input, const EventLexicon& lexicon, const StatusRules& status, std::vector<Event>& out,
         std::vector<EventRejection>* rejected)
      : in_(input), view_(input.view), lexicon_(lexicon), status_(status), out_(out), rejected_(rejected) {}

  void run() {
    covered_.assign(view_.size(), false);
    mark_quoted();
    // Verbs first: a light verb takes its noun ("hold talks") with it.
    for (uint32_t i = 0; i < view_.size(); ++i) {
      // A participle before its noun ("the occupied town") describes and tells no act.
      if (view_.upos(i) == Upos::kVerb && view_.relation(i) != Deprel::kAmod) predicate(i, 'V');
    }
    for (uint32_t i = 0; i < view_.size(); ++i) {
      const Upos tag = view_.upos(i);
      if (covered_[i]) continue;
      if (tag == Upos::kNoun) predicate(i, 'N');
      else if (tag == Upos::kAdj) predicate(i, 'A');
    }
    std::stable_sort(out_.begin(), out_.end(), [](const Event& a, const Event& b) { return a.trigger.begin < b.trigger.begin; });
    merge_repeated();
  }

 private:
  void reject(uint32_t word, std::string reason) const {
    if (rejected_ != nullptr) rejected_->push_back({word, std::move(reason)});
  }

  void mark_quoted() {
    quoted_by_.assign(view_.size(), kNoItem);
    reported_by_.assign(view_.size(), kNoItem);
    for (uint32_t k = 0; k < in_.attributions.size(); ++k) {
      const Statement& s = in_.attributions[k].statement;
      for (const Span c : s.content) {
        for (uint32_t w = view_.word_at(c.begin); w < view_.size() && view_.analysis().span[w].begin < c.end; ++w) {
          reported_by_[w] = k;
          if (s.kind == StatementKind::kDirect) quoted_by_[w] = k;
        }
      }
    }
  }

  void predicate(uint32_t word, char pos) {
    const auto* senses = lexicon_.find(view_.lemma_hash(word), pos);
    if (senses == nullptr) return;
    for (const Predicate& sense : *senses) {
      if (!needs_hold(view_, word, sense)) continue;
      event(word, sense);
      return;
    }
    reject(word, "no sense of the word fits its neighbours");
  }

  /// The party at a word: a mention, or an actor inside the phrase ("members of Hamas", "Israel's army").
  Party party_at(uint32_t word, uint32_t depth = 0) const {
    Party party;
    if (word == kNoWord || depth > 3) return party;
    const ActorMention* m = in_.actors.at_head(word);
    if (m == nullptr) m = in_.actors.covering(word);
    if (m != nullptr && m->entity != kNoItem) {
      const Entity& e = in_.actors.entities[m->entity];
      party.entity = m->entity;
      party.span = view_.span_of(m->begin, m->end - 1);
      party.code = e.actor;
      party.weak = m->weak && m->country.empty();
      if (m->place || m->form == ActorMention::Form::kAdjective) party.code = m->country + m->roles;
      if (!party.code.empty() || !party.weak) {
        if (!party.code.empty()) return party;
      }
    }
    // Look inside: possessor, "of", modifiers.
    for (const uint32_t c : view_.children(word)) {
      const Deprel relation = view_.relation(c);
      const bool inside = relation == Deprel::kNmodPoss || relation == Deprel::kAmod || relation == Deprel::kCompound ||
                          relation == Deprel::kNmodDesc || relation == Deprel::kFlat || relation == Deprel::kAppos ||
                          (relation == Deprel::kNmod && (view_.case_of(c) == "of" || view_.case_of(c) == "from"));
      if (!inside) continue;
      Party found = party_at(c, depth + 1);
      if (found.code.empty()) continue;
      if (relation == Deprel::kAmod || relation == Deprel::kCompound || relation == Deprel::kNmodPoss) {
        found.code = found.code.substr(0, found.code.size() > 3 && found.code.substr(3) == "GOV" ? 3 : found.code.size());
      }
      if (party.entity != kNoItem) found.entity = party.entity;
      found.weak = false;
      return found;
    }
    return party;
  }

  static void add_party(const Party& p, const std::vector<Party>& other, std::vector<Party>& out) {
    if (p.entity == kNoItem && p.code.empty()) return;
    const auto same = [&](const Party& q) { return q.entity == p.entity && q.code == p.code; };
    if (std::any_of(out.begin(), out.end(), same) || std::any_of(other.begin(), other.end(), same)) return;
    out.push_back(p);
  }

  /// "Hungarian and Romanian officials": one noun, two parties.
  void coordinated_nationality(uint32_t word, const Party& party, const std::vector<Party>& other, std::vector<Party>& out) const {
    if (party.code.size() < 3) return;
    for (const uint32_t c : view_.children(word)) {
      if (view_.relation(c) != Deprel::kAmod && view_.relation(c) != Deprel::kCompound) continue;
      for (const uint32_t k : view_.children(c)) {
        if (view_.relation(k) != Deprel::kConj) continue;
        const ActorMention* m = in_.actors.at_head(k);
        if (m == nullptr || m->country.empty() || !m->place) continue;
        Party second = party;
        second.code = m->country + party.code.substr(3);
        second.entity = m->entity;
        second.span = view_.span_of(m->begin, m->end - 1);
        add_party(second, other, out);
      }
    }
  }

  /// Where the tree gives an active verb no subject: the nearest actor before it that no preposition and no other verb
  /// claims.
  void nearest_before(uint32_t word, std::vector<Party>& out) const {
    const uint32_t begin = view_.sentence_of(word).begin;
    for (uint32_t w = word, steps = 0; w-- > begin && steps < 12; ++steps) {
      const Upos tag = view_.upos(w);
      if (tag == Upos::kVerb || tag == Upos::kSconj || view_.text(w) == ";" || view_.text(w) == ":" || view_.text(w) == "\"") return;
      const ActorMention* m = in_.actors.at_head(w);
      if (m == nullptr || m->form == ActorMention::Form::kAdjective || m->weak) continue;
      if (view_.child(w, Deprel::kCase) != kNoWord || view_.relation(w) == Deprel::kNmodPoss) continue;
      Party p = party_at(w);
      if (p.code.empty()) continue;
      out.push_back(std::move(p));
      return;
    }
  }

  /// Where no slot holds a coded actor: the first one behind the act, in its own clause, that stands as an object or with a
  /// preposition of direction.
  void nearest_behind(uint32_t word, const std::vector<Party>& source, std::vector<Party>& out) const {
    const Sentence& sentence = view_.sentence_of(word);
    const uint32_t last = std::min(view_.last(word), sentence.end - 1);
    for (uint32_t w = word + 1; w <= last; ++w) {
      if (view_.text(w) == ";" || view_.text(w) == ":") return;
      const ActorMention* m = in_.actors.at_head(w);
      if (m == nullptr || m->entity == kNoItem || m->weak || m->form == ActorMention::Form::kPronoun) continue;
      const std::string_view marker = view_.case_of(w);
      if (marker == "in" || marker == "at" || marker == "near" || marker == "by" || marker == "after" || marker == "during" ||
          marker == "since" || marker == "before" || marker == "as" || marker == "like") {
        continue;
      }
      const Deprel relation = view_.relation(w);
      if (relation == Deprel::kNsubj || relation == Deprel::kNsubjPass) return;
      Party p = party_at(w);
      if (p.code.empty()) continue;
      const auto same = [&](const Party& q) { return q.entity == p.entity || q.code.substr(0, 3) == p.code.substr(0, 3); };
      if (std::any_of(source.begin(), source.end(), same)) continue;
      out.push_back(std::move(p));
      return;
    }
  }

  void parties(uint32_t word, const Predicate& sense, const std::vector<Slot>& slots, const std::vector<Party>& other,
               std::vector<Party>& out) const {
    std::vector<uint32_t> words;
    for (const Slot& slot : slots) {
      words.clear();
      fill_slot(view_, word, sense, slot, words);
      for (const uint32_t w : words) {
        if (w == word) continue;
        Party p = party_at(w);
        add_party(p, other, out);
        coordinated_nationality(w, p, other, out);
      }
      if (std::any_of(out.begin(), out.end(), [](const Party& p) { return !p.code.empty() && !p.weak; })) return;
    }
  }

  static bool coded(const std::vector<Party>& parties) {
    return std::any_of(parties.begin(), parties.end(), [](const Party& p) { return !p.code.empty(); });
  }

  void event(uint32_t word, const Predicate& sense) {
    std::vector<Party> source, target;
    parties(word, sense, sense.source, {}, source);
    parties(word, sense, sense.target, source, target);
    if (source.empty() && sense.pos == 'V' && !sense.source.empty() && !is_passive(view_, word)) nearest_before(word, source);
    if (target.empty() && !sense.target.empty()) nearest_behind(word, source, target);
    const bool mutual = sense.has(Predicate::kRecip) || sense.type == EventType::kAgree || sense.type == EventType::kConsult ||
                        sense.type == EventType::kCooperate;
    if (mutual && source.size() > 1 && target.empty()) {
      target.assign(source.begin() + 1, source.end());
      source.resize(1);
    }
    if (sense.has(Predicate::kRecip) && source.empty() && target.size() > 1) {
      source.push_back(target.front());
      target.erase(target.begin());
    }
    const bool has_source = coded(source), has_target = coded(target);
    const bool any_party = !source.empty() || !target.empty();
    if (sense.has(Predicate::kBoth) && !(has_source && has_target)) return reject(word, "the sense asks for two coded actors");
    if (!has_source && !has_target && sense.has(Predicate::kWeak)) return reject(word, "no coded actor at its slots");
    if (!any_party && (sense.pos != 'V' || is_generic(word))) return reject(word, "told of nobody");
    if (quoted_by_[word] != kNoItem && !(has_source && has_target)) return reject(word, "inside a quotation without both actors");

    cover_light_noun(word, sense);
    Event e;
    e.type = sense.type;
    e.mode = sense.mode;
    e.cameo = sense.cameo;
    for (const auto* side : {&source, &target}) {
      auto& ids = side == &source ? e.source : e.target;
      auto& codes = side == &source ? e.source_code : e.target_code;
      auto& span = side == &source ? e.source_span : e.target_span;
      for (const Party& p : *side) {
        if (p.entity != kNoItem && std::find(ids.begin(), ids.end(), p.entity) == ids.end()) ids.push_back(p.entity);
        if (!p.code.empty() && std::find(codes.begin(), codes.end(), p.code) == codes.end()) codes.push_back(p.code);
        if (span.empty()) span = p.span;
      }
    }
    e.trigger = view_.analysis().span[word];
    e.sentence = view_.analysis().sentence[word];
    e.sentence_span = view_.sentence_of(word).span;
    e.status = status_.of(view_, word);
    e.rule = "predicates.tsv:" + std::to_string(sense.line) + " " + sense.lemma;
    set_time(e, word);
    set_place(e, word);
    if (reported_by_[word] != kNoItem) {
      const Attribution& a = in_.attributions[reported_by_[word]];
      if (a.cue_word != word) e.said_by.push_back(reported_by_[word]);
      if (a.denied && a.cue_word != word) e.status = EventStatus::kDenied;
    }
    if (e.time.known() && e.status == EventStatus::kOccurred && is_background(e.time)) e.status = EventStatus::kHistorical;
    const double score = 0.2 + 0.9 * has_source + 0.7 * has_target + 0.25 * static_cast<double>(sense.needs.size()) +
                         (sense.pos == 'V' ? 0.3 : 0.0) - (quoted_by_[word] != kNoItem ? 1.0 : 0.0) -
                         (e.status == EventStatus::kHypothetical ? 0.6 : 0.0);
    e.confidence = std::round(100.0 / (1.0 + std::exp(-(score - 1.2)))) / 100.0;
    set_casualties(e, word, sense);
    speech_.push_back({e.trigger.begin, sense.has(Predicate::kSpeech)});
    out_.push_back(std::move(e));
  }

  /// Numbers of the harmed beside the act: "killing 12 people", "wounded dozens".
  void set_casualties(Event& e, uint32_t word, const Predicate& sense) const {
    if (!sense.has(Predicate::kHarm)) return;
    const uint32_t object = view_.upos(word) == Upos::kVerb ? object_of(view_, word) : kNoWord;
    const uint32_t top = object == kNoWord ? word : object;
    const std::string_view lemma = view_.lemma(word);
    const bool wounds = lemma == "wound" || lemma == "injure" || lemma == "hurt";
    const bool arrests = sense.type == EventType::kCoerce;
    const bool kills = lemma == "kill" || lemma == "murder" || lemma == "massacre" || lemma == "execute" || lemma == "assassinate" || lemma == "die";
    if (!wounds && !arrests && !kills) return;
    for (const auto& q : in_.quantities) {
      if (q.sentence != e.sentence || !q.figure.unit.empty()) continue;
      const uint32_t w = view_.word_at(q.figure.span.begin);
      if (w >= view_.size() || !view_.is_under(w, top)) continue;
      Casualties c;
      c.kind = wounds ? "wounded" : arrests ? "arrested" : "killed";
      c.best = q.figure.value.value_or((q.figure.low.value_or(0) + q.figure.high.value_or(0)) / 2);
      c.low = q.figure.low.value_or(c.best);
      c.high = q.figure.high.value_or(c.best);
      e.casualties.push_back(std::move(c));
      return;
    }
  }

  /// Without any party an act counts only where it is told as a fact of its own: a finite verb with a subject or object, a
  /// noun with a determiner, possessor, number or modifier.
  bool is_generic(uint32_t word) const {
    if (view_.upos(word) == Upos::kVerb) return subject_of(view_, word) == kNoWord && object_of(view_, word) == kNoWord;
    return view_.children(word).empty() || view_.relation(word) == Deprel::kCompound;
  }

  /// The noun that a light verb's sense names is part of the same act.
  void cover_light_noun(uint32_t word, const Predicate& sense) {
    // What is demanded, announced or refused is an act of its own.
    if (sense.pos != 'V' || sense.has(Predicate::kSpeech)) return;
    for (const Need& need : sense.needs) {
      if (need.negated || need.lemmas.empty()) continue;
      if (need.kind == Need::Kind::kObject) {
        const uint32_t object = object_of(view_, word);
        if (object != kNoWord) covered_[object] = true;
      } else if (need.kind == Need::Kind::kPreposition) {
        const uint32_t noun = with_preposition(view_, word, need.preposition);
        if (noun != kNoWord) covered_[noun] = true;
      }
    }
  }

  /// The date that belongs to the act: the nearest one under its clause, else a single one of the sentence.
  void set_time(Event& e, uint32_t word) const {
    const TimeExpression* best = nullptr;
    uint32_t best_distance = UINT32_MAX;
    for (const auto& t : in_.times) {
      if (t.sentence != e.sentence || !t.range.known()) continue;
      const uint32_t w = view_.word_at(t.span.begin);
      if (w >= view_.size()) continue;
      uint32_t distance = w > word ? w - word : word - w;
      if (!view_.is_under(w, word)) distance += 12;
      // Another verb between: the date is rather that verb's.
      const uint32_t above = view_.head(w) == kNoWord ? w : clause_verb(w);
      if (above != kNoWord && above != word && view_.upos(word) == Upos::kVerb && !view_.is_under(word, above)) distance += 20;
      if (distance < best_distance) {
        best_distance = distance;
        best = &t;
      }
    }
    if (best == nullptr) return;
    e.time = best->range;
    e.time_span = best->span;
  }

  uint32_t clause_verb(uint32_t word) const {
    for (uint32_t v = view_.head(word), steps = 0; v != kNoWord && steps < 6; ++steps, v = view_.head(v)) {
      if (view_.upos(v) == Upos::kVerb) return v;
    }
    return kNoWord;
  }

  void set_place(Event& e, uint32_t word) const {
    const PlaceMention* best = nullptr;
    int best_score = -100;
    for (const auto& p : in_.places) {
      if (p.sentence != e.sentence || p.adjectival || !p.place) continue;
      const uint32_t head = p.end - 1;
      uint32_t top = p.begin;
      for (uint32_t i = p.begin; i < p.end; ++i) {
        if (view_.head(i) == kNoWord || view_.head(i) < p.begin || view_.head(i) >= p.end) top = i;
      }
      int score = 0;
      const std::string_view marker = view_.case_of(top);
      if (marker == "in" || marker == "at" || marker == "near" || marker == "outside" || marker == "on" || marker == "around" || marker == "across") score += 4;
      else if (marker == "from" || marker == "of" || marker == "to") score += 0;
      else score -= 4;
      if (view_.is_under(top, word)) score += 3;
      const uint32_t distance = head > word ? head - word : word - head;
      score -= static_cast<int>(distance / 8);
      if (p.place->precision != PlacePrecision::kCountry) score += 1;
      if (score > best_score) {
        best_score = score;
        best = &p;
      }
    }
    if (best == nullptr || best_score < 2) return;
    e.place = best->place;
    e.place_span = best->span;
  }

  /// More than a year before the page.
  bool is_background(const DateRange& time) const {
    const std::string& published = view_.article().published.value;
    if (published.size() < 10 || time.to.size() < 4) return false;
    std::string year_before = published.substr(0, 10);
    const int year = parse_number<int>(std::string_view(year_before).substr(0, 4)).value_or(0);
    const std::string before = std::to_string(year - 1) + year_before.substr(4);
    return time.to < before.substr(0, time.to.size());
  }

  static bool compatible(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) return true;
    for (const auto& x : a) {
      for (const auto& y : b) {
        if (x.substr(0, 3) == y.substr(0, 3)) return true;
      }
    }
    return false;
  }

  bool is_speech(const Event& e) const {
    return std::any_of(speech_.begin(), speech_.end(), [&](const auto& s) { return s.first == e.trigger.begin && s.second; });
  }

  /// An act told again is one event: same type, actors that can be the same, and the same word or a definite noun.
  void merge_repeated() {
    std::vector<Event> kept;
    for (auto& e : out_) {
      Event* first = nullptr;
      const uint32_t word = view_.word_at(e.trigger.begin);
      const uint32_t determiner = view_.child(word, Deprel::kDet);
      const bool definite = view_.upos(word) == Upos::kNoun && determiner != kNoWord &&
                            (view_.lemma(determiner) == "the" || view_.lemma(determiner) == "this" || view_.lemma(determiner) == "that");
      for (auto& k : kept) {
        if (k.type != e.type || k.status != e.status) continue;
        const uint32_t other = view_.word_at(k.trigger.begin);
        const bool same_word = view_.lemma_hash(other) == view_.lemma_hash(word);
        const bool same_sentence = k.sentence == e.sentence;
        // Words spoken in two sentences are two acts, unless a definite noun points back.
        if (!same_sentence && !definite && is_speech(e)) continue;
        if (!same_word && !definite && !same_sentence) continue;
        if (!compatible(k.source_code, e.source_code) || !compatible(k.target_code, e.target_code)) continue;
        if (k.time.known() && e.time.known() && k.time.from != e.time.from) continue;
        if (same_sentence && !same_word && (e.source_code != k.source_code || e.target_code != k.target_code)) continue;
        first = &k;
        break;
      }
      if (first == nullptr) {
        kept.push_back(std::move(e));
        continue;
      }
      // The fuller of the two tells what the other lacks.
      if (first->source_code.empty() && !e.source_code.empty()) {
        first->source = e.source;
        first->source_code = e.source_code;
        first->source_span = e.source_span;
      }
      if (first->target_code.empty() && !e.target_code.empty()) {
        first->target = e.target;
        first->target_code = e.target_code;
        first->target_span = e.target_span;
      }
      if (!first->time.known()) {
        first->time = e.time;
        first->time_span = e.time_span;
      }
      if (!first->place && e.place) {
        first->place = e.place;
        first->place_span = e.place_span;
      }
    }
    out_ = std::move(kept);
  }

  const EventInput& in_;
  const DocumentView& view_;
  const EventLexicon& lexicon_;
  const StatusRules& status_;
  std::vector<Event>& out_;
  std::vector<EventRejection>* rejected_;
  std::vector<bool> covered_;
  std::vector<std::pair<uint32_t, bool>> speech_;  // begin of a trigger, whether its sense is done by words
  std::vector<ItemIndex> quoted_by_, reported_by_;
};

}  // namespace

Result<EventTagger> EventTagger::open(const std::string& data_folder) {
  auto lexicon = EventLexicon::open(data_folder);
  if (!lexicon) return tl::unexpected<Error>(lexicon.error());
  auto status = StatusRules::open(data_folder);
  if (!status) return tl::unexpected<Error>(status.error());
  EventTagger tagger;
  tagger.lexicon_ = std::make_shared<const EventLexicon>(std::move(*lexicon));
  tagger.status_ = std::make_shared<const StatusRules>(std::move(*status));
  return tagger;
}

void EventTagger::run(const EventInput& input, std::vector<Event>& out, std::vector<EventRejection>* rejected) const {
  out.clear();
  Finder(input, *lexicon_, *status_, out, rejected).run();
}

}  // namespace dateline::facts
