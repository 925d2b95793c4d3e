#include "site/words.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/civil_date.h"
#include "base/strings.h"

namespace dateline::site {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January", "February", "March", "April", "May", "June",
                                                      "July", "August", "September", "October", "November", "December"};

// A kind of act: as a noun that its target follows, and as a verb with and without target, each in the past and after an auxiliary.
struct Act {
  std::string_view type, mode;  // mode empty: any that has no line of its own
  std::string_view noun, to;
  std::string_view did_to, do_to, did, do_it;
};
constexpr Act kActs[] = {
    {"AGREE", "", "agreement", "with", "agreed with", "agree with", "agreed", "agree"},
    {"CONSULT", "phone", "phone call", "with", "spoke by phone with", "speak by phone with", "spoke by phone", "speak by phone"},
    {"CONSULT", "visit", "visit", "to", "visited", "visit", "paid a visit", "pay a visit"},
    {"CONSULT", "", "talks", "with", "held talks with", "hold talks with", "held talks", "hold talks"},
    {"SUPPORT", "", "support", "for", "supported", "support", "voiced support", "voice support"},
    {"CONCEDE", "", "concession", "to", "made a concession to", "make a concession to", "made a concession", "make a concession"},
    {"COOPERATE", "", "cooperation", "with", "cooperated with", "cooperate with", "cooperated", "cooperate"},
    {"AID", "", "aid", "to", "gave aid to", "give aid to", "gave aid", "give aid"},
    {"RETREAT", "withdraw", "withdrawal", "from", "withdrew from", "withdraw from", "withdrew", "withdraw"},
    {"RETREAT", "release", "release", "of", "released", "release", "released those held", "release those held"},
    {"RETREAT", "resign", "resignation", "of", "resigned under", "resign under", "resigned", "resign"},
    {"RETREAT", "disarm", "disarmament", "of", "disarmed before", "disarm before", "disarmed", "disarm"},
    {"RETREAT", "ceasefire", "ceasefire", "with", "stopped fighting", "stop fighting", "stopped fighting", "stop fighting"},
    {"RETREAT", "access", "access", "for", "gave access to", "give access to", "gave access", "give access"},
    {"RETREAT", "", "retreat", "before", "gave way to", "give way to", "gave way", "give way"},
    {"REQUEST", "", "demand", "to", "called on", "call on", "made a demand", "make a demand"},
    {"ACCUSE", "disapprove", "criticism", "of", "criticized", "criticize", "voiced criticism", "voice criticism"},
    {"ACCUSE", "investigate", "investigation", "of", "investigated", "investigate", "opened an investigation", "open an investigation"},
    {"ACCUSE", "", "accusation", "against", "accused", "accuse", "made an accusation", "make an accusation"},
    {"REJECT", "", "refusal", "to", "said no to", "say no to", "refused", "refuse"},
    {"THREATEN", "", "threat", "against", "threatened", "threaten", "made a threat", "make a threat"},
    {"PROTEST", "strike", "strike", "against", "went on strike against", "go on strike against", "went on strike", "go on strike"},
    {"PROTEST", "riot", "riot", "against", "rioted against", "riot against", "rioted", "riot"},
    {"PROTEST", "boycott", "boycott", "of", "boycotted", "boycott", "joined a boycott", "join a boycott"},
    {"PROTEST", "", "protest", "against", "protested against", "protest against", "protested", "protest"},
    {"SANCTION", "discontinue", "break", "with", "broke off with", "break off with", "broke off dealings", "break off dealings"},
    {"SANCTION", "withdraw", "withdrawal", "from", "withdrew from", "withdraw from", "withdrew", "withdraw"},
    {"SANCTION", "expel", "expulsion", "of", "expelled", "expel", "ordered an expulsion", "order an expulsion"},
    {"SANCTION", "convict", "conviction", "of", "convicted", "convict", "passed a sentence", "pass a sentence"},
    {"SANCTION", "", "sanctions", "against", "imposed sanctions on", "impose sanctions on", "imposed sanctions", "impose sanctions"},
    {"MOBILIZE", "troops", "movement of troops", "against", "moved troops against", "move troops against", "moved troops", "move troops"},
    {"MOBILIZE", "police", "movement of police", "against", "sent police against", "send police against", "sent police", "send police"},
    {"MOBILIZE", "", "mobilization", "against", "mobilized against", "mobilize against", "mobilized", "mobilize"},
    {"COERCE", "arrest", "arrest", "of", "arrested", "arrest", "made arrests", "make arrests"},
    {"COERCE", "seize", "seizure", "of", "seized property of", "seize property of", "seized property", "seize property"},
    {"COERCE", "deport", "deportation", "of", "deported", "deport", "ordered a deportation", "order a deportation"},
    {"COERCE", "censor", "censorship", "of", "censored", "censor", "imposed censorship", "impose censorship"},
    {"COERCE", "restrict", "restrictions", "on", "put restrictions on", "put restrictions on", "imposed restrictions", "impose restrictions"},
    {"COERCE", "ban", "ban", "on", "banned", "ban", "imposed a ban", "impose a ban"},
    {"COERCE", "curfew", "curfew", "on", "put a curfew on", "put a curfew on", "imposed a curfew", "impose a curfew"},
    {"COERCE", "martial-law", "martial law", "on", "put martial law on", "put martial law on", "imposed martial law", "impose martial law"},
    {"COERCE", "cyber", "cyberattack", "on", "made a cyberattack on", "make a cyberattack on", "made a cyberattack", "make a cyberattack"},
    {"COERCE", "", "coercion", "of", "used coercion against", "use coercion against", "used coercion", "use coercion"},
    {"ASSAULT", "abduct", "abduction", "of", "abducted", "abduct", "took hostages", "take hostages"},
    {"ASSAULT", "execute", "execution", "of", "executed", "execute", "carried out an execution", "carry out an execution"},
    {"ASSAULT", "torture", "torture", "of", "tortured", "torture", "used torture", "use torture"},
    {"ASSAULT", "", "attack", "on", "attacked", "attack", "made an attack", "make an attack"},
};
constexpr Act kOtherAct = {"", "", "act", "toward", "dealt with", "deal with", "acted", "act"};

