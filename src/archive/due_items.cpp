#include "archive/due_items.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/strings.h"

namespace dateline::archive {
namespace {

constexpr size_t kLeastLetters = 4;

using Words = std::set<std::string>;

bool is_letter(char c) { return is_alpha(c) || is_digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0; }

/// Stems of the words that can name something.
Words words_of(std::string_view text) {
  Words out;
  const std::string lower = to_lower(text);
  for (size_t i = 0; i < lower.size();) {
    size_t end = i;
    while (end < lower.size() && is_letter(lower[end])) ++end;
    if (end - i >= kLeastLetters) out.insert(stem(std::string_view(lower).substr(i, end - i)));
    i = std::max(end, i + 1);
  }
  return out;
}

size_t common(const Words& a, const Words& b) {
  return static_cast<size_t>(std::count_if(a.begin(), a.end(), [&](const std::string& word) { return b.contains(word); }));
}

/// The word that names it is the last one: "a new round of talks", "the referendum".
std::string name_of(std::string_view what) {
  std::string name;
  const std::string lower = to_lower(what);
  for (const std::string_view word : split(lower, ' ')) {
    const Words one = words_of(word);
    if (!one.empty()) name = *one.begin();
  }
  return name;
}

bool dates_meet(const std::string& from, const std::string& to, const std::string& other_from, const std::string& other_to) {
  return from <= other_to + '\x7F' && other_from <= to + '\x7F';
}

bool same(const Due& due, const DueReport& r) {
  if (!dates_meet(due.from, due.to, r.from, r.to)) return false;
  if (!due.place.empty() && !r.place.empty() && !equals_ignoring_case(due.place, r.place)) return false;
  const Words a = words_of(due.what), b = words_of(r.what);
  const size_t n = common(a, b);
  return n > 0 && 2 * n >= std::min(a.size(), b.size()) && name_of(due.what) == name_of(r.what);
}

/// True if all of the words stand in the text one after the other, as words.
bool has_phrase(std::string_view lower, std::string_view phrase) {
  for (size_t at = lower.find(phrase); at != std::string_view::npos; at = lower.find(phrase, at + 1)) {
    const size_t end = at + phrase.size();
    if ((at == 0 || !is_letter(lower[at - 1])) && (end == lower.size() || !is_letter(lower[end]))) return true;
  }
  return false;
}

}  // namespace

std::vector<Due> due_items(std::vector<DueReport> reports) {
  std::sort(reports.begin(), reports.end(), [](const DueReport& a, const DueReport& b) { return std::tie(a.published, a.id) < std::tie(b.published, b.id); });
  std::vector<Due> out;
  for (DueReport& r : reports) {
    auto due = std::find_if(out.begin(), out.end(), [&](const Due& d) { return same(d, r); });
    if (due == out.end()) {
      out.push_back({{}, r.from, r.to, r.what, r.place, r.status});
      due = out.end() - 1;
    }
    if (r.from.size() > due->from.size() || (r.from.size() == due->from.size() && r.from == r.to && due->from != due->to)) {
      due->from = r.from;
      due->to = r.to;
    }
    if (due->place.empty()) due->place = r.place;
    due->status = r.status;
    due->reports.push_back(std::move(r));
  }
  return out;
}

Outcome outcome_of(const Due& due, const std::vector<News>& news, const Knowledge& knowledge) {
  Outcome best;
  const auto take = [&](const std::string& outcome, const std::string& published, const std::string& words, int64_t document) {
    if (published >= best.date) best = {outcome, published, words, document};
  };
  for (const DueReport& r : due.reports) {
    if (r.status == "cancelled" || r.status == "postponed") take(r.status, r.published, r.words, r.document);
  }
  const std::string name = name_of(due.what);
  const Words called = words_of(due.what);
  const std::string& first = due.reports.front().published;
  for (const News& n : news) {
    const bool its_day_came = n.published.substr(0, due.from.size()) >= due.from;
    const Words words = words_of(n.words);
    if (name.empty() || !words.contains(name) || 2 * common(called, words) < called.size()) continue;
    if (!n.event_from.empty()) {
      if (its_day_came && dates_meet(due.from, due.to, n.event_from, n.event_to)) take("happened", n.published, n.words, n.document);
      continue;
    }
    if (n.published <= first) continue;
    const std::string lower = to_lower(n.words);
    for (const auto& o : knowledge.outcomes()) {
      if (!has_phrase(lower, o.words)) continue;
      if (o.outcome != "happened" || its_day_came) take(o.outcome, n.published, n.words, n.document);
      break;
    }
  }
  return best;
}

}  // namespace dateline::archive
