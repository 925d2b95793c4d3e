#include "page/moment.h"

#include <array>
#include <cstdio>

#include "base/strings.h"
#include "page/months.h"

namespace dateline::page {
namespace {

constexpr int kFirstYear = 1990, kLastYear = 2100;
constexpr size_t kMostPieces = 160;

/// A number, a word or a single mark of the text.
struct Piece {
  enum Kind : uint8_t { kNumber, kWord, kMark } kind = kMark;
  char mark = 0;
  uint32_t value = 0;
  size_t begin = 0, end = 0;
  bool space_before = false;

  [[nodiscard]] size_t digits() const { return end - begin; }
};

struct Pieces {
  std::array<Piece, kMostPieces> list;
  size_t count = 0;
  std::string lower;

  explicit Pieces(std::string_view text) {
    append_lower(lower, text.substr(0, 1024));
    bool space = false;
    size_t i = 0;
    while (i < lower.size() && count < kMostPieces) {
      const char c = lower[i];
      const bool nbsp = c == '\xC2' && i + 1 < lower.size() && lower[i + 1] == '\xA0';
      // U+2000 to U+200A, U+202F
      const bool thin = c == '\xE2' && i + 2 < lower.size() && lower[i + 1] == '\x80' &&
                        (lower[i + 2] == '\xAF' ||
                         static_cast<unsigned char>(lower[i + 2]) <= 0x8A);
      if (is_space(c) || nbsp || thin) {
        space = true;
        i += thin ? 3 : nbsp ? 2 : 1;
        continue;
      }
      Piece p;
      p.begin = i;
      p.space_before = space;
      space = false;
      const auto letter = [](char x) {
        return is_alpha(x) || static_cast<unsigned char>(x) >= 0x80;
      };
      if (is_digit(c)) {
        p.kind = Piece::kNumber;
        while (i < lower.size() && is_digit(lower[i])) {
          if (i - p.begin < 9) p.value = p.value * 10 + static_cast<uint32_t>(lower[i] - '0');
          ++i;
        }
      } else if (letter(c)) {
        p.kind = Piece::kWord;
        while (i < lower.size() && letter(lower[i]) && lower.compare(i, 2, "\xC2\xA0") != 0) ++i;
      } else {
        p.mark = c;
        ++i;
      }
      p.end = i;
      list[count++] = p;
    }
  }
  [[nodiscard]] bool number(size_t i, size_t least, size_t most) const {
    return i < count && list[i].kind == Piece::kNumber && list[i].digits() >= least &&
           list[i].digits() <= most;
  }
  [[nodiscard]] bool mark(size_t i, std::string_view any) const {
    return i < count && list[i].kind == Piece::kMark &&
           any.find(list[i].mark) != std::string_view::npos;
  }
  [[nodiscard]] std::string_view word(size_t i) const {
    if (i >= count || list[i].kind != Piece::kWord) return {};
    return std::string_view(lower).substr(list[i].begin, list[i].end - list[i].begin);
  }
  [[nodiscard]] bool one_of(size_t i, std::initializer_list<std::string_view> words) const {
    const std::string_view w = word(i);
    if (w.empty()) return false;
    for (const std::string_view x : words) {
      if (x == w) return true;
    }
    return false;
  }
};

bool usable(int year, uint32_t month, uint32_t day) {
  return year >= kFirstYear && year <= kLastYear && is_valid({year, month, day});
}

bool set_day(Moment& m, uint32_t year, uint32_t month, uint32_t day) {
  if (!usable(static_cast<int>(year), month, day)) return false;
  m.date = {static_cast<int>(year), month, day};
  m.precision = Precision::kDay;
  return true;
}

std::optional<int> zone_minutes(std::string_view word) {
  struct Zone {
    std::string_view name;
    int minutes;
  };
  static constexpr Zone kZones[] = {
      {"z", 0},      {"gmt", 0},    {"utc", 0},    {"est", -300}, {"edt", -240},
      {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480},
      {"pdt", -420}, {"bst", 60},   {"cet", 60},   {"cest", 120}, {"mez", 60},
      {"mesz", 120}, {"eet", 120},  {"eest", 180}, {"msk", 180},  {"jst", 540},
      {"kst", 540},  {"aest", 600}, {"aedt", 660}, {"nzdt", 780}, {"nzst", 720}};
  for (const Zone& z : kZones) {
    if (z.name == word) return z.minutes;
  }
  return std::nullopt;
}

/// Reads a UTC offset at `i` ("+0200", "+02:00", "Z", "EST", "GMT+2"); returns the piece behind it.
size_t read_zone(const Pieces& p, size_t i, Moment& m) {
  if (p.mark(i, "(")) ++i;
  if (const std::optional<int> zone = zone_minutes(p.word(i))) {
    m.offset_minutes = zone;
    ++i;
    if (*zone != 0 || !p.mark(i, "+-")) return i;
  }
  if (!p.mark(i, "+-") || !p.number(i + 1, 1, 4) || p.list[i + 1].space_before) return i;
  const int sign = p.list[i].mark == '-' ? -1 : 1;
  uint32_t hours = p.list[i + 1].value, minutes = 0;
  size_t end = i + 2;
  if (p.list[i + 1].digits() > 2) {
    minutes = hours % 100;
    hours /= 100;
  } else if (p.mark(end, ":") && p.number(end + 1, 2, 2)) {
    minutes = p.list[end + 1].value;
    end += 2;
  }
  if (hours > 14 || minutes > 59) return i;
  m.offset_minutes = sign * static_cast<int>(hours * 60 + minutes);
  return end;
}

/// Reads a clock time at `i`; returns the piece behind it, or `i` if there is none.
size_t read_clock(const Pieces& p, size_t i, Moment& m, bool dot_allowed) {
  if (!p.number(i, 1, 2)) return i;
  const uint32_t hour = p.list[i].value;
  size_t end = i + 1;
  uint32_t minute = 0, second = 0;
  bool seconds = false;
  const auto half_of_day = [&p](size_t at) {
    if (p.one_of(at, {"am", "pm"})) return at + 1;
    if (p.one_of(at, {"a", "p"}) && p.mark(at + 1, ".") && p.one_of(at + 2, {"m"})) {
      return p.mark(at + 3, ".") ? at + 4 : at + 3;
    }
    return at;
  };
  if ((p.mark(end, ":") || p.one_of(end, {"h"})) && p.number(end + 1, 2, 2)) {
    minute = p.list[end + 1].value;
    end += 2;
    if (p.mark(end, ":") && p.number(end + 1, 1, 2)) {
      second = p.list[end + 1].value;
      seconds = true;
      end += 2;
      if (p.mark(end, ".,") && p.number(end + 1, 1, 9)) end += 2;
    }
  } else if (p.mark(end, ".") && p.number(end + 1, 2, 2) &&
             (dot_allowed || p.one_of(end + 2, {"uhr", "h", "hrs", "am", "pm", "klo"}))) {
    minute = p.list[end + 1].value;
    end += 2;
  } else if (half_of_day(end) == end) {
    return i;
  }
  uint32_t value = hour;
  if (const size_t after = half_of_day(end); after != end) {
    if (hour == 0 || hour > 12) return i;
    value = hour % 12 + (p.word(end).front() == 'p' ? 12 : 0);
    end = after;
  }
  if (p.one_of(end, {"uhr", "hrs", "h", "ist"})) ++end;
  if (value > 23 || minute > 59 || second > 60) return i;
  m.hour = static_cast<int>(value);
  m.minute = static_cast<int>(minute);
  m.second = static_cast<int>(second == 60 ? 59 : second);
  m.precision = seconds ? Precision::kSecond : Precision::kMinute;
  return read_zone(p, end, m);
}

void add_clock(const Pieces& p, size_t first, size_t behind, Moment& m) {
  size_t i = behind;
  bool dot = false;
  for (int skipped = 0; skipped < 4 && i < p.count; ++skipped) {
    const size_t end = read_clock(p, i, m, dot);
    if (end > i) {
      m.end = p.list[end - 1].end;
      return;
    }
    if (p.one_of(i, {"t",  "at", "um", "kl", "klo", "à",  "a",   "ore", "las", "alle", "o",
                     "om", "às", "as", "в",  "о",   "ob", "den", "h",   "uhr", "g"}) ||
        p.mark(i, ",-|@./·") || p.word(i) == "\xE2\x80\x93" || p.word(i) == "\xC2\xB7" ||
        p.word(i) == "\xE2\x80\xA2") {
      if (p.one_of(i, {"kl", "klo", "um", "alle", "ore"})) dot = true;
      ++i;
      continue;
    }
    break;
  }
  // "13:25, 7 March 2014": the time ends just before the day.
  for (size_t back = 1; back <= 9 && back <= first; ++back) {
    const size_t start = first - back;
    if (!p.number(start, 1, 2) ||
        (start > 0 && p.mark(start - 1, ":.") && !p.list[start].space_before))
      continue;
    Moment copy = m;
    const size_t end = read_clock(p, start, copy, false);
    if (end == start || end > first) continue;
    bool near = true;
    for (size_t k = end; k < first; ++k) near = near && p.list[k].kind != Piece::kNumber;
    if (!near || first - end > 4) continue;
    m = copy;
    m.begin = p.list[start].begin;
    return;
  }
}

/// Tries every form of a date at piece `i`. Returns the piece behind it, or `i`.
size_t read_day(const Pieces& p, size_t i, NumericOrder order, Moment& m) {
  if (p.number(i, 4, 4)) {
    const uint32_t year = p.list[i].value;
    for (const std::string_view mark : {"-", "/", "."}) {
      if (p.mark(i + 1, mark) && p.number(i + 2, 1, 2) && p.mark(i + 3, mark) &&
          p.number(i + 4, 1, 2) && set_day(m, year, p.list[i + 2].value, p.list[i + 4].value)) {
        return i + 5;
      }
    }
    if (p.one_of(i + 1, {"年", "년"}) && p.number(i + 2, 1, 2) && p.one_of(i + 3, {"月", "월"}) &&
        p.number(i + 4, 1, 2) && set_day(m, year, p.list[i + 2].value, p.list[i + 4].value)) {
      return p.word(i + 5).empty() ? i + 5 : i + 6;
    }
    const size_t word = p.mark(i + 1, "-/.,") ? i + 2 : i + 1;
    const unsigned month = month_of(p.word(word));
    const size_t day = p.mark(word + 1, "-/. ") ? word + 2 : word + 1;
    if (month > 0 && p.number(day, 1, 2) && set_day(m, year, month, p.list[day].value))
      return day + 1;
  }
  if (p.number(i, 8, 8)) {
    const uint32_t v = p.list[i].value;
    if (set_day(m, v / 10000, v / 100 % 100, v % 100)) return i + 1;
  }
  if (p.number(i, 1, 2)) {
    // 7 March 2014, 7. Maerz 2014, 7th of March, 2014, 7 de marzo de 2014, 07-Mar-2014
    size_t k = i + 1;
    if (p.one_of(k, {"st", "nd", "rd", "th", "er", "º", "η", "ης", "ª", "er.", "ος"})) ++k;
    if (p.mark(k, ".-/,")) ++k;
    if (p.one_of(k, {"de", "of", "d", "di", "den", "ta", "tă", "da"})) ++k;
    if (p.mark(k, "'")) ++k;
    if (const unsigned month = month_of(p.word(k)); month > 0) {
      size_t y = k + 1;
      while (y < k + 4 &&
             (p.mark(y, ".,-/'") || p.one_of(y, {"de", "del", "of", "di", "do", "da"}) ||
              month_of(p.word(y)) == month))
        ++y;
      if (p.number(y, 4, 4) && set_day(m, p.list[y].value, month, p.list[i].value)) return y + 1;
      if (p.number(y, 2, 2) && y > k + 1 && p.mark(y - 1, "-/'") &&
          set_day(m, 2000 + p.list[y].value, month, p.list[i].value)) {
        return y + 1;
      }
    }
    // 07.03.2014, 3/7/2014, 7-3-14
    for (const std::string_view mark : {".", "/", "-"}) {
      if (!p.mark(i + 1, mark) || !p.number(i + 2, 1, 2) || !p.mark(i + 3, mark)) continue;
      if (!p.number(i + 4, 4, 4) && !p.number(i + 4, 2, 2)) continue;
      if (i > 0 && p.mark(i - 1, mark) && !p.list[i].space_before) continue;
      uint32_t year = p.list[i + 4].value;
      if (p.list[i + 4].digits() == 2) {
        if (p.mark(i + 5, mark) || p.list[i + 4].space_before) continue;
        year += 2000;
        if (year > 2040) continue;
      }
      const uint32_t a = p.list[i].value, b = p.list[i + 2].value;
      const bool month_first = mark != "." && order == NumericOrder::kMonthFirst;
      if (set_day(m, year, month_first ? a : b, month_first ? b : a)) return i + 5;
      if (set_day(m, year, month_first ? b : a, month_first ? a : b)) return i + 5;
    }
  }
  if (const unsigned month = month_of(p.word(i)); month > 0) {
    size_t d = i + 1;
    while (d < i + 3 && (p.mark(d, ".-/,") || p.one_of(d, {"the"}))) ++d;
    if (p.number(d, 1, 2)) {
      size_t y = d + 1;
      while (y < d + 4 && (p.mark(y, ",.-/'") || p.one_of(y, {"st", "nd", "rd", "th", "de", "of"})))
        ++y;
      if (p.number(y, 4, 4) && set_day(m, p.list[y].value, month, p.list[d].value)) return y + 1;
    }
  }
  return i;
}

}  // namespace

NumericOrder numeric_order(std::string_view language) {
  const std::string low = to_lower(language.substr(0, 5));
  const bool american = low == "en" || low == "en-us" || low == "en_us" || low == "en-ca";
  return american ? NumericOrder::kMonthFirst : NumericOrder::kDayFirst;
}

std::optional<Moment> find_moment(std::string_view text, NumericOrder order) {
  bool digit = false;
  for (const char c : text.substr(0, 1024)) digit = digit || is_digit(c);
  if (!digit) return std::nullopt;
  const Pieces p(text);
  for (size_t i = 0; i < p.count; ++i) {
    if (p.list[i].kind == Piece::kMark) continue;
    Moment m;
    const size_t end = read_day(p, i, order, m);
    if (end == i) continue;
    m.begin = p.list[i].begin;
    m.end = p.list[end - 1].end;
    add_clock(p, i, end, m);
    return m;
  }
  return std::nullopt;
}

std::optional<Moment> parse_moment(std::string_view text, NumericOrder order) {
  text = trim(text);
  if (text.size() >= 9 && text.size() <= 13) {
    if (const std::optional<int64_t> number = parse_number<int64_t>(text);
        number && text.size() != 12 && text.size() != 11) {
      int64_t seconds = *number;
      if (text.size() == 13) seconds /= 1000;
      const CivilDate day = civil_from_days(seconds / 86400);
      Moment m;
      if (seconds > 0 && set_day(m, static_cast<uint32_t>(day.year), day.month, day.day)) {
        const auto rest = static_cast<int>(seconds % 86400);
        m.hour = rest / 3600;
        m.minute = rest / 60 % 60;
        m.second = rest % 60;
        m.precision = Precision::kSecond;
        m.offset_minutes = 0;
        m.end = text.size();
        return m;
      }
    }
  }
  return find_moment(text, order);
}

std::optional<Moment> moment_in_url(std::string_view url) {
  const size_t scheme = url.find("://");
  size_t at = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  if (url.find("web.archive.org/web/") != std::string_view::npos) {
    // The first number there is the day of the copy; the address of the page follows it.
    at = url.find('/', url.find("/web/") + 5);
    if (at == std::string_view::npos) return std::nullopt;
  }
  std::optional<Moment> month_only;
  for (; at != std::string_view::npos && at < url.size(); ++at) {
    if (!is_digit(url[at]) || (at > 0 && is_digit(url[at - 1]))) continue;
    size_t end = at;
    while (end < url.size() && is_digit(url[end])) ++end;
    const size_t digits = end - at;
    Moment m;
    m.begin = at;
    if (digits == 8 || digits == 14) {
      const auto v = parse_number<uint32_t>(url.substr(at, 8));
      if (v && set_day(m, *v / 10000, *v / 100 % 100, *v % 100)) return m;
    }
    if (digits <= 2 && end < url.size() && (url[end] == '-' || url[end] == '.')) {  // 29-10-2021
      const Pieces p(url.substr(at, 10));
      if (p.mark(1, "-.") && p.number(2, 1, 2) && p.mark(3, "-.") && p.number(4, 4, 4) &&
          set_day(m, p.list[4].value, p.list[2].value, p.list[0].value)) {
        return m;
      }
    }
    if (digits != 4 || end >= url.size()) continue;
    const auto year = parse_number<uint32_t>(url.substr(at, 4));
    const char mark = url[end];
    if (mark != '/' && mark != '-' && mark != '_' && mark != '.') continue;
    size_t k = end + 1;
    uint32_t month = 0;
    const size_t month_begin = k;
    if (k < url.size() && is_digit(url[k])) {
      while (k < url.size() && is_digit(url[k])) ++k;
      month = k - month_begin <= 2
                  ? parse_number<uint32_t>(url.substr(month_begin, k - month_begin)).value_or(0)
                  : 0;
      if (k - month_begin == 4 &&
          (k >= url.size() || url[k] == '/' || url[k] == '-')) {  // /2014/0307/
        const uint32_t md = parse_number<uint32_t>(url.substr(month_begin, 4)).value_or(0);
        if (set_day(m, *year, md / 100, md % 100)) return m;
      }
    } else {
      while (k < url.size() && is_alpha(url[k])) ++k;
      month = month_of(to_lower(url.substr(month_begin, k - month_begin)));
    }
    if (month < 1 || month > 12 || k >= url.size()) continue;
    if (url[k] == mark && k + 1 < url.size() && is_digit(url[k + 1])) {
      size_t d = k + 1;
      while (d < url.size() && is_digit(url[d])) ++d;
      const size_t length = d - k - 1;
      if (length <= 2) {
        const auto day = parse_number<uint32_t>(url.substr(k + 1, length));
        if (set_day(m, *year, month, *day)) return m;
      }
    }
    if (mark == '/' && url[k] == '/' && !month_only && usable(static_cast<int>(*year), month, 1)) {
      m.date = {static_cast<int>(*year), month, 1};
      m.precision = Precision::kMonth;
      month_only = m;
    }
  }
  return month_only;
}

PageDate page_date(const Moment& m, DateFrom from) {
  PageDate date;
  date.from = from;
  date.precision = m.precision;
  char text[48];
  int n = std::snprintf(text, sizeof text, "%04d-%02u", m.date.year, m.date.month);
  if (m.precision != Precision::kMonth) {
    n += std::snprintf(text + n, sizeof text - static_cast<size_t>(n), "-%02u", m.date.day);
  }
  const bool clock = m.precision == Precision::kMinute || m.precision == Precision::kSecond;
  if (clock) {
    n += std::snprintf(text + n, sizeof text - static_cast<size_t>(n), "T%02d:%02d", m.hour,
                       m.minute);
  }
  if (m.precision == Precision::kSecond) {
    n += std::snprintf(text + n, sizeof text - static_cast<size_t>(n), ":%02d", m.second);
  }
  date.value.assign(text, static_cast<size_t>(n));
  if (clock && m.offset_minutes) {
    date.offset_known = true;
    const int o = *m.offset_minutes;
    if (o == 0) {
      date.value += 'Z';
    } else {
      n = std::snprintf(text, sizeof text, "%c%02d:%02d", o < 0 ? '-' : '+', std::abs(o) / 60,
                        std::abs(o) % 60);
      date.value.append(text, static_cast<size_t>(n));
    }
  }
  return date;
}

}  // namespace dateline::page
