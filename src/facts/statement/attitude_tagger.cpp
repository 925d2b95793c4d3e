#include "facts/statement/attitude_tagger.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/strings.h"
#include "base/table_file.h"
#include "facts/clause.h"
#include "facts/statement/content.h"
#include "facts/statement/speaker.h"

namespace dateline::facts {

/// A row of the table; its flags are explained there.
struct AttitudeWord {
  bool clause = false, object = false, raised = false, passive = false;
  std::vector<std::string> prepositions;
};

struct AttitudeTagger::Table {
  std::unordered_map<uint64_t, AttitudeWord> verbs, adjectives, nouns;
};

namespace {

bool is_relative(const DocumentView& view, uint32_t word) {
  const std::string_view tag = view.xpos(word);
  return tag == "WP" || tag == "WDT";
}

class Finder {
 public:
  Finder(const DocumentView& view, const std::vector<Attribution>& statements, std::vector<Attitude>& out) : view_(view), out_(out) {
    told_.assign(view.size() + 1, 0);
    for (const Attribution& s : statements) {
      for (const Span c : s.statement.content) mark(c);
      if (!s.statement.cue.empty()) mark(s.statement.cue);
      if (s.cue_word != kNoWord) speakers_.emplace_back(s.cue_word, s.statement.speaker_span);
    }
    std::sort(speakers_.begin(), speakers_.end());
  }

  /// To be asked of each word in turn: true if no statement or attitude tells it.
  [[nodiscard]] bool is_open(uint32_t word) {
    depth_ += told_[word];
    return depth_ == 0 && view_.quotation_of(word) == 0;
  }

  void verb(uint32_t verb, const AttitudeWord& takes) {
    const bool passive = is_passive(view_, verb);
    const uint32_t subject = subject_child(view_, verb);
    if (passive || (takes.raised && subject != kNoWord)) {
      if (subject > verb && subject != kNoWord) return;
      if (subject == kNoWord) {  // "Asked about the dam, he left"
        const Deprel relation = view_.relation(verb);
        const Span said = complement(verb, takes.clause, false, takes);
        if (relation == Deprel::kAdvcl && !said.empty()) add(verb, {said}, source_of(subject_of(view_, verb), verb));
        return;
      }
      const Span said = complement(verb, passive ? takes.passive || takes.object : true, false, takes);
      if (said.empty() && (!passive || !takes.object || view_.upos(subject) == Upos::kPron)) return;
      std::vector<Span> content{view_.span_of(view_.first(subject), view_.last(subject))};
      if (!said.empty()) content.push_back(said);
      add(verb, std::move(content), passive ? source_of(subject_of(view_, verb), verb) : Span{});
      return;
    }
    if (is_described(verb, subject)) return;
    const Span said = complement(verb, takes.clause, takes.object, takes);
    if (said.empty()) return;
    const Span who = source(verb, subject);
    if (who.empty() && !is_finite(view_, verb)) return;  // "it is hard to see", "consider"
    add(verb, {said}, who);
  }

  void adjective(uint32_t word, const AttitudeWord& takes) {
    const uint32_t subject = subject_child(view_, word);
    if (subject == kNoWord && view_.child(word, Deprel::kCop) == kNoWord && view_.relation(word) == Deprel::kAmod) return;
    const Span said = complement(word, takes.clause, false, takes);
    if (said.empty()) return;
    add(word, {said}, subject != kNoWord && view_.lemma(subject) == "it" ? Span{} : source(word, subject));
  }

  void noun(uint32_t word, const AttitudeWord& takes) {
    const Span said = complement(word, takes.clause, false, takes);
    if (said.empty()) return;
    uint32_t owner = view_.child(word, Deprel::kNmodPoss);
    if (owner != kNoWord && view_.upos(owner) == Upos::kPron) {  // "repeated their support": whoever they are is named there
      const uint32_t governor = governor_verb(view_, word);
      const uint32_t subject = governor == kNoWord ? kNoWord : subject_of(view_, governor);
      if (subject != kNoWord && subject < word && subject != owner) owner = subject;
    }
    for (const uint32_t c : view_.children(word)) {
      if (owner != kNoWord || view_.relation(c) != Deprel::kNmod) continue;
      const std::string_view marker = view_.case_of(c);
      if (marker == "from" || marker == "by" || marker == "among") owner = c;
    }
    if (owner == kNoWord) {
      const uint32_t governor = governor_verb(view_, word);
      if (governor != kNoWord && has_attitude(governor)) owner = subject_of(view_, governor);
    }
    for (const uint32_t c : view_.children(word)) {  // "Chilean claims that"
      if ((owner == kNoWord || owner == word) && view_.relation(c) == Deprel::kAmod && view_.is_capitalised(c)) owner = c;
    }
    if (owner == kNoWord || owner == word) return;
    add(word, {said}, source_of(owner, word));
  }

