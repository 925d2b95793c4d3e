#include "archive/revision_diff.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <map>

#include "archive/record_facts.h"
#include "archive/row_statement.h"
#include "base/hash.h"
#include "base/strings.h"

namespace dateline::archive {
namespace {

/// Part of its words that a changed sentence keeps.
constexpr double kKept = 0.5;
/// Removed and added sentences compared with each other in one place of the text.
constexpr size_t kMostPairs = 2500;

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && !is_space(text[end])) ++end;
    if (end > i) out.push_back(text.substr(i, end - i));
    i = end + 1;
  }
  return out;
}

std::vector<uint64_t> hashes(const std::vector<std::string_view>& texts) {
  std::vector<uint64_t> out;
  for (const auto text : texts) out.push_back(hash64(text));
  return out;
}

std::vector<Mark> marks_of(std::string_view before, std::string_view after, double* kept = nullptr) {
  const auto a = words_of(before), b = words_of(after);
  std::vector<Mark> out;
  size_t same = 0;
  for (const EditStep& s : sequence_diff(hashes(a), hashes(b))) {
    const auto word = s.edit == Edit::kAdded ? b[s.after] : a[s.before];
    if (s.edit == Edit::kKept) ++same;
    if (out.empty() || out.back().edit != s.edit) out.push_back({s.edit, std::string(word)});
    else (out.back().text += ' ') += word;
  }
  if (kept != nullptr) *kept = a.empty() || b.empty() ? 0 : static_cast<double>(same) / static_cast<double>(std::max(a.size(), b.size()));
  return out;
}

/// What was removed and added in one place of the text: those that are alike are changes.
void add_block(const std::vector<std::string_view>& removed, const std::vector<std::string_view>& added, std::vector<Difference>& out) {
  std::vector<bool> used(removed.size());
  std::map<size_t, std::pair<size_t, std::vector<Mark>>> changes;  // of the added ones
  if (removed.size() * added.size() <= kMostPairs) {
    for (size_t k = 0; k < added.size(); ++k) {
      double best = kKept;
      for (size_t i = 0; i < removed.size(); ++i) {
        double kept = 0;
        if (used[i]) continue;
        auto marks = marks_of(removed[i], added[k], &kept);
        if (kept < best || (kept == best && changes.contains(k))) continue;
        best = kept;
        changes[k] = {i, std::move(marks)};
      }
      if (const auto found = changes.find(k); found != changes.end()) used[found->second.first] = true;
    }
  }
  for (size_t i = 0; i < removed.size(); ++i) {
    if (!used[i]) out.push_back({"sentence", "removed", {}, std::string(removed[i]), {}, {}});
  }
  for (size_t k = 0; k < added.size(); ++k) {
    const auto found = changes.find(k);
    if (found == changes.end()) out.push_back({"sentence", "added", {}, {}, std::string(added[k]), {}});
    else out.push_back({"sentence", "changed", {}, std::string(removed[found->second.first]), std::string(added[k]), std::move(found->second.second)});
  }
}

void compare_sentences(const RecordFacts& a, const RecordFacts& b, std::vector<Difference>& out) {
  std::vector<std::string_view> before, after, removed, added;
  for (const auto& s : a.sentences) before.push_back(s);
  for (const auto& s : b.sentences) after.push_back(s);
  for (const EditStep& s : sequence_diff(hashes(before), hashes(after))) {
    if (s.edit == Edit::kRemoved) removed.push_back(before[s.before]);
    if (s.edit == Edit::kAdded) added.push_back(after[s.after]);
    if (s.edit != Edit::kKept) continue;
    add_block(removed, added, out);
    removed.clear();
    added.clear();
  }
  add_block(removed, added, out);
}

