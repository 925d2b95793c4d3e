#include "facts/statement/statement_tagger.h"

#include <algorithm>
#include <utility>

#include "facts/clause.h"
#include "facts/quotation.h"
#include "facts/statement/adopt_quotations.h"
#include "facts/statement/content.h"
#include "facts/statement/cue_position.h"
#include "facts/statement/cue_table.h"
#include "facts/statement/label_reader.h"
#include "facts/statement/merge_statements.h"
#include "facts/statement/quotation_index.h"
#include "facts/statement/speaker.h"

namespace dateline::facts {
namespace {

class Finder {
 public:
  Finder(const DocumentView& view, const Actors& actors, const CueTable& cues, std::vector<Attribution>& out)
      : view_(view), actors_(actors), cues_(cues), labels_(view, actors, cues), out_(out) {}

  void run() {
    quote_owner_.assign(quotes_.size(), kNoItem);
    for (uint32_t s = 0; s < view_.analysis().sentences.size(); ++s) {
      sentence_cues(s);
      label(s);
    }
    adopt_quotations(view_, actors_, cues_, quotes_, quote_owner_, out_);
    merge_statements(quotes_, out_);
  }

 private:
  const Cue* cue_of(uint32_t word) const { return cues_.find(view_.lemma_hash(word)); }

  void sentence_cues(uint32_t s) {
    const Sentence& sentence = view_.analysis().sentences[s];
    for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (view_.form_hash(i) == kAccording && i + 2 < sentence.end && view_.form_hash(i + 1) == kTo) {
        according_to(i);
      } else if (view_.upos(i) == Upos::kVerb) {
        if (const Cue* cue = cue_of(i); cue != nullptr) verb_cue(i, *cue);
      } else if (view_.upos(i) == Upos::kAdj) {
        if (is_made_clear(i)) verb_cue(view_.head(i), {.clause = true});
      } else if (view_.upos(i) == Upos::kNoun) {
        if (const Cue* cue = cue_of(i); cue != nullptr && cue->noun) noun_cue(i, *cue);
      }
    }
  }

  /// "made clear that", "made it clear the dam held"
  bool is_made_clear(uint32_t adjective) const {
    const uint32_t verb = view_.head(adjective);
    return view_.lemma(adjective) == "clear" && view_.relation(adjective) == Deprel::kXcomp && verb < adjective && view_.lemma(verb) == "make";
  }

  void label(uint32_t s) {
    Attribution a;
    if (!labels_.read(s, a)) return;
    absorb_quotations(a);
    out_.push_back(std::move(a));
  }

