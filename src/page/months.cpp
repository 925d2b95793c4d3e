#include "page/months.h"

#include <algorithm>
#include <iterator>

namespace dateline::page {
namespace {

struct Month {
  std::string_view word;
  unsigned number;
  bool prefix;  // any ending may follow
};

// Sorted by nothing in particular; some 200 short words, compared by first byte before anything else.
constexpr Month kMonths[] = {
    // English and what many languages share
    {"jan", 1, false}, {"january", 1, false}, {"feb", 2, false}, {"february", 2, false},
    {"mar", 3, false}, {"march", 3, false}, {"apr", 4, false}, {"april", 4, true},
    {"may", 5, false}, {"jun", 6, false}, {"june", 6, false}, {"jul", 7, false}, {"july", 7, false},
    {"aug", 8, false}, {"august", 8, true}, {"sep", 9, false}, {"sept", 9, false},
    {"septemb", 9, true}, {"oct", 10, false}, {"october", 10, false}, {"nov", 11, false},
    {"novemb", 11, true}, {"dec", 12, false}, {"decemb", 12, true}, {"okt", 10, false},
    {"octob", 10, true}, {"oktob", 10, true},
    // German, Dutch, Scandinavian
    {"januar", 1, true}, {"jänner", 1, false}, {"februar", 2, true}, {"märz", 3, false},
    {"mär", 3, false}, {"maart", 3, false}, {"mrt", 3, false}, {"mars", 3, false},
    {"marts", 3, false}, {"mai", 5, false}, {"mei", 5, false}, {"maj", 5, true},
    {"juni", 6, false}, {"juli", 7, false}, {"augustus", 8, false}, {"augusti", 8, false},
    {"dez", 12, false}, {"dezember", 12, false}, {"des", 12, false}, {"desember", 12, false},
    // French
    {"janv", 1, true}, {"févr", 2, true}, {"fevr", 2, true}, {"avr", 4, false}, {"avril", 4, false},
    {"juin", 6, false}, {"juil", 7, true}, {"août", 8, false}, {"aout", 8, false},
    {"déc", 12, false}, {"décemb", 12, true},
    // Spanish, Portuguese, Italian, Catalan, Romanian
    {"ene", 1, false}, {"enero", 1, false}, {"febrero", 2, false}, {"marzo", 3, false},
    {"abr", 4, false}, {"abril", 4, false}, {"mayo", 5, false}, {"junio", 6, false},
    {"julio", 7, false}, {"ago", 8, false}, {"agosto", 8, false}, {"septiembre", 9, false},
    {"setiembre", 9, false}, {"octubre", 10, false}, {"noviembre", 11, false}, {"dic", 12, false},
    {"diciembre", 12, false}, {"janeiro", 1, false}, {"fev", 2, false}, {"fevereiro", 2, false},
    {"março", 3, false}, {"maio", 5, false}, {"junho", 6, false}, {"julho", 7, false},
    {"setembro", 9, false}, {"out", 10, false}, {"outubro", 10, false}, {"dezembro", 12, false},
    {"gen", 1, false}, {"gennaio", 1, false}, {"febbraio", 2, false}, {"aprile", 4, false},
    {"mag", 5, false}, {"maggio", 5, false}, {"giu", 6, false}, {"giugno", 6, false},
    {"lug", 7, false}, {"luglio", 7, false}, {"settembre", 9, false}, {"ott", 10, false},
    {"ottobre", 10, false}, {"dicembre", 12, false}, {"gener", 1, false}, {"març", 3, false},
    {"maig", 5, false}, {"juny", 6, false}, {"juliol", 7, false}, {"agost", 8, false},
    {"ianuarie", 1, false}, {"februarie", 2, false}, {"martie", 3, false}, {"aprilie", 4, false},
    {"iunie", 6, false}, {"iulie", 7, false}, {"noiembrie", 11, false},
    // Finnish, Hungarian, Turkish, Indonesian
    {"tammi", 1, true}, {"helmi", 2, true}, {"maalis", 3, true}, {"huhti", 4, true},
    {"touko", 5, true}, {"kesä", 6, true}, {"heinä", 7, true}, {"elo", 8, true}, {"syys", 9, true},
    {"loka", 10, true}, {"marras", 11, true}, {"joulu", 12, true}, {"január", 1, true},
    {"február", 2, true}, {"március", 3, true}, {"április", 4, true}, {"május", 5, true},
    {"június", 6, true}, {"július", 7, true}, {"augusztus", 8, true}, {"szept", 9, true},
    {"október", 10, true}, {"ocak", 1, false}, {"şubat", 2, false}, {"mart", 3, false}, {"marta", 3, false},
    {"nisan", 4, false}, {"mayıs", 5, false}, {"haziran", 6, false}, {"temmuz", 7, false},
    {"ağustos", 8, false}, {"eylül", 9, false}, {"ekim", 10, false}, {"kasım", 11, false},
    {"aralık", 12, false}, {"januari", 1, false}, {"februari", 2, false}, {"maret", 3, false},
    {"agustus", 8, false}, {"agu", 8, false},
    // Polish, Czech, Slovak, Croatian, Lithuanian
    {"stycz", 1, true}, {"lut", 2, true}, {"marz", 3, true}, {"marca", 3, false},
    {"kwie", 4, true}, {"czerw", 6, true}, {"lip", 7, true}, {"sierp", 8, true},
    {"wrze", 9, true}, {"paźdz", 10, true}, {"listopada", 11, false}, {"grud", 12, true},
    {"led", 1, true}, {"únor", 2, true}, {"břez", 3, true}, {"dub", 4, true}, {"květ", 5, true},
    {"červen", 6, true}, {"června", 6, false}, {"července", 7, false}, {"červenec", 7, false},
    {"srp", 8, true}, {"září", 9, true}, {"říj", 10, true}, {"prosin", 12, true},
    // Russian, Ukrainian, Bulgarian, Greek
    {"январ", 1, true}, {"янв", 1, false}, {"феврал", 2, true}, {"фев", 2, false},
    {"март", 3, true}, {"мар", 3, false}, {"апрел", 4, true}, {"апр", 4, false}, {"мая", 5, false},
    {"май", 5, false}, {"июн", 6, true}, {"июл", 7, true}, {"август", 8, true}, {"авг", 8, false},
    {"сентяб", 9, true}, {"сен", 9, true}, {"октяб", 10, true}, {"окт", 10, false},
    {"ноябр", 11, true}, {"ноя", 11, false}, {"декаб", 12, true}, {"дек", 12, false},
    {"січ", 1, true}, {"лют", 2, true}, {"берез", 3, true}, {"квіт", 4, true}, {"трав", 5, true},
    {"черв", 6, true}, {"лип", 7, true}, {"серп", 8, true}, {"верес", 9, true}, {"жовт", 10, true},
    {"листопад", 11, true}, {"груд", 12, true}, {"ιαν", 1, true}, {"φεβ", 2, true},
    {"μαρ", 3, true}, {"μάρ", 3, true}, {"απρ", 4, true}, {"μαΐ", 5, true}, {"μαϊ", 5, true},
    {"ιουν", 6, true}, {"ιούν", 6, true}, {"ιουλ", 7, true}, {"ιούλ", 7, true}, {"αυγ", 8, true},
    {"αύγ", 8, true}, {"σεπ", 9, true}, {"οκτ", 10, true}, {"νοε", 11, true}, {"νοέ", 11, true},
    {"δεκ", 12, true},
};
constexpr size_t kLongestEnding = 8;  // bytes that may follow a `prefix` word

}  // namespace

unsigned month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  for (const Month& m : kMonths) {
    if (m.word[0] != word[0] || !word.starts_with(m.word)) continue;
    if (word.size() == m.word.size()) return m.number;
    if (m.prefix && word.size() <= m.word.size() + kLongestEnding) return m.number;
  }
  return 0;
}

}  // namespace dateline::page
