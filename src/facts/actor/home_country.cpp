#include "facts/actor/home_country.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace dateline::facts {
namespace {

bool is_state(const ActorMention& m) {
  static constexpr std::array<std::string_view, 5> kState = {"COP", "GOV", "JUD", "LEG", "MIL"};
  return std::binary_search(kState.begin(), kState.end(), std::string_view(m.roles).substr(0, 3));
}

}  // namespace

void HomeCountry::count() {
  for (const auto& c : candidates_) {
    if (c.mention.country.empty() || !lexicon_.is_country_code(c.mention.country)) continue;
    focus_[c.mention.country] += 1.0 + 4.0 / (1.0 + c.mention.sentence);
    named_at_.emplace(c.mention.country, c.mention.begin);
  }
}

uint32_t HomeCountry::first_at(const std::string& country) const {
  const auto it = named_at_.find(country);
  return it == named_at_.end() ? kNoWord : it->second;
}

std::string HomeCountry::of(const ActorMention& m) const {
  if (std::string where = where_hit(m); !where.empty()) return where;
  if (std::string host = host_of(m); !host.empty()) return host;
  std::string inside;
  bool several = false;
  for (const auto& c : candidates_) {
    if (c.mention.sentence != m.sentence || c.mention.country.empty() || !c.mention.place) continue;
    if (!lexicon_.is_country_code(c.mention.country) || is_part_of_compound(c.mention) || is_acted_on_by(c.mention, m)) continue;
    if (inside.empty()) inside = c.mention.country;
    several = several || inside != c.mention.country;
  }
  if (!inside.empty() && !several) return inside;
  double best = 0, total = 0;
  std::string country;
  for (const auto& [code, weight] : focus_) {
    total += weight;
    if (weight > best || (weight == best && first_at(code) < first_at(country))) {  // the one named first
      best = weight;
      country = code;
    }
  }
  if (best >= 0.5 * total && !is_acted_on(country, m)) return country;
  std::string state = state_beside(m);
  return state.empty() ? of_report() : state;
}

/// "a Chinese-owned mill": of the mill alone.
bool HomeCountry::is_part_of_compound(const ActorMention& m) const {
  if (m.end + 1 >= view_.size() || view_.text(m.end) != "-") return false;
  return view_.upos(m.end + 1) == Upos::kVerb || view_.upos(m.end + 1) == Upos::kAdj;
}

bool HomeCountry::is_acted_on(const std::string& country, const ActorMention& m) const {
  return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& c) {
    return c.mention.sentence == m.sentence && c.mention.place && c.mention.country == country && is_acted_on_by(c.mention, m);
  });
}

/// "The party accused Chile": of another country than its own.
bool HomeCountry::is_acted_on_by(const ActorMention& country, const ActorMention& m) const {
  const uint32_t verb = view_.head(m.head);
  if (verb == kNoWord || view_.relation(m.head) != Deprel::kNsubj || view_.head(country.head) != verb || !country.roles.empty()) return false;
  if (view_.relation(country.head) == Deprel::kObj) return true;
  const std::string_view marker = view_.relation(country.head) == Deprel::kObl ? view_.case_of(country.head) : std::string_view{};
  return marker == "on" || marker == "with" || marker == "against" || marker == "to";
}

/// "killed a guard in the Peruvian town of Tacna": who is acted upon in a country belongs there.
std::string HomeCountry::where_hit(const ActorMention& m) const {
  const Deprel relation = view_.relation(m.head);
  const uint32_t verb = view_.head(m.head);
  if ((relation != Deprel::kObj && relation != Deprel::kNsubjPass) || verb == kNoWord) return {};
  for (const uint32_t c : view_.children(verb)) {
    if (c < m.head || view_.relation(c) != Deprel::kObl || view_.case_of(c) != "in") continue;
    for (uint32_t w = view_.first(c); w <= c; ++w) {
      if (head_candidate_[w] == kNoItem) continue;
      const ActorMention& where = candidates_[head_candidate_[w]].mention;
      if (where.place && lexicon_.is_country_code(where.country)) return where.country;
    }
  }
  return {};
}

/// "HANOI - The Danish minister met officials": whom a visitor meets is of the country that the page is reported from.
std::string HomeCountry::host_of(const ActorMention& m) const {
  const uint32_t verb = view_.head(m.head);
  const std::string host = of_report();
  if (host.empty() || verb == kNoWord || view_.lemma(verb) != "meet") return {};
  if (view_.relation(m.head) != Deprel::kObj && view_.case_of(m.head) != "with") return {};
  const uint32_t subject = view_.child(verb, Deprel::kNsubj);
  const ItemIndex guest = subject == kNoWord || subject >= m.head ? kNoItem : joined_.mention_of_word[subject];
  if (guest == kNoItem || joined_.mentions[guest].country.empty() || joined_.mentions[guest].guessed) return {};
  return joined_.mentions[guest].country == host ? std::string() : host;
}

/// "a Peruvian court struck down the government's ban": the country of the state body named last before it in the sentence.
std::string HomeCountry::state_beside(const ActorMention& m) const {
  const uint32_t det = view_.child(m.head, Deprel::kDet);
  const bool definite = det != kNoWord && view_.lemma(det) == "the";
  if (!definite && !m.plural && view_.child(m.head, Deprel::kNmodPoss) == kNoWord) return {};
  if (!is_state(m)) return {};
  for (size_t k = joined_.mentions.size(); k-- > 0 && joined_.mentions[k].sentence == m.sentence;) {
    const ActorMention& before = joined_.mentions[k];
    if (before.place || before.guessed || !lexicon_.is_country_code(before.country)) continue;
    if (is_state(before)) return before.country;
  }
  return {};
}

/// The country of the opening line ("HANOI, Vietnam -"), empty if there is none.
std::string HomeCountry::of_report() const {
  return opening_ && lexicon_.is_country_code(opening_->country) ? opening_->country : std::string();
}

}  // namespace dateline::facts
