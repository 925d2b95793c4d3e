#include "facts/event/event_tagger.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/strings.h"
#include "facts/event/arguments.h"
#include "facts/event/circumstances.h"
#include "facts/event/merge_events.h"
#include "facts/event/narration.h"
#include "facts/event/parties.h"

namespace dateline::facts {
namespace {

class Finder {
 public:
  Finder(const EventInput& input, const EventLexicon& lexicon, const StatusRules& status, const EventContexts& contexts,
         std::vector<Event>& out, std::vector<EventRejection>* rejected)
      : in_(input),
        view_(input.view),
        lexicon_(lexicon),
        status_(status),
        contexts_(contexts),
        parties_(input.view, input.actors, lexicon, input.attributions, reported_by_),
        circumstances_(input.view, input.actors, input.times, input.places, input.quantities, lexicon),
        out_(out),
        rejected_(rejected) {}

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
    const Narration narration(view_, in_.actors, in_.times, in_.opening, notes_);
    narration.carry_attacks(out_);
    merge_repeated(view_, notes_, out_);
    narration.carry_dates(out_);
    narration.carry_places(out_);
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

  void event(uint32_t word, const Predicate& sense) {
    std::vector<Party> source, target;
    parties_.of_slots(word, sense, sense.source, {}, source);
    parties_.of_slots(word, sense, sense.target, source, target);
    // "Troops were deployed": those who move are the actor, whoever ordered it.
    if (source.empty() && sense.type == EventType::kMobilize && sense.pos == 'V' && is_passive(view_, word)) {
      parties_.of_slots(word, sense, {Slot{Slot::Kind::kObject, 0}}, target, source);
    }
    if (source.empty() && sense.pos == 'V' && !sense.source.empty() && !is_passive(view_, word)) parties_.nearest_before(word, target, source);
    if (!coded(source) && sense.pos == 'N') {
      std::vector<Party> blamed;
      parties_.of_blamed(word, blamed);
      if (!blamed.empty()) source = std::move(blamed);  // "a drone attack blamed on rebels"
    }
    const uint32_t attack = sense.type == EventType::kAssault && sense.pos == 'V' ? attack_over(word) : kNoWord;
    if (source.empty() && attack != kNoWord) {
      of_attack(attack, source);
      // "People were killed in a rebel attack": whose attack it was is not whom it hit.
      std::erase_if(target, [&](const Party& p) {
        return std::any_of(source.begin(), source.end(), [&](const Party& q) { return q.entity != kNoItem && q.entity == p.entity; });
      });
    }
    if (source.empty() && sense.mode == "arrest" && sense.pos == 'V' && is_passive(view_, word)) of_police(word, source);
    if (source.empty() && is_release(sense) && sense.pos == 'V') parties_.of_captors(word, source);
    if (sense.pos == 'V') parties_.split_each_other(word, source, target);
    if (target.empty() && sense.pos == 'N' && !is_mutual(sense)) parties_.of_suffering_subject(word, source, target);
    if (target.empty() && sense.pos == 'V' && is_said(sense)) parties_.of_talks(word, source, target);
    const bool judges = sense.type == EventType::kAccuse || sense.type == EventType::kSupport || sense.type == EventType::kReject;
    if (target.empty() && sense.pos == 'V' && judges) parties_.of_doer(word, source, target);
    if (target.empty() && !sense.target.empty()) parties_.nearest_behind(word, sense, source, target);
    const bool mutual = is_mutual(sense);
    // "The ministry warned that the government will act": who speaks is not whom it is said to.
    if (sense.has(Predicate::kSpeech) && !mutual && !source.empty() && source[0].code.size() > 3) {
      target.erase(std::remove_if(target.begin(), target.end(), [&](const Party& p) {
        return p.code == source[0].code && (p.entity == kNoItem || in_.actors.entities[p.entity].kind != EntityKind::kPlace);
      }), target.end());
    }
    if (mutual && source.size() > 1 && target.empty()) {
      target.assign(source.begin() + 1, source.end());
      source.resize(1);
    }
    if (sense.has(Predicate::kRecip) && source.empty() && target.size() > 1) {
      source.push_back(target.front());
      target.erase(target.begin());
    }
    if (sense.type == EventType::kMobilize || (sense.type == EventType::kRetreat && sense.mode == "withdraw")) {
      Parties::drop_own_forces(source, target);
    }
    Parties::drop_own_country(source, mutual, target);
    const bool has_source = coded(source), has_target = coded(target);
    const bool any_party = !source.empty() || !target.empty();
    const bool told_alone = is_told_alone(word, sense, target, attack);
    if (sense.has(Predicate::kBoth) && !(has_source && has_target) && !told_alone) {
      return reject(word, "the sense asks for two coded actors");
    }
    if (!has_source && !has_target && sense.has(Predicate::kWeak) && !told_alone) return reject(word, "no coded actor at its slots");
    if (!any_party && !told_alone && (sense.pos != 'V' || is_generic(word))) return reject(word, "told of nobody");
    const bool force = sense.type == EventType::kAssault || sense.type == EventType::kCoerce || sense.type == EventType::kSanction ||
                       sense.type == EventType::kProtest;
    if (!force && among_firms(source, target)) return reject(word, "among firms alone");
    if (source.empty() && is_blame_of(word, sense)) return reject(word, "tells whose the act of its noun is");
    if (is_question(word)) return reject(word, "asked, not told");
    if (is_habit(word, sense)) return reject(word, "told as a rule, not as a deed");
    if (sense.type != EventType::kConsult && is_purpose(word)) return reject(word, "told only as what an act is for");
    if (between_private_persons(sense, source, target)) return reject(word, "between private persons");
    if (quoted_by_[word] != kNoItem && !(has_source && has_target)) return reject(word, "inside a quotation without both actors");

    std::vector<uint32_t> words = {word};
    cover_light_noun(word, sense, words);
    Event e;
    e.type = sense.type;
    e.mode = sense.mode;
    e.cameo = sense.cameo;
    if (sense.has(Predicate::kVerbal) && are_politicians(source) && are_politicians(target)) {
      e.type = EventType::kAccuse;
      e.mode = "disapprove";
      e.cameo = "111";
    }
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
    // "denies the accusations": they were made.
    if (sense.pos == 'N' && sense.type == EventType::kAccuse && e.status == EventStatus::kDenied) e.status = EventStatus::kOccurred;
    e.rule = "predicates.tsv:" + std::to_string(sense.line) + " " + sense.lemma;
    const ItemIndex reported = reported_by_[word];
    const uint32_t cue = reported == kNoItem ? kNoWord : in_.attributions[reported].cue_word;
    circumstances_.set_time(e, words, cue);
    circumstances_.set_place(e, words, sense, cue);
    if (reported_by_[word] != kNoItem) {
      const Attribution& a = in_.attributions[reported_by_[word]];
      if (a.cue_word != word) e.said_by.push_back(reported_by_[word]);
      if (a.denied && a.cue_word != word) e.status = EventStatus::kDenied;
    }
    if (e.time.known() && e.status == EventStatus::kOccurred && circumstances_.is_background(e.time)) e.status = EventStatus::kHistorical;
    const double score = 0.2 + 0.9 * has_source + 1.0 * has_target + 0.25 * static_cast<double>(sense.needs.size()) +
                         (sense.pos == 'V' ? 0.3 : 0.0) - (quoted_by_[word] != kNoItem ? 1.0 : 0.0) -
                         (e.status == EventStatus::kHypothetical ? 0.6 : 0.0) + doubt(word, source, target);
    e.confidence = std::round(100.0 / (1.0 + std::exp(-(score - 1.25)))) / 100.0;
    circumstances_.set_casualties(e, word, sense);
    contexts_.fill(view_, word, e);
    if (sense.has(Predicate::kSpeech)) notes_.spoken.insert(e.trigger.begin);
    if (is_said(sense) && cue != kNoWord) notes_.cue_of.emplace(e.trigger.begin, cue);
    if (attack != kNoWord) notes_.attack_of.emplace(e.trigger.begin, attack);
    out_.push_back(std::move(e));
  }

