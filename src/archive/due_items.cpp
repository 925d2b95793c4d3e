#include "archive/due_items.h"

#include <algorithm>
#include <tuple>

#include "base/hash.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {

constexpr size_t kLeastLetters = 4;

bool is_letter(char c) { return is_alpha(c) || is_digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0; }

/// Stems of the words that can name something, in the order of the text.
Words words_in_order(std::string_view lower) {
  Words out;
  for (size_t i = 0; i < lower.size();) {
    size_t end = i;
    while (end < lower.size() && is_letter(lower[end])) ++end;
    if (end - i >= kLeastLetters) out.push_back(hash64(stem(lower.substr(i, end - i))));
    i = std::max(end, i + 1);
  }
  return out;
}

Words words_of(std::string_view lower) {
  Words out = words_in_order(lower);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

size_t common(const Words& a, const Words& b) {
  return static_cast<size_t>(std::count_if(a.begin(), a.end(), [&](uint64_t word) { return std::binary_search(b.begin(), b.end(), word); }));
}

bool dates_meet(const std::string& from, const std::string& to, const std::string& other_from, const std::string& other_to) {
  return from <= other_to + '\x7F' && other_from <= to + '\x7F';
}

bool same(const Due& due, const DueReport& r) {
  if (!dates_meet(due.from, due.to, r.from, r.to)) return false;
  if (!due.place.empty() && !r.place.empty() && !equals_ignoring_case(due.place, r.place)) return false;
  const Words a = words_of(to_lower(due.what)), b = words_of(to_lower(r.what));
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

Words naming_words(std::string_view text) { return words_of(to_lower(text)); }

uint64_t name_of(std::string_view what) {
  const Words words = words_in_order(to_lower(what));
  return words.empty() ? 0 : words.back();
}

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

NewsIndex::NewsIndex(std::vector<News> news) {
  entries.reserve(news.size());
  for (News& n : news) {
    std::string lower = to_lower(n.words);
    Words stems = words_of(lower);
    entries.push_back({std::move(n), std::move(lower), std::move(stems)});
  }
}

Outcome outcome_of(const Due& due, const NewsIndex& news, const Knowledge& knowledge) {
  Outcome best;
  const auto take = [&](const std::string& outcome, const std::string& published, const std::string& words, int64_t document) {
    if (published >= best.date) best = {outcome, published, words, document};
  };
  for (const DueReport& r : due.reports) {
    if (r.status == "cancelled" || r.status == "postponed") take(r.status, r.published, r.words, r.document);
  }
  const uint64_t name = name_of(due.what);
  if (name == 0) return best;
  const Words called = words_of(to_lower(due.what));
  const std::string& first = due.reports.front().published;
  const std::string where = to_lower(due.place);
  for (const auto& [n, lower, stems] : news.entries) {
    // One article does not tell both that it is due and that it came about: it speaks of another such thing.
    const bool plans_it = std::any_of(due.reports.begin(), due.reports.end(), [&, document = n.document](const DueReport& r) { return r.document == document; });
    if (!std::binary_search(stems.begin(), stems.end(), name) || 2 * common(called, stems) < called.size()) continue;
    const bool its_day_came = n.published.substr(0, due.from.size()) >= due.from;
    if (!n.event_from.empty()) {
      // What was over before the plan was told is something else.
      const bool after_plan = n.event_to + '\x7F' >= first.substr(0, 10);
      if (its_day_came && !plans_it && after_plan && dates_meet(due.from, due.to, n.event_from, n.event_to)) take("happened", n.published, n.words, n.document);
      continue;
    }
    if (n.published <= first) continue;
    for (const auto& o : knowledge.outcomes()) {
      if (!has_phrase(lower, o.words)) continue;
      // "The talks" alone may be any talks: that these came about takes another word of their name, or their place.
      const bool named = called.size() > 1 ? common(called, stems) > 1 : !where.empty() && has_phrase(lower, where);
      if (o.outcome != "happened" || (its_day_came && !plans_it && named)) take(o.outcome, n.published, n.words, n.document);
      break;
    }
  }
  return best;
}

}  // namespace dateline::archive
