#include "facts/place/place_finder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"

namespace dateline::facts {
namespace {

// Words for the first-order division of a country.
/// "Georgia Gov. Ann Lee": who governs a division, not a country.
bool heads_state(std::string_view word) {
  return word == "Gov." || word == "Gov" || word == "Governor" || word == "governor" || word == "Lt." || word == "Sens." || word == "Reps.";
}

bool is_division_word(std::string_view word) {
  return word == "state" || word == "province" || word == "region" || word == "oblast" || word == "governorate" || word == "prefecture";
}

constexpr uint32_t kMaxWords = 8;        // of a name
constexpr uint32_t kMaxMentions = 20'000;
constexpr size_t kMaxNameBytes = 80;

// What signs weigh. A better implementation would learn them; these were set by hand on news of the world and local news.
constexpr float kPerson = 3, kPersonDoubtful = 1;       // the analysis takes it for a person
constexpr float kOrganization = 0.4f;                   // part of an organisation's name
constexpr float kPlaceName = 0.5f;                      // the analysis takes it for a place
constexpr float kNotProper = 1.2f;                      // no word of it is tagged as a proper noun
constexpr float kRightOther = 0.5f, kRightName = 0.9f;  // "University" or another capitalised word follows

bool starts_upper(std::string_view word) {
  if (word.empty()) return false;
  if (is_upper(word[0])) return true;
  // Two-byte capitals of Latin-1 and of Latin Extended (even code points there are capitals, nearly always).
  const auto a = static_cast<uint8_t>(word[0]);
  if (word.size() < 2 || a < 0xC3 || a > 0xC9) return false;
  const auto b = static_cast<uint8_t>(word[1]);
  return a == 0xC3 ? b < 0x9F : (b & 1) == 0;
}

bool all_upper(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return is_upper(c) || c == '.'; });
}

bool has_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return is_alpha(c) || (c & 0x80) != 0; });
}

// Work on one document.
class Search {
 public:
  Search(const PlaceLexicon& lexicon, const Gazetteer& gazetteer, const Article& article, const Analysis& analysis,
         PlaceCandidates& out)
      : lexicon_(lexicon), gazetteer_(gazetteer), text_(article.text), analysis_(analysis), out_(out) {
    tagged_ = std::any_of(analysis.upos.begin(), analysis.upos.end(), [](Upos u) { return u == Upos::kPropn; });
  }

  void run() {
    name_of_.assign(analysis_.size(), kNoWord);
    for (uint32_t n = 0; n < analysis_.names.size(); ++n) {
      for (uint32_t w = analysis_.names[n].begin; w < analysis_.names[n].end && w < name_of_.size(); ++w) {
        name_of_[w] = n;
      }
    }
    for (uint32_t s = 0; s < analysis_.sentences.size(); ++s) search_sentence(s);
    add_unknown_places();
    collect_persons();
    for (PlaceCandidate& m : out_.mentions) weigh(m);
    // Only now, as weighing looks at the neighbours' groups.
    find_parents();
  }

 private:
  std::string_view word(uint32_t w) const { return text_of(text_, analysis_.span[w]); }
  bool upper(uint32_t w) const { return starts_upper(word(w)); }
  std::string_view words(uint32_t begin, uint32_t end) const {
    return text_of(text_, {analysis_.span[begin].begin, analysis_.span[end - 1].end});
  }
  uint32_t cues(uint32_t w) const { return lexicon_.cues(word(w)); }
  NameKind kind_of(uint32_t w) const { return analysis_.names[name_of_[w]].kind; }
  bool in_name(uint32_t w, NameKind kind) const { return name_of_[w] != kNoWord && kind_of(w) == kind; }

  void search_sentence(uint32_t s) {
    const Sentence& sentence = analysis_.sentences[s];
    uint32_t at = sentence.begin;
    while (at < sentence.end) {
      const uint32_t end = upper(at) ? match(s, at, sentence.end) : 0;
      at = end > at ? end : at + 1;
      if (out_.mentions.size() >= kMaxMentions) return;
    }
    for (uint32_t w = sentence.begin + 1; w < sentence.end; ++w) {
      const std::string_view plural = word(w);
      if (equals_ignoring_case(plural, "counties")) add_listed(s, w, " County");
      if (equals_ignoring_case(plural, "parishes")) add_listed(s, w, " Parish");
    }
  }

