#include "archive/merged_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "archive/row_statement.h"
#include "archive/state.h"

namespace dateline::archive {
namespace {

constexpr size_t kMostKept = 20'000;  // events, reports, and documents

constexpr const char* kReportColumns =
    "SELECT e.id, e.document, e.type, e.mode, e.cameo, e.status, e.date_from, e.date_to, e.source, e.source_code, e.target, e.target_code, "
    "e.place, e.country, e.admin1, e.lat, e.lon, e.said_by, e.words, a.published, a.publisher, a.story, a.family, e.confidence, "
    "e.killed_low, e.killed_high, e.wounded_low, e.wounded_high, e.merged, e.reason FROM event e JOIN article a ON a.document = e.document WHERE ";

// Columns of the facts, from `at` on.
EventFacts facts_of(RowStatement& q, int at) {
  const auto text = [&](int column) { return q.text(at + column); };
  return {text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), text(8), text(9), text(10), text(11), text(12),
          q.number(at + 13), q.number(at + 14)};
}

MergedRows::Reports read_reports(Archive::State& state, SQLite::Database& db, const char* condition, int64_t value) {
  RowStatement q(state, db, std::string(kReportColumns) + condition);
  q.add(value);
  MergedRows::Reports out;
  while (q.step()) {
    EventReport r;
    r.id = q.integer(0);
    r.document = q.integer(1);
    r.facts = facts_of(q, 2);
    r.said_by = q.text(17);
    r.words = q.text(18);
    r.published = q.text(19);
    r.publisher = q.text(20);
    r.story = q.integer(21);
    r.family = q.integer(22);
    r.confidence = q.number(23).value_or(0);
    r.killed_low = q.number(24);
    r.killed_high = q.number(25);
    r.wounded_low = q.number(26);
    r.wounded_high = q.number(27);
    r.merged = q.integer(28);
    r.reason = q.text(29);
    out.push_back(std::move(r));
  }
  return out;
}

void count(Archive::State& state, const EventFacts& f, int64_t change) {
  state.sums.count("merged", {{"type", f.type}, {"status", f.status}, {"country", f.country}, {"month", std::string_view(f.from).substr(0, 7)}}, change);
}

}  // namespace

const MergedRows::Events& MergedRows::of_story(Archive::State& state, SQLite::Database& db, int64_t story) {
  if (const auto found = stories_.find(story); found != stories_.end()) return found->second;
  if (story_of_.size() > kMostKept) {
    stories_.clear();
    story_of_.clear();
  }
  Events& events = stories_[story];
  RowStatement q(state, db, "SELECT id, story, type, mode, cameo, status, date_from, date_to, source, source_code, target, target_code, place, country, "
                            "admin1, lat, lon FROM merged WHERE story = ?");
  q.add(story);
  while (q.step()) {
    if (!changed_.contains(q.integer(0))) events[q.integer(0)] = facts_of(q, 2);
  }
  if (const auto found = now_in_.find(story); found != now_in_.end()) {
    for (const int64_t id : found->second) {
      const Changed& row = changed_.at(id);
      if (row.story == story && row.reports > 0) events[id] = row.facts.facts;
    }
  }
  for (const auto& [id, facts] : events) story_of_[id] = story;
  return events;
}

const MergedRows::Reports& MergedRows::reports(Archive::State& state, SQLite::Database& db, int64_t merged) {
  if (const auto found = reports_.find(merged); found != reports_.end()) return found->second;
  if (reports_kept_ > kMostKept) {
    std::erase_if(reports_, [&](const auto& one) { return !changed_.contains(one.first); });
    reports_kept_ = 0;
    for (const auto& [id, kept] : reports_) reports_kept_ += kept.size();
  }
  Reports& out = reports_[merged] = read_reports(state, db, "e.merged = ? ORDER BY a.published, e.id", merged);
  reports_kept_ += out.size();
  return out;
}

