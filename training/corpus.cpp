#include "corpus.h"

#include <algorithm>
#include <array>

#include "base/file.h"
#include "base/strings.h"
#include "language/conllu.h"
#include "language/name_features.h"

namespace dateline::training {
namespace {

using language::name_label;
using language::NamePlace;

constexpr size_t kFileLimit = size_t{1} << 30;

// Titles in front of a person that GMB counts in.
constexpr std::array<std::string_view, 62> kTitles = {
    "president", "prime",    "minister", "mr.",       "mrs.",      "ms.",       "dr.",      "sen.",
    "senator",   "gen.",     "general",  "secretary", "king",      "queen",     "prince",   "pope",
    "chancellor", "foreign", "defense",  "vice",      "former",    "chief",     "justice",  "judge",
    "congressman", "rep.",   "gov.",     "governor",  "mayor",     "colonel",   "col.",     "major",
    "maj.",      "captain",  "capt.",    "lieutenant", "lt.",      "sgt.",      "sergeant", "admiral",
    "adm.",      "ambassador", "spokesman", "spokeswoman", "premier", "sheikh", "ayatollah", "father",
    "cardinal",  "bishop",   "archbishop", "professor", "prof.",   "sir",       "lord",     "lady",
    "princess",  "emperor",  "deputy",   "interior",  "finance",   "state"};

constexpr std::array<std::string_view, 92> kDemonyms = {
    "french", "dutch", "greek", "greeks", "thai", "thais", "swiss", "turk", "turks", "arab", "arabs",
    "kurd", "kurds", "czech", "czechs", "serb", "serbs", "croat", "croats", "dane", "danes", "finn",
    "finns", "pole", "poles", "swede", "swedes", "spaniard", "spaniards", "briton", "britons",
    "slovak", "slovaks", "uzbek", "uzbeks", "tajik", "tajiks", "kyrgyz", "kazakh", "kazakhs", "basque",
    "welsh", "iraqi", "iraqis", "israeli", "israelis", "pakistani", "pakistanis", "afghani", "saudi",
    "saudis", "kuwaiti", "kuwaitis", "yemeni", "yemenis", "omani", "qatari", "emirati", "bahraini",
    "somali", "somalis", "azerbaijani", "bangladeshi", "bangladeshis", "nepali", "kashmiri", "german",
    "germans", "afghan", "afghans", "cuban", "cubans", "kenyan", "kenyans", "libyan", "libyans",
    "korean", "koreans", "ugandan", "ugandans", "rwandan", "rwandans", "roman", "filipino", "filipinos",
    "ivorian", "chechen", "chechens", "turkmen", "pashtun", "uighur", "punjabi"};

template <size_t N>
bool contains_lower(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view entry) { return equals_ignoring_case(entry, word); });
}

bool is_demonym(std::string_view word) {
  if (contains_lower(kDemonyms, word)) return true;
  std::string_view stem = word;
  if (stem.ends_with('s') && stem.size() > 5) stem.remove_suffix(1);
  const auto ends = [&](std::string_view ending) { return stem.size() > ending.size() + 1 && stem.ends_with(ending); };
  return ends("ian") || ends("ean") || ends("ese") || ends("ish") || ends("ican") || ends("ccan") ||
         ends("oan") || ends("guan") || word.ends_with("ese");
}

struct Token {
  std::string_view form, tag;
};

// Kind of a span of the file's labels, -1 for none.
int kind_of(std::string_view type, std::string_view scheme, std::span<const Token> words) {
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view n) { return n == type; });
  };
  if (is({"PER", "per", "person", "politician"})) return 0;
  if (is({"ORG", "org", "organisation", "politicalparty"})) return 1;
  if (is({"LOC", "geo", "location", "country"})) return 2;
  if (scheme == "gmb" && type == "gpe") return is_demonym(words.back().form) ? 3 : 2;
  if (is({"MISC", "EVENT", "OBJ", "misc", "event", "election", "art", "eve", "nat"})) return 3;
  return -1;
}