  // "Baker, Clay and Union counties": each name stands for "... County".
  void add_listed(uint32_t s, uint32_t plural, std::string_view tail) {
    const uint32_t first = analysis_.sentences[s].begin;
    uint32_t end = plural;
    while (end > first) {
      uint32_t begin = end;
      while (begin > first && end - begin < 3 && upper(begin - 1)) --begin;
      while (begin < end) {
        std::array<char, kMaxNameBytes + 8> name;
        const std::string_view own = words(begin, end);
        if (own.size() > kMaxNameBytes) return;
        std::copy(own.begin(), own.end(), name.begin());
        std::copy(tail.begin(), tail.end(), name.begin() + static_cast<ptrdiff_t>(own.size()));
        gazetteer_.find({name.data(), own.size() + tail.size()}, best_);
        if (!best_.empty()) break;
        ++begin;
      }
      if (begin == end) return;
      const auto after = std::lower_bound(out_.mentions.begin(), out_.mentions.end(), begin,
                                          [](const PlaceCandidate& c, uint32_t at) { return c.end <= at; });
      auto last = after;
      while (last != out_.mentions.end() && last->begin < end) ++last;
      const auto at = out_.mentions.erase(after, last);
      PlaceCandidate m = candidate(s, begin, end, false);
      m.listed = true;
      out_.mentions.insert(at, m);
      end = begin;
      if (end > first && (word(end - 1) == "and" || word(end - 1) == "&")) --end;
      if (end > first && word(end - 1) == ",") --end;
      if (end == begin) return;
    }
  }

  // Adds the longest candidate that starts at `at`; the word behind it, 0 for none.
  uint32_t match(uint32_t s, uint32_t at, uint32_t limit) {
    // The longest name of the gazetteer.
    uint32_t name_end = 0;
    best_.clear();
    for (uint32_t end = at + 1; end <= limit && end - at <= kMaxWords; ++end) {
      const std::string_view w = word(end - 1);
      if (w == "," || w == ";" || w == ":" || w == "(" || w == ")" || w == "\"" || w == "&") break;
      const std::string_view name = words(at, end);
      if (name.size() > kMaxNameBytes || name.find('\n') != std::string_view::npos) break;
      if ((upper(end - 1) || is_digit(w[0]) || (end > at + 1 && (w[0] == '\'' || w[0] == '\xE2')) ||
           (end > at + 2 && word(end - 2) == "-")) && has_letter(w)) {
        gazetteer_.find(name, ids_);
        if (!ids_.empty() && !only_possessive(end - 1, ids_)) {
          name_end = end;
          std::swap(best_, ids_);
        }
      }
      if (!gazetteer_.is_prefix(name)) break;
    }
    uint32_t begin = at;
    if (name_end > at + 1 && equals_ignoring_case(word(at), "the")) {
      gazetteer_.find(words(at + 1, name_end), ids_);
      if (ids_ == best_) ++begin;  // the article is no part of this name
    }
    // "U.S.", "Calif.": these very letters.
    uint32_t short_end = 0, short_id = 0;
    for (uint32_t end = std::min(limit, at + 2); end > at; --end) {
      const auto* found = lexicon_.abbreviation(words(at, end));
      if (found == nullptr) continue;
      if (found->after_comma && !follows_place(at)) continue;
      short_end = end;
      short_id = found->id;
      break;
    }
    if (short_end >= name_end && short_end > 0) {
      best_.assign(1, short_id);
      return add(s, at, short_end, false);
    }
    uint32_t adjective_end = 0, adjective_id = 0;
    for (uint32_t end = std::min(limit, at + 3); end > at; --end) {
      const uint32_t id = lexicon_.adjective(words(at, end));
      if (id == PlaceLexicon::kNone) continue;
      adjective_end = end;
      adjective_id = id;
      break;
    }
    if (adjective_end >= name_end && adjective_end > 0) {
      best_.assign(1, adjective_id);
      return add(s, at, adjective_end, true);
    }
    if (name_end == 0) return 0;
    const std::string_view name = words(begin, name_end);
    if (name.size() <= 4 && all_upper(name)) return 0;  // "GOP", "AIDS": letters, not a name
    if (name.size() <= 2) return 0;
    return add(s, begin, name_end, false);
  }

  // "Clark's" is no "Clarks"; "St. John's" is one name.
  bool only_possessive(uint32_t last, const std::vector<uint32_t>& ids) const {
    const std::string_view w = word(last);
    if (w != "'s" && w != "\xE2\x80\x99s" && w != "'" && w != "\xE2\x80\x99") return false;
    const std::string_view name = gazetteer_.entry(ids.front()).name;
    return name.find('\'') == std::string_view::npos && name.find("\xE2\x80\x99") == std::string_view::npos;
  }

