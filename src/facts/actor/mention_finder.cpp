#include "facts/actor/mention_finder.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "facts/actor/mended_names.h"
#include "facts/clause.h"

namespace dateline::facts {
namespace {

using Form = ActorMention::Form;
using Kind = NamedActor::Kind;

/// Splits an actor code into its first three letters (country, IGO ...) and the rest.
void split_code(const std::string& code, ActorMention& mention) {
  mention.country = code.substr(0, 3);
  mention.roles = code.size() > 3 ? code.substr(3) : "";
}

class Finder {
 public:
  Finder(const DocumentView& view, const ActorLexicon& lexicon,
         const std::vector<PlaceMention>& places, std::vector<Candidate>& out)
      : view_(view), lexicon_(lexicon), places_(places), out_(out) {
    taken_.assign(view.size(), false);
  }

  void run() {
    names();
    surnames();
    roles();
    pronouns();
    std::sort(out_.begin(), out_.end(), [](const Candidate& a, const Candidate& b) {
      return a.mention.begin != b.mention.begin ? a.mention.begin < b.mention.begin
                                                : a.mention.end > b.mention.end;
    });
  }

 private:
  struct NameSpan {
    uint32_t begin, end;
    int trust;  // larger is better
    uint32_t entry = PhraseTable::kNoValue;
    const PlaceMention* place = nullptr;
    const Name* name = nullptr;
    std::string nationality{};  // told right before a person's name
  };

  uint32_t head_of(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i) {
      const uint32_t head = view_.head(i);
      if (head == kNoWord || head < begin || head >= end) return i;
    }
    return begin;
  }

  /// The longest name of the tables from a word on. "Is", "Ana" are not the "IS" and "ANA" of the tables.
  PhraseTable::Match known_name(uint32_t word, uint32_t limit) const {
    const auto match = lexicon_.names().longest_by_form(view_, word, limit);
    const std::string_view form = view_.text(word);
    const bool initials = match.end == word + 1 && lexicon_.is_initials(view_.form_hash(word));
    return initials && !std::all_of(form.begin(), form.end(), is_upper) ? PhraseTable::Match{} : match;
  }

  /// Names of all kinds, longest first where they overlap.
  void names() {
    std::vector<NameSpan> spans;
    for (const auto& sentence : view_.analysis().sentences) {
      for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
        if (!view_.is_capitalised(i)) continue;
        const auto match = known_name(i, sentence.end);
        if (match.entry == PhraseTable::kNoValue) continue;
        // "us" and "it" are pronouns unless written "US"; a one-letter-capital match needs all words as names.
        if (match.end == i + 1 && view_.upos(i) == Upos::kPron) continue;
        spans.push_back({i, match.end, 3, match.entry});
      }
    }
    for (const auto& place : places_) spans.push_back({place.begin, place.end, 2, PhraseTable::kNoValue, &place});
    for (const auto& name : names_) spans.push_back({name.begin, name.end, 1, PhraseTable::kNoValue, nullptr, &name});
    std::stable_sort(spans.begin(), spans.end(), [](const NameSpan& a, const NameSpan& b) {
      const uint32_t la = a.end - a.begin, lb = b.end - b.begin;
      return la != lb ? la > lb : a.trust > b.trust;
    });
    for (const auto& span : spans) add_name(span);
  }