void compare_facts(const RecordFacts& a, const RecordFacts& b, std::vector<Difference>& out) {
  // By part and what they are about; those that are the same in both go first.
  using Key = std::pair<std::string, std::string>;
  std::map<Key, std::pair<std::vector<const RecordFact*>, std::vector<const RecordFact*>>> groups;
  for (const RecordFact& f : a.facts) groups[{f.part, f.what}].first.push_back(&f);
  for (const RecordFact& f : b.facts) groups[{f.part, f.what}].second.push_back(&f);
  for (auto& [key, sides] : groups) {
    auto& [before, after] = sides;
    for (size_t i = 0; i < before.size();) {
      const auto twin = std::find_if(after.begin(), after.end(), [&](const RecordFact* f) { return f->value == before[i]->value; });
      if (twin == after.end()) {
        ++i;
        continue;
      }
      after.erase(twin);
      before.erase(before.begin() + static_cast<ptrdiff_t>(i));
    }
    const size_t both = std::min(before.size(), after.size());
    for (size_t i = 0; i < both; ++i) {
      const RecordFact &x = *before[i], &y = *after[i];
      const char* change = !x.number || !y.number || *x.number == *y.number ? "changed" : *x.number < *y.number ? "raised" : "lowered";
      out.push_back({key.first, change, key.second, x.value, y.value, {}});
    }
    for (size_t i = both; i < before.size(); ++i) out.push_back({key.first, "removed", key.second, before[i]->value, {}, {}});
    for (size_t i = both; i < after.size(); ++i) out.push_back({key.first, "added", key.second, {}, after[i]->value, {}});
  }
}

}  // namespace

Result<std::vector<Difference>> record_differences(const std::string& before, const std::string& after) {
  const auto a = record_facts(before), b = record_facts(after);
  if (!a) return tl::unexpected(a.error());
  if (!b) return tl::unexpected(b.error());
  std::vector<Difference> out;
  if (a->headline != b->headline) out.push_back({"headline", "changed", {}, a->headline, b->headline, marks_of(a->headline, b->headline)});
  if (a->published != b->published) out.push_back({"published", "changed", {}, a->published, b->published, {}});
  compare_sentences(*a, *b, out);
  compare_facts(*a, *b, out);
  return out;
}

Result<std::vector<Difference>> revision_differences(Archive& archive, std::string_view key, int before, int after) {
  const auto revisions = archive.revisions(key);
  if (!revisions) return tl::unexpected(revisions.error());
  if (revisions->empty()) return fail(ErrorCode::kNotFound, fmt::format("{}: no such document; dateline articles lists their keys", key));
  if (before == 0 && after == 0) {
    if (revisions->size() < 2) return fail(ErrorCode::kNotFound, fmt::format("{}: has one revision, nothing to compare it with", key));
    before = revisions->rbegin()[1].number;
    after = revisions->back().number;
  }
  std::string records[2];
  int wanted[2] = {before, after};
  for (int i = 0; i < 2; ++i) {
    const auto at = std::find_if(revisions->begin(), revisions->end(), [&](const Revision& r) { return r.number == wanted[i]; });
    if (at == revisions->end()) return fail(ErrorCode::kNotFound, fmt::format("{}: has no revision {}, but 1 to {}", key, wanted[i], revisions->size()));
    auto record = archive.record(at->id);
    if (!record) return tl::unexpected(record.error());
    records[i] = std::move(*record);
  }
  return record_differences(records[0], records[1]);
}

std::string marked(const std::vector<Mark>& marks) {
  std::string out;
  for (const Mark& m : marks) {
    if (!out.empty()) out += ' ';
    out += m.edit == Edit::kKept ? m.text : m.edit == Edit::kRemoved ? "[-" + m.text + "-]" : "{+" + m.text + "+}";
  }
  return out;
}

Result<Listing> revision_list(Archive& archive, const std::string& key) {
  return archive.state().get<Listing>([&](SQLite::Database& db) {
    RowStatement q(archive.state(), db,
                   "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', r.seen, 'unixepoch'), r.number, r.program, r.sha256, (SELECT group_concat(c.kind, ' ') FROM "
                   "change c WHERE c.document = d.id AND c.revision = r.id), r.id FROM revision r JOIN document d ON d.id = r.document WHERE d.key = ? "
                   "ORDER BY r.number DESC");
    q.add(key);
    Listing out{{"seen", "revision", "program", "sha256", "changes", "id"}, {}, {}};
    while (q.step()) {
      auto& row = out.rows.emplace_back();
      for (int c = 0; c < 6; ++c) row.push_back({c == 1 || c == 5 ? CellKind::kNumber : CellKind::kText, q.text(c)});
    }
    return out;
  });
}

}  // namespace dateline::archive