  void verb_cue(uint32_t verb, const Cue& cue) {
    const Sentence& sentence = view_.sentence_of(verb);
    Attribution a;
    a.cue_word = verb;
    a.statement.cue = view_.analysis().span[verb];
    a.denied = cue.deny;
    if (is_so_called(view_, verb)) return;
    uint32_t clause = reported_clause(view_, verb);
    // "When the barn burned, police charged him"; "a plan that Ana Luna denied": what these say stands behind them.
    const bool behind_only = cue.deny || view_.lemma(verb) == "charge";
    if (behind_only && clause != kNoWord && clause < verb) clause = kNoWord;
    if (clause == kNoWord && view_.lemma(verb) == "charge" && is_passive(view_, verb)) return;  // "was charged with "reckless baking""
    if (clause != kNoWord && clause < verb && view_.quotation_of(clause) == 0 && announces_quotation(view_, verb)) clause = kNoWord;
    // "Ana Luna said, clutching her papers"
    if (clause != kNoWord && clause > verb && view_.text(verb + 1) == "," && view_.first(clause) <= verb + 2 && view_.xpos(clause) == "VBG" &&
        subject_of(view_, clause) == subject_of(view_, verb)) {
      clause = kNoWord;
    }
    const uint32_t over = reporting_verb_over(view_, verb);
    const bool reported = over != kNoWord && (cue.clause || cue.object) && !cue.mental && (cue_of(over) != nullptr || is_somebody(subject_of(view_, over)));
    uint32_t subject = speaker_of_joined(verb);
    if (subject == kNoWord) subject = speaker_outside_quotation(view_, verb, subject_of(view_, reported ? over : verb));
    if (subject == kNoWord) subject = speaker_beside(view_, verb, clause);
    if (subject == kNoWord && cue.clause) subject = inserted_speaker(view_, verb);
    if (subject == kNoWord && (cue.clause || cue.quote)) subject = inverted_speaker(view_, verb);
    if (subject == kNoWord && (cue.clause || cue.quote)) subject = speaker_behind_mark(view_, verb);
    if (subject == kNoWord && cue.clause && view_.xpos(verb) == "VBG") subject = speaker_going_on(verb);
    const uint32_t closing = (cue.clause || cue.quote) && !behind_only ? closing_cue_begin(view_, verb) : kNoWord;
    if (closing != kNoWord && (subject == kNoWord || subject < closing)) {  // a subject of what is said
      const uint32_t inverted = inverted_speaker(view_, verb);
      subject = inverted != kNoWord ? inverted : closing_speaker(view_, verb);
    }
    set_speaker(view_, actors_, subject, a);
    if (subject != kNoWord && a.speaker_word != kNoWord && view_.upos(a.speaker_word) == Upos::kPron &&
        (view_.lemma(a.speaker_word) == "I" || view_.lemma(a.speaker_word) == "you")) {
      if (quotes_.hold(a.statement.cue)) return;  // "I said" inside somebody's words
    }
    const bool finding = cue.finding && subject != kNoWord && cues_.is_document(view_.lemma_hash(subject));
    Span content{};
    std::string rule;
    const bool inserted = cue.clause && (clause == kNoWord || clause < verb) && inserted_cue_begin(view_, verb) != kNoWord &&
                          !quotes_.overlap({sentence.span});
    // "said envoy Ana Luna": a name behind the cue is no clause.
    const bool named = clause != kNoWord && view_.upos(clause) == Upos::kPropn && view_.child(clause, Deprel::kCop) == kNoWord;
    if (inserted) {
      if (const Span before = before_inserted_cue(view_, verb); !before.empty()) a.statement.content.push_back(before);
      a.statement.content.push_back(trimmed(view_, verb + 2, sentence.end - 1));
      rule = "inserted";
    } else if (closing != kNoWord && (clause == kNoWord || clause < verb || named || view_.text(verb + 1) == ";")) {
      content = trimmed(view_, sentence.begin, closing - 1);
      rule = "clause";
    } else if (clause < verb && cue.clause && !quotes_.overlap({{sentence.span.begin, a.statement.cue.begin}}) &&
               is_clause_right_behind(view_, verb)) {
      content = before_next_cue(trimmed(view_, verb + 1, sentence.end - 1), verb);
      rule = "clause";
    } else if (clause != kNoWord && (cue.clause || cue.quote)) {
      content = before_next_cue(clause_span(view_, verb, clause), verb);
      rule = "clause";
    } else if ((cue.clause || cue.quote) && view_.relation(verb) == Deprel::kParataxis) {
      parenthetic_content(view_, verb, a.statement.content);
      rule = "parenthetic";
    }
    // "said the moment he heard it he ran": a clause that the tree takes for an object.
    if (clause == kNoWord && rule.empty() && subject != kNoWord && subject < verb && view_.lemma(verb) == "say" && is_bare_clause(verb) &&
        !quotes_.overlap({sentence.span})) {
      content = before_next_cue(trimmed(view_, verb + 1, sentence.end - 1), verb);
      rule = "clause";
    }
    const bool negated = is_negated(view_, verb);
    if (content.empty() && a.statement.content.empty()) {
      // Quoted words beside the cue in its sentence, or as its object.
      const Span said = subject == kNoWord ? Span{} : governed(view_, verb, cue, finding, rule);
      if (!said.empty() && quotes_.overlap({said})) {
        a.statement.content.push_back(said);
      } else {
        const bool beside = quote_beside(a, verb, cue, sentence) || (cue.quote && subject != kNoWord && quote_before(a, verb));
        if (!beside && said.empty()) return;
        if (beside) rule = cue.object && !cue.quote ? "object" : "quotation";
        else a.statement.content.push_back(said);
      }
    } else if (!content.empty()) {
      a.statement.content.push_back(quotes_.before_named_speaker(content, a.statement.cue));
      const Span before = content.begin > a.statement.cue.begin ? before_inserted_cue(view_, verb) : Span{};
      if (!before.empty() && !is_quoted_after(before, content)) a.statement.content.push_back(before);
    }
    const bool quoted = quotes_.overlap(a.statement.content);
    if (cue.mental && !quoted && !finding) return;
    if (!quoted && (is_unsaid(view_, verb) || (finding && is_told(a.statement.cue)))) return;
    if (negated && !quoted) return;
    if (subject == kNoWord && rule == "clause" && !quoted) return;
    if (!cue.clause && !cue.object && !quoted) return;  // "he fired one", "he went on"
    if (quotes_.hold(a.statement.cue)) return;
    a.statement.rule = "cue " + std::string(view_.lemma(verb)) + ", " + rule;
    set_addressee(view_, actors_, verb, a.statement);
    absorb_quotations(a);
    out_.push_back(std::move(a));
  }