  void add_name(NameSpan span) {
    if (span.name != nullptr) trim_name(span);
    if (span.begin >= span.end || span.end > view_.size()) return;
    if (span.name != nullptr && span.name->kind != NameKind::kPerson) cut_title(span);
    if (span.name != nullptr && span.name->kind == NameKind::kPerson) {
      // What is left after the titles may be known.
      const auto match = known_name(span.begin, span.end);
      if (match.entry != PhraseTable::kNoValue && match.end == span.end) span.entry = match.entry;
    }
    for (uint32_t i = span.begin; i < span.end; ++i) {
      if (taken_[i]) return;
    }
    Candidate c;
    c.mention.begin = span.begin;
    c.mention.end = span.end;
    c.mention.head = head_of(span.begin, span.end);
    c.mention.sentence = view_.analysis().sentence[span.begin];
    c.name = fold_space(text_of(view_.article().text, view_.span_of(span.begin, span.end - 1)));
    if (span.entry != PhraseTable::kNoValue) {
      const auto& values = lexicon_.names().values(span.entry);
      const NamedActor& known = lexicon_.named(lexicon_.choose(values, view_.article().published.value));
      const PlaceMention* division = known.kind == Kind::kCountry ? division_named(span.begin, span.end, known.code) : nullptr;
      if (division != nullptr) from_place(c, *division);
      else from_tables(c, known);
    } else if (span.place != nullptr) {
      from_place(c, *span.place);
    } else {
      from_model(c, *span.name);
      if (c.mention.person && c.mention.country.empty()) c.mention.country = span.nationality;
    }
    for (uint32_t i = span.begin; i < span.end; ++i) taken_[i] = true;
    if (!c.mention.country.empty() && !c.mention.person) {
      // People of a union or alliance have its code alone: "EU diplomats".
      const std::string& country = c.mention.country;
      for (uint32_t i = span.begin; i < span.end; ++i) countries_.push_back({i, country == "IGO" ? country + c.mention.roles : country});
    }
    out_.push_back(std::move(c));
  }

  /// Leading titles and articles are no part of a person's name, nor is the country of the office ("US President X").
  void trim_name(NameSpan& span) const {
    while (span.begin + 1 < span.end) {
      const uint32_t title = title_end(span.begin, span.end);
      if (title > span.begin && title < span.end) {
        span.begin = title;
        continue;
      }
      if (view_.upos(span.begin) == Upos::kDet) {
        ++span.begin;
        continue;
      }
      const auto country = lexicon_.names().longest_by_form(view_, span.begin, span.end);
      if (country.entry == PhraseTable::kNoValue || country.end >= span.end || span.name->kind != NameKind::kPerson) break;
      const NamedActor& known = lexicon_.named(lexicon_.names().values(country.entry).front());
      const bool of_office = (known.kind == Kind::kCountry || known.kind == Kind::kAdjective) && title_end(country.end, span.end) > country.end;
      const bool nationality = known.kind == Kind::kAdjective && country.end + 2 <= span.end;  // "American Kevin King"
      if (!of_office && !nationality) break;
      if (!of_office) span.nationality = known.code;
      span.begin = country.end;
    }
    while (span.end > span.begin && view_.upos(span.end - 1) == Upos::kPunct) --span.end;
  }

  /// "White House Press" before "Secretary": a known name and the beginning of an office.
  void cut_title(NameSpan& span) const {
    const auto body = lexicon_.names().longest_by_form(view_, span.begin, span.end);
    if (body.entry == PhraseTable::kNoValue || body.end >= span.end) return;
    const auto office = lexicon_.roles().longest_by_lemma(view_, body.end, view_.sentence_of(span.begin).end);
    if (office.entry == PhraseTable::kNoValue || office.end <= span.end) return;
    span.end = body.end;
    span.entry = body.entry;
  }

  /// End of the title that begins at the word, the word itself if none does.
  uint32_t title_end(uint32_t word, uint32_t limit) const {
    const auto match = lexicon_.roles().longest_by_lemma(view_, word, limit);
    if (match.entry == PhraseTable::kNoValue) return word;
    return lexicon_.role(lexicon_.roles().values(match.entry).front()).title ? match.end : word;
  }