  // Whether a short form at `at` stands where a state stands: "Reno, NV", "Reno NV".
  bool follows_place(uint32_t at) const {
    if (at == 0 || analysis_.sentence[at - 1] != analysis_.sentence[at]) return false;
    const uint32_t before = word(at - 1) == "," ? at - 2 : at - 1;
    if (before >= analysis_.size() || out_.mentions.empty()) return false;
    const PlaceCandidate& last = out_.mentions.back();
    if (last.end == before + 1 && !last.adjectival) return true;
    return before + 2 == at && upper(before) && word(at).size() > 2 && word(at).ends_with('.');
  }

  uint32_t add(uint32_t s, uint32_t begin, uint32_t end, bool adjectival) {
    out_.mentions.push_back(candidate(s, begin, end, adjectival));
    return end;
  }

  PlaceCandidate candidate(uint32_t s, uint32_t begin, uint32_t end, bool adjectival) {
    PlaceCandidate m;
    m.begin = begin;
    m.end = end;
    m.sentence = s;
    m.span = {analysis_.span[begin].begin, analysis_.span[end - 1].end};
    m.adjectival = adjectival;
    m.group = group_of(best_);
    return m;
  }

  uint32_t group_of(const std::vector<uint32_t>& ids) {
    for (uint32_t g = 0; g < out_.groups.size(); ++g) {
      const PlaceGroup& group = out_.groups[g];
      if (group.count == ids.size() &&
          std::equal(ids.begin(), ids.end(), out_.ids.begin() + group.first)) {
        return g;
      }
    }
    out_.groups.push_back({static_cast<uint32_t>(out_.ids.size()), static_cast<uint32_t>(ids.size())});
    out_.ids.insert(out_.ids.end(), ids.begin(), ids.end());
    return static_cast<uint32_t>(out_.groups.size() - 1);
  }

  // Names that the analysis takes for places and no candidate touches.
  void add_unknown_places() {
    const size_t known = out_.mentions.size();
    size_t next = 0;
    for (const Name& name : analysis_.names) {
      if (name.kind != NameKind::kPlace || name.begin >= name.end || name.end > analysis_.size()) continue;
      while (next < known && out_.mentions[next].end <= name.begin) ++next;
      if (next < known && out_.mentions[next].begin < name.end) continue;
      if (!upper(name.begin) || words(name.begin, name.end).size() < 3) continue;
      PlaceCandidate m;
      m.begin = name.begin;
      m.end = name.end;
      m.sentence = analysis_.sentence[name.begin];
      m.span = {analysis_.span[name.begin].begin, analysis_.span[name.end - 1].end};
      out_.mentions.push_back(m);
    }
    std::inplace_merge(out_.mentions.begin(), out_.mentions.begin() + static_cast<ptrdiff_t>(known),
                       out_.mentions.end(),
                       [](const PlaceCandidate& a, const PlaceCandidate& b) { return a.begin < b.begin; });
  }

  // Last words of runs that look like a person's name ("Mary Lincoln", "Senator Lincoln") and of persons' names.
  void collect_persons() {
    persons_.clear();
    for (uint32_t w = 1; w < analysis_.size(); ++w) {
      if (analysis_.sentence[w] != analysis_.sentence[w - 1] || !upper(w)) continue;
      const uint32_t before = cues(w - 1);
      if (before & kBeforePerson) {
        persons_.push_back(hash64(word(w)));
      }
    }
    for (const Name& name : analysis_.names) {
      if (name.kind != NameKind::kPerson || name.end <= name.begin || name.end > analysis_.size()) continue;
      if (name.end - name.begin > 1) persons_.push_back(hash64(word(name.end - 1)));
    }
    // "Mary Lincoln": a capitalised pair inside a sentence whose whole is no place.
    size_t next = 0;
    for (uint32_t w = 1; w < analysis_.size(); ++w) {
      while (next < out_.mentions.size() && out_.mentions[next].end <= w) ++next;
      if (next == out_.mentions.size()) break;
      const PlaceCandidate& m = out_.mentions[next];
      if (m.begin != w || m.end != w + 1 || analysis_.sentence[w - 1] != analysis_.sentence[w]) continue;
      if (!capital_neighbour(w - 1)) continue;
      const uint32_t c = cues(w - 1);
      if (c & (kDirection | kAfterOther | kBeforePlace | kBeforePlaceWeakly | kStopNever)) continue;
      if (next > 0 && out_.mentions[next - 1].end == w && strong(out_.mentions[next - 1])) continue;
      persons_.push_back(hash64(word(w)));
    }
    std::sort(persons_.begin(), persons_.end());
  }

