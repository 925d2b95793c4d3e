#include "facts/event/circumstances.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/civil_date.h"
#include "base/strings.h"
#include "facts/clause.h"
#include "facts/time/calendar.h"

namespace dateline::facts {
namespace {

template <size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Nouns that carry a date or place as their modifier and stand for it ("the night of Monday", "the Afghan capital").
constexpr std::array<std::string_view, 16> kTimeNouns = {"night", "morning", "evening", "afternoon", "day", "hour", "week", "weekend",
                                                         "month", "year", "end", "start", "beginning", "eve", "dawn", "midnight"};
constexpr std::array<std::string_view, 26> kPlaceNouns = {
    "capital", "territory", "city", "town", "village", "province", "region", "district", "soil", "border", "coast", "water", "waters",
    "airspace", "area", "outskirts", "suburb", "state", "island", "port", "base", "airport", "embassy", "consulate", "enclave", "county"};

constexpr std::array<std::string_view, 14> kPlaceParts = {"heart", "centre", "center", "north", "south", "east", "west", "middle",
                                                          "outskirts", "part", "edge", "suburb", "vicinity", "interior"};

bool is_physical(EventType type) {
  return type == EventType::kAssault || type == EventType::kCoerce || type == EventType::kProtest || type == EventType::kMobilize ||
         type == EventType::kRetreat || type == EventType::kConsult || type == EventType::kCooperate || type == EventType::kAid ||
         type == EventType::kNone;
}

/// Days of a TIMEX3 duration ("P2W"); nothing for those counted in months or vaguely. Hours are of the same day.
std::optional<int64_t> days_of(std::string_view duration) {
  if (duration.starts_with("PT") && duration.ends_with("H")) return 0;
  if (duration.size() < 3 || duration[0] != 'P') return std::nullopt;
  const auto count = parse_number<int>(duration.substr(1, duration.size() - 2));
  const bool weeks = duration.back() == 'W';
  if (!count || *count < 0 || *count > 1000 || (!weeks && duration.back() != 'D')) return std::nullopt;
  return *count * (weeks ? 7 : 1);
}

}  // namespace

uint32_t Circumstances::top_of(uint32_t begin, uint32_t end) const {
  uint32_t top = kNoWord;
  for (uint32_t i = begin; i < end; ++i) {
    const uint32_t head = view_.head(i);
    if (head != kNoWord && head >= begin && head < end) continue;
    if (view_.upos(i) != Upos::kAdj) return i;  // "the northern and western Philippines": an adjective may hang on one before it
    if (top == kNoWord) top = i;
  }
  return top == kNoWord ? begin : top;
}

bool Circumstances::is_other_noun(uint32_t word, const std::vector<uint32_t>& words) const {
  return word != kNoWord && (view_.upos(word) == Upos::kNoun || view_.upos(word) == Upos::kPropn) &&
         std::find(words.begin(), words.end(), word) == words.end();
}

bool Circumstances::sets_scene(uint32_t noun) const {
  for (uint32_t v = noun, steps = 0; v != kNoWord && steps < 4; ++steps, v = view_.head(v)) {
    const std::string_view marker = view_.case_of(v);
    const Deprel relation = view_.relation(v);
    if (relation == Deprel::kObl) return marker == "in" || marker == "during" || marker == "at";
    if (relation != Deprel::kNmod && relation != Deprel::kCompound) return false;
  }
  return false;
}

int Circumstances::rank_of_time(const TimeExpression& t, const Event& e, const std::vector<uint32_t>& words, uint32_t cue) const {
  const uint32_t begin = view_.word_at(t.span.begin);
  if (begin >= view_.size()) return -1;
  uint32_t end = begin + 1;
  while (end < view_.size() && view_.analysis().span[end].end <= t.span.end) ++end;
  uint32_t top = top_of(begin, end);
  while (view_.head(top) != kNoWord && view_.upos(view_.head(top)) == Upos::kNoun && is_one_of(view_.lemma(view_.head(top)), kTimeNouns)) {
    top = view_.head(top);
  }
  const std::string_view marker = view_.case_of(top);
  if (marker == "until" || marker == "till" || marker == "before") return -1;
  const bool told_as_past = e.status == EventStatus::kOccurred || e.status == EventStatus::kOngoing || e.status == EventStatus::kHistorical;
  const std::string& published = view_.article().published.value;
  const bool later = published.size() >= 10 && t.range.from > published.substr(0, t.range.from.size());
  if (told_as_past && later && view_.upos(words[0]) == Upos::kVerb) return -1;
  int best = cue != kNoWord && clause_above(view_, top) == cue ? static_cast<int>(Attachment::kReported) : -1;
  for (const uint32_t word : words) {
    Attachment how = attachment(view_, top, word);
    // "has fought since 2014" began then; "met for the first time since 2014" did not happen then.
    if (marker == "since" && how != Attachment::kOther && !(how == Attachment::kOwn && is_perfect(word))) how = Attachment::kLoose;
    // A date inside the phrase of another noun dates that noun, if it is an act or owns the date ("Monday's vote"), unless
    // the phrase sets the scene ("in the second debate of the campaign on Monday").
    const uint32_t above = view_.head(top);
    const Deprel relation = view_.relation(top);
    const bool clausal = relation == Deprel::kObl || relation == Deprel::kOblUnmarked || relation == Deprel::kAdvmod;
    if (how == Attachment::kOwn && !clausal && is_other_noun(above, words)) {
      const bool owns = relation == Deprel::kNmodPoss || relation == Deprel::kCompound || relation == Deprel::kAmod;
      if (owns || lexicon_.find(view_.lemma_hash(above), 'N') != nullptr) how = sets_scene(above) ? Attachment::kShared : Attachment::kOther;
    }
    best = std::max(best, how == Attachment::kOther ? -1 : static_cast<int>(how));
  }
  return best;
}

void Circumstances::set_time(Event& e, const std::vector<uint32_t>& words, uint32_t cue) const {
  const TimeExpression* best = nullptr;
  int best_rank = -1;
  uint32_t best_distance = UINT32_MAX;
  for (const auto& t : times_) {
    if (t.sentence != e.sentence || !t.range.known()) continue;
    const int rank = rank_of_time(t, e, words, cue);
    if (rank < 0 || rank < best_rank) continue;
    const uint32_t w = view_.word_at(t.span.begin);
    const uint32_t distance = w > words[0] ? w - words[0] : words[0] - w;
    if (rank == best_rank && distance >= best_distance) continue;
    best = &t;
    best_rank = rank;
    best_distance = distance;
  }
  if (best == nullptr) return set_time_from_distance(e, words[0]);
  e.time = best->range;
  e.time_span = best->span;
  // A noun has no tense: dated after the page, the act is still to come.
  const std::string& published = view_.article().published.value;
  const bool later = published.size() >= 10 && e.time.from > published.substr(0, e.time.from.size());
  if (later && e.status == EventStatus::kOccurred) e.status = EventStatus::kScheduled;
}

/// "It comes a week after rebels killed six", "met on Monday, two days after the vote": so long before what stands above.
void Circumstances::set_time_from_distance(Event& e, uint32_t word) const {
  const uint32_t marker = view_.upos(word) == Upos::kVerb ? view_.child(word, Deprel::kMark) : view_.child(word, Deprel::kCase);
  const uint32_t above = clause_above(view_, word);
  if (marker == kNoWord || marker == 0 || above == kNoWord || view_.lemma(marker) != "after") return;
  const uint32_t measure_end = view_.analysis().span[marker - 1].end;
  const TimeExpression* measure = nullptr;
  const TimeExpression* then = nullptr;  // date of the act above
  for (const auto& t : times_) {
    if (t.sentence != e.sentence) continue;
    if (t.span.end == measure_end && t.mod.empty()) measure = &t;
    const uint32_t w = view_.word_at(t.span.begin);
    if (t.range.known() && t.range.precision == Precision::kDay && w < view_.size() && attachment(view_, w, above) == Attachment::kOwn) then = &t;
  }
  if (measure == nullptr) return;
  const std::string_view tag = view_.xpos(above);
  const bool present = tag == "VBZ" || tag == "VBP";
  const std::string_view today = present ? std::string_view(view_.article().published.value) : std::string_view{};
  const auto day = parse_iso_day(then != nullptr ? std::string_view(then->range.from) : today);
  const auto days = days_of(measure->value);
  if (!day || !days) return;
  const Calendar when = calendar_day(add_days(*day, -*days));
  e.time = date_range(when, when);
  e.time_span = measure->span;
}

bool Circumstances::is_perfect(uint32_t word) const {
  for (const uint32_t c : view_.children(word)) {
    if (view_.relation(c) == Deprel::kAux && view_.lemma(c) == "have") return true;
  }
  return false;
}

const PlaceMention* Circumstances::place_over(Span span) const {
  for (const auto& p : places_) {
    if (p.place && span.contains(p.span)) return &p;
  }
  return nullptr;
}

int Circumstances::rank_of_place(const PlaceMention& p, const Event& e, const std::vector<uint32_t>& words, const Predicate& sense, uint32_t cue) const {
  uint32_t top = top_of(p.begin, p.end);
  // "in the Afghan capital", "in the town of Grays".
  const uint32_t over = view_.head(top);
  const bool inside = over != kNoWord && view_.upos(over) == Upos::kNoun && is_one_of(view_.lemma(over), kPlaceNouns);
  if (p.adjectival && !inside) return -1;
  if (inside && view_.case_of(over) != std::string_view{}) top = over;
  else if (p.adjectival) return -1;
  // "in the heart of the capital", "in the north of Mali".
  while (view_.case_of(top) == "of" && view_.head(top) != kNoWord && is_one_of(view_.lemma(view_.head(top)), kPlaceParts)) {
    top = view_.head(top);
  }
  std::string_view marker = view_.case_of(top);
  if (marker == "include") {  // "shot down 30 drones, including over Crimea"
    for (const uint32_t c : view_.children(top)) {
      if (view_.relation(c) == Deprel::kCase) marker = view_.lemma(c);
    }
  }
  const bool locates = marker == "in" || marker == "at" || marker == "near" || marker == "outside" || marker == "around" ||
                       marker == "across" || marker == "inside" || marker == "throughout" || marker == "over" || marker == "within" ||
                       marker == "along" || marker == "off" || (marker == "on" && inside);
  const bool from_or_to = (marker == "from" && e.type == EventType::kRetreat) || (marker == "to" && (e.type == EventType::kConsult || e.type == EventType::kMobilize));
  if (!locates && !from_or_to) return -1;
  int best = -1;
  for (const uint32_t word : words) {
    const Attachment how = attachment(view_, top, word);
    // Words that are the act are spoken where they are said to be said.
    const bool said_there = sense.has(Predicate::kSpeech) && cue != kNoWord && clause_above(view_, top) == cue;
    if (how < Attachment::kReported || (how == Attachment::kReported && !said_there)) continue;
    const uint32_t above = view_.head(top);
    const bool nested = above != kNoWord && above != word && view_.upos(above) == Upos::kNoun &&
                        std::find(words.begin(), words.end(), above) == words.end();
    // Words are spoken where the speaker is, not where what they are about is.
    // "close the port in Kiel"
    const bool stands_there = nested && !sense.has(Predicate::kSpeech) && view_.head(above) == word && is_one_of(view_.lemma(above), kPlaceNouns);
    if (nested && !stands_there && (sense.has(Predicate::kSpeech) || !is_physical(e.type))) continue;
    best = std::max(best, 3 * static_cast<int>(how) + (nested ? 0 : 1) + (locates ? 2 : 0));
  }
  if (best < 0) return -1;
  // "the southern Chilean city of Valdivia": the city, not the country.
  return 3 * best + (p.place->precision == PlacePrecision::kCountry ? 0 : p.place->precision == PlacePrecision::kCity || p.place->precision == PlacePrecision::kFeature ? 2 : 1);
}

void Circumstances::set_place(Event& e, const std::vector<uint32_t>& words, const Predicate& sense, uint32_t cue) const {
  const PlaceMention* best = nullptr;
  int best_rank = -1;
  for (const auto& p : places_) {
    if (p.sentence != e.sentence || !p.place) continue;
    const int rank = rank_of_place(p, e, words, sense, cue);
    if (rank <= best_rank) continue;
    best = &p;
    best_rank = rank;
  }
  const bool speech = sense.has(Predicate::kSpeech);
  if (best == nullptr && is_physical(e.type) && !speech) {
    const ActorMention* target = e.target_span.empty() ? nullptr : actors_.covering(view_.word_at(e.target_span.begin));
    if (target != nullptr && target->place && target->form == ActorMention::Form::kName && e.type != EventType::kConsult &&
        e.type != EventType::kCooperate && e.type != EventType::kNone) {
      best = place_over(e.target_span);
    }
    if (best == nullptr && !e.source_span.empty() && e.mode == "expel") best = place_over(e.source_span);  // from its own country
    if (best == nullptr && !e.source_span.empty() &&
        (e.type == EventType::kCoerce || e.type == EventType::kProtest || e.type == EventType::kNone)) {
      const uint32_t end = view_.word_at(e.source_span.end);
      const ActorMention* source = end > 0 ? actors_.covering(end - 1) : nullptr;
      if (source != nullptr && !source->person) {
        const PlaceMention* named = place_over(view_.span_of(view_.first(source->head), source->head));
        // A country's police and courts act in it; the union of a continent does not act all over it.
        const bool local = source->roles.starts_with("COP") || source->roles.starts_with("JUD");
        const bool wide = named != nullptr && (named->place->precision == PlacePrecision::kCountry || named->place->precision == PlacePrecision::kRegion);
        if (named != nullptr && (local || !wide)) best = named;
      }
    }
  }
  if (best != nullptr) {
    e.place = best->capital ? best->capital : best->place;
    e.place_span = best->span;
  }
}

void Circumstances::set_casualties(Event& e, uint32_t word, const Predicate& sense) const {
  if (!sense.has(Predicate::kHarm)) return;
  const uint32_t object = view_.upos(word) == Upos::kVerb ? object_of(view_, word) : kNoWord;
  const uint32_t top = object == kNoWord ? word : object;
  const std::string_view lemma = view_.lemma(word);
  const bool wounds = lemma == "wound" || lemma == "injure" || lemma == "hurt";
  const bool arrests = sense.type == EventType::kCoerce;
  const bool kills = lemma == "kill" || lemma == "murder" || lemma == "massacre" || lemma == "execute" || lemma == "assassinate" || lemma == "die";
  if (!wounds && !arrests && !kills) return;
  for (const auto& q : quantities_) {
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

bool Circumstances::is_background(const DateRange& time) const {
  const std::string& published = view_.article().published.value;
  if (published.size() < 10 || time.to.size() < 4) return false;
  const std::string today = published.substr(0, 10);
  const int year = parse_number<int>(std::string_view(today).substr(0, 4)).value_or(0);
  const std::string before = std::to_string(year - 1) + today.substr(4);
  return time.to < before.substr(0, time.to.size());
}

}  // namespace dateline::facts
