#include "facts/actor/actor_tagger.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "base/strings.h"
#include "facts/actor/antecedent.h"
#include "facts/actor/home_country.h"
#include "facts/actor/mention_finder.h"

namespace dateline::facts {
namespace {

using Form = ActorMention::Form;

std::string_view last_word(std::string_view name) {
  const size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

/// Joins mentions to entities in reading order.
class Joiner {
 public:
  Joiner(const DocumentView& view, const ActorLexicon& lexicon, const std::optional<Place>& opening, std::vector<Candidate>& candidates, Actors& out)
      : view_(view), lexicon_(lexicon), candidates_(candidates), out_(out), home_(view, lexicon, opening, candidates, head_candidate_, out) {}

  void run() {
    out_.entities.clear();
    out_.mentions.clear();
    out_.mention_of_word.assign(view_.size(), kNoItem);
    out_.mention_covering.assign(view_.size(), kNoItem);
    index_heads();
    home_.count();
    for (uint32_t i = 0; i < candidates_.size(); ++i) {
      share_apposition(i);
      as_person(candidates_[i]);
      as_counterpart(candidates_[i]);
      join(i);
    }
  }

 private:
  /// Country of its possessor or adjective: "Russia's Defense Ministry". Empty if none is named.
  std::string owner_of(const ActorMention& m) const {
    for (const uint32_t w : view_.children(m.head)) {
      const Deprel relation = view_.relation(w);
      if (relation != Deprel::kNmodPoss && relation != Deprel::kAmod && relation != Deprel::kCompound) continue;
      if (head_candidate_[w] == kNoItem) continue;
      const ActorMention& owner = candidates_[head_candidate_[w]].mention;
      if (owner.place && lexicon_.is_country_code(owner.country)) return owner.country;
    }
    return {};
  }

  void index_heads() {
    head_candidate_.assign(view_.size(), kNoItem);
    for (uint32_t i = 0; i < candidates_.size(); ++i) head_candidate_[candidates_[i].mention.head] = i;
  }

  /// "Angela Merkel, the German chancellor": name and description tell of one another.
  void share_apposition(uint32_t i) {
    Candidate& c = candidates_[i];
    if (view_.relation(c.mention.head) != Deprel::kAppos) return;
    const uint32_t above = view_.head(c.mention.head);
    const uint32_t k = above == kNoWord ? kNoItem : head_candidate_[above];
    if (k == kNoItem || k == i) return;
    Candidate& other = candidates_[k];
    if (c.kind == EntityKind::kPlace || other.kind == EntityKind::kPlace) return;
    if (c.mention.form == Form::kPronoun || other.mention.form == Form::kPronoun) return;
    const bool name_and_role = (c.mention.form == Form::kName) != (other.mention.form == Form::kName);
    if (!name_and_role) return;
    same_as_[i] = k;
    Candidate& named = c.mention.form == Form::kName ? c : other;
    const Candidate& role = c.mention.form == Form::kName ? other : c;
    if (named.known == nullptr) {
      if (named.mention.roles.empty()) named.mention.roles = role.mention.roles;
      if (named.mention.country.empty()) named.mention.country = role.mention.country;
      named.role_phrase = role.role_phrase;
      if (!out_.mentions.empty() && k < out_.mentions.size()) refresh(k, named.mention);
    }
  }

  /// "Amman" after "Sudesh Amman", "Blair" after "Otto Blair" is the man, unless a preposition makes it a place.
  void as_person(Candidate& c) const {
    if (c.mention.end - c.mention.begin != 1 || c.mention.form != Form::kName) return;
    const bool leader = c.known != nullptr && c.known->kind == NamedActor::Kind::kLeader;
    if (c.mention.person && !leader) return;
    const bool place = c.kind == EntityKind::kPlace || (c.known != nullptr && c.known->kind == NamedActor::Kind::kMetonym);
    if (!leader && (!place || view_.child(c.mention.head, Deprel::kCase) != kNoWord)) return;
    const auto it = by_last_name_.find(to_lower(c.name));
    if (it == by_last_name_.end()) return;
    const std::string& full = out_.entities[it->second].name;
    if (full.find(' ') == std::string::npos || by_name_.count(key_of(c)) != 0) return;
    c.kind = EntityKind::kPerson;
    c.known = nullptr;
    c.located = nullptr;
    c.mention.place = false;
    c.mention.person = true;
    c.mention.country.clear();
    c.mention.roles.clear();
  }

  /// "his Russian counterpart" holds the office of whoever is meant by "his".
  void as_counterpart(Candidate& c) const {
    if (c.role_phrase != "counterpart" || !c.mention.roles.empty()) return;
    const uint32_t owner = view_.child(c.mention.head, Deprel::kNmodPoss);
    ItemIndex entity = kNoItem;
    if (owner != kNoWord && owner < c.mention.head) {
      const uint32_t k = out_.mention_of_word[owner];
      if (k != kNoItem) entity = out_.mentions[k].entity;
    }
    for (size_t k = out_.mentions.size(); entity == kNoItem && k-- > 0;) {
      const ActorMention& m = out_.mentions[k];
      if (m.sentence != c.mention.sentence) break;
      if (m.entity != kNoItem && m.person && !m.roles.empty()) entity = m.entity;
    }
    if (entity == kNoItem) return;
    c.mention.roles = out_.entities[entity].role;
    c.mention.weak = c.mention.roles.empty();
  }

  /// An earlier mention learns its code from a later apposition.
  void refresh(uint32_t candidate, const ActorMention& from) {
    ActorMention& m = out_.mentions[candidate];
    if (m.roles.empty()) m.roles = from.roles;
    if (m.country.empty()) m.country = from.country;
    set_code(out_.entities[m.entity], m);
  }

  static void set_code(Entity& entity, const ActorMention& m) {
    if (entity.country.empty()) entity.country = m.country;
    if (entity.role.empty()) entity.role = m.roles;
    entity.actor = entity.country + entity.role;
  }

  void join(uint32_t i) {
    Candidate& c = candidates_[i];
    ActorMention& m = c.mention;
    ItemIndex entity = kNoItem;
    if (const auto it = same_as_.find(i); it != same_as_.end() && it->second < out_.mentions.size()) {
      entity = out_.mentions[it->second].entity;
    } else if (m.form == Form::kPronoun) {
      entity = antecedent(view_, out_, gender_, plural_, m);
      if (entity == kNoItem) {
        out_.mentions.push_back(m);
        cover(i);
        return;
      }
    } else if (m.form == Form::kRole && !c.role_phrase.empty()) {
      entity = described(c);
    } else {
      if (c.domestic && c.kind == EntityKind::kOrganization && m.country.empty()) m.country = owner_of(m);
      entity = named(c);
    }
    if (entity == kNoItem) {
      if (c.domestic && m.country.empty()) {
        m.country = home_.of(m);
        m.guessed = !m.country.empty();
      }
      entity = static_cast<ItemIndex>(out_.entities.size());
      Entity made;
      made.kind = c.kind;
      made.name = c.known != nullptr && m.form == Form::kName && c.kind == EntityKind::kPlace ? c.known->name : c.name;
      if (c.located != nullptr) made.place = *c.located;
      set_code(made, m);
      out_.entities.push_back(std::move(made));
      gender_.push_back(m.gender);
      role_phrase_.push_back(c.role_phrase);
      plural_.push_back(m.plural);
      guessed_.push_back(m.guessed);
    } else {
      Entity& known = out_.entities[entity];
      if (!m.country.empty() && !m.place) guessed_[entity] = false;
      m.guessed = guessed_[entity];
      if (m.form == Form::kName && c.name.size() > known.name.size() && known.kind == EntityKind::kPerson) {
        known.name = c.name;
      }
      if (m.form == Form::kName && known.kind == EntityKind::kPerson && !m.country.empty() && !m.roles.empty() &&
          known.role.empty()) {
        known.country.clear();
      }
      if (m.form != Form::kPronoun && !m.place) set_code(known, m);
      if (!known.place && c.located != nullptr) known.place = *c.located;
      if (m.gender == 'u') m.gender = gender_[entity];
      else gender_[entity] = m.gender;
      if (!m.place) {
        m.country = known.country;
        m.roles = known.role;
      }
      m.person = known.kind == EntityKind::kPerson;
    }
    m.entity = entity;
    out_.entities[entity].mentions.push_back(view_.span_of(m.begin, m.end - 1));
    remember(c, entity);
    out_.mentions.push_back(m);
    cover(i);
  }

  void cover(uint32_t i) {
    const ActorMention& m = out_.mentions[i];
    // A title is looked up like the name it stands before.
    for (uint32_t w = candidates_[i].title_begin; w < m.begin; ++w) {
      out_.mention_of_word[w] = i;
      out_.mention_covering[w] = i;
    }
    out_.mention_of_word[m.head] = i;
    for (uint32_t w = m.begin; w < m.end; ++w) out_.mention_covering[w] = i;
  }

  std::string key_of(const Candidate& c) const {
    if (c.kind == EntityKind::kPlace && !c.mention.country.empty() &&
        (c.known == nullptr ? c.located != nullptr && c.located->precision == PlacePrecision::kCountry
                            : c.known->kind == NamedActor::Kind::kCountry ||
                                  c.known->kind == NamedActor::Kind::kAdjective)) {
      return "country:" + c.mention.country;
    }
    if (c.known != nullptr && c.known->kind != NamedActor::Kind::kPeople) return "known:" + c.known->name;
    return to_lower(c.name);
  }

  /// Earlier entity of the same name, or whose last name this is.
  ItemIndex named(const Candidate& c) const {
    if (const auto it = by_name_.find(key_of(c)); it != by_name_.end()) {
      const Entity& found = out_.entities[it->second];
      const std::string& country = c.mention.country;
      // "Russia's Defense Ministry" after that of Ukraine is another.
      if (c.kind != EntityKind::kOrganization || c.known != nullptr || country.empty() || found.country.empty() || country == found.country) {
        return it->second;
      }
      for (size_t k = out_.entities.size(); k-- > 0;) {
        if (out_.entities[k].country == country && equals_ignoring_case(out_.entities[k].name, c.name)) return static_cast<ItemIndex>(k);
      }
      return kNoItem;
    }
    if (c.kind == EntityKind::kPerson || c.kind == EntityKind::kOrganization) {
      if (c.name.find(' ') == std::string::npos) {
        if (const auto it = by_last_name_.find(to_lower(c.name)); it != by_last_name_.end()) return it->second;
        if (const auto it = by_initials_.find(c.name); it != by_initials_.end()) return it->second;
      } else if (c.known == nullptr && c.kind == EntityKind::kPerson) {
        // "Mr Barack Obama" after "Barack Hussein Obama": same first and last name.
        if (const auto it = by_last_name_.find(to_lower(last_word(c.name))); it != by_last_name_.end()) {
          const std::string& other = out_.entities[it->second].name;
          if (to_lower(other.substr(0, other.find(' '))) == to_lower(c.name.substr(0, c.name.find(' ')))) {
            return it->second;
          }
        }
      }
    }
    return kNoItem;
  }

  /// "the previous government", "another minister": not the one told of.
  bool is_another(const ActorMention& m) const {
    static constexpr std::array<std::string_view, 6> kOthers = {"another", "former", "new", "next", "other", "previous"};
    for (const uint32_t w : view_.children(m.head)) {
      const Deprel relation = view_.relation(w);
      if ((relation == Deprel::kAmod || relation == Deprel::kDet) && std::binary_search(kOthers.begin(), kOthers.end(), view_.lemma(w))) return true;
    }
    return false;
  }

  /// "vice president": the president is somebody else.
  static bool is_second(std::string_view phrase) {
    return phrase.starts_with("vice") || phrase.starts_with("deputy") || phrase.starts_with("assistant") || phrase.starts_with("former");
  }

  /// "the official" after "a Ukrainian border guard official": the nearest earlier bearer of the role noun.
  ItemIndex described(const Candidate& c) const {
    const ActorMention& m = c.mention;
    const uint32_t determiner = view_.child(m.head, Deprel::kDet);
    const bool definite = determiner != kNoWord && (view_.lemma(determiner) == "the" || view_.lemma(determiner) == "this" ||
                                                    view_.lemma(determiner) == "that");
    const bool indefinite = determiner != kNoWord && !definite;
    if (indefinite || is_another(m)) return kNoItem;
    // "diplomats from EU states": told apart by what follows.
    for (const uint32_t w : view_.children(m.head)) {
      if (!definite && m.country.empty() && view_.relation(w) == Deprel::kNmod && view_.case_of(w) == "from") return kNoItem;
    }
    std::string head_lemma = to_lower(view_.lemma(m.head));
    for (size_t k = out_.entities.size(); k-- > 0;) {
      const std::string& phrase = role_phrase_[k];
      if (phrase.empty()) continue;
      const Entity& e = out_.entities[k];
      if (!m.country.empty() && m.country != e.country) continue;
      if (plural_[k] != m.plural) continue;
      const bool same = phrase == c.role_phrase && (definite || !m.country.empty() || c.domestic);
      const bool shorter = definite && m.country.empty() && last_word(phrase) == head_lemma &&
                           c.role_phrase.find(' ') == std::string::npos && !is_second(phrase);
      if (same || shorter) return static_cast<ItemIndex>(k);
    }
    return kNoItem;
  }

  void remember(const Candidate& c, ItemIndex entity) {
    if (c.mention.form == Form::kPronoun) return;
    if (c.mention.form == Form::kRole && !c.role_phrase.empty()) return;
    if (c.kind == EntityKind::kOrganization && c.known == nullptr && !c.mention.country.empty()) {
      by_name_[key_of(c)] = entity;  // of two namesakes the bare name means the latest
    }
    by_name_.emplace(key_of(c), entity);
    by_name_.emplace(to_lower(c.name), entity);
    if (c.kind == EntityKind::kPerson) {
      by_last_name_[to_lower(last_word(c.name))] = entity;
    } else if (c.kind == EntityKind::kOrganization) {
      std::string initials;
      for (const auto word : split(c.name, ' ')) {
        if (!word.empty() && is_upper(word[0])) initials.push_back(word[0]);
      }
      if (initials.size() > 1) by_initials_.emplace(std::move(initials), entity);
    }
  }

  const DocumentView& view_;
  const ActorLexicon& lexicon_;
  std::vector<Candidate>& candidates_;
  Actors& out_;
  std::vector<uint32_t> head_candidate_;
  HomeCountry home_;
  std::unordered_map<uint32_t, uint32_t> same_as_;
  std::unordered_map<std::string, ItemIndex> by_name_, by_last_name_, by_initials_;
  std::vector<char> gender_;
  std::vector<std::string> role_phrase_;
  std::vector<bool> plural_, guessed_;
};

}  // namespace

Result<ActorTagger> ActorTagger::open(const std::string& data_folder) {
  auto lexicon = ActorLexicon::open(data_folder);
  if (!lexicon) return tl::unexpected<Error>(lexicon.error());
  ActorTagger tagger;
  tagger.lexicon_ = std::make_shared<const ActorLexicon>(std::move(*lexicon));
  return tagger;
}

void ActorTagger::run(const DocumentView& view, const std::vector<PlaceMention>& places, const std::optional<Place>& opening, Actors& out) const {
  std::vector<Candidate> candidates;
  find_mentions(view, *lexicon_, places, candidates);
  Joiner(view, *lexicon_, opening, candidates, out).run();
}

}  // namespace dateline::facts