  bool starts_with_lower(uint32_t w) const { return w < analysis_.size() && is_lower(word(w)[0]); }

  // A country, its adjective or a first-order division: what stands beside it is no given name.
  bool strong(const PlaceCandidate& m) const {
    if (m.group == kNoGroup) return false;
    const PlaceGroup& group = out_.groups[m.group];
    if (m.adjectival) return true;
    const auto e = gazetteer_.entry(out_.ids[group.first]);
    return e.precision == PlacePrecision::kCountry || e.population > 5'000'000;
  }

  bool is_person(uint32_t w) const {
    return std::binary_search(persons_.begin(), persons_.end(), hash64(word(w)));
  }

  // A capitalised word that belongs to the same name: not the sentence's opening function word, no month, no title.
  bool capital_neighbour(uint32_t w) const {
    if (!upper(w) || (cues(w) & kNoName)) return false;
    if (tagged_) {
      if (analysis_.upos[w] != Upos::kPropn && analysis_.upos[w] != Upos::kNoun &&
          analysis_.upos[w] != Upos::kAdj) {
        return false;
      }
    }
    return true;
  }

  void weigh(PlaceCandidate& m) {
    const Sentence& sentence = analysis_.sentences[m.sentence];
    const bool first = m.begin == sentence.begin, last = m.end == sentence.end;
    const uint32_t before = first ? 0 : cues(m.begin - 1);
    const uint32_t after = last ? 0 : cues(m.end);
    const std::string_view surface = words(m.begin, m.end);
    const uint32_t own = lexicon_.abbreviation(surface) != nullptr ? 0 : lexicon_.cues(surface);
    float sign = 0;

    if (m.adjectival) {
      m.sign = 0;
      if (m.end - m.begin == 1 && in_name(m.begin, NameKind::kPerson)) m.sign = -4;
      return;
    }
    if (before & kBeforePlace) sign += 1.5f;
    if (before & kBeforePlaceWeakly) sign += 0.7f;
    if (before & kDirection) sign += 0.7f;
    if (own & kStopNever) sign -= 5;
    if (own & kStopWeak) sign -= 1.5f;
    if (m.end > m.begin + 1 && (word(m.begin) == "St." || word(m.begin) == "St" || word(m.begin) == "Saint")) {
      sign -= 1.2f;  // churches, schools and hospitals
    }
    if (m.end - m.begin > 1) sign += 0.7f;

    bool person = false, other = false, alone = false;
    for (uint32_t w = m.begin; w < m.end; ++w) {
      if (name_of_[w] == kNoWord) continue;
      const Name& name = analysis_.names[name_of_[w]];
      const bool longer = name.begin < m.begin || name.end > m.end;
      if (name.kind == NameKind::kPerson) {
        person = true;
        alone = name.end - name.begin == 1;
      }
      if (name.kind == NameKind::kPlace) sign += kPlaceName / static_cast<float>(m.end - m.begin);
      if (name.kind == NameKind::kOrganization && longer) other = true;
    }
    if (m.group == kNoGroup) {
      m.sign = person ? sign - 3 : sign;
      return;
    }

    // What is no given name or surname (most countries) is little hurt by capitalised neighbours.
    const bool known = strong(m) && (own & (kStopNever | kStopWeak)) == 0;
    const float scale = known ? 0.3f : 1;
    // A whole name of several words that the analysis takes for a person is one more seldom.
    // So is a lone word that no full name of the document ends with.
    const bool doubtful = m.end - m.begin > 1 || (alone && !is_person(m.begin));
    if (person) sign -= (doubtful ? kPersonDoubtful : kPerson) * scale;
    if (other) sign -= kOrganization * scale;
    m.part_of_name = other;
    const bool shouted = surface.size() > 4 && all_upper(surface);
    const bool opening = shouted && first && !last && !all_upper(word(m.end));
    if (!first && (before & kBeforePerson) && upper(m.begin - 1)) sign -= 4 * scale;
    const bool left = !first && capital_neighbour(m.begin - 1) && !(before & (kDirection | kBeforePerson)) &&
                      !(m.begin - 1 == sentence.begin && (before & (kBeforePlace | kBeforePlaceWeakly | kStopNever)));
    if (left && !ends_mention(m.begin - 1)) {
      sign -= (m.begin - 1 == sentence.begin && !tagged_ ? 1.2f : 2.0f) * scale;
    }
    if (opening) {
      sign += 1.5f;  // "HARTFORD - ...", "HARTFORD The ..."
    } else if (!last && capital_neighbour(m.end) && !starts_mention(m.end)) {
      if (after & kAfterPlace) {
        sign += 0.5f;
      } else if (after & kAfterOther) {
        sign -= kRightOther * scale;
        m.part_of_name = true;
      } else {
        sign -= kRightName * scale;
      }
    }
    if (m.listed) sign += 2;
    if (m.end + 1 < sentence.end && word(m.end) == "-" &&
        (word(m.end + 1) == "based" || word(m.end + 1) == "area" || word(m.end + 1) == "born")) {
      sign += 1.5f;
    }
    if (after & kAfterPerson) sign -= 1.5f * scale;
    if ((after & kAfterPlace) && starts_with_lower(m.end)) {
      sign += 0.7f;
      const std::string_view w = word(m.end);
      m.whole_state = is_division_word(w);
      m.whole_city = w == "city";
    }
    if (m.end < sentence.end && (word(m.end) == "State" || heads_state(word(m.end)))) m.whole_state = true;
    if (m.begin >= sentence.begin + 2 && word(m.begin - 1) == "of") {
      const std::string_view w = word(m.begin - 2);
      if (is_division_word(w)) m.whole_state = true;
      if (w == "city" || w == "town" || w == "village") m.whole_city = true;
    }
    if (m.whole_city || m.whole_state) sign += 1;
    if (m.end - m.begin == 1 && is_person(m.begin)) sign -= ((before & kBeforePlace) ? 1.0f : 2.5f) * scale;
    if (tagged_) {
      bool proper = false;
      for (uint32_t w = m.begin; w < m.end; ++w) proper |= analysis_.upos[w] == Upos::kPropn;
      if (!proper) sign -= kNotProper;
    } else if (first && m.end - m.begin == 1) {
      sign -= 0.7f;
    }
    m.sign = sign;
  }