  void from_tables(Candidate& c, const NamedActor& known) const {
    c.known = &known;
    split_code(known.code, c.mention);
    switch (known.kind) {
      case Kind::kAdjective:
        c.mention.form = Form::kAdjective;
        c.mention.place = true;
        c.kind = EntityKind::kPlace;
        if (view_.upos(c.mention.head) == Upos::kNoun || view_.xpos(c.mention.head) == "NNPS") {
          people(c);  // "the French", "two Americans"
        }
        break;
      case Kind::kPeople: people(c); break;
      case Kind::kCountry:
      case Kind::kCapital:
        c.mention.place = true;
        c.kind = EntityKind::kPlace;
        if (known.kind == Kind::kCapital) c.mention.roles = "GOV";
        break;
      case Kind::kMetonym:
      case Kind::kOrganization:
        c.kind = EntityKind::kOrganization;
        other_nation(c.mention);
        break;
      case Kind::kLeader:
        c.kind = EntityKind::kPerson;
        c.mention.person = true;
        c.mention.gender = gender_of(c.mention);
        if (ActorLexicon::is_former(known, view_.article().published.value)) c.mention.roles = "ELI";
        break;
    }
  }

  /// "Russian Ministry of Justice": an institution of a common name belongs to the country named right before it.
  void other_nation(ActorMention& m) const {
    static const std::array<std::string_view, 6> kState = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"};
    if (!lexicon_.is_country_code(m.country) || std::find(kState.begin(), kState.end(), m.roles) == kState.end()) return;
    const uint32_t begin = view_.sentence_of(m.begin).begin;
    uint32_t before = m.begin;
    if (before > begin && view_.lemma(before - 1) == "'s") --before;
    for (uint32_t length = 1; length <= 2 && before >= begin + length; ++length) {
      const auto match = lexicon_.names().longest_by_form(view_, before - length, before);
      if (match.entry == PhraseTable::kNoValue || match.end != before) continue;
      const NamedActor& known = lexicon_.named(lexicon_.names().values(match.entry).front());
      if (known.kind != Kind::kCountry && known.kind != Kind::kAdjective) continue;
      const PlaceMention* division = division_named(before - length, before, known.code);
      m.country = division != nullptr ? division->place->country : known.code;
    }
  }

  /// The division of another country that has a country's name here ("Georgia Gov. Ann Lee"); null if the country is meant.
  [[nodiscard]] const PlaceMention* division_named(uint32_t begin, uint32_t end, std::string_view code) const {
    const auto place = std::find_if(places_.begin(), places_.end(), [&](const PlaceMention& p) { return p.begin == begin && p.end == end; });
    const bool division = place != places_.end() && place->place && place->place->precision == PlacePrecision::kAdmin1;
    return division && place->place->country != code ? &*place : nullptr;
  }

  static void people(Candidate& c) {
    c.mention.form = Form::kRole;
    c.mention.place = false;
    c.mention.plural = true;
    c.kind = EntityKind::kGroup;
  }

  void from_place(Candidate& c, const PlaceMention& place) const {
    c.kind = EntityKind::kPlace;
    c.mention.place = true;
    if (place.adjectival) c.mention.form = Form::kAdjective;
    if (!place.place) return;
    c.located = &*place.place;
    c.mention.country = place.place->country;
    const auto precision = place.place->precision;
    if (precision != PlacePrecision::kCountry && precision != PlacePrecision::kRegion) c.mention.roles = "CVL";
  }

  void from_model(Candidate& c, const Name& name) const {
    switch (name.kind) {
      case NameKind::kPerson:
        c.kind = EntityKind::kPerson;
        c.mention.person = true;
        c.mention.gender = gender_of(c.mention);
        break;
      case NameKind::kPlace:
        c.kind = EntityKind::kPlace;
        c.mention.place = true;
        break;
      case NameKind::kOrganization:
      case NameKind::kOther: c.kind = EntityKind::kOrganization; break;
    }
    if (c.kind == EntityKind::kOrganization) role_inside(c);
  }