MergedRows::Reports MergedRows::reports_in(Archive::State& state, SQLite::Database& db, int64_t document) {
  const auto found = documents_.find(document);
  Reports out;
  if (found == documents_.end()) {
    out = read_reports(state, db, "e.document = ? ORDER BY e.id", document);
    for (EventReport& r : out) {
      if (const auto given = given_.find(r.id); given != given_.end()) r.merged = given->second.merged, r.reason = given->second.reason;
    }
    return out;
  }
  for (const int64_t merged : found->second) {
    for (const EventReport& r : reports(state, db, merged)) {
      if (r.document == document) out.push_back(r);
    }
  }
  std::sort(out.begin(), out.end(), [](const EventReport& a, const EventReport& b) { return a.id < b.id; });
  found->second.clear();
  for (const EventReport& r : out) {
    if (std::find(found->second.begin(), found->second.end(), r.merged) == found->second.end()) found->second.push_back(r.merged);
  }
  return out;
}

const EventFacts* MergedRows::facts(int64_t merged) const {
  const auto found = changed_.find(merged);
  return found == changed_.end() ? nullptr : &found->second.facts.facts;
}

std::vector<int64_t> MergedRows::with_anchor(Archive::State& state, SQLite::Database& db, const std::string& anchor) {
  std::vector<int64_t> out;
  RowStatement q(state, db, "SELECT id FROM merged WHERE anchor = ? AND anchor <> ''");
  q.add(anchor);
  while (q.step()) {
    if (!changed_.contains(q.integer(0))) out.push_back(q.integer(0));
  }
  if (const auto found = anchors_.find(anchor); found != anchors_.end()) out.insert(out.end(), found->second.begin(), found->second.end());
  std::sort(out.begin(), out.end());
  return out;
}

bool MergedRows::stored(Archive::State& state, SQLite::Database& db, int64_t merged, Stored& out) {
  if (const auto of = story_of_.find(merged); of != story_of_.end()) {
    out = {of->second, stories_.at(of->second).at(merged)};
    return true;
  }
  RowStatement q(state, db, "SELECT id, story, type, mode, cameo, status, date_from, date_to, source, source_code, target, target_code, place, country, "
                            "admin1, lat, lon FROM merged WHERE id = ?");
  q.add(merged);
  if (!q.step()) return false;
  out = {q.integer(1), facts_of(q, 2)};
  return true;
}

MergedRows::Changed& MergedRows::changed(Archive::State& state, SQLite::Database& db, int64_t merged) {
  const auto [at, added] = changed_.try_emplace(merged);
  Changed& row = at->second;
  Stored before;
  (void)next(state, db);
  if (added && merged < next_saved_ && stored(state, db, merged, before)) {
    row.in_file = true;
    row.reports = 1;  // at least; `put` will say
    row.story_before = before.story;
    before_in_[before.story].push_back(merged);
    set_story(merged, row, before.story);
    row.facts.facts = before.facts;
    row.before = std::move(before.facts);
    set_anchor(merged, row, anchor_of(row.before));
  }
  return row;
}

void MergedRows::set_anchor(int64_t merged, Changed& row, std::string anchor) {
  if (row.anchor == anchor) return;
  if (const auto old = anchors_.find(row.anchor); old != anchors_.end()) {
    old->second.erase(merged);
    if (old->second.empty()) anchors_.erase(old);
  }
  if (!anchor.empty()) anchors_[anchor].insert(merged);
  row.anchor = std::move(anchor);
}

void MergedRows::set_story(int64_t merged, Changed& row, int64_t story) {
  if (row.story == story) return;
  row.story = story;
  now_in_[story].push_back(merged);
}

void MergedRows::leave_story(int64_t merged) {
  const auto of = story_of_.find(merged);
  if (of == story_of_.end()) return;
  stories_.at(of->second).erase(merged);
  story_of_.erase(of);
}

