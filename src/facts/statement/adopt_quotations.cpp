#include "facts/statement/adopt_quotations.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "facts/clause.h"
#include "facts/statement/content.h"
#include "facts/statement/speaker.h"

namespace dateline::facts {
namespace {

class Adopter {
 public:
  Adopter(const DocumentView& view, const Actors& actors, const CueTable& cues, const QuotationIndex& quotes, std::vector<uint32_t>& owner,
          std::vector<Attribution>& out)
      : view_(view), actors_(actors), cues_(cues), quotes_(quotes), quote_owner_(owner), out_(out) {}

  void run() {
    for (uint32_t k = 0; k < out_.size(); ++k) {
      uint32_t end = out_[k].statement.cue.end;
      for (const Span c : out_[k].statement.content) end = std::max(end, c.end);
      told_.emplace_back(end, k);
    }
    std::sort(told_.begin(), told_.end());
    for (size_t k = 0; k < quotes_.size(); ++k) {
      const Quotation& q = quotes_[k];
      if (quote_owner_[k] != kNoItem) continue;
      if (q.continued && k > 0 && quote_owner_[k - 1] != kNoItem) {  // the marks were left open at the end of the paragraph before
        quote_owner_[k] = quote_owner_[k - 1];
        out_[quote_owner_[k]].statement.content.push_back(q.inner);
        continue;
      }
      const uint32_t words = count_words(view_, q.inner);
      const char last = q.inner.end > 0 ? view_.article().text[q.inner.end - 1] : ' ';
      if (words < 4 || (words == 4 && last != '.' && last != '?' && last != '!' && last != ',')) continue;
      // Who spoke last in the paragraph goes on, unless another one is named since.
      const uint32_t before = owner_before(k, q.paragraph), told = told_before(q);
      const uint32_t since = told == kNoItem ? 0 : view_.analysis().sentence[view_.word_at(told_[told].first) - 1];
      Attribution a;
      uint32_t source = kNoItem;
      if (const uint32_t cue = colon_cue(q); cue != kNoWord && (before == kNoItem || view_.analysis().sentence[cue] > since)) {
        a.cue_word = cue;
        a.statement.cue = view_.analysis().span[cue];
        set_speaker(view_, actors_, subject_of(view_, cue), a);
        a.statement.rule = "colon";
      } else if (speaker_in_sentence_before(a, q, told == kNoItem ? kNoWord : since)) {
        a.statement.rule = "named before";
      } else if (before != kNoItem && (told == kNoItem || told_[told].second == before)) {
        out_[before].statement.content.push_back(q.inner);
        quote_owner_[k] = before;
        continue;
      } else if ((source = told == kNoItem || !opens_sentence(q) ? kNoItem : told_[told].second) != kNoItem ||
                 (q.paragraph > 0 && (source = owner_before(k, q.paragraph - 1)) != kNoItem && fills_paragraph(q))) {
        a.statement.speaker = out_[source].statement.speaker;
        a.statement.speaker_span = out_[source].statement.speaker_span;
        a.speaker_word = out_[source].speaker_word;
        a.statement.rule = "goes on";
      } else if (fills_paragraph(q) && speaker_in_paragraph_before(a, q)) {
        a.statement.rule = "named before";
      } else {
        continue;
      }
      const bool last_told = before != kNoItem && (told == kNoItem || told_[told].second == before);
      if (last_told && a.cue_word == kNoWord && a.statement.speaker != kNoItem && a.statement.speaker == out_[before].statement.speaker) {
        out_[before].statement.content.push_back(q.inner);
        quote_owner_[k] = before;
        continue;
      }
      a.statement.content.push_back(q.inner);
      quote_owner_[k] = static_cast<uint32_t>(out_.size());
      out_.push_back(std::move(a));
    }
  }