const Act& act_of(std::string_view type, std::string_view mode) {
  const Act* found = &kOtherAct;
  for (const Act& act : kActs) {
    if (act.type == type && (act.mode.empty() || act.mode == mode)) return act;
  }
  return *found;
}

std::string capital(std::string text) {
  if (!text.empty() && is_lower(text[0])) text[0] = static_cast<char>(text[0] - 32);
  return text;
}

bool is_event_type(std::string_view word) {
  return std::any_of(std::begin(kActs), std::end(kActs), [&](const Act& act) { return act.type == word; });
}

}  // namespace

std::string written_day(std::string_view iso) {
  const std::string_view day = iso.substr(0, std::min(iso.find('T'), iso.size()));
  const std::string whole = std::string(day) + (day.size() == 4 ? "-01-01" : day.size() == 7 ? "-01" : "");
  const auto date = parse_iso_day(whole);
  if (!date) return std::string(iso);
  if (day.size() == 4) return std::string(day);
  const std::string month = fmt::format("{} {}", kMonths[date->month - 1], date->year);
  return day.size() == 7 ? month : fmt::format("{} {}", date->day, month);
}

std::string written_moment(std::string_view iso) {
  const size_t t = iso.find('T');
  if (t == iso.npos || iso.size() < t + 6) return written_day(iso);
  std::string out = fmt::format("{}, {}", written_day(iso), iso.substr(t + 1, 5));
  const size_t zone = iso.find_first_of("Z+-", t + 6);
  if (zone != iso.npos) out += iso[zone] == 'Z' ? std::string(" UTC") : fmt::format(" ({})", iso.substr(zone));
  return out;
}

std::string written_days(std::string_view from, std::string_view to) {
  if (from.empty() || to.empty() || from == to) return written_day(from.empty() ? to : from);
  return fmt::format("{} to {}", written_day(from), written_day(to));
}