  /// "Ana Luna said the survey found that ...": a finding that somebody tells of is part of what is told.
  bool is_told(Span cue) const {
    constexpr size_t kLookedAt = 8;
    for (size_t k = out_.size(); k-- > 0 && out_.size() - k <= kLookedAt;) {
      for (const Span c : out_[k].statement.content) {
        if (c.contains(cue)) return true;
      }
    }
    return false;
  }

  bool is_somebody(uint32_t word) const {
    return word != kNoWord && (view_.upos(word) == Upos::kPropn || (view_.upos(word) == Upos::kPron && view_.lemma(word) != "it"));
  }

  /// "Ana Luna said, adding "it is safe"": who spoke before, for a participle behind a comma.
  uint32_t speaker_going_on(uint32_t participle) const {
    const uint32_t begin = view_.sentence_of(participle).begin;
    if (participle == begin || (view_.text(participle - 1) != "," && !is_closing_mark(view_, participle - 1))) return kNoWord;
    for (uint32_t w = participle; w-- > begin;) {
      if (is_finite(view_, w) && cue_of(w) != nullptr) return subject_of(view_, w);
    }
    return kNoWord;
  }

  /// "In the north, she said, "the dam is safe"": words of the page before words of hers.
  bool is_quoted_after(Span before, Span content) const { return quotes_.overlap({content}) && !quotes_.overlap({before}); }

  /// "said the road was closed, adding that ...", "..., and urged the council to act", "..., according to the police": a cue with
  /// the same speaker, or one of somebody else, opens the next thing that is said.
  Span before_next_cue(Span content, uint32_t verb) const {
    const uint32_t first = view_.word_at(content.begin);
    if (first < verb) return content;
    for (uint32_t w = first + 2; w < view_.size() && view_.analysis().span[w].end <= content.end; ++w) {
      const uint32_t joint = view_.upos(w - 1) == Upos::kCconj ? w - 2 : w - 1;
      if (joint <= first || quotes_.hold(view_.analysis().span[w])) continue;
      if (view_.text(joint) != "," && (joint == w - 1 || !opens_clause(w + 1))) continue;
      const bool according = joint == w - 1 && view_.form_hash(w) == kAccording && w + 1 < view_.size() && view_.form_hash(w + 1) == kTo;
      if (!according && !is_next_cue(w, joint == w - 2 ? verb : kNoWord)) continue;
      return trimmed(view_, first, view_.text(joint) == "," ? joint - 1 : joint);
    }
    return content;
  }