  /// "Ukrainian Border Guard Service": a role noun and a country inside an unknown name.
  void role_inside(Candidate& c) const {
    for (uint32_t i = c.mention.begin; i < c.mention.end; ++i) {
      const auto role = lexicon_.roles().longest_by_lemma(view_, i, c.mention.end);
      if (role.entry != PhraseTable::kNoValue) {
        const RoleNoun& noun = lexicon_.role(lexicon_.roles().values(role.entry).front());
        if (!noun.code.empty()) c.mention.roles = noun.code;
      }
      const auto named = lexicon_.names().longest_by_form(view_, i, c.mention.end);
      if (named.entry == PhraseTable::kNoValue || !c.mention.country.empty()) continue;
      const NamedActor& known = lexicon_.named(lexicon_.names().values(named.entry).front());
      // The "Democratic Party" at the end of another party's name is not that one.
      if (known.kind != Kind::kLeader && (known.kind != Kind::kOrganization || i == c.mention.begin)) c.mention.country = known.code.substr(0, 3);
    }
    c.domestic = c.mention.country.empty() && !c.mention.roles.empty();
  }

  char gender_of(const ActorMention& m) const {
    std::string first;
    append_lower(first, view_.text(m.begin));
    if (m.end - m.begin > 1) {
      const char g = lexicon_.gender(first);
      if (g == 'm' || g == 'f') return g;
    }
    if (m.begin > 0) {
      std::string before;
      append_lower(before, view_.text(m.begin - 1));
      if (before == "mr" || before == "mr." || before == "sir" || before == "lord" || before == "king") return 'm';
      if (before == "mrs" || before == "mrs." || before == "ms" || before == "ms." || before == "queen") return 'f';
    }
    return 'u';
  }

  /// Country of a word inside a name that has one, empty if none.
  std::string_view country_at(uint32_t word) const {
    const auto it = std::lower_bound(countries_.begin(), countries_.end(), word,
                                     [](const auto& entry, uint32_t w) { return entry.first < w; });
    return it != countries_.end() && it->first == word ? std::string_view(it->second) : std::string_view{};
  }

  /// True for a word of the possessor of `head`.
  bool is_possessor(uint32_t word, uint32_t head) const {
    for (const uint32_t c : view_.children(head)) {
      if (view_.relation(c) == Deprel::kNmodPoss && word >= view_.first(c) && word <= view_.last(c)) return true;
    }
    return false;
  }

  /// Country that the phrase of a noun names: modifiers and possessors first, then "of", "in", "from".
  /// `office`: the noun has a role of its own ("diplomats from EU states"; but "members of the Syrian parliament" are of the parliament).
  std::string country_of_phrase(uint32_t head, uint32_t first, bool office) const {
    const bool related = is_related_noun(view_, head);
    for (uint32_t i = first; i < head; ++i) {  // "Ukrainian border guard", "US-led"
      if (related && is_possessor(i, head)) continue;
      if (const auto country = country_at(i); !country.empty()) return std::string(country);
    }
    for (const uint32_t c : view_.children(head)) {
      const Deprel relation = view_.relation(c);
      if (relation == Deprel::kAmod || relation == Deprel::kCompound || (relation == Deprel::kNmodPoss && !related)) {
        for (uint32_t i = view_.first(c); i <= c; ++i) {
          if (const auto country = country_at(i); !country.empty()) return std::string(country);
        }
      }
    }
    for (const uint32_t c : view_.children(head)) {
      if (view_.relation(c) != Deprel::kNmod || related) continue;
      const std::string_view marker = view_.case_of(c);
      if (marker != "of" && marker != "in" && marker != "from" && marker != "for") continue;
      for (uint32_t i = office ? view_.first(c) : c; i <= view_.last(c) && i < c + 4; ++i) {
        if (const auto country = country_at(i); !country.empty()) return std::string(country);
      }
    }
    return {};
  }

