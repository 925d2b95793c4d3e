#include "facts/figure/figure_tagger.h"

#include <algorithm>
#include <string_view>

#include "base/strings.h"
#include "facts/figure/figure_lexicon.h"
#include "facts/figure/figure_parser.h"

namespace dateline::facts {

struct FigureTagger::Units {
  FigureLexicon lexicon;
};

FigureTagger::FigureTagger(std::unique_ptr<Units> units) : units_(std::move(units)) {}
FigureTagger::FigureTagger(FigureTagger&&) noexcept = default;
FigureTagger::~FigureTagger() = default;

Result<FigureTagger> FigureTagger::open(const std::string& data_folder) {
  auto lexicon = FigureLexicon::open(data_folder + "/figures");
  if (!lexicon) return tl::unexpected<Error>(lexicon.error());
  return FigureTagger(std::make_unique<Units>(Units{std::move(*lexicon)}));
}

namespace {

// "$50 (£38)", "87 mph (140 km/h)": the figure in brackets says the one before again, in another
// unit.
bool is_conversion(std::string_view text, const Figure& before, const Figure& figure) {
  if (before.unit.empty() || figure.unit.empty() || before.unit == figure.unit) return false;
  if (figure.span.begin < before.span.end || figure.span.begin - before.span.end > 24) return false;
  const std::string_view gap = text.substr(before.span.end, figure.span.begin - before.span.end);
  const size_t open = gap.rfind('(');
  if (open == std::string_view::npos || gap.find(')') != std::string_view::npos) return false;
  for (const char c : gap.substr(0, open)) {
    if (c == '.' || c == ',' || c == ';') return false;
  }
  return true;
}

// "up 0.25 points, or 0.01%": the second says the same in another way.
void inherit_change(std::string_view text, const Figure& before, Figure& figure) {
  if (figure.change != Change::kExactly || figure.span.begin < before.span.end) return;
  const std::string_view gap = text.substr(before.span.end, figure.span.begin - before.span.end);
  if (gap == " or " || gap == ", or " || gap == " (") {
    figure.change = before.change;
    if (gap == " (") figure.bound = before.bound;
  }
}

// The same number of the same thing again, a few figures later: one item of a record.
bool is_repeated(const std::vector<Quantity>& before, const Figure& figure) {
  constexpr size_t kLookedAt = 48;
  if (figure.what.empty()) return false;
  for (size_t i = before.size(), seen = 0; i-- > 0 && seen < kLookedAt; ++seen) {
    const Figure& other = before[i].figure;
    if (!before[i].in_record || other.value != figure.value || other.low != figure.low ||
        other.high != figure.high || other.unit != figure.unit || other.what.empty()) {
      continue;
    }
    const std::string& longer = other.what.size() > figure.what.size() ? other.what : figure.what;
    const std::string& shorter = other.what.size() > figure.what.size() ? figure.what : other.what;
    bool all = true;
    size_t at = 0;
    while (at < shorter.size() && all) {
      const size_t end = std::min(shorter.find(' ', at), shorter.size());
      all = find_ignoring_case(longer, std::string_view(shorter).substr(at, end - at)) !=
            std::string_view::npos;
      at = end + 1;
    }
    if (all) return true;
  }
  return false;
}

// "12 percent on February 3", "40 in 2008": nothing but a preposition between a figure and a date behind it.
bool is_dated(std::string_view text, const Figure& figure, Span time) {
  if (time.begin < figure.span.end || time.begin - figure.span.end > 6) return false;
  const std::string_view gap = trim(text.substr(figure.span.end, time.begin - figure.span.end));
  return gap.empty() || gap == "on" || gap == "in" || gap == "at" || gap == "by";
}

// The date a figure is said to hold for, where one stands in the same sentence: one right behind it, else the nearest day,
// month or year but that of the figure `before` from which it rose or fell.
void set_as_of(std::string_view text, const std::vector<TimeExpression>& times, size_t& first, uint32_t sentence,
               const Figure* before, Figure& figure) {
  while (first < times.size() && times[first].sentence < sentence) ++first;
  uint32_t nearest = 80;  // bytes
  for (size_t i = first; i < times.size() && times[i].sentence == sentence; ++i) {
    const TimeExpression& time = times[i];
    if (!time.range.known() || time.type == TimexType::kDuration || time.type == TimexType::kSet)
      continue;
    const uint32_t gap = time.span.begin >= figure.span.end   ? time.span.begin - figure.span.end
                         : figure.span.begin >= time.span.end ? figure.span.begin - time.span.end
                                                              : 0;
    if (is_dated(text, figure, time.span)) {
      figure.as_of = time.range.to;
      return;
    }
    if (before != nullptr && is_dated(text, *before, time.span) && time.span.end < figure.span.begin &&
        trim(text.substr(time.span.end, figure.span.begin - time.span.end)).starts_with("to"))
      continue;  // "from 12 on Monday to 15"
    if (gap < nearest) {
      nearest = gap;
      figure.as_of = time.range.to;
    }
  }
}

}  // namespace

void FigureTagger::run(const Article& article, const Analysis& analysis,
                       const std::vector<TimeExpression>& times, std::vector<Quantity>& out) const {
  out.clear();
  FigureParser parser(article, analysis, units_->lexicon, times);
  size_t first_time = 0;
  for (uint32_t s = 0; s < analysis.sentences.size(); ++s) {
    parser.enter_sentence(s);
    const Sentence& sentence = analysis.sentences[s];
    for (uint32_t i = sentence.begin; i < sentence.end;) {
      if (!parser.can_start(i)) {
        ++i;
        continue;
      }
      Quantity quantity;
      uint32_t next = i + 1;
      if (parser.parse(i, quantity, next)) {
        if (!out.empty() && out.back().sentence == s &&
            is_conversion(article.text, out.back().figure, quantity.figure)) {
          quantity.in_record = false;
        }
        if (!out.empty() && out.back().sentence == s)
          inherit_change(article.text, out.back().figure, quantity.figure);
        const Figure* before = !out.empty() && out.back().sentence == s ? &out.back().figure : nullptr;
        set_as_of(article.text, times, first_time, s, before, quantity.figure);
        if (quantity.in_record && is_repeated(out, quantity.figure)) quantity.in_record = false;
        out.push_back(std::move(quantity));
      }
      i = std::max(next, i + 1);
    }
  }
}

}  // namespace dateline::facts