  /// A clause right behind a verb with no conjunction before its finite verb.
  bool is_bare_clause(uint32_t verb) const {
    if (!is_clause_right_behind(view_, verb)) return false;
    for (uint32_t w = verb + 2; !is_finite(view_, w); ++w) {
      if (view_.upos(w) == Upos::kSconj || view_.xpos(w).starts_with('W')) return false;
    }
    return true;
  }

  bool opens_clause(uint32_t word) const {
    if (word >= view_.size()) return false;
    const std::string_view lemma = view_.lemma(word);
    return view_.upos(word) == Upos::kSconj && (lemma == "that" || lemma == "if" || lemma == "whether");
  }

  /// "said the road was closed, and urged": who said what ends right before a verb that goes on with it, or
  /// with a participle like it; `kNoWord` if nobody did.
  uint32_t speaker_of_joined(uint32_t verb) const {
    if (out_.empty() || verb < 3 || view_.upos(verb - 1) != Upos::kCconj) return kNoWord;
    const Attribution& a = out_.back();
    // "left, saying she pitied those who voted and calling them sheep": two participles of one speaker.
    const bool paired = view_.xpos(verb) == "VBG" && view_.child(verb, Deprel::kNsubj) == kNoWord && a.cue_word != kNoWord && a.cue_word < verb &&
                        view_.xpos(a.cue_word) == "VBG" && view_.analysis().sentence[a.cue_word] == view_.analysis().sentence[verb];
    if (paired) return a.speaker_word;
    if (!is_finite(view_, verb)) return kNoWord;
    if (a.cue_word == kNoWord || a.cue_word > verb || a.statement.content.empty() || view_.xpos(a.cue_word) != view_.xpos(verb)) return kNoWord;
    const uint32_t behind = view_.word_at(a.statement.content.back().end);
    return behind <= verb - 1 && behind + 2 >= verb && a.statement.content.back().begin > a.statement.cue.begin ? a.speaker_word : kNoWord;
  }

  /// A participle that is a cue, or a verb that stands beside `beside`, without a subject of its own.
  bool is_next_cue(uint32_t word, uint32_t beside) const {
    const std::string_view tag = view_.xpos(word);
    if (beside == kNoWord ? tag != "VBG" : tag != view_.xpos(beside) || !is_finite(view_, word)) return false;
    const Cue* cue = cue_of(word);
    return cue != nullptr && (cue->clause || cue->object) && !cue->mental && view_.child(word, Deprel::kNsubj) == kNoWord;
  }

  /// "his claim that the dam was safe", "the mayor's pledge to rebuild it".
  void noun_cue(uint32_t noun, const Cue& cue) {
    const uint32_t owner = view_.child(noun, Deprel::kNmodPoss);
    if (owner == kNoWord || owner > noun) return;
    Attribution a;
    a.cue_word = noun;
    a.statement.cue = view_.analysis().span[noun];
    a.denied = cue.deny;
    if (quotes_.hold(a.statement.cue)) return;
    uint32_t clause = that_clause(view_, noun);
    if (clause == kNoWord && cue.infinitive) clause = infinitive_behind(view_, noun);
    if (clause == kNoWord) return;
    a.statement.content.push_back(trimmed(view_, noun + 1, view_.last(clause)));
    set_speaker(view_, actors_, owner, a);
    a.statement.rule = "noun " + std::string(view_.lemma(noun));
    absorb_quotations(a);
    out_.push_back(std::move(a));
  }