  /// What the analysis' own doubts take off: in the tag of the word, and in where it and the parties stand in the tree.
  double doubt(uint32_t word, const std::vector<Party>& source, const std::vector<Party>& target) const {
    const Analysis& a = view_.analysis();
    uint8_t least = a.tree_certainty[word];
    for (const auto* side : {&source, &target}) {
      for (const Party& p : *side) {
        if (!p.span.empty()) least = std::min(least, a.tree_certainty[view_.word_at(p.span.begin)]);
      }
    }
    const auto log_of = [](uint8_t certainty) { return std::log(std::max(certainty / 255.0, 0.02)); };
    return 0.5 * log_of(a.tag_certainty[word]) + 0.2 * log_of(least);
  }

  /// Acts that are public without a named actor: protests and elections with a place or date of their own, arrests, and killing by an
  /// attack ("the attack killed twelve", "twelve died in the bombing").
  bool is_told_alone(uint32_t word, const Predicate& sense, const std::vector<Party>& target, uint32_t attack) const {
    if ((sense.type == EventType::kProtest || sense.has(Predicate::kAlone)) && sense.pos == 'N') {
      Event e;
      e.type = sense.type;
      e.sentence = view_.analysis().sentence[word];
      circumstances_.set_place(e, {word}, sense, kNoWord);
      circumstances_.set_time(e, {word}, kNoWord);
      const bool to_the_day = e.time.from.size() >= 10 && e.time.from == e.time.to;
      if (sense.type == EventType::kNone && (view_.relation(word) == Deprel::kCompound || (is_setting(word) && !to_the_day))) return false;
      const auto mine = [&](Span span) { return !span.empty() && view_.is_under(view_.word_at(span.begin), word); };
      return mine(e.place_span) || mine(e.time_span);
    }
    if (sense.pos != 'V') return false;
    if (sense.type == EventType::kCoerce && sense.mode == "arrest") return !target.empty() && view_.xpos(word) != "VB";
    return attack != kNoWord && object_of(view_, word) != kNoWord;
  }