 private:
  /// Number in `told_` of the last statement that ends before a quotation, in its paragraph; `kNoItem` if there is none.
  uint32_t told_before(const Quotation& q) const {
    const auto behind = std::upper_bound(told_.begin(), told_.end(), std::pair{q.outer.begin, kNoItem});
    const uint32_t paragraph = view_.article().paragraphs[q.paragraph].span.begin;
    if (behind == told_.begin() || std::prev(behind)->first <= paragraph) return kNoItem;
    return static_cast<uint32_t>(behind - told_.begin()) - 1;
  }

  bool opens_sentence(const Quotation& q) const {
    const uint32_t first = view_.word_at(q.outer.begin);
    return view_.sentence_of(first).begin == first;
  }

  /// `Ana Luna praised the plan. "It will help," ...`: the person who is the subject of the sentence right before a quotation
  /// that opens the next, if it stands behind sentence `since`.
  bool speaker_in_sentence_before(Attribution& a, const Quotation& q, uint32_t since) const {
    const uint32_t first = view_.word_at(q.outer.begin);
    if (first == 0 || !opens_sentence(q)) return false;
    const uint32_t s = view_.analysis().sentence[first - 1];
    const Sentence& sentence = view_.analysis().sentences[s];
    if (sentence.paragraph != q.paragraph || (since != kNoWord && s <= since)) return false;
    return speaker_in(a, sentence);
  }

  uint32_t owner_before(size_t k, uint32_t paragraph) const {
    for (size_t i = k; i-- > 0;) {
      if (quotes_[i].paragraph < paragraph) break;
      if (quotes_[i].paragraph == paragraph && quote_owner_[i] != kNoItem) return quote_owner_[i];
    }
    return kNoItem;
  }

  bool fills_paragraph(const Quotation& q) const {
    const Span p = view_.article().paragraphs[q.paragraph].span;
    return q.inner.size() * 2 >= p.size();
  }

  /// The cue verb of a sentence that ends in a colon right before the quotation.
  uint32_t colon_cue(const Quotation& q) const {
    uint32_t word = view_.word_at(q.outer.begin);
    if (word == 0) return kNoWord;
    --word;
    if (view_.text(word) != ":" && view_.text(word) != ",") return kNoWord;
    const uint32_t begin = view_.sentence_of(word).begin;
    for (uint32_t i = word; i-- > begin;) {
      if (view_.upos(i) == Upos::kVerb && cues_.find(view_.lemma_hash(i)) != nullptr) return i;
    }
    return kNoWord;
  }

  /// The person who is the subject of the sentence before a paragraph of nothing but quotation.
  bool speaker_in_paragraph_before(Attribution& a, const Quotation& q) const {
    if (q.paragraph == 0) return false;
    const uint32_t word = view_.word_at(view_.article().paragraphs[q.paragraph].span.begin);
    if (word == 0) return false;
    const Sentence& sentence = view_.sentence_of(word - 1);
    return sentence.paragraph + 1 == q.paragraph && speaker_in(a, sentence);
  }

  /// Sets the person who is a subject of the sentence, not of a clause in it.
  bool speaker_in(Attribution& a, const Sentence& sentence) const {
    for (uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (view_.relation(i) != Deprel::kNsubj) continue;
      const uint32_t verb = view_.head(i);
      if (verb == kNoWord || (view_.head(verb) != kNoWord && view_.relation(verb) != Deprel::kConj)) continue;
      const ActorMention* mention = actors_.at_head(i);
      if (mention == nullptr || !mention->person || mention->plural) continue;
      set_speaker(view_, actors_, i, a);
      return true;
    }
    return false;
  }

  const DocumentView& view_;
  const Actors& actors_;
  const CueTable& cues_;
  const QuotationIndex& quotes_;
  std::vector<uint32_t>& quote_owner_;
  std::vector<Attribution>& out_;
  std::vector<std::pair<uint32_t, uint32_t>> told_;  // where a statement with a cue ends, and its index in out_
};

}  // namespace

void adopt_quotations(const DocumentView& view, const Actors& actors, const CueTable& cues, const QuotationIndex& quotes, std::vector<uint32_t>& owner,
                      std::vector<Attribution>& statements) {
  Adopter(view, actors, cues, quotes, owner, statements).run();
}

}  // namespace dateline::facts