 private:
  /// "groups supporting the mayor", "a plan that favours farmers", "can vote": what describes a noun or an ability, no attitude
  /// somebody is told to have.
  bool is_described(uint32_t verb, uint32_t subject) const {
    if (subject != kNoWord && view_.lemma(subject) == "that" && is_relative(view_, subject)) return true;
    const uint32_t aux = view_.child(verb, Deprel::kAux);
    if (aux != kNoWord && view_.lemma(aux) == "can") return true;
    return view_.relation(verb) == Deprel::kAcl && verb > 0 && view_.text(verb - 1) != ",";
  }

  /// Who has an attitude: the subject, or who says what the clause stands beside ("the bridge is safe, she said, referring to").
  Span source(uint32_t word, uint32_t subject) const {
    if (subject != kNoWord) return source_of(subject, word);
    for (uint32_t up = view_.head(word), steps = 0; up != kNoWord && steps < 4; ++steps, up = view_.head(up)) {
      const auto cue = std::lower_bound(speakers_.begin(), speakers_.end(), std::pair{up, Span{}});
      if (cue != speakers_.end() && cue->first == up) return cue->second;
      const Deprel relation = view_.relation(up);
      if (relation != Deprel::kXcomp && relation != Deprel::kConj && relation != Deprel::kAdvcl) break;
    }
    if (view_.upos(word) == Upos::kAdj) {
      const uint32_t up = view_.head(word);
      if (up == kNoWord) return {};
      const uint32_t own = subject_child(view_, up);
      return source_of(own != kNoWord ? own : subject_of(view_, up), word);
    }
    return source_of(subject_of(view_, word), word);
  }

  /// "expressed support for", "has doubts about": the subject of the verb has what the noun names.
  bool has_attitude(uint32_t verb) const {
    static constexpr std::array<std::string_view, 14> kVerbs = {"announce", "express", "feel", "give", "have", "hold", "issue", "make", "offer", "raise",
                                                               "repeat", "share", "show", "voice"};
    return std::binary_search(kVerbs.begin(), kVerbs.end(), view_.lemma(verb));
  }

  void mark(Span span) {
    const uint32_t first = view_.word_at(span.begin), end = view_.word_at(span.end);
    if (first >= end) return;
    ++told_[first];
    --told_[end];
  }

  Span source_of(uint32_t head, uint32_t cue) const {
    if (head == kNoWord) return {};
    // "The mayor was the loudest, mocking the plan": the subject of a predicate noun.
    if (view_.child(head, Deprel::kCop) != kNoWord) {
      if (const uint32_t own = subject_child(view_, head); own != kNoWord) head = own;
    }
    if (head > cue) return phrase_of(view_, head);
    return speaker_phrase(view_, head, cue);
  }

  /// What stands behind the word and is its content, by what the word takes; empty if there is nothing.
  Span complement(uint32_t word, bool clause, bool object, const AttitudeWord& takes) const {
    uint32_t first = kNoWord, last = kNoWord;
    for (const uint32_t c : view_.children(word)) {
      if (c < word) continue;
      uint32_t begin = view_.first(c);
      bool taken = false;
      switch (view_.relation(c)) {
        case Deprel::kObj: taken = object || (clause && has_clause_behind(word, c)); break;
        case Deprel::kCcomp:
        case Deprel::kXcomp: taken = clause || object; break;
        case Deprel::kAcl:
        case Deprel::kAdvcl: {
          const uint32_t mark = view_.child(c, Deprel::kMark);
          taken = clause && mark != kNoWord && (view_.lemma(mark) == "to" || view_.lemma(mark) == "that");
          if (!taken && mark != kNoWord) {
            taken = is_taken(view_.lemma(mark), takes);
            begin = mark + 1;
          }
          break;
        }
        case Deprel::kNmod:
        case Deprel::kObl: {
          const std::string_view marker = view_.case_of(c);
          taken = is_taken(marker, takes) || (marker == "as" && (object || takes.object || takes.passive));
          if (taken && marker != "as") begin = view_.child(c, Deprel::kCase) + 1;
          break;
        }
        default: break;
      }
      if (!taken) {
        if (last != kNoWord && view_.relation(c) != Deprel::kPunct) break;
        continue;
      }
      if (begin <= word) continue;
      if (first == kNoWord) first = begin;
      last = view_.last(c);
    }
    return first == kNoWord || first > last ? Span{} : trimmed(view_, first, before_description(first, last));
  }