  /// "King" after "Kevin King" is the man, unless something before it makes it an office.
  void surnames() {
    std::vector<std::string> known;
    for (const auto& name : names_) {
      if (name.kind == NameKind::kPerson && name.end - name.begin >= 2) known.push_back(lower(name.end - 1));
    }
    if (known.empty()) return;
    std::sort(known.begin(), known.end());
    for (uint32_t i = 0; i < view_.size(); ++i) {
      if (taken_[i] || view_.upos(i) != Upos::kPropn || !std::binary_search(known.begin(), known.end(), lower(i))) continue;
      const auto match = lexicon_.roles().longest_by_lemma(view_, i, i + 1);
      const bool modified = view_.child(i, Deprel::kDet) != kNoWord || view_.child(i, Deprel::kAmod) != kNoWord || view_.child(i, Deprel::kFlat) != kNoWord;
      if (match.entry == PhraseTable::kNoValue || modified || view_.relation(i) == Deprel::kCompound) continue;
      Candidate c;
      c.mention.begin = c.mention.head = i;
      c.mention.end = i + 1;
      c.mention.sentence = view_.analysis().sentence[i];
      c.name = view_.text(i);
      c.kind = EntityKind::kPerson;
      c.mention.person = true;
      taken_[i] = true;
      out_.push_back(std::move(c));
    }
  }

  std::string lower(uint32_t word) const {
    std::string out;
    append_lower(out, view_.text(word));
    return out;
  }

  /// Noun phrases headed by a role noun, and titles before names.
  void roles() {
    std::sort(countries_.begin(), countries_.end());
    std::vector<uint32_t> name_at(view_.size(), kNoItem);
    for (uint32_t k = 0; k < out_.size(); ++k) {
      for (uint32_t i = out_[k].mention.begin; i < out_[k].mention.end; ++i) name_at[i] = k;
    }
    for (uint32_t i = 0; i < view_.size(); ++i) {
      if (taken_[i] || (view_.upos(i) != Upos::kNoun && view_.upos(i) != Upos::kPropn &&
                        view_.upos(i) != Upos::kAdj)) {
        continue;
      }
      const uint32_t limit = std::min(view_.sentence_of(i).end, i + 6);
      const auto match = lexicon_.roles().longest_by_lemma(view_, i, limit);
      if (match.entry == PhraseTable::kNoValue) continue;
      const uint32_t last = match.end - 1;
      const RoleNoun& noun = lexicon_.role(lexicon_.roles().values(match.entry).front());
      // "Rebel shells": some names of fighters pass for adjectives before what is theirs.
      const bool fighters = view_.upos(last) == Upos::kAdj && view_.relation(last) == Deprel::kAmod && (noun.code == "REB" || noun.code == "SEP");
      if (view_.upos(last) != Upos::kNoun && view_.upos(last) != Upos::kPropn && !fighters) continue;
      bool free = true;
      for (uint32_t k = i; k < match.end; ++k) free = free && !taken_[k];
      if (!free) continue;
      add_role(i, match.end, noun, name_at);
      i = last;
    }
  }

