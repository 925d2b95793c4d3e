#include "facts/actor/actor_lexicon.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/table_file.h"

namespace dateline::facts {
namespace {

/// True if ISO dates `from`..`to` (each perhaps cut to a month or year, or empty) hold `date`.
bool holds(const NamedActor& actor, std::string_view date) {
  const auto cut = [&](const std::string& bound) { return date.substr(0, bound.size()); };
  if (!actor.from.empty() && cut(actor.from) < actor.from) return false;
  return actor.to.empty() || cut(actor.to) <= actor.to;
}

bool has_flag(std::string_view flags, std::string_view flag) {
  for (const auto word : split(flags, '|')) {
    if (trim(word) == flag) return true;
  }
  return false;
}

}  // namespace

void ActorLexicon::add_name(std::string_view name, uint32_t value) {
  names_.add(name, value);
  if (name.size() < 2 || name.size() > 3) return;
  const uint64_t word = word_hash(to_lower(name));
  if (!std::all_of(name.begin(), name.end(), is_upper)) {
    written_.insert(word);
    initials_.erase(word);
  } else if (written_.count(word) == 0) {
    initials_.insert(word);
  }
}

void ActorLexicon::add(std::string_view phrases, const NamedActor& actor) {
  if (phrases.empty()) return;
  const auto value = static_cast<uint32_t>(named_.size());
  named_.push_back(actor);
  for (const auto phrase : split(phrases, '|')) add_name(trim(phrase), value);
}

Result<void> ActorLexicon::read_countries(const std::string& path) {
  auto table = TableFile::read(path, 8);
  if (!table) return tl::unexpected<Error>(table.error());
  using Kind = NamedActor::Kind;
  for (const auto& row : table->rows()) {
    const std::string code(row.cells[0]);
    if (code.size() != 3) return table->bad_row(row, "iso3 must have three letters");
    const std::string name(row.cells[2]);
    countries_.insert(code);
    add(name, {Kind::kCountry, name, code, {}, {}});
    add(row.cells[3], {Kind::kCountry, name, code, {}, {}});
    add(row.cells[4], {Kind::kAdjective, name, code, {}, {}});
    add(row.cells[5], {Kind::kPeople, name, code, {}, {}});
    if (!row.cells[6].empty()) {
      add(row.cells[6], {Kind::kCapital, std::string(split(row.cells[6], '|')[0]), code, {}, {}});
    }
    if (row.cells[7].empty()) continue;
    for (const auto cell : split(row.cells[7], '|')) {
      const auto parts = split(cell, '=');
      const std::string role(parts.size() > 1 ? trim(parts[1]) : "GOV");
      add(parts[0], {Kind::kMetonym, std::string(trim(parts[0])), code + role, {}, {}});
    }
  }
  return {};
}

Result<ActorLexicon> ActorLexicon::open(const std::string& data_folder) {
  ActorLexicon lexicon;
  const std::string folder = data_folder + "/actors/";
  if (auto read = lexicon.read_countries(folder + "countries.tsv"); !read) {
    return tl::unexpected<Error>(read.error());
  }
  for (const auto& [file, columns, kind] :
       {std::tuple{"organizations.tsv", 5u, NamedActor::Kind::kOrganization},
        std::tuple{"leaders.tsv", 6u, NamedActor::Kind::kLeader}}) {
    auto table = TableFile::read(folder + file, columns);
    if (!table) return tl::unexpected<Error>(table.error());
    for (const auto& row : table->rows()) {
      const NamedActor actor{kind, std::string(row.cells[0]), std::string(row.cells[2]),
                             std::string(row.cells[3]), std::string(row.cells[4])};
      const auto value = static_cast<uint32_t>(lexicon.named_.size());
      lexicon.add(row.cells[0], actor);
      if (row.cells[1].empty()) continue;
      for (const auto alias : split(row.cells[1], '|')) lexicon.add_name(trim(alias), value);
    }
  }
  auto roles = TableFile::read(folder + "roles.tsv", 4);
  if (!roles) return tl::unexpected<Error>(roles.error());
  for (const auto& row : roles->rows()) {
    RoleNoun noun;
    noun.phrase = row.cells[0];
    noun.code = row.cells[1];
    if (row.cells[2] == "group") noun.kind = RoleNoun::Kind::kGroup;
    else if (row.cells[2] == "organization") noun.kind = RoleNoun::Kind::kOrganization;
    else if (row.cells[2] != "person") return roles->bad_row(row, "kind is person, group or organization");
    noun.title = has_flag(row.cells[3], "title");
    noun.speaker = has_flag(row.cells[3], "speaker");
    noun.weak = has_flag(row.cells[3], "weak");
    noun.thing = has_flag(row.cells[3], "thing");
    lexicon.roles_.add(noun.phrase, static_cast<uint32_t>(lexicon.role_nouns_.size()));
    lexicon.role_nouns_.push_back(std::move(noun));
  }
  auto given = TableFile::read(folder + "given_names.tsv", 2);
  if (!given) return tl::unexpected<Error>(given.error());
  for (const auto& row : given->rows()) {
    lexicon.given_names_.emplace(to_lower(row.cells[0]), row.cells[1].empty() ? 'u' : row.cells[1][0]);
  }
  return lexicon;
}

char ActorLexicon::gender(std::string_view name) const {
  const auto it = given_names_.find(std::string(name));
  return it == given_names_.end() ? '\0' : it->second;
}

uint32_t ActorLexicon::choose(const std::vector<uint32_t>& values, std::string_view date) const {
  uint32_t held = UINT32_MAX;
  for (const uint32_t value : values) {
    const bool now = date.empty() ? named_[value].to.empty() : holds(named_[value], date.substr(0, 10));
    if (now) return value;
    if (!date.empty() && !named_[value].to.empty() && named_[value].to < date) held = value;
  }
  return held == UINT32_MAX ? values.front() : held;
}

bool ActorLexicon::is_former(const NamedActor& actor, std::string_view date) {
  const std::string_view role = actor.code.size() < 6 ? std::string_view{} : std::string_view(actor.code).substr(3, 3);
  const bool office = role == "GOV" || role == "LEG" || role == "JUD" || role == "OPP";
  return office && actor.kind == NamedActor::Kind::kLeader && !date.empty() && !actor.to.empty() && date.substr(0, actor.to.size()) > actor.to;
}

bool ActorLexicon::is_country_code(std::string_view code) const {
  return countries_.count(std::string(code)) != 0;
}

}  // namespace dateline::facts
