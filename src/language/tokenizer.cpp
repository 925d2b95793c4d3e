#include "tokenizer.h"

#include <algorithm>
#include <array>

#include "abbreviations.h"
#include "base/strings.h"
#include "characters.h"

namespace dateline::language {
namespace {

constexpr size_t kLongestClitic = 40;  // longer words are not looked at for clitics

struct Glued {
  std::string_view word;
  uint32_t cut;
};
// Written together without an apostrophe; `cut` is where the second word begins.
constexpr std::array<Glued, 34> kGlued = {{
    {"cannot", 3},  {"gonna", 3},    {"wanna", 3},   {"gotta", 3},   {"gimme", 3},  {"lemme", 3},
    {"dont", 2},    {"cant", 2},     {"wont", 2},    {"didnt", 3},   {"doesnt", 4}, {"isnt", 2},
    {"wasnt", 3},   {"arent", 3},    {"werent", 4},  {"couldnt", 5}, {"wouldnt", 5}, {"shouldnt", 6},
    {"hasnt", 3},   {"havent", 4},   {"hadnt", 3},   {"im", 1},      {"ive", 1},    {"youre", 3},
    {"youve", 3},   {"youll", 3},    {"theyre", 4},  {"theyve", 4},  {"theyll", 4}, {"thats", 4},
    {"whats", 4},   {"theres", 5},   {"hes", 2},     {"shes", 3},
}};
constexpr std::array<std::string_view, 7> kClitics = {"s", "m", "re", "ve", "ll", "d", "em"};
constexpr std::array<std::string_view, 6> kElided = {"em", "til", "cause", "tis", "twas", "n"};
constexpr std::array<std::string_view, 24> kEmoticons = {
    ":)", ":(", ";)", ":D", ";D", ":P", ":p", ":-)", ":-(", ";-)", ":-D", ":-P",
    "=)", ":/", "<3", "^_^", "-_-", ":|", ":o", ":O", "xD", ":'(", ":))", ":-/"};

template <size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool contains_lower(std::string_view word, const auto& list) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view entry) { return equals_ignoring_case(entry, word); });
}