  void add_role(uint32_t begin, uint32_t end, const RoleNoun& noun, const std::vector<uint32_t>& name_at) {
    const uint32_t head = end - 1;
    uint32_t first = begin;  // leftmost modifier of the phrase before the role noun
    while (first > view_.sentence_of(begin).begin && first + 6 > begin) {
      const Upos tag = view_.upos(first - 1);
      const bool modifier = tag == Upos::kAdj || tag == Upos::kNoun || tag == Upos::kPropn ||
                            tag == Upos::kNum || view_.text(first - 1) == "-" || view_.lemma(first - 1) == "'s";
      if (!modifier || (view_.relation(first - 1) != Deprel::kAmod && view_.relation(first - 1) != Deprel::kCompound &&
                        view_.relation(first - 1) != Deprel::kNummod && view_.relation(first - 1) != Deprel::kNmodPoss &&
                        view_.relation(first - 1) != Deprel::kNmod && view_.relation(first - 1) != Deprel::kNmodDesc &&
                        view_.relation(first - 1) != Deprel::kCase && view_.relation(first - 1) != Deprel::kPunct &&
                        view_.relation(first - 1) != Deprel::kFlat)) {
        break;
      }
      --first;
    }
    std::string country = country_of_phrase(head, first, !noun.code.empty());
    std::string code = noun.code;
    if (noun.speaker) body_of(head, first, begin, name_at, country, code);
    bool former = false;
    for (uint32_t i = first; i < begin; ++i) {
      former = former || view_.lemma(i) == "former" || view_.lemma(i) == "ex" || view_.lemma(i) == "ousted";
    }
    const bool unknown = code.empty();
    if (country.size() > 3) {  // people of a union have its code alone
      code = country.substr(3);
      country.resize(3);
      former = false;
    }
    const ActorMention* group = group_of(first, begin, noun, name_at);
    // A title right before a person's name belongs to the name.
    if (Candidate* titled = titled_name(head, noun, name_at); titled != nullptr) {
      Candidate& person = *titled;
      person.kind = EntityKind::kPerson;
      person.mention.person = true;
      person.title_begin = begin;
      person.role_phrase = noun.phrase;
      // A description adds to what is known of the person, an office replaces it.
      const ActorMention* body = group != nullptr && (noun.weak || unknown) ? group : nullptr;
      const std::string& office = body != nullptr ? body->roles : code;
      if (country.empty() && body != nullptr) country = body->country;
      if (!country.empty() && (noun.title || person.mention.country.empty())) person.mention.country = country;
      if (!office.empty() && (noun.title || person.mention.roles.empty())) person.mention.roles = former ? "ELI" : office;
      person.domestic = person.mention.country.empty() && !person.mention.roles.empty();
      for (uint32_t i = begin; i < end; ++i) taken_[i] = true;
      return;
    }
    Candidate c;
    ActorMention& m = c.mention;
    m.begin = begin;
    m.end = end;
    while (m.begin > first) {
      const Deprel relation = view_.relation(m.begin - 1);
      if (relation != Deprel::kCompound && relation != Deprel::kAmod && relation != Deprel::kPunct) break;
      --m.begin;
    }
    m.head = head;
    m.sentence = view_.analysis().sentence[begin];
    m.form = Form::kRole;
    m.country = country;
    m.roles = former && !code.empty() ? "ELI" : code;
    m.weak = noun.weak || unknown;
    m.thing = noun.thing;
    if (noun.thing && country.empty()) m.roles.clear();  // a weapon of nobody known
    if (group != nullptr) {
      m.roles = group->roles;
      m.weak = false;
      if (m.country.empty()) m.country = group->country;
    }
    m.person = noun.kind == RoleNoun::Kind::kPerson;
    m.plural = noun.kind == RoleNoun::Kind::kGroup || view_.xpos(head) == "NNS" || view_.xpos(head) == "NNPS";
    c.kind = noun.kind == RoleNoun::Kind::kOrganization ? EntityKind::kOrganization
             : m.plural                                 ? EntityKind::kGroup
                                                        : EntityKind::kPerson;
    c.role_phrase = noun.phrase;
    c.name = fold_space(text_of(view_.article().text, view_.span_of(m.begin, m.end - 1)));
    c.domestic = country.empty() && !code.empty() && !noun.thing && code.substr(0, 2) != "IG" && code.substr(0, 2) != "NG";
    for (uint32_t i = begin; i < end; ++i) taken_[i] = true;
    out_.push_back(std::move(c));
  }

  /// The name that the role noun stands before as a title: one of the titles of the tables, or any that the tree takes for
  /// the description of a person ("Reform Party leader Anna Falk"). Null if it stands for itself.
  Candidate* titled_name(uint32_t head, const RoleNoun& noun, const std::vector<uint32_t>& name_at) const {
    const uint32_t next = head + 1;
    if (next >= view_.size() || name_at[next] == kNoItem) return nullptr;
    Candidate& name = out_[name_at[next]];
    if (name.mention.begin != next || name.mention.sentence != view_.analysis().sentence[head] || name.kind == EntityKind::kPlace) return nullptr;
    const bool described = name.kind == EntityKind::kPerson && view_.relation(head) == Deprel::kNmodDesc && view_.head(head) == name.mention.head;
    return noun.title || described ? &name : nullptr;
  }