  void according_to(uint32_t word) {
    const Sentence& sentence = view_.sentence_of(word);
    // The noun: the word that "according" marks.
    uint32_t noun = view_.head(word);
    if (noun == kNoWord || noun < word) {
      noun = word + 2;
      while (noun + 1 < sentence.end && view_.upos(noun) != Upos::kNoun && view_.upos(noun) != Upos::kPropn &&
             view_.upos(noun) != Upos::kPron) {
        ++noun;
      }
    }
    Attribution a;
    a.cue_word = word;
    a.statement.cue = view_.span_of(word, word + 1);
    set_speaker(view_, actors_, noun, a);
    uint32_t last = std::max(noun, std::min(view_.last(noun), sentence.end - 1));
    // "Prices, according to the bank, have risen": a phrase between commas, with a part of what is said on either side.
    uint32_t comma = noun + 1;
    while (comma < sentence.end && view_.text(comma) != ",") ++comma;
    const bool opens = word <= sentence.begin + 2, inserted = word > sentence.begin && view_.text(word - 1) == ",";
    if ((opens || inserted) && comma + 3 < sentence.end && comma < last) last = comma;
    const uint32_t begin = behind_connective(view_, sentence.begin, word);
    if (inserted && comma + 3 < sentence.end && comma <= noun + 8 && (is_finite_behind(view_, comma, sentence.end) || !has_finite(view_, begin, word))) {
      a.statement.content.push_back(trimmed(view_, begin, word - 1));
      a.statement.content.push_back(trimmed(view_, comma + 1, sentence.end - 1));
    } else if (!opens) {
      a.statement.content.push_back(trimmed(view_, begin, word - 1));
    } else if (last + 2 < sentence.end) {
      a.statement.content.push_back(trimmed(view_, last + 1, sentence.end - 1));
    }
    uint32_t words = 0;
    for (const Span c : a.statement.content) words += count_words(view_, c);
    if (words < 2) return;
    a.statement.rule = "according to";
    absorb_quotations(a);
    out_.push_back(std::move(a));
  }

  /// Quotations of the cue's sentence that no clause claims.
  bool quote_beside(Attribution& a, uint32_t verb, const Cue& cue, const Sentence& sentence) const {
    bool found = false;
    const uint32_t from = announces_quotation(view_, verb) ? a.statement.cue.end : sentence.span.begin;
    for (size_t k = quotes_.first_behind(from); k < quotes_.size(); ++k) {
      const Quotation& q = quotes_[k];
      if (q.outer.begin >= sentence.span.end) break;
      if (!q.inner.overlaps(sentence.span) || q.inner.contains(a.statement.cue)) continue;
      const uint32_t first = view_.word_at(q.inner.begin);
      const uint32_t words = count_words(view_, q.inner);
      if (cue.object && !cue.quote) {
        // "called it "a mistake"": the object with the quoted words in it.
        if (first < verb || words < 2 || is_cue_between(verb, first)) continue;
        const uint32_t last = view_.word_at(q.inner.end);
        uint32_t begin = first;
        for (const uint32_t c : view_.children(verb)) {
          const Deprel relation = view_.relation(c);
          const bool object = relation == Deprel::kObj || relation == Deprel::kIobj || relation == Deprel::kXcomp;
          if (object && view_.first(c) > verb && view_.first(c) < begin) begin = view_.first(c);
        }
        a.statement.content.push_back({view_.analysis().span[begin].begin, view_.analysis().span[last - 1].end});
        return true;
      }
      const Span whole = found ? Span{} : quotes_.with_its_clause(q, verb);
      if (words < 3 && !found && whole.empty()) continue;
      // A quoted name or term somewhere in the sentence ("the "open-dock plan" to countering smuggling").
      if (whole.empty() && !found && !view_.is_under(first, verb) && (is_behind_preposition(view_, verb) || (words < 4 && !is_set_off(view_, q)))) continue;
      if (whole.empty() && !found && (!cue.clause || is_passive(view_, verb)) && !is_set_off(view_, q)) continue;  // "goes on against "all tolls""
      a.statement.content.push_back(whole.empty() ? q.inner : whole);
      if (!whole.empty()) return true;
      found = true;
    }
    return found;
  }

  /// `"Is it safe?" Ana Luna asked.`: the quotation right before a sentence that its cue opens.
  bool quote_before(Attribution& a, uint32_t verb) const {
    const Sentence& sentence = view_.sentence_of(verb);
    const size_t behind = quotes_.first_behind(sentence.span.begin);
    if (behind == 0 || quote_owner_[behind - 1] != kNoItem || has_finite(view_, sentence.begin, verb)) return false;
    const Quotation& q = quotes_[behind - 1];
    if (q.paragraph != sentence.paragraph || q.outer.end + 2 < sentence.span.begin) return false;
    a.statement.content.push_back(q.inner);
    return true;
  }

