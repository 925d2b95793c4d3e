#include "page/byline.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/table_file.h"
#include "page/months.h"

namespace dateline::page {
namespace {

constexpr size_t kMostNameBytes = 70, kMostWords = 6;

std::string_view without_tail(std::string_view name, std::string_view marks) {
  name = trim(name);
  while (!name.empty() && marks.find(name.back()) != std::string_view::npos) name = trim(name.substr(0, name.size() - 1));
  return name;
}

/// A byline without the date behind the name: "Ann Lee Dec 18", "Ann Lee Sat, 20 Dec".
std::string_view before_date(std::string_view name) {
  size_t at = 0;
  for (const std::string_view word : split(name, ' ')) {
    const std::string_view plain = without_tail(word, ".,");
    const size_t next = at + word.size() + 1;
    const bool digit = !word.empty() && is_digit(word[0]);
    const bool month = month_of(to_lower(plain)) > 0 && next < name.size() && is_digit(name[next]);
    if (digit || month) return without_tail(name.substr(0, at), "-|,");
    at = next;
  }
  return name;
}

/// A capital of the Latin, Greek or Cyrillic letters; of Latin ones with accents, either case.
bool begins_with_capital(std::string_view word) {
  const auto first = static_cast<unsigned char>(word[0]);
  const auto second = word.size() > 1 ? static_cast<unsigned char>(word[1]) : 0;
  return is_upper(word[0]) || (first >= 0xC3 && first <= 0xC8) || (first == 0xCE && second < 0xB0) ||
         (first == 0xD0 && second < 0xB0);
}

}  // namespace

bool Bylines::could_name(std::string_view name) {
  if (name.size() < 3 || name.size() > kMostNameBytes) return false;
  const auto digits = std::count_if(name.begin(), name.end(), is_digit);
  if (static_cast<size_t>(std::count(name.begin(), name.end(), ' ')) >= kMostWords || digits > 3) return false;
  for (const std::string_view sign : {"://", "www.", "@", ":", "*"}) {
    if (name.find(sign) != std::string_view::npos) return false;
  }
  return true;
}

bool Bylines::starts_like_name(std::string_view name) {
  return is_upper(name[0]) || static_cast<unsigned char>(name[0]) >= 0x80;
}

Result<Bylines> Bylines::read(const std::string& path, std::shared_ptr<const Placelines> placelines) {
  const auto table = TableFile::read(path, 2);
  if (!table) return tl::unexpected<Error>(table.error());
  Bylines bylines;
  bylines.placelines_ = std::move(placelines);
  for (const auto& row : table->rows()) {
    std::string word(row.cells[0]);
    std::replace(word.begin(), word.end(), '_', ' ');
    const std::string_view meaning = row.cells[1];
    if (meaning == "label") {
      bylines.labels_.push_back(std::move(word));
    } else if (meaning == "mark") {
      bylines.marks_.push_back(std::move(word));
    } else if (meaning == "role") {
      bylines.roles_.push_back(std::move(word));
    } else if (meaning == "body") {
      bylines.bodies_.push_back(std::move(word));
    } else if (meaning == "particle") {
      bylines.particles_.emplace(hash64(word), true);
    } else if (meaning == "thing") {
      bylines.things_.emplace(hash64(word), true);
    } else {
      return table->bad_row(row, "meaning is label, mark, role, body, particle or thing");
    }
  }
  std::stable_sort(bylines.labels_.begin(), bylines.labels_.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  return bylines;
}

size_t Bylines::labels_before(std::string_view text) const {
  size_t at = 0;
  for (bool again = true; again;) {
    again = false;
    const std::string_view rest = text.substr(at);
    for (const std::string& label : labels_) {
      if (!starts_with_ignoring_case(rest, label)) continue;
      const std::string_view behind = rest.substr(label.size());
      const bool ends = behind.starts_with(' ') || behind.starts_with("\xC2\xA0") || behind.starts_with(':');
      if (!ends && label.back() != ':') continue;
      at += label.size();
      while (at < text.size() && (is_space(text[at]) || text[at] == ':')) ++at;
      if (text.substr(at).starts_with("\xC2\xA0")) at += 2;
      again = true;
      break;
    }
  }
  return at;
}

bool Bylines::is_labelled(std::string_view line) const {
  const size_t at = labels_before(line);
  return at > 0 && at < line.size() && starts_like_name(line.substr(at));
}

bool Bylines::is_label(std::string_view text) const {
  std::string padded(text);
  padded += ' ';
  return labels_before(padded) == padded.size();
}

bool Bylines::is_role(std::string_view name) const {
  return std::any_of(roles_.begin(), roles_.end(), [name](const std::string& role) {
    return find_ignoring_case(name, role) != std::string_view::npos;
  });
}

bool Bylines::is_thing(std::string_view word) const {
  return things_.find(hash64(to_lower(without_tail(word, ".,")))) != nullptr;
}

bool Bylines::is_person(std::string_view name) const {
  if (!could_name(name) || is_role(name)) return false;
  size_t words = 0;
  for (const std::string_view word : split(name, ' ')) {
    if (word.empty()) continue;
    if (is_thing(word)) return false;
    if (!begins_with_capital(word) && (words == 0 || particles_.find(hash64(word)) == nullptr)) return false;
    for (const char c : word) {
      const bool letter = is_alpha(c) || static_cast<unsigned char>(c) >= 0x80 || c == '.' || c == '\'' || c == '-';
      if (!letter) return false;
    }
    ++words;
  }
  return words >= 2 && words <= 5;
}

bool Bylines::is_credential(std::string_view text) const {
  if (text.size() > 7 || text.find(' ') != std::string_view::npos || placelines_->is_agency(text)) return false;
  size_t upper = 0, lower = 0;
  bool dot = false;
  for (const char c : text) {
    upper += is_upper(c);
    lower += is_lower(c);
    dot = dot || c == '.';
  }
  return upper >= 1 && (lower == 0 || dot || (upper >= 2 && text.size() <= 4));
}

void Bylines::take(std::string_view piece, std::vector<std::string>& names) const {
  std::string_view name = without_tail(piece, ",;:-|");
  if (const size_t bracket = name.find(" ("); bracket != std::string_view::npos && bracket > 2) name = name.substr(0, bracket);
  if (starts_with_ignoring_case(name, "and ")) name.remove_prefix(4);
  name = before_date(name);
  // "Ann Lee, MD", "Ann Lee, National Political Writer".
  if (!names.empty() && (is_credential(name) || (is_role(name) && is_person(names.back())))) return;
  if (could_name(name)) names.emplace_back(name);
}

std::vector<std::string> Bylines::names(std::string_view byline) const {
  const std::string whole = fold_space(byline);
  const std::string_view text = std::string_view(whole).substr(labels_before(whole));
  std::vector<std::string> names;
  for (const std::string& body : bodies_) {
    if (starts_with_ignoring_case(text, body) && text.find(',') == std::string_view::npos) {
      take(text, names);
      return names;
    }
  }
  const std::string lower = to_lower(text);
  size_t begin = 0;
  for (size_t i = 0; i < text.size();) {
    const auto mark = std::find_if(marks_.begin(), marks_.end(), [&](const std::string& m) { return lower.compare(i, m.size(), m) == 0; });
    if (mark == marks_.end()) {
      ++i;
      continue;
    }
    take(text.substr(begin, i - begin), names);
    i += mark->size();
    begin = i;
  }
  take(text.substr(begin), names);
  return names;
}

}  // namespace dateline::page
