#include "facts/time/time_parser.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"

namespace dateline::facts {

using C = TimeClass;
using F = TimeFlag;

namespace {
constexpr TimeWord kNothing{};
}

TimeParser::TimeParser(std::string_view text, const Analysis& analysis, const TimeWords& words,
                       const std::vector<TimeWord>& classes, std::optional<CivilDate> page_date)
    : text_(text), analysis_(analysis), words_(words), classes_(classes), page_(page_date) {}

const TimeWord& TimeParser::word(uint32_t at) const {
  return at >= begin_ && at < end_ ? classes_[at] : kNothing;
}

bool TimeParser::unit(uint32_t at, TimeUnit which) const {
  const TimeWord& w = word(at);
  return w.kind == C::kUnit && w.value == static_cast<int>(which) && w.flag != F::kShort;
}

std::string_view TimeParser::form(uint32_t at) const {
  return at >= begin_ && at < end_ ? text_of(text_, analysis_.span[at]) : std::string_view{};
}

bool TimeParser::form_is(uint32_t at, std::string_view lower) const {
  return equals_ignoring_case(form(at), lower);
}

bool TimeParser::glued(uint32_t at) const {
  return at > begin_ && at < end_ && analysis_.span[at].begin == analysis_.span[at - 1].end;
}

bool TimeParser::upper(uint32_t at) const {
  const std::string_view word = form(at);
  return !word.empty() &&
         (is_upper(word[0]) || (word.size() > 4 && word[3] == '-' && is_upper(word[4])));
}

// Direction of one word. A participle behind "be", "is", "are" ("to be published") tells nothing of
// the past.
int TimeParser::direction_of(uint32_t at) const {
  const std::string_view word = form(at);
  const int direction = words_.tense(word);
  if (direction == 0) return 0;
  if (direction == 2) {
    const std::string_view tag = xpos_name(analysis_.xpos[at]);
    return tag == "VBZ" || tag == "VBP" || tag == "VB" ? 1 : 0;
  }
  if (direction > 0) return upper(at) && at > begin_ ? 0 : 1;  // not the month of May
  if (upper(at) && at > begin_) return 0;                      // "United"
  if (analysis_.upos[at] == Upos::kAdj || analysis_.upos[at] == Upos::kPropn) return 0;
  if (form_is(at - 1, "be") || form_is(at - 1, "is") || form_is(at - 1, "are") ||
      form_is(at - 1, "being"))
    return 0;
  return direction;
}

// "tried to reach it", "got up to watch him": an infinitive has the time of the finite verb over it, but for verbs of what is
// to come ("planned to", "was due to").
int TimeParser::infinitive_tense(uint32_t to) const {
  static constexpr std::string_view kAhead[] = {"agree", "be", "due", "expect", "intend", "likely", "plan", "schedule", "set", "slate", "vow"};
  constexpr int kMostSteps = 6;
  constexpr uint32_t kReach = 8;  // words before a verb
  uint32_t at = analysis_.head[to];
  for (int step = 0; step < kMostSteps && at != kNoWord && at >= begin_ && at < end_; ++step, at = analysis_.head[at]) {
    const std::string_view lemma = analysis_.lemma(at), tag = xpos_name(analysis_.xpos[at]);
    if (step > 0 && std::find(std::begin(kAhead), std::end(kAhead), lemma) != std::end(kAhead)) return 1;
    if (tag == "VBD" && at < to) return -1;
    if (tag == "VBZ" || tag == "VBP" || tag == "MD") return 1;
    if (analysis_.relation[at] == Deprel::kAclRelcl || analysis_.relation[at] == Deprel::kCcomp) return 1;
    if (step == 0) continue;
    for (uint32_t c = std::max(begin_, at - std::min(at, kReach)); c < at; ++c) {  // its auxiliary
      const Deprel relation = analysis_.relation[c];
      if (analysis_.head[c] != at || (relation != Deprel::kAux && relation != Deprel::kAuxPass && relation != Deprel::kCop)) continue;
      return xpos_name(analysis_.xpos[c]) == "VBD" ? -1 : 1;
    }
  }
  return 1;
}

// "would not say on Tuesday": a refusal that is told, not a future.
bool TimeParser::is_past_refusal(uint32_t modal) const {
  const uint32_t verb = analysis_.head[modal];
  if (!form_is(modal, "would") || verb == kNoWord || verb <= modal || analysis_.relation[verb] != Deprel::kRoot) return false;
  for (uint32_t i = modal + 1; i < verb && i < end_; ++i) {
    if (form_is(i, "not") || form_is(i, "n't") || form(i) == "n\u2019t") return true;
  }
  return false;
}

// The nearest word before (then behind) that tells past from future; 1, -1 or 0.
int TimeParser::tense(uint32_t at, uint32_t behind) const {
  constexpr uint32_t kBefore = 25, kBehind = 15;
  // "..., calling Monday's drills a warning": a possessive belongs to its own clause.
  const bool possessive = is(behind, C::kPossessive);
  // "the ministry on Sunday issued": between a subject and its verb.
  if (behind < end_ && at > begin_ + 1 && form_is(at - 1, "on") && xpos_name(analysis_.xpos[behind]) == "VBD") return -1;
  for (uint32_t step = 1; step <= kBefore && at >= begin_ + step; ++step) {
    const uint32_t i = at - step;
    if (possessive && is(i, C::kComma)) return 0;
    const int direction = direction_of(i);
    if (direction != 0) return direction;
    const std::string_view tag = xpos_name(analysis_.xpos[i]);
    if (tag == "VBD") return -1;
    if (tag == "MD") return is_past_refusal(i) ? -1 : 1;
    if (form(i) == "to" && tag == "TO") return infinitive_tense(i);
  }
  for (uint32_t i = behind; i < end_ && i < behind + kBehind; ++i) {
    const int direction = direction_of(i);
    if (direction != 0) return direction;
    if (xpos_name(analysis_.xpos[i]) == "VBD") return -1;
  }
  return 0;
}

bool TimeParser::match(uint32_t at, TimeMatch& out) {
  out = TimeMatch{};
  TimeMatch best;
  uint32_t end = 0;
  const auto attempt = [&](auto reading) {
    TimeMatch match;
    const uint32_t reached = (this->*reading)(at, match);
    if (reached > end) {
      end = reached;
      best = std::move(match);
    }
  };
  attempt(&TimeParser::parse_time);
  attempt(&TimeParser::parse_duration);
  attempt(&TimeParser::parse_set);
  if (end == 0) attempt(&TimeParser::parse_vague);
  if (end == 0) return false;
  out = std::move(best);
  out.begin = at;
  // An article belongs to "the third quarter", "the 1990s", "the last year", not to "the March
  // vote", "his Sunday speech".
  if (is(at, C::kArticle) && end > at + 1) {
    const TimeWord& next = word(at + 1);
    if (next.kind == C::kWeekday || next.kind == C::kMonth || next.kind == C::kDay ||
        next.kind == C::kIsoDate ||
        (next.kind == C::kNumber && next.digits == 4 && end == at + 2)) {
      out.begin = at + 1;
    }
    // "its third-quarter loss", "the 30-day rate": a compound before its noun.
    const bool compound = end > at + 3 && is(end - 2, C::kHyphen) && end < end_;
    if (compound && (analysis_.upos[end] == Upos::kNoun || analysis_.upos[end] == Upos::kAdj)) out.begin = at + 1;
  }
  out.end = end;
  remember(out);
  return true;
}

void TimeParser::remember(const TimeMatch& match) {
  if (!match.first.known() || match.comparison || match.value == "PRESENT_REF") return;
  if (match.first.unit == TimeUnit::kQuarter) {
    quarter_ = match.first;
    quarter_word_ = match.begin;
  } else {
    reference_ = match.first;
    if (reference_.unit == TimeUnit::kDay) day_ = reference_;
  }
}

}  // namespace dateline::facts