void MergedRows::put(Archive::State& state, SQLite::Database& db, int64_t merged, int64_t story, MergedFacts facts, size_t reports) {
  Changed& row = changed(state, db, merged);
  set_anchor(merged, row, anchor_of(facts.facts));
  set_story(merged, row, story);
  row.facts = std::move(facts);
  row.reports = reports;
  if (const auto of = story_of_.find(merged); of != story_of_.end() && of->second != story) leave_story(merged);
  if (const auto found = stories_.find(story); found != stories_.end()) {
    found->second[merged] = row.facts.facts;
    story_of_[merged] = story;
  }
}

void MergedRows::empty(Archive::State& state, SQLite::Database& db, int64_t merged) {
  Changed& row = changed(state, db, merged);
  row.reports = 0;
  set_anchor(merged, row, {});
  leave_story(merged);
}

void MergedRows::assign(Archive::State& state, SQLite::Database& db, EventReport& r, int64_t merged, std::string reason) {
  const auto [at, added] = given_.try_emplace(r.id);
  if (added) {
    at->second.merged_before = r.merged;
    at->second.reason_before = r.reason;
  }
  at->second.merged = merged;
  at->second.reason = reason;
  const int64_t from = r.merged;
  r.merged = merged;
  r.reason = std::move(reason);
  if (from == merged) return;
  // Both are marked as changed before anything else is read, so that they are kept.
  if (from != 0) {
    (void)changed(state, db, from);
    (void)reports(state, db, from);
    reports_kept_ -= std::erase_if(reports_.at(from), [&](const EventReport& one) { return one.id == r.id; });
  }
  if (merged == 0) return;
  const bool fresh = !changed(state, db, merged).in_file;
  if (fresh) reports_.try_emplace(merged);
  else (void)reports(state, db, merged);
  Reports& into = reports_.at(merged);
  const auto before = [](const EventReport& a, const EventReport& b) { return std::tie(a.published, a.id) < std::tie(b.published, b.id); };
  into.insert(std::upper_bound(into.begin(), into.end(), r, before), r);
  ++reports_kept_;
  if (const auto of = documents_.find(r.document); of != documents_.end()) {
    if (std::find(of->second.begin(), of->second.end(), merged) == of->second.end()) of->second.push_back(merged);
  }
}

void MergedRows::inserted(const Reports& reports) {
  for (const EventReport& r : reports) given_.erase(r.id);
}

void MergedRows::removed(int64_t document, const Reports& reports) {
  for (const EventReport& r : reports) given_.erase(r.id);
  documents_.erase(document);
}

void MergedRows::move_story(int64_t from, int64_t to) {
  const auto move = [&](auto& index, int64_t Changed::*story) {
    const auto found = index.find(from);
    if (found == index.end()) return;
    const std::vector<int64_t> ids = std::move(found->second);
    index.erase(found);
    for (const int64_t id : ids) {
      Changed& row = changed_.at(id);
      if (row.*story != from) continue;
      row.*story = to;
      index[to].push_back(id);
    }
  };
  move(now_in_, &Changed::story);
  move(before_in_, &Changed::story_before);
  const auto leaving = stories_.find(from);
  const auto into = stories_.find(to);
  if (leaving == stories_.end() && into == stories_.end()) return;
  if (leaving != stories_.end() && into != stories_.end()) {
    for (const auto& [id, event] : leaving->second) story_of_[id] = to;
    into->second.merge(leaving->second);
    stories_.erase(leaving);
    return;
  }
  // Of one of the two nothing is known: what is known is not all.
  const auto known = leaving != stories_.end() ? leaving : into;
  for (const auto& [id, event] : known->second) story_of_.erase(id);
  stories_.erase(known);
}

int64_t MergedRows::next(Archive::State& state, SQLite::Database& db) {
  if (next_ == 0) next_ = next_saved_ = state.counter(db, "merged");
  return next_;
}