void add_name(Example& example, size_t begin, size_t end, int kind) {
  const auto k = static_cast<uint32_t>(kind);
  for (size_t i = begin; i < end; ++i) {
    NamePlace place = NamePlace::kInside;
    if (end - begin == 1) {
      place = NamePlace::kSingle;
    } else if (i == begin) {
      place = NamePlace::kBegin;
    } else if (i + 1 == end) {
      place = NamePlace::kEnd;
    }
    example.allowed[i] = 1U << name_label(k, place);
  }
}

Example make_example(std::span<const Token> tokens, std::string_view scheme) {
  Example example;
  for (const Token& token : tokens) {
    if (!example.text.empty()) example.text += ' ';
    const auto begin = static_cast<uint32_t>(example.text.size());
    example.text += token.form;
    example.words.push_back({begin, static_cast<uint32_t>(example.text.size())});
  }
  // UNER does not mark names of other kinds: what is outside may be one.
  const uint32_t outside = scheme == "uner" ? 1U | (0xFU << name_label(3, NamePlace::kBegin)) : 1U;
  example.allowed.assign(tokens.size(), outside);
  for (size_t i = 0; i < tokens.size();) {
    if (tokens[i].tag == "O") {
      ++i;
      continue;
    }
    const std::string_view type = tokens[i].tag.substr(2);
    size_t end = i + 1;
    while (end < tokens.size() && tokens[end].tag.starts_with("I-") && tokens[end].tag.substr(2) == type) ++end;
    size_t begin = i;
    const int kind = kind_of(type, scheme, tokens.subspan(i, end - i));
    if (scheme == "gmb" && kind == 0) {
      while (begin + 1 < end && contains_lower(kTitles, tokens[begin].form)) example.allowed[begin++] = 1;
      if (contains_lower(kTitles, tokens[begin].form)) begin = end;
    }
    if (kind >= 0 && begin < end) {
      add_name(example, begin, end, kind);
    } else {
      for (size_t k = begin; k < end; ++k) example.allowed[k] = 1;
    }
    i = end;
  }
  return example;
}

}  // namespace

uint64_t Random::next() {
  uint64_t z = state_ += 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

Result<std::vector<Example>> read_treebank(const std::string& path) {
  auto bytes = read_file(path, kFileLimit);
  if (!bytes) return tl::unexpected(bytes.error());
  auto document = language::parse_conllu(*bytes);
  if (!document) return tl::unexpected(document.error());
  const Analysis& a = document->analysis;
  std::vector<Example> examples;
  for (const Sentence& s : a.sentences) {
    Example e;
    e.text = text_of(document->text, s.span);
    for (uint32_t i = s.begin; i < s.end; ++i) {
      e.words.push_back({a.span[i].begin - s.span.begin, a.span[i].end - s.span.begin});
      e.upos.push_back(a.upos[i]);
      e.xpos.push_back(a.xpos[i]);
      e.head.push_back(a.head[i] == kNoWord ? s.end - s.begin : a.head[i] - s.begin);
      e.relation.push_back(a.relation[i]);
      e.lemma.emplace_back(a.lemma(i));
    }
    examples.push_back(std::move(e));
  }
  return examples;
}

Result<std::vector<Example>> read_names(const std::string& path, std::string_view scheme) {
  auto bytes = read_file(path, kFileLimit);
  if (!bytes) return tl::unexpected(bytes.error());
  std::vector<Example> examples;
  std::vector<Token> tokens;
  for (const std::string_view line : split(*bytes, '\n')) {
    const size_t tab = line.find('\t');
    if (tab == line.npos || tab == 0) {
      if (!tokens.empty()) examples.push_back(make_example(tokens, scheme));
      tokens.clear();
      continue;
    }
    tokens.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  if (!tokens.empty()) examples.push_back(make_example(tokens, scheme));
  return examples;
}

std::string recase(const Example& example, language::Casing casing) {
  std::string text = example.text;
  for (const Span word : example.words) {
    for (uint32_t i = word.begin; i < word.end; ++i) {
      const bool first = i == word.begin && word.size() > 3;
      if (casing == language::Casing::kUpper || (casing == language::Casing::kTitle && first)) {
        if (is_lower(text[i])) text[i] = static_cast<char>(text[i] - 32);
      } else if (casing == language::Casing::kNormal) {
        text[i] = to_lower(text[i]);
      }
    }
  }
  return text;
}

}  // namespace dateline::training
