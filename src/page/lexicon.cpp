#include "page/lexicon.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/strings.h"
#include "base/table_file.h"

namespace dateline::page {
namespace {

constexpr size_t kMostNameBytes = 256, kMostLabelBytes = 160, kMostCreditBytes = 250, kMostEndBytes = 60,
                 kMostLineBytes = 600;
constexpr size_t kCreditTail = 90;  // how far from the end of a line a credit stands

std::optional<FurnitureKind> kind_named(std::string_view word) {
  using enum FurnitureKind;
  for (const FurnitureKind kind : {kEmail, kPrint, kShare, kFeedback, kFeatured, kNewsletter, kRelated, kNavigation,
                                   kComments, kAdvertisement, kLegal, kUpdated}) {
    if (name(kind) == word) return kind;
  }
  return std::nullopt;
}

std::optional<uint16_t> flag_named(std::string_view word) {
  static constexpr std::pair<std::string_view, HintFlag> kFlags[] = {
      {"furniture", kFurniture},   {"structural", kStructural}, {"hidden", kHidden},  {"body", kBodyHint},
      {"date", kDateHint},         {"standfirst", kStandfirstHint}, {"caption", kCaptionHint},
      {"title", kTitleHint},       {"byline", kBylineHint},     {"kicker", kKickerHint},
      {"pullquote", kPullquoteHint}, {"author", kAuthorMark}};
  for (const auto& [flag_name, flag] : kFlags) {
    if (flag_name == word) return flag;
  }
  return std::nullopt;
}

/// FNV-1a, taken up a letter at a time; the upper half is folded in for the table.
struct NameHash {
  uint64_t value = 14695981039346656037ull;
  void add(char c) { value = (value ^ static_cast<unsigned char>(c)) * 1099511628211ull; }
  [[nodiscard]] uint64_t get() const { return value ^ value >> 32; }
};
uint64_t hash_of(std::string_view name) {
  NameHash hash;
  for (const char c : name) hash.add(c);
  return hash.get();
}

void merge(Hint& hint, const Hint& more) {
  if ((more.flags & kFurniture) && !(hint.flags & kFurniture)) hint.kind = more.kind;
  hint.flags |= more.flags;
}

bool is_address(std::string_view low) {
  return (low.starts_with("http://") || low.starts_with("https://")) && low.find(' ') == std::string_view::npos;
}

std::string with_blanks(std::string_view cell) {
  std::string out(cell);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

}  // namespace

std::string_view strip_marks(std::string_view s) {
  const auto mark = [](char c) {
    return is_space(c) || c == '.' || c == ':' || c == '|' || c == '-' || c == '!' || c == '>';
  };
  while (!s.empty() && mark(s.back())) s.remove_suffix(1);
  while (!s.empty() && (is_space(s.front()) || s.front() == '|' || s.front() == '-' || s.front() == '>' ||
                        s.front() == '*')) {
    s.remove_prefix(1);
  }
  return s;
}

void Lexicon::Starts::add(Start start) {
  const auto number = static_cast<uint16_t>(list.size());
  uint16_t* at = &heads[bucket(start.bare)];
  while (*at != kNone) at = &list[*at].next;
  *at = number;
  list.push_back(std::move(start));
}

uint16_t Lexicon::Starts::first(std::string_view low) const {
  if (low.size() < 2) return kNone;
  return heads[bucket(low)];
}

Result<std::shared_ptr<const Lexicon>> Lexicon::open(const std::string& data) {
  auto lexicon = std::make_shared<Lexicon>();
  const std::string folder = data + "/page/";
  if (auto done = lexicon->read_names(folder + "names.tsv"); !done) return tl::unexpected<Error>(done.error());
  if (auto done = lexicon->read_lines(folder + "lines.tsv"); !done) return tl::unexpected<Error>(done.error());
  if (auto done = lexicon->read_notices(folder + "notices.tsv"); !done) return tl::unexpected<Error>(done.error());
  auto placelines = Placelines::read(folder + "placelines.tsv");
  if (!placelines) return tl::unexpected<Error>(placelines.error());
  lexicon->placelines_ = std::move(*placelines);
  auto bylines = Bylines::read(folder + "bylines.tsv", lexicon->placelines_);
  if (!bylines) return tl::unexpected<Error>(bylines.error());
  lexicon->bylines_ = std::move(*bylines);
  auto date_labels = DateLabels::read(folder + "dates.tsv");
  if (!date_labels) return tl::unexpected<Error>(date_labels.error());
  lexicon->date_labels_ = std::move(*date_labels);
  auto types = TypeWords::read(folder + "types.tsv");
  if (!types) return tl::unexpected<Error>(types.error());
  lexicon->types_ = std::move(*types);
  return std::shared_ptr<const Lexicon>(std::move(lexicon));
}

Result<void> Lexicon::read_names(const std::string& path) {
  const auto table = TableFile::read(path, 4);
  if (!table) return tl::unexpected<Error>(table.error());
  for (const auto& row : table->rows()) {
    Hint hint;
    const auto flag = flag_named(row.cells[2]);
    if (!flag) return table->bad_row(row, "unknown meaning");
    hint.flags = *flag;
    if (const auto kind = kind_named(row.cells[3])) hint.kind = *kind;
    const std::string_view text = row.cells[0], place = row.cells[1];
    if (!std::all_of(text.begin(), text.end(), is_lower)) return table->bad_row(row, "a name has lower-case letters only");
    if (place == "word") {
      words_.emplace(hash_of(text), hint);
    } else if (place == "whole") {
      wholes_.emplace(hash_of(text), hint);
    } else if (place == "part" && text.size() > PhraseFinder::kLeastBytes && parts_.size() < UINT8_MAX) {
      parts_.add(text);
      part_hints_.push_back(hint);
    } else {
      return table->bad_row(row, "place is word, part (of five letters or more) or whole");
    }
  }
  return {};
}

Result<void> Lexicon::read_lines(const std::string& path) {
  const auto table = TableFile::read(path, 3);
  if (!table) return tl::unexpected<Error>(table.error());
  for (const auto& row : table->rows()) {
    const std::string phrase = with_blanks(row.cells[0]);
    const std::string_view place = row.cells[1], meaning = row.cells[2];
    const auto kind = kind_named(meaning);
    Start start{phrase, std::string(strip_marks(phrase)), kind.value_or(FurnitureKind::kNavigation), place == "whole"};
    if (start.bare.size() < 2) return table->bad_row(row, "a phrase has two letters or more");
    if (place == "counted" && kind) {
      counted_.push_back({phrase, *kind});
    } else if ((place == "whole" || place == "start") && kind) {
      labels_.add(std::move(start));
    } else if (place == "start" && (meaning == "credit" || meaning == "ends")) {
      (meaning == "credit" ? credits_ : ends_).add(std::move(start));
    } else if (place == "end" && meaning == "credit" && phrase.size() >= PhraseFinder::kLeastBytes) {
      const size_t bit = inside(phrase);
      credit_ends_.set(bit);
    } else {
      return table->bad_row(row, "place and meaning do not go together");
    }
  }
  return {};
}

Result<void> Lexicon::read_notices(const std::string& path) {
  const auto table = TableFile::read(path, 3);
  if (!table) return tl::unexpected<Error>(table.error());
  for (const auto& row : table->rows()) {
    const bool paywall = row.cells[0] == "paywall";
    const auto kind = paywall ? FurnitureKind::kAdvertisement : kind_named(row.cells[0]);
    const auto most = parse_number<size_t>(row.cells[1]);
    if (!kind || !most) return table->bad_row(row, "a kind of furniture and a number of bytes are expected");
    Notice notice{*kind, paywall, *most, {}};
    for (const std::string_view group : split(row.cells[2], '+')) {
      Found bits{};
      for (const std::string_view alternative : split(group, '|')) {
        const std::string_view phrase = trim(alternative);
        if (phrase.size() < PhraseFinder::kLeastBytes) return table->bad_row(row, "a phrase has four bytes or more");
        const size_t bit = inside(phrase);
        bits.set(bit);
      }
      notice.groups.push_back(bits);
    }
    notices_.push_back(std::move(notice));
  }
  if (inside_.size() > Found().size()) {
    return fail(ErrorCode::kMalformed, path + ": more phrases than can be told apart; widen Lexicon::Found");
  }
  return {};
}

size_t Lexicon::inside(std::string_view phrase) {
  for (size_t i = 0; i < inside_.size(); ++i) {
    if (inside_.phrase(i) == phrase) return i;
  }
  inside_.add(phrase);
  return (inside_.size() - 1) % Found().size();  // `read_notices` reports too many
}

Hint Lexicon::names(std::string_view value) const {
  Hint hint;
  std::array<char, kMostNameBytes> joined{};  // the current name without marks, lower case
  size_t length = 0, word_begin = 0;
  NameHash whole, word;
  const auto end_word = [&] {
    if (length - word_begin >= 2) {
      if (const Hint* found = words_.find(word.get())) merge(hint, *found);
    }
    word_begin = length;
    word = {};
  };
  const auto end_name = [&] {
    if (const Hint* found = length > 0 ? wholes_.find(whole.get()) : nullptr) merge(hint, *found);
    std::array<uint64_t, 4> parts{};  // taken up in the order of the table
    parts_.each({joined.data(), length}, [&](size_t number, size_t) { parts[number / 64] |= uint64_t{1} << number % 64; });
    for (size_t k = 0; k < parts.size(); ++k) {
      for (uint64_t bits = parts[k]; bits != 0; bits &= bits - 1) {
        merge(hint, part_hints_[k * 64 + static_cast<size_t>(std::countr_zero(bits))]);
      }
    }
    length = word_begin = 0;
    whole = word = {};
  };
  char previous = ' ';
  for (const char c : value.substr(0, kMostNameBytes)) {
    if (is_space(c)) {
      end_word();
      end_name();
    } else if (is_alpha(c)) {
      if (is_upper(c) && is_lower(previous)) end_word();
      const char low = to_lower(c);
      joined[length++] = low;
      word.add(low);
      whole.add(low);
    } else {
      end_word();
    }
    previous = c;
  }
  end_word();
  end_name();
  return hint;
}

std::optional<FurnitureKind> Lexicon::label_of(std::string_view low, size_t bytes) const {
  for (uint16_t i = labels_.first(low); i != kNone; i = labels_.list[i].next) {
    const Start& l = labels_.list[i];
    if (l.whole) {
      if (low == l.phrase) return l.kind;
      continue;
    }
    // Short phrases begin sentences too.
    if (!low.starts_with(l.bare) || (bytes >= 60 && l.phrase.back() != ':' && l.phrase.size() <= 10)) continue;
    if (is_alpha(l.phrase.back()) && low.size() > l.phrase.size() && is_alpha(low[l.phrase.size()])) continue;
    if (l.phrase.back() == ':' && low.size() >= l.phrase.size() && !low.starts_with(l.phrase)) continue;
    return l.kind;
  }
  return std::nullopt;
}

std::optional<FurnitureKind> Lexicon::label(std::string_view text) const {
  text = strip_marks(text);
  if (text.empty() || text.size() > kMostLabelBytes) return std::nullopt;
  return label_of(to_lower(text), text.size());
}

bool Lexicon::starts(const Starts& starts, std::string_view low) {
  for (uint16_t i = starts.first(low); i != kNone; i = starts.list[i].next) {
    if (low.starts_with(starts.list[i].phrase)) return true;
  }
  return false;
}

/// "Image 3 of 12", "1 / 6", "34 responses to ...": numbers around one known word.
std::optional<FurnitureKind> Lexicon::counted(std::string_view low) const {
  size_t at = low.starts_with("image ") ? 6 : low.starts_with("photo ") ? 6 : 0;
  const size_t digits = at;
  while (at < low.size() && is_digit(low[at])) ++at;
  if (at == digits) return std::nullopt;
  const std::string_view rest = trim(low.substr(at));
  for (const Counted& c : counted_) {
    if (rest.starts_with(c.phrase)) return c.kind;
  }
  using namespace std::string_view_literals;
  for (const std::string_view word : {"of "sv, "/"sv, "von "sv}) {
    if (!rest.starts_with(word)) continue;
    const std::string_view number = trim(rest.substr(word.size()));
    if (!number.empty() && std::all_of(number.begin(), number.end(), is_digit)) return FurnitureKind::kNavigation;
  }
  return std::nullopt;
}

const Lexicon::Notice* Lexicon::notice(std::string_view low, const Found& found) const {
  if (found.none()) return nullptr;
  for (const Notice& n : notices_) {
    if (low.size() > n.most_bytes) continue;
    if (std::all_of(n.groups.begin(), n.groups.end(),
                    [&](const Found& group) { return (group & found).any(); })) {
      return &n;
    }
  }
  return nullptr;
}

LineWords Lexicon::line(std::string_view text, std::string& low) const {
  LineWords words;
  if (text.empty() || text.size() > kMostLineBytes) return words;
  low.clear();
  append_lower(low, text);
  const std::string_view bare = strip_marks(low);
  Found all{}, tail{};
  const size_t tail_begin = low.size() > kCreditTail ? low.size() - kCreditTail : 0;
  inside_.each(low, [&](size_t number, size_t begin) {
    all.set(number);
    if (begin >= tail_begin) tail.set(number);
  });
  if (!bare.empty() && bare.size() <= kMostLabelBytes) words.kind = label_of(bare, bare.size());
  if (!words.kind && low.size() < 60) words.kind = counted(low);
  if (!words.kind && is_address(low)) words.kind = FurnitureKind::kNavigation;
  if (const Notice* n = words.kind ? nullptr : notice(low, all)) {
    words.kind = n->kind;
    words.paywall = n->paywall;
  }
  if (low.size() <= kMostCreditBytes) {
    const bool credited = (tail & credit_ends_).any();
    words.credit = (credited && (low.back() != '.' || low.size() < 120)) || starts(credits_, low);
  }
  if (!bare.empty() && bare.size() <= kMostEndBytes) {
    words.ends = counted(bare) == FurnitureKind::kComments || starts(ends_, bare);
  }
  return words;
}

size_t Lexicon::credit_begin(std::string_view caption) const {
  std::string low;
  append_lower(low, caption);
  if (starts(credits_, low)) return 0;
  size_t at = caption.size();
  for (const std::string_view sign : {"\xC2\xA9", "credit: ", "photo: ", "foto: ", "image: "}) {
    at = std::min(at, low.rfind(sign));
  }
  inside_.each(low, [&](size_t number, size_t begin) {
    const bool credit = credit_ends_[number] && begin + kCreditTail >= low.size();
    if (credit) at = std::min(at, begin);
  });
  if (at >= caption.size()) return caption.size();
  // "(Ann Lee/Agency)": from the bracket; "... in Kyiv. Ann Lee/Agency": from the end of the sentence.
  const size_t bracket = low.find_last_of("([", at);
  if (bracket != std::string::npos && at - bracket < 60 && low.find_first_of(")]", bracket) >= at) return bracket;
  if (low[at] == '/' || low.compare(at, 5, "getty") == 0) {
    for (const std::string_view mark : {". ", " | ", " \xE2\x80\x93 ", " - "}) {
      const size_t end = low.rfind(mark, at);
      if (end != std::string::npos && at - end < 60) return end + mark.size();
    }
    return caption.size();
  }
  return at;
}

}  // namespace dateline::page