std::string written_number(std::string_view number) {
  if (number.ends_with(".0")) number.remove_suffix(2);
  const size_t sign = number.starts_with('-') ? 1 : 0, point = std::min(number.find('.'), number.size());
  const std::string_view whole = number.substr(sign, point - sign);
  if (whole.size() > 6 && std::all_of(whole.begin(), whole.end(), is_digit)) {
    static constexpr std::pair<size_t, std::string_view> kLarge[] = {{12, "trillion"}, {9, "billion"}, {6, "million"}};
    for (const auto& [zeros, name] : kLarge) {
      if (whole.size() <= zeros || whole.size() > zeros + 3) continue;
      std::string_view rest = whole.substr(whole.size() - zeros);
      rest = rest.substr(0, rest.find_last_not_of('0') + 1);
      if (rest.size() > 3 || point < number.size()) break;
      return fmt::format("{}{}{}{} {}", number.substr(0, sign), whole.substr(0, whole.size() - zeros), rest.empty() ? "" : ".", rest, name);
    }
  }
  if (whole.size() < 4 || !std::all_of(whole.begin(), whole.end(), is_digit)) return std::string(number);
  std::string out(number.substr(0, sign));
  for (size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) out += ',';
    out += whole[i];
  }
  return out + std::string(number.substr(point));
}

std::string counted(std::string_view number, std::string_view one, std::string_view many) {
  if (number == "1") return fmt::format("1 {}", one);
  return many.empty() ? fmt::format("{} {}s", written_number(number), one) : fmt::format("{} {}", written_number(number), many);
}

std::string joined_names(std::string_view names) {
  std::vector<std::string_view> all;
  for (std::string_view name : split(names, ';')) {
    if (name = trim(name); !name.empty()) all.push_back(name);
  }
  if (all.empty()) return {};
  constexpr size_t kMost = 3;
  std::string out(all[0]);
  const size_t shown = all.size() > kMost ? kMost - 1 : all.size();
  for (size_t i = 1; i < shown; ++i) out += fmt::format("{}{}", i + 1 == all.size() ? " and " : ", ", all[i]);
  if (shown < all.size()) out += fmt::format(" and {} others", all.size() - shown);
  return out;
}

std::string event_sentence(const EventWords& e) {
  const Act& act = act_of(e.type, e.mode);
  const std::string source = joined_names(e.source), target = joined_names(e.target);
  // A threat that is made is no threat of a threat.
  const std::string_view status = e.type == "THREATEN" && e.status == "threatened" ? "occurred" : e.status;
  std::string_view mark;
  for (const std::string_view marked : {"denied", "claimed", "ongoing"}) {
    if (status == marked) mark = marked;
  }
  std::string out;
  if (!source.empty()) {
    std::string_view before;
    static constexpr std::pair<std::string_view, std::string_view> kBefore[] = {
        {"scheduled", "will "}, {"proposed", "may "}, {"threatened", "threatened to "}, {"hypothetical", "might "}, {"negated", "did not "}};
    for (const auto& [name, words] : kBefore) {
      if (status == name) before = words;
    }
    const bool past = before.empty();
    out = fmt::format("{} {}{}", source, before, target.empty() ? (past ? act.did : act.do_it) : (past ? act.did_to : act.do_to));
    if (!target.empty()) out += " " + target;
  } else {
    static constexpr std::pair<std::string_view, std::string_view> kBefore[] = {
        {"scheduled", "planned "}, {"proposed", "proposed "}, {"threatened", "threatened "}, {"hypothetical", "possible "}, {"negated", "no "}};
    for (const auto& [name, words] : kBefore) {
      if (status == name) out = words;
    }
    out += act.noun;
    if (!target.empty()) out += fmt::format(" {} {}", act.to, target);
    if (target.empty() && !e.place.empty()) out += fmt::format(" in {}", e.place);
  }
  if (!mark.empty()) out += fmt::format(" ({})", mark);
  return capital(std::move(out));
}

std::string dispute_title(std::string_view kind, std::string_view about) {
  std::string what(about);
  // Events are told as "ASSAULT, Russia to Ukraine".
  const size_t comma = about.find(", ");
  if (is_event_type(about.substr(0, std::min(comma, about.size())))) {
    EventWords e;
    e.type = about.substr(0, comma);
    const std::string_view sides = comma == about.npos ? std::string_view() : about.substr(comma + 2);
    const size_t to = sides.find(" to ");
    e.source = sides.substr(0, to);
    if (to != sides.npos) e.target = sides.substr(to + 4);
    what = event_sentence(e);
  }
  const std::string_view head = kind == "figure" ? "Figures differ" : kind == "denial" ? "Denied" : kind == "update" ? "Figure raised" : "Accounts differ";
  return what.empty() ? std::string(head) : fmt::format("{}: {}", head, what);
}

