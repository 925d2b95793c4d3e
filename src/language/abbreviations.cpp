#include "abbreviations.h"

#include <algorithm>
#include <array>

#include "base/strings.h"

namespace dateline::language {
namespace {

constexpr std::array<std::string_view, 71> kTitles = {
    "adm",  "amb",   "assoc",  "asst", "atty",  "brig", "bros",  "capt", "cdr",   "cf",   "cllr",
    "cmdr", "col",   "comdr",  "cpl",  "cpt",   "dep",  "det",   "dr",   "drs",   "ens",  "fig",
    "figs", "fr",    "ft",     "gen",  "gov",   "hon",  "insp",  "lt",   "ltc",   "maj",  "messrs",
    "mlle", "mme",   "mr",     "mrs",  "ms",    "msgr", "mt",    "mx",   "ofc",   "pfc",  "pres",
    "prof", "profs", "pvt",    "rep",  "reps",  "rev",  "rt",    "sen",  "sens",  "sgt",  "spc",
    "spec", "sr",    "sra",    "srta", "st",    "ste",  "supt",  "vs",   "gens",  "govs", "lts",
    "al-hon", "wg",  "pte",    "sqn",  "flt"};
constexpr std::array<std::string_view, 47> kNumbered = {
    "jan", "feb",  "mar",  "apr",  "jun",   "jul",  "aug", "sep",  "sept", "oct",  "nov", "dec",
    "mon", "tue",  "tues", "wed",  "weds",  "thu",  "thur", "thurs", "fri", "sat", "nos", "pp",
    "p",   "no",   "vol",  "vols", "ch",    "chap", "sec", "sect", "art",  "para", "approx", "ca",
    "c",   "est",  "ext",  "tel",  "v",     "eq",   "ed",  "eds",  "b",    "d",    "r"};
constexpr std::array<std::string_view, 95> kGeneral = {
    "inc",  "corp", "co",   "cos",  "ltd",  "plc",  "llc",   "jr",   "etc",   "al",   "esp",  "incl",
    "dept", "div",  "univ", "inst", "assn", "bldg", "ave",   "blvd", "rd",    "hwy",  "pkwy", "sq",
    "apt",  "ala",  "ariz", "ark",  "calif", "colo", "conn", "del",  "fla",   "ga",   "ill",  "ind",
    "kan",  "ky",   "la",   "mass", "md",   "mich", "minn",  "mo",   "mont",  "neb",  "nev",  "okla",
    "ore",  "pa",   "penn", "tenn", "tex",  "va",   "vt",    "wash", "wis",   "wyo",  "ont",  "que",
    "alta", "sask", "mfg",  "intl", "natl", "govt", "min",   "mins", "hr",    "hrs",  "sec",  "yr",
    "yrs",  "oz",   "lb",   "lbs",  "cf",   "eg",   "ie",    "viz",  "ibid",  "op",   "repr", "trans",
    "arr",  "lv",   "info", "conf", "attn", "ph",   "mob",   "fax",  "bn",    "tn",   "cent"};
constexpr std::array<std::string_view, 33> kUnits = {
    "am", "pm", "a.m", "p.m", "a.m.", "p.m.", "m", "mm", "cm", "km", "kg", "g",  "mg",  "lb", "lbs", "ft",
    "in", "k",  "bn",  "b",   "t",  "mn", "tn", "x", "mph", "kph", "kw", "mw", "gw", "ha", "hrs", "yrs",
    "min"};
constexpr std::array<std::string_view, 33> kPrefixes = {
    "non",   "e",     "mid",   "anti",  "re",    "co",     "pre",   "pro",    "cross", "post", "over",
    "semi",  "multi", "counter", "ex",  "sub",   "mini",   "neo",   "socio",  "psycho", "inter", "arch",
    "intra", "un",    "micro", "ultra", "quasi", "pseudo", "trans", "infra",  "extra", "under", "bi"};

template <size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view entry) { return equals_ignoring_case(entry, word); });
}

bool is_letters_and_stops(std::string_view word) {
  // "U.S", "e.g", "p.m", "Ph.D": parts of one or two letters between stops, at least one stop.
  size_t run = 0;
  bool stop = false;
  for (const char c : word) {
    if (c == '.') {
      if (run == 0 || run > 2) return false;
      run = 0;
      stop = true;
    } else if (is_alpha(c)) {
      ++run;
    } else {
      return false;
    }
  }
  return stop && (run == 1 || run == 2);
}

}  // namespace

Abbreviation abbreviation(std::string_view word) {
  if (word.empty() || word.size() > 12) return Abbreviation::kNone;
  if (word.size() == 1 && is_upper(word[0])) return word[0] == 'I' ? Abbreviation::kNone : Abbreviation::kTitle;
  if (is_letters_and_stops(word)) return Abbreviation::kGeneral;
  if (contains(kTitles, word)) {
    // "rep" or "sen" in lower case are words as often as not; real titles are capitalised.
    return is_upper(word[0]) || word == "vs" || word == "cf" ? Abbreviation::kTitle : Abbreviation::kNone;
  }
  // Only "No." and "Art." before a number are abbreviations; lower-case ones are words.
  if (contains(kNumbered, word)) {
    if (equals_ignoring_case(word, "no") || equals_ignoring_case(word, "mar") ||
        equals_ignoring_case(word, "sat") || equals_ignoring_case(word, "wed") ||
        equals_ignoring_case(word, "art") || equals_ignoring_case(word, "ed") ||
        equals_ignoring_case(word, "sun")) {
      return is_upper(word[0]) ? Abbreviation::kMonth : Abbreviation::kNone;
    }
    return Abbreviation::kMonth;
  }
  if (contains(kGeneral, word)) {
    const bool lower_is_word = word == "ill" || word == "ind" || word == "la" || word == "mass" ||
                               word == "wash" || word == "ore" || word == "min" || word == "del" ||
                               word == "op" || word == "cent" || word == "fax" || word == "pa" ||
                               word == "info" || word == "ga" || word == "conn" || word == "trans";
    return lower_is_word ? Abbreviation::kNone : Abbreviation::kGeneral;
  }
  return Abbreviation::kNone;
}

bool is_glued_unit(std::string_view word) { return contains(kUnits, word); }
bool keeps_hyphen(std::string_view prefix) { return contains(kPrefixes, prefix); }

}  // namespace dateline::language