  /// "ahead of the 2020 election": it tells only when something else is; one dated to the day is news of its own.
  bool is_setting(uint32_t noun) const {
    const Deprel relation = view_.relation(noun);
    return relation == Deprel::kObl || relation == Deprel::kNmod || relation == Deprel::kNmodPoss;
  }

  /// The subject, agent or setting of the verb that is itself an act of violence, `kNoWord` if none is.
  uint32_t attack_over(uint32_t verb) const {
    const auto violent = [&](uint32_t noun) {
      const auto* senses = noun == kNoWord ? nullptr : lexicon_.find(view_.lemma_hash(noun), 'N');
      return senses != nullptr && senses->back().type == EventType::kAssault;
    };
    if (const uint32_t subject = subject_of(view_, verb); violent(subject)) return subject;
    static const std::array<uint64_t, 4> kSettings = {word_hash("in"), word_hash("by"), word_hash("during"), word_hash("from")};
    for (const uint64_t preposition : kSettings) {
      if (const uint32_t noun = with_preposition(view_, verb, preposition); violent(noun)) return noun;
    }
    return kNoWord;
  }

  static bool is_said(const Predicate& sense) {
    return sense.has(Predicate::kSpeech) || sense.type == EventType::kRequest || sense.type == EventType::kAccuse || sense.type == EventType::kReject ||
           sense.type == EventType::kSupport;
  }

  static bool is_release(const Predicate& sense) {
    constexpr std::string_view kReturnRelease = "084";  // CAMEO
    return sense.type == EventType::kRetreat && sense.cameo.starts_with(kReturnRelease);
  }

  /// "Two men were arrested, police said": by those who report it.
  void of_police(uint32_t word, std::vector<Party>& source) const {
    if (reported_by_[word] == kNoItem) return;
    const Attribution& a = in_.attributions[reported_by_[word]];
    if (a.speaker_word == kNoWord) return;
    Party speaker = parties_.at(a.speaker_word);
    if (speaker.code.find("COP") != std::string::npos) source.push_back(std::move(speaker));
  }