  /// "backed Ana Luna, who was elected in May": who or what somebody named is, behind a comma, is told by the page.
  uint32_t before_description(uint32_t first, uint32_t last) const {
    for (uint32_t w = first + 2; w < last; ++w) {
      const bool preposition = view_.upos(w) == Upos::kAdp && is_relative(view_, w + 1);
      if (view_.text(w - 1) == "," && (preposition || is_relative(view_, w) || view_.xpos(w) == "WRB")) return w - 1;
    }
    return last;
  }

  bool has_clause_behind(uint32_t word, uint32_t object) const {
    for (const uint32_t c : view_.children(word)) {
      if (c > object && (view_.relation(c) == Deprel::kXcomp || view_.relation(c) == Deprel::kCcomp)) return true;
    }
    return false;
  }

  static bool is_taken(std::string_view preposition, const AttitudeWord& takes) {
    return std::find(takes.prepositions.begin(), takes.prepositions.end(), preposition) != takes.prepositions.end();
  }

  void add(uint32_t cue, std::vector<Span> content, Span source) {
    for (const Span c : content) {
      if (view_.word_at(c.begin) > cue) mark(c);
    }
    out_.push_back({std::move(content), source, view_.analysis().span[cue]});
  }

  const DocumentView& view_;
  std::vector<Attitude>& out_;
  std::vector<int32_t> told_;  // by word: contents that begin there less those that ended before it
  int32_t depth_ = 0;          // contents around the word asked for last
  std::vector<std::pair<uint32_t, Span>> speakers_;  // of statements, by cue
};

}  // namespace

Span source_in_clause(const DocumentView& view, const Attribution& statement) {
  if (statement.cue_word == kNoWord) return statement.statement.speaker_span;
  const uint32_t subject = subject_child(view, statement.cue_word);
  return subject != kNoWord && is_relative(view, subject) ? view.analysis().span[subject] : statement.statement.speaker_span;
}

AttitudeTagger::AttitudeTagger(std::unique_ptr<const Table> table) : table_(std::move(table)) {}
AttitudeTagger::AttitudeTagger(AttitudeTagger&&) noexcept = default;
AttitudeTagger::~AttitudeTagger() = default;

Result<AttitudeTagger> AttitudeTagger::open(const std::string& data_folder) {
  auto file = TableFile::read(data_folder + "/statements/attitudes.tsv", 3);
  if (!file) return tl::unexpected<Error>(file.error());
  auto table = std::make_unique<Table>();
  for (const auto& row : file->rows()) {
    AttitudeWord word;
    for (const auto part : split(row.cells[2], ',')) {
      if (part == "clause") word.clause = true;
      else if (part == "object") word.object = true;
      else if (part == "raised") word.raised = true;
      else if (part == "passive") word.passive = true;
      else word.prepositions.emplace_back(part);
    }
    auto& kind = row.cells[1] == "verb" ? table->verbs : row.cells[1] == "adjective" ? table->adjectives : table->nouns;
    if (&kind == &table->nouns && row.cells[1] != "noun") return file->bad_row(row, "unknown kind of a word");
    kind.emplace(word_hash(row.cells[0]), std::move(word));
  }
  return AttitudeTagger(std::move(table));
}

void AttitudeTagger::run(const DocumentView& view, const std::vector<Attribution>& statements, std::vector<Attitude>& out) const {
  out.clear();
  Finder finder(view, statements, out);
  for (uint32_t i = 0; i < view.size(); ++i) {
    const Upos tag = view.upos(i);
    const auto& table = tag == Upos::kVerb ? table_->verbs : tag == Upos::kAdj ? table_->adjectives : table_->nouns;
    if (!finder.is_open(i) || (tag != Upos::kVerb && tag != Upos::kAdj && tag != Upos::kNoun)) continue;
    const auto word = table.find(view.lemma_hash(i));
    if (word == table.end()) continue;
    if (tag == Upos::kVerb) finder.verb(i, word->second);
    else if (tag == Upos::kAdj) finder.adjective(i, word->second);
    else finder.noun(i, word->second);
  }
}

}  // namespace dateline::facts
