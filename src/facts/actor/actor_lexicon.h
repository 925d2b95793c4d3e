#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/result.h"
#include "facts/phrase_table.h"

namespace dateline::facts {

/// What the tables of `data/actors` know of one name.
struct NamedActor {
  enum class Kind : uint8_t { kCountry, kAdjective, kPeople, kCapital, kMetonym, kOrganization, kLeader };
  Kind kind = Kind::kCountry;
  std::string name;      ///< usual English name
  std::string code;      ///< actor code: country, or country and roles
  std::string from, to;  ///< ISO dates, possibly cut to year or month; empty = open
};

/// An agent noun or noun phrase ("border guard") and what it makes of whoever bears it.
struct RoleNoun {
  enum class Kind : uint8_t { kPerson, kGroup, kOrganization };
  Kind kind = Kind::kPerson;
  std::string phrase;  ///< lemmas
  std::string code;    ///< role code, empty for people without a political role ("woman")
  bool title = false;    ///< may stand before a name
  bool speaker = false;  ///< speaks for a body; takes the body's code
  bool weak = false;     ///< an actor only together with a nationality
  bool thing = false;    ///< a weapon or vehicle; belongs to no country but one named beside it
};

/// The hand-written tables of actors, read once at start-up; immutable, shared by all threads. Formats: the head of each
/// file in `data/actors`.
class ActorLexicon {
 public:
  [[nodiscard]] static Result<ActorLexicon> open(const std::string& data_folder);

  [[nodiscard]] const PhraseTable& names() const { return names_; }
  /// True for a word that the tables write in capitals alone, two or three of them ("IS", "ANA"): in other letters it is no name.
  [[nodiscard]] bool is_initials(uint64_t form_hash) const { return initials_.count(form_hash) != 0; }
  [[nodiscard]] const NamedActor& named(uint32_t value) const { return named_[value]; }
  [[nodiscard]] const PhraseTable& roles() const { return roles_; }
  [[nodiscard]] const RoleNoun& role(uint32_t value) const { return role_nouns_[value]; }
  /// 'm', 'f' or 'u' for a given name in lower case, 0 if it is none that is known.
  [[nodiscard]] char gender(std::string_view lower_case_given_name) const;
  /// Best of several entries for one name at a date (ISO): one whose time holds it, without a date one whose time has no end; else
  /// the last one over before the date; else the first.
  [[nodiscard]] uint32_t choose(const std::vector<uint32_t>& values, std::string_view date) const;
  /// True for who held the office only before the date (ISO).
  [[nodiscard]] static bool is_former(const NamedActor& actor, std::string_view date);
  [[nodiscard]] bool is_country_code(std::string_view three_letters) const;

 private:
  Result<void> read_countries(const std::string& path);
  void add(std::string_view phrases, const NamedActor& actor);
  void add_name(std::string_view name, uint32_t value);

  PhraseTable names_, roles_;
  std::vector<NamedActor> named_;
  std::vector<RoleNoun> role_nouns_;
  std::unordered_map<std::string, char> given_names_;
  std::unordered_set<std::string> countries_;
  std::unordered_set<uint64_t> initials_, written_;  // words of the tables in capitals alone, in other letters too
};

}  // namespace dateline::facts