  /// "killed in a rebel attack": by those whose attack it was.
  void of_attack(uint32_t noun, std::vector<Party>& source) const {
    for (const Predicate& sense : *lexicon_.find(view_.lemma_hash(noun), 'N')) {
      if (!needs_hold(view_, noun, sense)) continue;
      // "killed in a clash with rebels": those it was with.
      if (sense.has(Predicate::kRecip)) parties_.of_slots(noun, sense, sense.target, {}, source);
      else parties_.of_slots(noun, sense, sense.source, {}, source);
      if (!coded(source)) parties_.of_blamed(noun, source);
      return;
    }
  }

  /// People, each with a civil office or in party politics.
  bool are_politicians(const std::vector<Party>& parties) const {
    return !parties.empty() && std::all_of(parties.begin(), parties.end(), [&](const Party& p) {
      if (p.entity == kNoItem || p.code.size() < 6 || in_.actors.entities[p.entity].kind != EntityKind::kPerson) return false;
      const std::string role = p.code.substr(3, 3);
      return role == "GOV" || role == "LEG" || role == "OPP" || role == "PTY" || role == "ELI";
    });
  }

  /// True if some party is a firm and no other political actor takes part: business, no politics. (Force against a firm, or a
  /// conviction, is public whoever does it.)
  static bool among_firms(const std::vector<Party>& source, const std::vector<Party>& target) {
    bool firm = false;
    for (const auto* side : {&source, &target}) {
      for (const Party& p : *side) {
        if (p.code.empty()) continue;
        const bool business = p.code == "MNC" || p.code == "BUS" || (p.code.size() == 6 && p.code.ends_with("BUS"));
        if (!business) return false;
        firm = true;
      }
    }
    return firm;
  }

  /// "launched a raid to free the hostages": an aim, told of no actor of its own; "threatened to strike" is a complement.
  bool is_purpose(uint32_t word) const {
    if (view_.xpos(word) != "VB" || view_.relation(word) != Deprel::kAdvcl) return false;
    const uint32_t marker = view_.child(word, Deprel::kMark);
    return marker != kNoWord && view_.lemma(marker) == "to" && !status_.governs(view_, view_.head(word));
  }

  /// "attacks attributed to rebels", "a bombing blamed on them": nobody is told to accuse; the attack has an actor.
  bool is_blame_of(uint32_t word, const Predicate& sense) const {
    if (sense.type != EventType::kAccuse || view_.relation(word) != Deprel::kAcl || view_.xpos(word) != "VBN") return false;
    const uint32_t noun = view_.head(word);
    return noun != kNoWord && lexicon_.find(view_.lemma_hash(noun), 'N') != nullptr;
  }

  /// "Will Peru join the talks?": a question of the page itself; what somebody is quoted as asking may tell of an act.
  bool is_question(uint32_t word) const {
    const Sentence& sentence = view_.sentence_of(word);
    const uint32_t last = sentence.end - 1;
    return view_.text(last) == "?" && quoted_by_[word] == kNoItem && view_.quotation_of(word) == 0 && view_.quotation_of(last) == 0;
  }

  /// "The senate tries officials", "courts convict": a deed in the simple present, outside the first sentence, is a rule.
  bool is_habit(uint32_t word, const Predicate& sense) const {
    const bool deed = sense.type == EventType::kAssault || sense.type == EventType::kCoerce || sense.type == EventType::kSanction ||
                      sense.type == EventType::kRetreat || sense.type == EventType::kMobilize || sense.type == EventType::kNone ||
                      sense.type == EventType::kProtest;
    if (!deed || sense.pos != 'V' || sense.has(Predicate::kSpeech) || view_.analysis().sentence[word] == 0) return false;
    if (view_.xpos(word) != "VBZ" && view_.xpos(word) != "VBP") return false;
    return view_.child(word, Deprel::kAux) == kNoWord && view_.child(word, Deprel::kAuxPass) == kNoWord;
  }

