#include "facts/statement/merge_statements.h"

#include <algorithm>
#include <utility>

namespace dateline::facts {

void merge_statements(const QuotationIndex& quotes, std::vector<Attribution>& attributions) {
  for (auto& a : attributions) {
    auto& content = a.statement.content;
    std::sort(content.begin(), content.end());
    content.erase(std::remove_if(content.begin(), content.end(), [](Span s) { return s.empty(); }), content.end());
    for (size_t i = 1; i < content.size();) {  // pieces of one statement never overlap
      if (content[i].begin < content[i - 1].end) {
        content[i - 1].end = std::max(content[i - 1].end, content[i].end);
        content.erase(content.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
    uint64_t total = 0, quoted = 0;
    for (const Span c : content) {
      total += c.size();
      for (size_t k = quotes.first_behind(c.begin); k < quotes.size() && quotes[k].outer.begin < c.end; ++k) {
        const Quotation& q = quotes[k];
        if (q.outer.overlaps(c)) quoted += std::min(q.outer.end, c.end) - std::max(q.outer.begin, c.begin);
      }
    }
    a.statement.kind = quoted * 100 >= total * 95 ? StatementKind::kDirect
                       : quoted == 0              ? StatementKind::kIndirect
                                                  : StatementKind::kMixed;
  }
  attributions.erase(std::remove_if(attributions.begin(), attributions.end(), [](const Attribution& a) { return a.statement.content.empty(); }),
             attributions.end());
  const auto in_text_order = [](const Attribution& a, const Attribution& b) {
    return a.statement.content[0].begin < b.statement.content[0].begin;
  };
  std::stable_sort(attributions.begin(), attributions.end(), in_text_order);
  // One content is told once: of two nearly equal ones the first with a speaker stays.
  std::vector<Attribution> kept;
  std::vector<uint32_t> reach;  // how far the contents kept up to each go, so that looking back ends
  for (auto& a : attributions) {
    bool twin = false;
    for (auto it = kept.rbegin(); it != kept.rend() && !twin; ++it) {
      const Span x = it->statement.content[0], y = a.statement.content[0];
      if (reach[static_cast<size_t>(kept.rend() - it) - 1] <= y.begin) break;
      if (!x.overlaps(y)) continue;
      // A few quoted words inside what somebody else is reported to say are part of that.
      if (x.contains(y) && a.statement.rule.ends_with("quotation")) twin = true;
      const uint32_t shared = std::min(x.end, y.end) - std::max(x.begin, y.begin);
      if (shared * 10 < std::max(x.size(), y.size()) * 8) continue;
      if (it->speaker_word == kNoWord && a.speaker_word != kNoWord) {
        std::swap(*it, a);
        for (auto r = reach.begin() + (kept.rend() - it) - 1; r != reach.end(); ++r) *r = std::max(*r, y.end);
      }
      twin = true;
    }
    if (twin) continue;
    reach.push_back(std::max(reach.empty() ? 0 : reach.back(), a.statement.content[0].end));
    kept.push_back(std::move(a));
  }
  attributions = std::move(kept);
  // A twin with a speaker may begin behind what stood after the one it replaced.
  std::stable_sort(attributions.begin(), attributions.end(), in_text_order);
}

}  // namespace dateline::facts