std::string dispute_why(std::string_view why) {
  constexpr std::string_view kDenies = " denies it", kDeniesWhat = " denies what ", kReports = " reports";
  if (why.ends_with(kDenies)) return fmt::format("denied by {}", why.substr(0, why.size() - kDenies.size()));
  const size_t at = why.find(kDeniesWhat);
  if (at != why.npos && why.ends_with(kReports)) {
    const size_t from = at + kDeniesWhat.size();
    return fmt::format("reported by {}, denied by {}", why.substr(from, why.size() - kReports.size() - from), why.substr(0, at));
  }
  return readable(why);
}

std::string country_name(std::string_view code) {
  if (code.size() != 3 || !std::all_of(code.begin(), code.end(), is_upper)) return std::string(code);
  if (code == "KOS") return "Kosovo";  // user-assigned
  std::string out;
  icu::UnicodeString name;
  const icu::Locale country(("und_" + std::string(code)).c_str());
  country.getDisplayCountry(icu::Locale::getEnglish(), name);
  name.toUTF8String(out);
  return out.empty() ? std::string(code) : out;
}

std::string actor_words(std::string_view code) {
  static constexpr std::pair<std::string_view, std::string_view> kRoles[] = {
      {"GOV", "government"}, {"MIL", "military"}, {"COP", "police"}, {"JUD", "courts"}, {"SPY", "intelligence service"}, {"OPP", "opposition"},
      {"REB", "rebels"}, {"INS", "insurgents"}, {"SEP", "separatists"}, {"UAF", "armed groups"}, {"PTY", "party"}, {"LEG", "parliament"},
      {"AGR", "farmers"}, {"BUS", "business"}, {"CRM", "criminals"}, {"CVL", "civilians"}, {"DEV", "development"}, {"EDU", "education"},
      {"ELI", "elites"}, {"ENV", "environment"}, {"HLH", "health"}, {"HRI", "human rights"}, {"LAB", "labour"}, {"MED", "media"}, {"JRN", "press"},
      {"REF", "refugees"}, {"REL", "religion"}, {"SOC", "civil society"}, {"PPL", "people"}, {"MOD", "moderates"}, {"RAD", "radicals"},
      {"IGO", "international organization"}, {"UNO", "United Nations"}, {"EUR", "European Union"}, {"NGO", "non-governmental organization"},
      {"IMG", "armed group across borders"}, {"MNC", "multinational company"}, {"INT", "international"}};
  // Bodies that say all of their first three letters.
  if (code.starts_with("IGOUNO") || code.starts_with("IGOEUR")) code.remove_prefix(3);
  std::string out;
  for (size_t i = 0; i < code.size(); i += 3) {
    const std::string_view part = code.substr(i, 3);
    const auto* role = std::find_if(std::begin(kRoles), std::end(kRoles), [&](const auto& r) { return r.first == part; });
    const std::string words = role != std::end(kRoles) ? std::string(role->second) : i == 0 ? country_name(part) : std::string(part);
    out += (i == 0 ? "" : i == 3 ? ": " : ", ") + words;
  }
  return capital(std::move(out));
}

std::string readable(std::string_view line) {
  std::string out;
  for (size_t i = 0; i < line.size();) {
    const bool begins = is_digit(line[i]) && (i == 0 || (!is_digit(line[i - 1]) && !is_alpha(line[i - 1]) && line[i - 1] != '.' && line[i - 1] != '-' && line[i - 1] != ','));
    if (!begins) {
      out += line[i++];
      continue;
    }
    if (line.size() >= i + 10 && parse_iso_day(std::string(line.substr(i, 10))) && (line.size() == i + 10 || !is_digit(line[i + 10]))) {
      out += written_day(line.substr(i, 10));
      i += 10;
      continue;
    }
    size_t end = i;
    while (end < line.size() && is_digit(line[end])) ++end;
    // Of four digits it may be a year.
    out += end - i > 4 ? written_number(line.substr(i, end - i)) : std::string(line.substr(i, end - i));
    i = end;
  }
  return out;
}

}  // namespace dateline::site