  /// One person without name or office against another, not told to be of two countries, or somebody known only by a town
  /// with no other side told: crime, no politics.
  static bool between_private_persons(const Predicate& sense, const std::vector<Party>& source, const std::vector<Party>& target) {
    if (sense.type != EventType::kAssault && sense.type != EventType::kCoerce) return false;
    const auto local = [](const Party& p) { return p.local; };
    if (sense.type == EventType::kAssault && !(source.empty() && target.empty()) && std::all_of(source.begin(), source.end(), local) &&
        std::all_of(target.begin(), target.end(), local)) {
      const auto one = [](const Party& p) { return p.person; };
      if (std::any_of(source.begin(), source.end(), one) || std::any_of(target.begin(), target.end(), one)) return true;
    }
    if (source.empty() || target.empty()) return false;
    const auto person = [](const Party& p) { return p.person; };
    if (!std::all_of(source.begin(), source.end(), person) || !std::all_of(target.begin(), target.end(), person)) return false;
    const std::string from = source[0].code.substr(0, 3), to = target[0].code.substr(0, 3);
    return from.empty() || to.empty() || from == to;
  }

  /// Without any party an act counts only where it is told as a fact of its own: a finite verb with a subject or object, a
  /// noun with a determiner, possessor, number or modifier.
  bool is_generic(uint32_t word) const {
    if (view_.upos(word) == Upos::kVerb) return subject_of(view_, word) == kNoWord && object_of(view_, word) == kNoWord;
    return view_.children(word).empty() || view_.relation(word) == Deprel::kCompound;
  }

  bool is_collection(uint32_t noun) const {
    static constexpr std::array<std::string_view, 8> kCollections = {"chain", "couple", "number", "round", "series", "spate", "string", "wave"};
    return std::binary_search(kCollections.begin(), kCollections.end(), view_.lemma(noun));
  }

  /// The noun that a light verb's sense names is part of the same act; added to `words`.
  void cover_light_noun(uint32_t word, const Predicate& sense, std::vector<uint32_t>& words) {
    // What is demanded, announced or refused is an act of its own.
    if (sense.pos != 'V' || sense.has(Predicate::kSpeech)) return;
    for (const Need& need : sense.needs) {
      if (need.negated || need.lemmas.empty()) continue;
      if (need.kind == Need::Kind::kObject) {
        const uint32_t object = object_of(view_, word);
        if (object == kNoWord) continue;
        covered_[object] = true;
        // "carried out a series of attacks"
        const uint32_t counted = with_preposition(view_, object, word_hash("of"));
        if (counted != kNoWord && is_collection(object)) covered_[counted] = true;
        if (lexicon_.find(view_.lemma_hash(object), 'N') != nullptr) words.push_back(object);
      } else if (need.kind == Need::Kind::kPreposition) {
        const uint32_t noun = with_preposition(view_, word, need.preposition);
        if (noun == kNoWord) continue;
        covered_[noun] = true;
        if (lexicon_.find(view_.lemma_hash(noun), 'N') != nullptr) words.push_back(noun);
      }
    }
  }

  const EventInput& in_;
  const DocumentView& view_;
  const EventLexicon& lexicon_;
  const StatusRules& status_;
  const EventContexts& contexts_;
  Parties parties_;
  Circumstances circumstances_;
  std::vector<Event>& out_;
  std::vector<EventRejection>* rejected_;
  std::vector<bool> covered_;
  TriggerNotes notes_;
  std::vector<ItemIndex> quoted_by_, reported_by_;
};

}  // namespace

Result<EventTagger> EventTagger::open(const std::string& data_folder) {
  auto lexicon = EventLexicon::open(data_folder);
  if (!lexicon) return tl::unexpected<Error>(lexicon.error());
  auto status = StatusRules::open(data_folder);
  if (!status) return tl::unexpected<Error>(status.error());
  auto contexts = EventContexts::open(data_folder);
  if (!contexts) return tl::unexpected<Error>(contexts.error());
  EventTagger tagger;
  tagger.contexts_ = std::make_shared<const EventContexts>(std::move(*contexts));
  tagger.lexicon_ = std::make_shared<const EventLexicon>(std::move(*lexicon));
  tagger.status_ = std::make_shared<const StatusRules>(std::move(*status));
  return tagger;
}

void EventTagger::run(const EventInput& input, std::vector<Event>& out, std::vector<EventRejection>* rejected) const {
  out.clear();
  Finder(input, *lexicon_, *status_, *contexts_, out, rejected).run();
}

}  // namespace dateline::facts
