#include "facts/time/time_tagger.h"

#include "facts/time/time_parser.h"
#include "facts/time/time_words.h"

namespace dateline::facts {

struct TimeTagger::Grammar {
  TimeWords words;
};

TimeTagger::TimeTagger(std::unique_ptr<Grammar> grammar) : grammar_(std::move(grammar)) {}
TimeTagger::TimeTagger(TimeTagger&&) noexcept = default;
TimeTagger::~TimeTagger() = default;

Result<TimeTagger> TimeTagger::open(const std::string& data_folder) {
  auto words = TimeWords::open(data_folder + "/time");
  if (!words) return tl::unexpected<Error>(words.error());
  return TimeTagger(std::make_unique<Grammar>(Grammar{std::move(*words)}));
}

namespace {

// Words that can start an expression.
bool can_start(const TimeWord& word) {
  switch (word.kind) {
    case TimeClass::kOther:
    case TimeClass::kOf:
    case TimeClass::kTo:
    case TimeClass::kIn:
    case TimeClass::kOn:
    case TimeClass::kFor:
    case TimeClass::kAnd:
    case TimeClass::kOr:
    case TimeClass::kThan:
    case TimeClass::kPreposition:
    case TimeClass::kComma:
    case TimeClass::kHyphen:
    case TimeClass::kPossessive:
    case TimeClass::kOpen:
    case TimeClass::kClose:
    case TimeClass::kTimes:
      return false;
    default:
      return true;
  }
}

// An encyclopaedia page rather than news: many years long past, few recent ones and few weekdays.
bool tells_history(const std::vector<TimeWord>& words, int page_year) {
  uint32_t old = 0, recent = 0;
  for (const TimeWord& word : words) {
    if (word.kind == TimeClass::kWeekday && word.flag == TimeFlag::kPlain) ++recent;
    if (word.kind == TimeClass::kDay) ++recent;
    if (word.kind == TimeClass::kNumber && word.digits == 4 && word.value >= 1000 &&
        word.value < 2200) {
      ++(word.value < page_year - 1 ? old : recent);
    }
  }
  return old >= 8 && old > 4 * recent;
}

}  // namespace

void TimeTagger::run(const Article& article, const Analysis& analysis,
                     std::vector<TimeExpression>& out) const {
  out.clear();
  const TimeWords& words = grammar_->words;
  std::vector<TimeWord> classes(analysis.size());
  for (uint32_t i = 0; i < analysis.size(); ++i) {
    const std::string_view form = text_of(article.text, analysis.span[i]);
    if (!form.empty()) classes[i] = words.classify(form);
  }
  const auto page = parse_iso_day(article.published.value);
  TimeParser parser(article.text, analysis, words, classes, page);
  parser.set_history(tells_history(classes, page ? page->year : 2200));
  TimeMatch match;
  for (uint32_t s = 0; s < analysis.sentences.size(); ++s) {
    const Sentence& sentence = analysis.sentences[s];
    parser.enter_sentence(sentence.begin, sentence.end);
    for (uint32_t i = sentence.begin; i < sentence.end;) {
      const bool candidate =
          can_start(classes[i]) || words.starts_holiday(text_of(article.text, analysis.span[i]));
      if (!candidate || !parser.match(i, match)) {
        ++i;
        continue;
      }
      TimeExpression found;
      found.span = {analysis.span[match.begin].begin, analysis.span[match.end - 1].end};
      found.type = match.type;
      found.value = std::move(match.value);
      found.mod = std::move(match.mod);
      found.range = date_range(match.first, match.last);
      found.sentence = s;
      if (page && match.first.known()) {
        // "later this month", "by the end of the year" lie ahead though their month and year have
        // begun.
        const bool reaches = match.mod == "END" || match.type == TimexType::kDuration;
        found.future = first_day(match.first) > *page || (reaches && last_day(match.last) > *page);
      }
      out.push_back(std::move(found));
      i = match.end;
    }
  }
}

}  // namespace dateline::facts
