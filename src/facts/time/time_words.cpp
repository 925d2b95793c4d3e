#include "facts/time/time_words.h"

#include <algorithm>

#include "base/strings.h"
#include "base/table_file.h"
#include "facts/time/calendar.h"

namespace dateline::facts {

namespace {

struct Name {
  std::string_view name;
  TimeClass kind;
};
constexpr Name kClasses[] = {{"month", TimeClass::kMonth},
                             {"weekday", TimeClass::kWeekday},
                             {"weekdays", TimeClass::kWeekdays},
                             {"unit", TimeClass::kUnit},
                             {"daypart", TimeClass::kDayPart},
                             {"noon", TimeClass::kNoon},
                             {"clock", TimeClass::kClock},
                             {"oclock", TimeClass::kOclock},
                             {"zone", TimeClass::kZone},
                             {"season", TimeClass::kSeason},
                             {"day", TimeClass::kDay},
                             {"tonight", TimeClass::kTonight},
                             {"relative", TimeClass::kRelative},
                             {"part", TimeClass::kPart},
                             {"approx", TimeClass::kApprox},
                             {"set", TimeClass::kSet},
                             {"adverb", TimeClass::kAdverb},
                             {"ref", TimeClass::kRef},
                             {"future", TimeClass::kFuture},
                             {"present", TimeClass::kPresent},
                             {"ago", TimeClass::kAgo},
                             {"once", TimeClass::kOnce},
                             {"times", TimeClass::kTimes},
                             {"article", TimeClass::kArticle},
                             {"of", TimeClass::kOf},
                             {"in", TimeClass::kIn},
                             {"at", TimeClass::kAt},
                             {"on", TimeClass::kOn},
                             {"for", TimeClass::kFor},
                             {"and", TimeClass::kAnd},
                             {"or", TimeClass::kOr},
                             {"to", TimeClass::kTo},
                             {"than", TimeClass::kThan},
                             {"until", TimeClass::kPreposition},
                             {"number", TimeClass::kNumber},
                             {"scale", TimeClass::kScale},
                             {"ordinal", TimeClass::kOrdinal},
                             {"decadeword", TimeClass::kDecadeWord},
                             {"vague", TimeClass::kVague},
                             {"half", TimeClass::kHalf},
                             {"more", TimeClass::kMore},
                             {"comma", TimeClass::kComma},
                             {"hyphen", TimeClass::kHyphen},
                             {"possessive", TimeClass::kPossessive},
                             {"open", TimeClass::kOpen},
                             {"label", TimeClass::kLabel},
                             {"close", TimeClass::kClose}};
struct FlagName {
  std::string_view name;
  TimeFlag flag;
};
constexpr FlagName kFlags[] = {{"", TimeFlag::kPlain},
                               {"short", TimeFlag::kShort},
                               {"name", TimeFlag::kName},
                               {"plural", TimeFlag::kPlural},
                               {"weak", TimeFlag::kWeak},
                               {"word", TimeFlag::kWord},
                               {"tens", TimeFlag::kTens},
                               {"past", TimeFlag::kPast},
                               {"previous", TimeFlag::kPrevious},
                               {"coming", TimeFlag::kComing},
                               {"following", TimeFlag::kFollowing},
                               {"current", TimeFlag::kCurrent},
                               {"that", TimeFlag::kThat},
                               {"same", TimeFlag::kSame},
                               {"period", TimeFlag::kPeriod}};

uint64_t hash_lower(std::string_view word) {
  uint64_t hash = 1469598103934665603ull;
  for (const char c : word)
    hash = (hash ^ static_cast<unsigned char>(to_lower(c))) * 1099511628211ull;
  return hash == 0 ? 1 : hash;
}

// Digits at `at`, at most `most`; moves `at`. -1 for none or too many.
int digits(std::string_view word, size_t& at, size_t most) {
  const size_t start = at;
  int value = 0;
  while (at < word.size() && is_digit(word[at]) && at - start < most)
    value = value * 10 + (word[at++] - '0');
  if (at == start || (at < word.size() && is_digit(word[at]))) return -1;
  return value;
}

TimeWord from_figures(std::string_view word) {
  TimeWord out;
  size_t at = 0;
  if (word[0] == '\'') ++at;
  if (word.starts_with("\u2019")) at = 3;
  const size_t start = at;
  const bool apostrophe = at > 0;
  const int first = digits(word, at, 6);
  if (first < 0) return out;
  const std::string_view rest = word.substr(at);
  if (rest.empty()) {
    if (apostrophe && at - start != 2) return out;
    out.kind = TimeClass::kNumber;
    out.flag = TimeFlag::kDigits;
    out.digits = static_cast<uint8_t>(at - start);
    out.value = first;
    if (apostrophe) out.value += 1900, out.digits = 4;
    return out;
  }
  if (rest == "s" || rest == "'s" || rest == "\u2019s") {
    if ((at - start == 4 || at - start == 2) && first % 10 == 0) {
      out.kind = TimeClass::kDecade;
      out.value = first;
      if (at - start == 2 && !apostrophe) out.flag = TimeFlag::kWeak;
    }
    return out;
  }
  if (apostrophe) return out;
  if (rest.size() == 2 && is_alpha(rest[0]) && first < 10000) {
    const char a = to_lower(rest[0]), b = to_lower(rest[1]);
    if ((a == 's' && b == 't') || (a == 'n' && b == 'd') || (a == 'r' && b == 'd') ||
        (a == 't' && b == 'h')) {
      out.kind = TimeClass::kOrdinal;
      out.value = first;
      out.digits = static_cast<uint8_t>(at - start);
    }
    return out;
  }
  if (rest[0] == ':' || (rest[0] == '.' && rest.size() == 3)) {
    ++at;
    const size_t from = at;
    const int minute = digits(word, at, 2);
    if (minute < 0 || at - from != 2 || minute > 59 || first > 24) return out;
    const bool colon = rest[0] == ':';
    if (colon && at < word.size() && word[at] == ':') {
      ++at;
      if (digits(word, at, 2) < 0) return out;
    }
    if (at != word.size()) return out;
    out.kind = TimeClass::kTimeOfDay;
    out.value = first * 60 + minute;
    if (!colon) out.flag = TimeFlag::kWeak;
    return out;
  }
  if (rest[0] == ',') return out;
  if (rest[0] == '-' || rest[0] == '/' || rest[0] == '.') {
    const char separator = rest[0];
    ++at;
    const int second = digits(word, at, 4);
    if (second < 0) return out;
    if (at == word.size()) {
      if (separator != '/') return out;
      out.kind = TimeClass::kSlashDate;
      if (first < 1 || first > 12 || second < 1 || second > 31) out.kind = TimeClass::kFraction;
      out.value = first * 100 + second;
      return out;
    }
    if (word[at] != separator) return out;
    const size_t third_at = ++at;
    const int third = digits(word, at, 4);
    if (third < 0 || at != word.size()) return out;
    const bool iso = first >= 1000;
    CivilDate date;
    if (iso) {
      date = {first, static_cast<unsigned>(second), static_cast<unsigned>(third)};
    } else {
      int year = third;
      if (at - third_at == 2) year += third < 50 ? 2000 : 1900;
      const bool day_first = first > 12 || separator == '.';
      date = {year, static_cast<unsigned>(day_first ? second : first),
              static_cast<unsigned>(day_first ? first : second)};
    }
    if (!is_valid(date) || date.year < 1000) return out;
    out.kind = TimeClass::kIsoDate;
    out.value = static_cast<int32_t>(days_from_civil(date));
  }
  return out;
}

}  // namespace

CivilDate Holiday::in(int of_year) const {
  const auto m = static_cast<unsigned>(month);
  switch (rule) {
    case Rule::kFixed:
      return {of_year, m, static_cast<unsigned>(day)};
    case Rule::kWeekday:
      return nth_weekday(of_year, m, static_cast<unsigned>(day), n);
    case Rule::kEaster:
      return add_days(easter(of_year), n);
    case Rule::kElection:
      return add_days(nth_weekday(of_year, 11, 1, 1), 1);
    case Rule::kOnce:
      break;
  }
  return {year, m, static_cast<unsigned>(day)};
}

const TimeWord* TimeWords::find(uint64_t hash) const {
  for (uint64_t at = hash & mask_; slots_[at].hash != 0; at = (at + 1) & mask_) {
    if (slots_[at].hash == hash) return &slots_[at].word;
  }
  return nullptr;
}

void TimeWords::add(std::string_view word, TimeWord entry) {
  const uint64_t hash = hash_lower(word);
  uint64_t at = hash & mask_;
  while (slots_[at].hash != 0 && slots_[at].hash != hash) at = (at + 1) & mask_;
  if (slots_[at].hash == 0) slots_[at] = {hash, entry};
}

Result<TimeWords> TimeWords::open(const std::string& folder) {
  TimeWords out;
  auto table = TableFile::read(folder + "/words.tsv", 4);
  if (!table) return tl::unexpected<Error>(table.error());
  size_t size = 64;
  while (size < table->rows().size() * 4) size *= 2;
  out.slots_.resize(size);
  out.mask_ = size - 1;
  for (const auto& row : table->rows()) {
    TimeWord word;
    const auto* kind = std::find_if(std::begin(kClasses), std::end(kClasses),
                                    [&](const Name& c) { return c.name == row.cells[1]; });
    const auto* flag = std::find_if(std::begin(kFlags), std::end(kFlags),
                                    [&](const FlagName& f) { return f.name == row.cells[3]; });
    const auto value = parse_number<int32_t>(row.cells[2]);
    if (kind == std::end(kClasses)) return table->bad_row(row, "unknown class");
    if (flag == std::end(kFlags)) return table->bad_row(row, "unknown flag");
    if (!value) return table->bad_row(row, "the value is no integer");
    if (row.cells[0].empty() || row.cells[0].size() > kLongest)
      return table->bad_row(row, "bad word");
    word.kind = kind->kind;
    word.flag = flag->flag;
    word.value = *value;
    out.add(row.cells[0], word);
  }
  out.add("-", {TimeClass::kHyphen, TimeFlag::kPlain, 0, false, 0,
                0});  // "-" is an empty cell in a table

  auto tense = TableFile::read(folder + "/tense.tsv", 2);
  if (!tense) return tl::unexpected<Error>(tense.error());
  for (const auto& row : tense->rows()) {
    const auto value = parse_number<int>(row.cells[1]);
    if (!value) return tense->bad_row(row, "the direction is no integer");
    out.tense_.emplace_back(hash_lower(row.cells[0]), *value);
  }
  std::sort(out.tense_.begin(), out.tense_.end());

  auto holidays = TableFile::read(folder + "/holidays.tsv", 2);
  if (!holidays) return tl::unexpected<Error>(holidays.error());
  for (const auto& row : holidays->rows()) {
    Holiday day;
    for (std::string_view piece : split(row.cells[0], ' ')) {
      if (piece.ends_with("'s")) {
        day.words.emplace_back(piece.substr(0, piece.size() - 2));
        day.words.emplace_back("'s");
      } else {
        day.words.emplace_back(piece);
      }
    }
    const std::string_view rule = row.cells[1];
    const auto number = [&](size_t at, size_t length) {
      return at <= rule.size() ? parse_number<int>(rule.substr(at, length)).value_or(0) : 0;
    };
    if (rule == "election") {
      day.rule = Holiday::Rule::kElection;
    } else if (rule.starts_with("easter")) {
      day.rule = Holiday::Rule::kEaster;
      day.n = number(rule.size() > 6 && rule[6] == '+' ? 7 : 6, 4);
    } else if (rule.size() == 10) {
      day.rule = Holiday::Rule::kOnce;
      day.year = number(0, 4), day.month = number(5, 2), day.day = number(8, 2);
    } else {
      day.month = number(0, 2);
      if (rule.size() > 5) {
        day.rule = Holiday::Rule::kWeekday;
        day.day = number(3, 1), day.n = number(5, 2);
      } else {
        day.day = number(3, 2);
      }
    }
    if (day.rule != Holiday::Rule::kEaster && day.rule != Holiday::Rule::kElection &&
        (day.month < 1 || day.month > 12 || day.day < 1)) {
      return holidays->bad_row(row, "bad rule");
    }
    out.holiday_starts_.push_back(hash_lower(day.words.front()));
    out.holidays_.push_back(std::move(day));
  }
  std::stable_sort(
      out.holidays_.begin(), out.holidays_.end(),
      [](const Holiday& a, const Holiday& b) { return a.words.size() > b.words.size(); });
  std::sort(out.holiday_starts_.begin(), out.holiday_starts_.end());
  return out;
}

TimeWord TimeWords::classify(std::string_view word) const {
  const char c = word[0];
  if (word.size() > kLongest) return {};
  if (word.size() == 2 && c == 'Q' && word[1] >= '1' && word[1] <= '4') {
    return {TimeClass::kQuarterName, TimeFlag::kPlain, 0, false, word[1] - '0', 0};
  }
  if (is_digit(c) || ((c == '\'' || c == '\xE2') && word.size() > 2 &&
                      is_digit(word[c == '\'' ? 1 : 3 % word.size()]))) {
    return from_figures(word);
  }
  if (const TimeWord* found = find(hash_lower(word))) return *found;
  if (word.size() > 4 && starts_with_ignoring_case(word, "mid-")) {
    TimeWord out = classify(word.substr(4));
    out.mid = true;
    return out;
  }
  return {};
}

int TimeWords::tense(std::string_view word) const {
  if (word.size() > kLongest) return word.ends_with("ed") ? -1 : 0;
  const uint64_t hash = hash_lower(word);
  const auto at =
      std::lower_bound(tense_.begin(), tense_.end(), std::pair<uint64_t, int>(hash, -2));
  if (at != tense_.end() && at->first == hash) return at->second;
  return word.size() > 4 && word.ends_with("ed") ? -1 : 0;
}

bool TimeWords::starts_holiday(std::string_view word) const {
  return word.size() <= kLongest &&
         std::binary_search(holiday_starts_.begin(), holiday_starts_.end(), hash_lower(word));
}

}  // namespace dateline::facts