  bool ends_mention(uint32_t w) const {
    const auto it = std::lower_bound(out_.mentions.begin(), out_.mentions.end(), w,
                                     [](const PlaceCandidate& c, uint32_t at) { return c.end <= at; });
    return it != out_.mentions.end() && it->begin <= w && strong(*it);
  }
  bool starts_mention(uint32_t w) const {
    const auto it = std::lower_bound(out_.mentions.begin(), out_.mentions.end(), w,
                                     [](const PlaceCandidate& c, uint32_t at) { return c.end <= at; });
    return it != out_.mentions.end() && it->begin == w && strong(*it);
  }

  bool has_parent_kind(uint32_t group) const {
    const PlaceGroup& g = out_.groups[group];
    for (uint32_t n = 0; n < g.count; ++n) {
      const auto kind = gazetteer_.entry(out_.ids[g.first + n]).precision;
      if (kind == PlacePrecision::kCountry || kind == PlacePrecision::kAdmin1) return true;
    }
    return false;
  }

  void find_parents() {
    for (size_t n = 0; n + 1 < out_.mentions.size(); ++n) {
      PlaceCandidate& m = out_.mentions[n];
      const PlaceCandidate& next = out_.mentions[n + 1];
      if (m.adjectival || next.adjectival || m.group == kNoGroup || next.group == kNoGroup) continue;
      if (m.group == next.group || m.sentence != next.sentence) continue;
      const uint32_t gap = next.begin - m.end;
      const bool comma = gap == 1 && (word(m.end) == "," || word(m.end) == "(");
      const bool in = gap == 1 && word(m.end) == "in";
      const bool none = gap == 0 && next.end - next.begin == 1 && word(next.begin).size() == 2;
      if ((comma || in || none) && has_parent_kind(next.group)) m.parent = next.group;
    }
  }

  const PlaceLexicon& lexicon_;
  const Gazetteer& gazetteer_;
  std::string_view text_;
  const Analysis& analysis_;
  PlaceCandidates& out_;
  bool tagged_ = false;
  std::vector<uint32_t> best_, ids_, name_of_;
  std::vector<uint64_t> persons_;
};

}  // namespace

void PlaceFinder::run(const Article& article, const Analysis& analysis, PlaceCandidates& out) const {
  out.clear();
  Search(lexicon_, gazetteer_, article, analysis, out).run();
}

}  // namespace dateline::facts