  /// "Kremlin spokesman", "a spokeswoman for the foreign ministry": who speaks for a body has its code.
  void body_of(uint32_t head, uint32_t first, uint32_t begin, const std::vector<uint32_t>& name_at, std::string& country,
               std::string& code) const {
    const auto take = [&](uint32_t w) {
      if (name_at[w] != kNoItem) {
        const ActorMention& body = out_[name_at[w]].mention;
        if (country.empty()) country = body.country;
        if (code.empty() && !body.place) code = body.roles;
        return;
      }
      const auto match = lexicon_.roles().longest_by_lemma(view_, w, view_.sentence_of(w).end);
      if (match.entry != PhraseTable::kNoValue && code.empty()) code = lexicon_.role(lexicon_.roles().values(match.entry).front()).code;
    };
    for (uint32_t w = first; w < begin; ++w) take(w);
    for (const uint32_t c : view_.children(head)) {
      const std::string_view marker = view_.case_of(c);
      const bool body = view_.relation(c) == Deprel::kNmodPoss || (view_.relation(c) == Deprel::kNmod && (marker == "of" || marker == "for"));
      for (uint32_t w = view_.first(c); body && w <= c; ++w) take(w);
    }
  }

  /// "Taliban prisoners", "Labour leader": people of an armed group or a party take its role.
  const ActorMention* group_of(uint32_t first, uint32_t begin, const RoleNoun& noun, const std::vector<uint32_t>& name_at) const {
    const bool common = noun.weak || noun.code.empty() || noun.code == "CVL" || noun.code == "GOV" || noun.code == "MIL" || noun.code == "BUS";
    if (!common || noun.kind == RoleNoun::Kind::kOrganization) return nullptr;
    for (uint32_t i = first; i < begin; ++i) {
      if (name_at[i] == kNoItem) continue;
      const Candidate& c = out_[name_at[i]];
      if (c.kind != EntityKind::kOrganization || c.mention.roles.size() < 3) continue;
      const std::string_view role = std::string_view(c.mention.roles).substr(0, 3);
      if (role == "REB" || role == "UAF" || role == "OPP" || role == "PTY" || role == "SEP" || role == "PRM") return &c.mention;
    }
    return nullptr;
  }

  void pronouns() {
    for (uint32_t i = 0; i < view_.size(); ++i) {
      if (taken_[i] || view_.upos(i) != Upos::kPron) continue;
      std::string form;
      append_lower(form, view_.text(i));
      Candidate c;
      ActorMention& m = c.mention;
      if (form == "he" || form == "him" || form == "his" || form == "himself") {
        m.gender = 'm';
        m.person = true;
      } else if (form == "she" || form == "her" || form == "hers" || form == "herself") {
        m.gender = 'f';
        m.person = true;
      } else if (form == "they" || form == "them" || form == "their" || form == "themselves") {
        m.plural = true;
      } else if (form != "it" && form != "its" && form != "itself") {
        continue;
      }
      m.begin = i;
      m.end = i + 1;
      m.head = i;
      m.sentence = view_.analysis().sentence[i];
      m.form = Form::kPronoun;
      out_.push_back(std::move(c));
    }
  }

  const DocumentView& view_;
  const ActorLexicon& lexicon_;
  const std::vector<PlaceMention>& places_;
  std::vector<Candidate>& out_;
  std::vector<Name> names_ = mended_names(view_, lexicon_);
  std::vector<std::pair<uint32_t, std::string>> countries_;  // word, country; sorted after names()
  std::vector<bool> taken_;
};

}  // namespace

void find_mentions(const DocumentView& view, const ActorLexicon& lexicon,
                   const std::vector<PlaceMention>& places, std::vector<Candidate>& out) {
  out.clear();
  Finder(view, lexicon, places, out).run();
}

}  // namespace dateline::facts