  bool is_cue_between(uint32_t from, uint32_t to) const {
    for (uint32_t w = from + 1; w < to; ++w) {
      if (view_.upos(w) == Upos::kVerb && cue_of(w) != nullptr) return true;
    }
    return false;
  }

  /// `said, "It is safe," showing that ...`: a content that opens with a quotation ends with it, if its words end a clause and
  /// none are quoted behind.
  bool is_closed_by(const Quotation& q, Span content) const {
    if (content.begin < q.outer.begin || content.begin > q.inner.begin || content.end <= q.outer.end || q.inner.empty()) return false;
    const char last = view_.article().text[q.inner.end - 1];
    return (last == ',' || last == '.' || last == '?' || last == '!') && !quotes_.overlap({{q.outer.end, content.end}});
  }

  /// Quotations that overlap the content belong to it: a direct one takes their edges, a mixed one contains them.
  void absorb_quotations(Attribution& a) {
    auto& content = a.statement.content;
    std::sort(content.begin(), content.end());
    uint32_t reach = 0;
    for (const Span c : content) reach = std::max(reach, c.end);
    for (size_t k = content.empty() ? quotes_.size() : quotes_.first_behind(content.front().begin); k < quotes_.size(); ++k) {
      const Quotation& q = quotes_[k];
      if (q.outer.begin >= reach) break;  // taking a quotation's edges never reaches into the next one
      for (Span& c : content) {
        if (!q.outer.overlaps(c)) continue;
        if (quote_owner_[k] == kNoItem) quote_owner_[k] = static_cast<uint32_t>(out_.size());
        const uint32_t inside = std::min(q.inner.end, c.end) - std::max(q.inner.begin, c.begin);
        if (inside * 10 >= c.size() * 8 || is_closed_by(q, c)) {
          // Direct: the words between the marks, with what opens the clause before them ("he “would be glad”").
          const bool opened = c.begin < q.outer.begin && count_words(view_, {c.begin, q.outer.begin}) > 0;
          c = opened ? Span{c.begin, q.outer.end} : q.inner;
        } else {
          if (c.begin > q.inner.begin && c.begin < q.inner.end) c.begin = q.outer.begin;
          if (c.end > q.inner.begin && c.end < q.outer.end) c.end = q.outer.end;
          if (c.begin == q.inner.begin) c.begin = q.outer.begin;
        }
      }
    }
    content.erase(std::unique(content.begin(), content.end()), content.end());
    // Content and cue must not overlap.
    for (Span& c : content) {
      if (c.contains(a.statement.cue)) {
        if (a.statement.cue.begin - c.begin > c.end - a.statement.cue.end) c.end = a.statement.cue.begin;
        else c.begin = a.statement.cue.end;
      }
    }
  }

  inline static const uint64_t kAccording = word_hash("according");
  inline static const uint64_t kTo = word_hash("to");

  const DocumentView& view_;
  const Actors& actors_;
  const CueTable& cues_;
  const LabelReader labels_;
  std::vector<Attribution>& out_;
  const QuotationIndex quotes_{view_};
  std::vector<uint32_t> quote_owner_;  // index into out_ (before sorting)
};

}  // namespace

StatementTagger::StatementTagger(std::unique_ptr<const CueTable> cues) : cues_(std::move(cues)) {}
StatementTagger::StatementTagger(StatementTagger&&) noexcept = default;
StatementTagger::~StatementTagger() = default;

Result<StatementTagger> StatementTagger::open(const std::string& data_folder) {
  auto cues = CueTable::open(data_folder);
  if (!cues) return tl::unexpected<Error>(cues.error());
  return StatementTagger(std::make_unique<const CueTable>(std::move(*cues)));
}

void StatementTagger::run(const DocumentView& view, const Actors& actors, std::vector<Attribution>& out) const {
  out.clear();
  Finder(view, actors, *cues_, out).run();
}

}  // namespace dateline::facts
