// Sides of an act that no slot of its sense names: told by another word of the sentence.

#include <algorithm>
#include <array>
#include <string_view>

#include "facts/clause.h"
#include "facts/event/arguments.h"
#include "facts/event/parties.h"

namespace dateline::facts {

void Parties::of_suffering_subject(uint32_t word, const std::vector<Party>& other, std::vector<Party>& out) const {
  const uint32_t verb = governor_verb(view_, word);
  if (verb == kNoWord || view_.relation(word) != Deprel::kObj || !lexicon_.suffers(view_.lemma_hash(verb))) return;
  // "dismissed accusations that the mayor lied": of somebody else.
  if (word + 1 < view_.size() && view_.lemma(word + 1) == "that") return;
  const uint32_t subject = subject_of(view_, verb);
  if (subject != kNoWord) add_party(at(subject), other, out);
}

void Parties::of_blamed(uint32_t word, std::vector<Party>& out) const {
  for (const uint32_t c : view_.children(word)) {
    if (view_.relation(c) != Deprel::kAcl && view_.relation(c) != Deprel::kAclRelcl) continue;
    const std::string_view verb = view_.lemma(c);
    static const uint64_t kTo = word_hash("to"), kOn = word_hash("on"), kBy = word_hash("by");
    uint32_t who = kNoWord;
    if (verb == "attribute" || verb == "link" || verb == "trace") {
      who = with_preposition(view_, c, kTo);
    } else if (verb == "blame" || verb == "pin") {
      who = with_preposition(view_, c, kOn);
    } else if (verb == "claim" || verb == "orchestrate" || verb == "plan" || verb == "organize" || verb == "organise" || lexicon_.performs(view_.lemma_hash(c))) {
      who = with_preposition(view_, c, kBy);
    }
    if (who != kNoWord) add_party(at(who), {}, out);
  }
  // "Peru used drones in an attack on the port"
  const uint32_t verb = view_.relation(word) == Deprel::kObl ? view_.head(word) : kNoWord;
  if (out.empty() && verb != kNoWord && (view_.case_of(word) == "in" || view_.case_of(word) == "during")) {
    const std::string_view lemma = view_.lemma(verb);
    if (lemma == "use" || lemma == "fire" || lemma == "deploy" || lemma == "employ") {
      if (const uint32_t subject = subject_of(view_, verb); subject != kNoWord) add_party(at(subject), {}, out);
    }
  }
  // "Peru's army was behind the attack"
  if (out.empty() && view_.case_of(word) == "behind") {
    if (const uint32_t subject = view_.child(word, Deprel::kNsubj); subject != kNoWord) add_party(at(subject), {}, out);
  }
}

void Parties::of_talks(uint32_t verb, const std::vector<Party>& source, std::vector<Party>& out) const {
  static const uint64_t kWith = word_hash("with"), kBefore = word_hash("before");
  for (const uint32_t c : view_.children(verb)) {
    if (view_.relation(c) == Deprel::kAdvcl && view_.lemma(c) == "appear") {
      if (const uint32_t court = with_preposition(view_, c, kBefore); court != kNoWord) add_party(at(court), source, out);
    }
    const std::string_view marker = view_.relation(c) == Deprel::kObl ? view_.case_of(c) : std::string_view{};
    if (marker != "during" && marker != "in" && marker != "at") continue;
    const auto* senses = lexicon_.find(view_.lemma_hash(c), 'N');
    const auto meets = [&](const Predicate& sense) { return needs_hold(view_, c, sense); };
    const auto sense = senses == nullptr ? decltype(senses->begin()){} : std::find_if(senses->begin(), senses->end(), meets);
    if (senses == nullptr || sense == senses->end() || sense->type != EventType::kConsult) continue;
    if (const uint32_t other = with_preposition(view_, c, kWith); other != kNoWord) add_party(at(other), source, out);
  }
}

void Parties::of_doer(uint32_t verb, const std::vector<Party>& source, std::vector<Party>& out) const {
  static const uint64_t kBy = word_hash("by");
  const uint32_t deed = object_of(view_, verb);
  if (deed == kNoWord) return;
  for (const uint32_t c : view_.children(deed)) {
    if (view_.relation(c) != Deprel::kAcl || view_.xpos(c) != "VBN") continue;
    if (const uint32_t doer = with_preposition(view_, c, kBy); doer != kNoWord) add_party(at(doer), source, out);
  }
}

void Parties::of_captors(uint32_t verb, std::vector<Party>& out) const {
  static constexpr std::array<std::string_view, 10> kCapture = {"abduct", "capture", "detain", "hold", "imprison",
                                                               "jail", "keep", "kidnap", "seize", "take"};
  static const uint64_t kBy = word_hash("by");
  const uint32_t released = object_of(view_, verb);
  if (released == kNoWord) return;
  std::vector<uint32_t> nouns = {released};
  for (const uint32_t c : view_.children(released)) {
    if (view_.relation(c) == Deprel::kAppos) open_coordination(view_, c, nouns);
  }
  for (const uint32_t noun : nouns) {
    for (const uint32_t c : view_.children(noun)) {
      const bool clause = view_.relation(c) == Deprel::kAcl || view_.relation(c) == Deprel::kAclRelcl;
      if (!clause || !std::binary_search(kCapture.begin(), kCapture.end(), view_.lemma(c))) continue;
      if (const uint32_t who = with_preposition(view_, c, kBy); who != kNoWord) add_party(at(who), {}, out);
    }
  }
}

}  // namespace dateline::facts