class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::vector<Word>& out) : text_(text), out_(out) {}

  void run(uint32_t begin, uint32_t end) {
    uint32_t p = begin;
    while (p < end) {
      const CodePoint c = decode(text_, p);
      if (class_of(c.value) == CharClass::kSpace) {
        p += c.length;
        continue;
      }
      uint32_t stop = p;
      while (stop < end) {
        const CodePoint d = decode(text_, stop);
        if (class_of(d.value) == CharClass::kSpace) break;
        stop += d.length;
      }
      chunk(p, std::min(stop, end));
      p = stop;
    }
  }

 private:
  // One run of text without white space.
  void chunk(uint32_t begin, uint32_t end) {
    chunk_begin_ = begin;
    const std::string_view bytes = text_.substr(begin, end - begin);
    uint32_t address = end;
    if (bytes.size() > 4) {
      if (const size_t scheme = bytes.find("://"); scheme != bytes.npos && scheme > 0) {
        address = begin + static_cast<uint32_t>(scheme);
        while (address > begin && is_alpha(text_[address - 1])) --address;
      } else if (const size_t www = find_ignoring_case(bytes.substr(0, 8), "www."); www != bytes.npos) {
        address = begin + static_cast<uint32_t>(www);
      } else if (const size_t at = bytes.find('@'); at != bytes.npos && is_mail(bytes, at)) {
        address = begin + static_cast<uint32_t>(at);
        while (address > begin && is_mail_char(text_[address - 1])) --address;
      }
    }
    uint32_t p = pieces(begin, address, end);
    if (p >= end) return;
    uint32_t stop = end;  // an address: all but the closing punctuation
    while (stop > p + 1) {
      const char last = text_[stop - 1];
      const bool closing = last == '.' || last == ',' || last == ';' || last == ':' || last == '!' ||
                           last == '?' || last == ')' || last == ']' || last == '}' || last == '>' ||
                           last == '"' || last == '\'';
      if (closing) {
        --stop;
      } else if (stop >= p + 4 && text_.compare(stop - 3, 2, "\xE2\x80") == 0) {
        stop -= 3;  // curly quotes, dashes, ellipsis
      } else {
        break;
      }
    }
    emit(p, stop, false);
    pieces(stop, end, end);
  }

  static bool is_mail_char(char c) {
    return is_alpha(c) || is_digit(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
  }
  static bool is_mail(std::string_view bytes, size_t at) {
    const bool masked = at > 3 && bytes.substr(at - 3, 3) == "...";  // "name...@example.com"
    return at > 0 && (is_alpha(bytes[at - 1]) || is_digit(bytes[at - 1]) || masked) && at + 3 < bytes.size() &&
           (is_alpha(bytes[at + 1]) || is_digit(bytes[at + 1])) && bytes.find('.', at) != bytes.npos;
  }

  // Ordinary words and punctuation in [p, stop); returns `stop`.
  uint32_t pieces(uint32_t p, uint32_t stop, uint32_t end) {
    while (p < stop) {
      const CodePoint c = decode(text_, p);
      const CharClass cls = class_of(c.value);
      if (cls == CharClass::kLetter || cls == CharClass::kDigit) {
        p = word(p, stop);
      } else {
        p = punctuation(p, stop, end);
      }
    }
    return p;
  }

  bool alnum_at(uint32_t at, uint32_t end) const {
    if (at >= end) return false;
    const CharClass cls = class_of(decode(text_, at).value);
    return cls == CharClass::kLetter || cls == CharClass::kDigit;
  }
  bool letter_at(uint32_t at, uint32_t end) const {
    return at < end && class_of(decode(text_, at).value) == CharClass::kLetter;
  }
  bool digit_at(uint32_t at, uint32_t end) const { return at < end && is_digit(text_[at]); }

  // Telephone numbers and dates keep their hyphens: "202-555-0123", "555-0123", "11-20-2000".
  uint32_t hyphenated_number(uint32_t begin, uint32_t end) const {
    uint32_t groups = 1, run = 0, first = 0, i = begin;
    for (; i < end; ++i) {
      if (is_digit(text_[i])) {
        ++run;
      } else if (text_[i] == '-' && run > 0 && digit_at(i + 1, end)) {
        if (groups++ == 1) first = run;
        run = 0;
      } else {
        break;
      }
    }
    if (letter_at(i, end)) return begin;
    return groups >= 3 || (groups == 2 && first == 3 && run == 4) ? i : begin;
  }

  uint32_t word(uint32_t begin, uint32_t end) {
    uint32_t i = begin, segment = begin;  // `segment`: after the last stop inside the word
    bool digits_only = true, previous_digit = false, previous_letter = false;
    while (i < end) {
      const CodePoint c = decode(text_, i);
      const CharClass cls = class_of(c.value);
      if (cls == CharClass::kLetter) {
        digits_only = false;
        previous_letter = true;
        previous_digit = false;
        i += c.length;
        continue;
      }
      if (cls == CharClass::kDigit) {
        previous_digit = true;
        previous_letter = false;
        i += c.length;
        continue;
      }
      const uint32_t next = i + c.length;
      const bool next_digit = digit_at(next, end);
      const bool next_letter = letter_at(next, end);
      if (c.value == '.') {
        if (!next_digit && !next_letter) {
          const bool run_of_stops = next < end && text_[next] == '.';
          if (!run_of_stops && keeps_stop(begin, i)) i = next;
          break;
        }
        const bool next_lower = next_letter && !is_upper_letter(decode(text_, next).value);
        const bool short_segment = i - segment <= 2;
        const bool inside = (previous_digit && next_digit) || (previous_digit && next_lower) ||
                            (previous_letter && next_letter && (short_segment || next_lower));
        if (!inside) {
          if (keeps_stop(begin, i)) i = next;
          break;
        }
        segment = next;
      } else if (c.value == ',') {
        if (!(previous_digit && next_digit && digit_at(next + 1, end))) break;
      } else if (c.value == ':') {
        if (!(previous_digit && next_digit && digits_only)) break;
      } else if (c.value == '/') {
        if (!(previous_digit && next_digit && digits_only) && !is_slashed(begin, next, end)) break;
      } else if (c.value == '-') {
        if (previous_digit && next_digit && digits_only) {
          const uint32_t number = hyphenated_number(begin, end);
          if (number > i) {
            i = number;
            break;
          }
        }
        if (!(next_letter && keeps_hyphen(text_.substr(begin, i - begin)))) break;
      } else if (is_apostrophe(c.value)) {
        const bool plural = previous_digit && next_letter && to_lower(text_[next]) == 's';
        if (!((previous_letter && next_letter) || plural)) break;
      } else if (c.value == '&') {
        if (!(previous_letter && next_letter && is_upper(text_[i - 1]) && is_upper(text_[next]))) break;
      } else if (c.value == '_' || c.value == '*') {
        if (!(next_digit || next_letter) || !(previous_digit || previous_letter)) break;
      } else if (c.value == '$') {
        const std::string_view country = text_.substr(begin, i - begin);
        if (next_digit && country.size() <= 2 && previous_letter) i = next;
        break;
      } else {
        break;
      }
      i = next;
      previous_letter = previous_digit = false;
      if (is_apostrophe(c.value)) previous_letter = true;
    }
    split_word(begin, i);
    return i;
  }

  // "b/c": because, "w/o": without.
  bool is_slashed(uint32_t begin, uint32_t next, uint32_t end) const {
    if (next != begin + 2 || next >= end || alnum_at(next + 1, end)) return false;
    const std::string_view word = text_.substr(begin, 3);
    return equals_ignoring_case(word, "b/c") || equals_ignoring_case(word, "w/o") || equals_ignoring_case(word, "n/a");
  }

  bool keeps_stop(uint32_t begin, uint32_t end) const {
    return abbreviation(text_.substr(begin, end - begin)) != Abbreviation::kNone;
  }

  // Units glued to numbers and clitics.
  void split_word(uint32_t begin, uint32_t end) {
    const std::string_view word = text_.substr(begin, end - begin);
    if (word.empty()) return;
    if (is_digit(word[0]) && word.size() <= kLongestClitic) {
      size_t i = 0;
      while (i < word.size() && (is_digit(word[i]) || word[i] == '.' || word[i] == ',' || word[i] == ':')) {
        ++i;
      }
      if (i < word.size() && is_digit(word[i - 1]) && is_glued_unit(word.substr(i))) {
        emit(begin, begin + static_cast<uint32_t>(i), false);
        emit(begin + static_cast<uint32_t>(i), end, false);
        return;
      }
    }
    if (word.size() <= kLongestClitic) {
      split_clitics(begin, end, 0);
    } else {
      emit(begin, end, false);
    }
  }

  void split_clitics(uint32_t begin, uint32_t end, int depth) {
    const std::string_view word = text_.substr(begin, end - begin);
    for (const Glued& glued : kGlued) {
      if (word.size() == glued.word.size() && equals_ignoring_case(word, glued.word) &&
          (word != "IM" && word != "WONT" && word != "CANT" && word != "HES")) {
        emit(begin, begin + glued.cut, false);
        emit(begin + glued.cut, end, true);
        return;
      }
    }
    // Last apostrophe, as a code point.
    uint32_t mark = end, mark_length = 0;
    for (uint32_t i = begin; i < end;) {
      const CodePoint c = decode(text_, i);
      if (is_apostrophe(c.value)) {
        mark = i;
        mark_length = c.length;
      }
      i += c.length;
    }
    if (mark < end && mark > begin && depth < 3) {
      const std::string_view after = text_.substr(mark + mark_length, end - mark - mark_length);
      uint32_t cut = end;
      if (after.size() == 1 && to_lower(after[0]) == 't' && mark > begin + 1 &&
          to_lower(text_[mark - 1]) == 'n') {
        cut = mark - 1;
      } else if (contains_lower(after, kClitics)) {
        cut = mark;
      }
      if (cut < end) {
        split_clitics(begin, cut, depth + 1);
        emit(cut, end, true);
        return;
      }
    }
    emit(begin, end, false);
  }

  uint32_t run_of(uint32_t p, uint32_t end, std::string_view set) const {
    while (p < end && set.find(text_[p]) != set.npos) ++p;
    return p;
  }

  uint32_t punctuation(uint32_t p, uint32_t stop, uint32_t end) {
    const CodePoint c = decode(text_, p);
    const uint32_t next = p + c.length;
    if (end - p <= 3 && (p == chunk_begin_ || !alnum_at(p - 1, p)) &&
        contains(kEmoticons, text_.substr(p, end - p))) {
      emit(p, stop, false);
      return stop;
    }
    if (c.value == '.') return emit(p, run_of(p, stop, "."), false);
    if (c.value == '!' || c.value == '?') return emit(p, run_of(p, stop, "!?"), false);
    if ((c.value == '#' || c.value == '@') && p == chunk_begin_ && letter_at(next, stop)) {
      uint32_t i = next;
      while (i < stop && (alnum_at(i, stop) || text_[i] == '_')) i += decode(text_, i).length;
      return emit(p, i, false);
    }
    if (is_apostrophe(c.value)) return apostrophe(p, next, stop);
    constexpr std::string_view kRuns = "-*=_~#<>+|/\\^$";
    if (c.value < 0x80 && kRuns.find(static_cast<char>(c.value)) != kRuns.npos) {
      if (const uint32_t ruled = run_of(p, stop, "-="); ruled >= p + 4) return emit(p, ruled, false);  // "----=="
      const char same[1] = {static_cast<char>(c.value)};
      return emit(p, run_of(p, stop, std::string_view(same, 1)), false);
    }
    uint32_t i = next;  // emoji with variation selectors and joiners stay together
    while (i < stop) {
      const CodePoint d = decode(text_, i);
      if (d.value == 0xFE0F || d.value == 0x20E3) {
        i += d.length;
      } else if (d.value == 0x200D && i + d.length < stop) {
        i += d.length;
        i += decode(text_, i).length;
      } else {
        break;
      }
    }
    return emit(p, std::min(i, stop), false);
  }

  uint32_t apostrophe(uint32_t p, uint32_t next, uint32_t stop) {
    const bool after_word = p > chunk_begin_ && alnum_before(p);
    if (next < stop && decode(text_, next).value == decode(text_, p).value && !after_word) {
      return emit(p, next + (next - p), false);  // '' and ``
    }
    if (next + 1 < stop + 1 && digit_at(next, stop) && digit_at(next + 1, stop) && !after_word &&
        !digit_at(next + 2, stop)) {
      uint32_t i = next + 2;
      if (i < stop && text_[i] == 's') ++i;
      if (!alnum_at(i, stop)) return emit(p, i, false);  // '90s
    }
    uint32_t i = next;
    while (i < stop && is_alpha(text_[i])) ++i;
    if (i > next && !alnum_at(i, stop)) {
      const std::string_view rest = text_.substr(next, i - next);
      if (contains_lower(rest, kElided) && !open_quote_) return emit(p, i, false);
      if (contains_lower(rest, kClitics)) return emit(p, i, false);
    }
    if (after_word) {
      const char before = to_lower(text_[p - 1]);
      if (before == 's' && !open_quote_ && !out_.empty()) return emit(p, next, true);
      open_quote_ = false;
      return emit(p, next, false);
    }
    open_quote_ = alnum_at(next, stop);
    return emit(p, next, false);
  }

  bool alnum_before(uint32_t p) const {
    uint32_t q = p - 1;
    while (q > 0 && (static_cast<unsigned char>(text_[q]) & 0xC0) == 0x80) --q;
    return alnum_at(q, p);
  }

  uint32_t emit(uint32_t begin, uint32_t end, bool joined) {
    if (end > begin) out_.push_back({{begin, end}, joined});
    return end;
  }

  std::string_view text_;
  std::vector<Word>& out_;
  uint32_t chunk_begin_ = 0;
  bool open_quote_ = false;
};

}  // namespace

void tokenize(std::string_view text, Span part, std::vector<Word>& out) {
  const auto end = std::min<uint32_t>(part.end, static_cast<uint32_t>(text.size()));
  if (part.begin < end) Tokenizer(text, out).run(part.begin, end);
}

}  // namespace dateline::language