void MergedRows::write(Archive::State& state, SQLite::Database& db, int64_t merged, const Changed& row) {
  const MergedFacts& m = row.facts;
  const EventFacts& f = m.facts;
  if (row.reports == 0) {
    if (!row.in_file) return;
    count(state, row.before, -1);
    RowStatement(state, db, "DELETE FROM merged WHERE id = ?").add(merged).run();
    return;
  }
  if (row.in_file && row.story == row.story_before && row.before == f) {  // most often: no index need be told
    RowStatement(state, db, "UPDATE merged SET denied_by = ?, killed_low = ?, killed_high = ?, wounded_low = ?, wounded_high = ?, reports = ?, "
                            "articles = ?, first_reported = ?, last_reported = ?, confidence = ?, words = ? WHERE id = ?")
        .add(m.denied_by).add(m.killed_low).add(m.killed_high).add(m.wounded_low).add(m.wounded_high).add(static_cast<int64_t>(row.reports))
        .add(static_cast<int64_t>(m.articles)).add(m.first_reported).add(m.last_reported).add(m.confidence).add(m.words).add(merged).run();
    return;
  }
  if (row.in_file) count(state, row.before, -1);
  count(state, f, 1);
  RowStatement q(state, db,
                 row.in_file ? "UPDATE merged SET story = ?2, anchor = ?3, type = ?4, mode = ?5, cameo = ?6, status = ?7, denied_by = ?8, date_from = ?9, "
                               "date_to = ?10, source = ?11, source_code = ?12, target = ?13, target_code = ?14, place = ?15, country = ?16, admin1 = ?17, "
                               "lat = ?18, lon = ?19, killed_low = ?20, killed_high = ?21, wounded_low = ?22, wounded_high = ?23, reports = ?24, articles = "
                               "?25, first_reported = ?26, last_reported = ?27, confidence = ?28, words = ?29 WHERE id = ?1"
                             : "INSERT INTO merged (id, story, anchor, type, mode, cameo, status, denied_by, date_from, date_to, source, source_code, "
                               "target, target_code, place, country, admin1, lat, lon, killed_low, killed_high, wounded_low, wounded_high, reports, "
                               "articles, first_reported, last_reported, confidence, words) VALUES "
                               "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  q.add(merged).add(row.story).add(row.anchor).add(f.type).add(f.mode).add(f.cameo).add(f.status).add(m.denied_by).add(f.from).add(f.to).add(f.source)
      .add(f.source_code).add(f.target).add(f.target_code).add(f.place).add(f.country).add(f.admin1).add(f.lat).add(f.lon).add(m.killed_low)
      .add(m.killed_high).add(m.wounded_low).add(m.wounded_high).add(static_cast<int64_t>(row.reports)).add(static_cast<int64_t>(m.articles))
      .add(m.first_reported).add(m.last_reported).add(m.confidence).add(m.words).run();
}

void MergedRows::save_reports(Archive::State& state, SQLite::Database& db) {
  for (auto& [id, g] : given_) {
    if (g.merged == g.merged_before && g.reason == g.reason_before) continue;
    RowStatement(state, db, "UPDATE event SET merged = ?, reason = ? WHERE id = ?").add(g.merged).add(g.reason).add(id).run();
    g.merged_before = g.merged;
    g.reason_before = g.reason;
  }
}

void MergedRows::save(Archive::State& state, SQLite::Database& db) {
  save_reports(state, db);
  for (const auto& [id, row] : changed_) {
    write(state, db, id, row);
    if (row.reports == 0) reports_.erase(id);
  }
  if (next_ != next_saved_) state.set_counter(db, "merged", next_saved_ = next_);
  given_.clear();
  changed_.clear();
  anchors_.clear();
  now_in_.clear();
  before_in_.clear();
  if (documents_.size() > kMostKept) documents_.clear();
}

void MergedRows::clear() { *this = {}; }

}  // namespace dateline::archive
