#include "archive/event_merger.h"

#include <algorithm>
#include <deque>

#include "archive/row_statement.h"
#include "archive/sums.h"

namespace dateline::archive {
namespace {

constexpr const char* kByHand = "put together by hand";

constexpr const char* kReportColumns =
    "SELECT e.id, e.document, e.type, e.mode, e.cameo, e.status, e.date_from, e.date_to, e.source, e.source_code, e.target, e.target_code, "
    "e.place, e.country, e.admin1, e.lat, e.lon, e.said_by, e.words, a.published, a.publisher, a.story, a.family, e.confidence, "
    "e.killed_low, e.killed_high, e.wounded_low, e.wounded_high FROM event e JOIN article a ON a.document = e.document WHERE ";

// Columns of the facts, from `at` on.
EventFacts facts_of(RowStatement& q, int at) {
  const auto text = [&](int column) { return q.text(at + column); };
  return {text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), text(8), text(9), text(10), text(11), text(12),
          q.number(at + 13), q.number(at + 14)};
}

constexpr const char* kCandidateColumns =
    "SELECT id, type, mode, cameo, status, date_from, date_to, source, source_code, target, target_code, place, country, admin1, lat, lon, "
    "reports FROM merged WHERE ";

}  // namespace

std::vector<EventReport> EventMerger::reports_where(const char* condition, int64_t value) {
  RowStatement q(state_, db_, std::string(kReportColumns) + condition);
  q.add(value);
  std::vector<EventReport> out;
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
    out.push_back(std::move(r));
  }
  return out;
}

const std::vector<EventReport>& EventMerger::reports(int64_t merged) {
  if (const auto* known = state_.merged_cache.reports(merged)) return *known;
  return state_.merged_cache.add_reports(merged, reports_where("e.merged = ? ORDER BY a.published, e.id", merged));
}

EventMerger::Candidates EventMerger::candidates(int64_t document, int64_t story, const std::vector<EventReport>& own) {
  Candidates out;
  if (story == 0) return out;
  RowStatement others(state_, db_, "SELECT 1 FROM article WHERE story = ? AND document <> ? LIMIT 1");
  others.add(story).add(document);
  if (!others.step()) return out;
  // Only those that can meet in time.
  std::string first, last;
  for (const EventReport& r : own) {
    if (r.facts.from.empty()) continue;
    if (first.empty() || r.facts.from < first) first = r.facts.from;
    if (r.facts.to > last) last = r.facts.to;
  }
  const MergedCache::Events* all = state_.merged_cache.story(story);
  if (all == nullptr) {
    MergedCache::Events events;
    RowStatement q(state_, db_, std::string(kCandidateColumns) + "story = ?");
    q.add(story);
    while (q.step()) events[q.integer(0)] = {facts_of(q, 1), q.integer(16) == 0};
    all = &state_.merged_cache.add_story(story, std::move(events));
  }
  first.resize(std::min<size_t>(first.size(), 4));
  last += '\x7F';
  for (const auto& [id, event] : *all) {
    if (event.facts.from.empty() || (event.facts.to >= first && event.facts.from <= last)) out[id] = {&event.facts, event.waiting};
  }
  return out;
}

bool EventMerger::has_decisions(int64_t document) {
  RowStatement q(state_, db_, "SELECT 1 FROM decision WHERE document = ?1 OR other_document = ?1 LIMIT 1");
  q.add(document);
  return q.step();
}

int64_t EventMerger::decided(const EventReport& r) {
  RowStatement q(state_, db_,
                 "SELECT e.merged FROM decision d JOIN event e ON e.document = d.other_document AND e.type = d.other_type AND e.words = "
                 "d.other_words WHERE d.kind = 'together' AND d.document = ?1 AND d.type = ?2 AND d.words = ?3 AND e.merged <> 0 UNION ALL "
                 "SELECT e.merged FROM decision d JOIN event e ON e.document = d.document AND e.type = d.type AND e.words = d.words WHERE "
                 "d.kind = 'together' AND d.other_document = ?1 AND d.other_type = ?2 AND d.other_words = ?3 AND e.merged <> 0");
  q.add(r.document).add(r.facts.type).add(r.words);
  return q.step() ? q.integer(0) : 0;
}

bool EventMerger::parted(const EventReport& r, int64_t merged) {
  RowStatement q(state_, db_,
                 "SELECT 1 FROM event e JOIN decision d ON d.kind = 'apart' AND ((d.document = ?1 AND d.type = ?2 AND d.words = ?3 AND "
                 "d.other_document = e.document AND d.other_type = e.type AND d.other_words = e.words) OR (d.other_document = ?1 AND "
                 "d.other_type = ?2 AND d.other_words = ?3 AND d.document = e.document AND d.type = e.type AND d.words = e.words)) "
                 "WHERE e.merged = ?4 LIMIT 1");
  q.add(r.document).add(r.facts.type).add(r.words).add(merged);
  return q.step();
}

void EventMerger::assign(const EventReport& r, int64_t merged, const std::string& reason) {
  RowStatement(state_, db_, "UPDATE event SET merged = ?, reason = ? WHERE id = ?").add(merged).add(reason).add(r.id).run();
  state_.merged_cache.assign(r, merged);
}

void EventMerger::place(int64_t document, std::vector<int64_t> left) {
  std::vector<EventReport> own = reports_where("e.document = ? ORDER BY e.id", document);
  if (!own.empty()) {
    const Knowledge& knowledge = *state_.options.knowledge;
    const int64_t story = own.front().story;
    const bool asked = has_decisions(document);
    Candidates near = candidates(document, story, own);
    std::deque<EventFacts> changed;  // facts of candidates that stand nowhere else
    for (const int64_t id : left) {
      RowStatement q(state_, db_, std::string(kCandidateColumns) + "id = ?");
      q.add(id);
      if (q.step()) near[id] = {&changed.emplace_back(facts_of(q, 1)), true};
    }
    int64_t next = state_.counter(db_, "merged");
    const int64_t first_new = next;
    std::map<int64_t, std::vector<EventReport>> fresh;  // what this document starts
    std::vector<int64_t> joined;
    for (const EventReport& r : own) {
      int64_t to = asked ? decided(r) : 0;
      std::string reason = to != 0 ? kByHand : "";
      int best = 0;
      for (auto c = near.begin(); to == 0 || best > 0; ++c) {
        if (c == near.end()) break;
        const EventMatch m = match(*c->second.facts, r.facts, knowledge);
        if (m.score <= best || (asked && parted(r, c->first))) continue;
        best = m.score;
        to = c->first;
        reason = c->second.waiting ? std::string() : (c->first >= first_new ? "same article, " : "same story, ") + m.reason;
      }
      const std::string anchor = anchor_of(r.facts);
      if (to == 0 && !anchor.empty()) {
        RowStatement q(state_, db_, "SELECT id FROM merged WHERE anchor = ? AND anchor <> '' AND reports > 0 ORDER BY id");
        q.add(anchor);
        while (to == 0 && q.step()) {
          const int64_t id = q.integer(0);
          if (!asked || !parted(r, id)) to = id;
        }
        if (to != 0) reason = "another story with the same day, type, source, target and place";
      }
      if (to == 0) to = next++;
      assign(r, to, reason.empty() ? "first report" : reason);
      Candidate& candidate = near[to];
      if (to >= first_new) {
        fresh[to].push_back(r);
        candidate.facts = &changed.emplace_back(merge(fresh[to]).facts);
      } else {
        if (candidate.waiting || candidate.facts == nullptr) candidate.facts = &r.facts;
        if (std::find(joined.begin(), joined.end(), to) == joined.end()) joined.push_back(to);
      }
      candidate.waiting = false;
    }
    for (const auto& [id, reports] : fresh) write(id, reports);
    for (const int64_t id : joined) write(id, reports(id));
    if (next != first_new) state_.set_counter(db_, "merged", next);
  }
  drop_empty(state_, db_, left);
}

std::vector<int64_t> EventMerger::take_out(int64_t document) {
  std::vector<int64_t> touched, empty;
  RowStatement q(state_, db_, "SELECT DISTINCT merged FROM event WHERE document = ? AND merged <> 0 ORDER BY merged");
  q.add(document);
  while (q.step()) touched.push_back(q.integer(0));
  if (touched.empty()) return {};
  RowStatement(state_, db_, "UPDATE event SET merged = 0, reason = '' WHERE document = ?").add(document).run();
  for (const int64_t id : touched) {
    state_.merged_cache.take_out(document, id);
    const auto& rest = reports(id);
    if (rest.empty()) {
      RowStatement(state_, db_, "UPDATE merged SET reports = 0 WHERE id = ?").add(id).run();
      state_.merged_cache.erase(id);
      empty.push_back(id);
    } else {
      write(id, rest);
    }
  }
  return empty;
}

void EventMerger::put_together(int64_t stays, int64_t goes) {
  const std::vector<EventReport> moving = reports(goes);
  for (const EventReport& r : moving) assign(r, stays, kByHand);
  count_merged(state_, db_, goes, -1);
  RowStatement(state_, db_, "DELETE FROM merged WHERE id = ?").add(goes).run();
  state_.merged_cache.erase(goes);
  write(stays, reports(stays));
}

void EventMerger::set_apart(const EventReport& report, int64_t merged) {
  const int64_t own = state_.counter(db_, "merged");
  state_.set_counter(db_, "merged", own + 1);
  assign(report, own, "set apart by hand");
  write(own, {report});
  write(merged, reports(merged));
}

void EventMerger::drop_empty(Archive::State& state, SQLite::Database& db, const std::vector<int64_t>& merged) {
  for (const int64_t id : merged) {
    RowStatement empty(state, db, "SELECT 1 FROM merged WHERE id = ? AND reports = 0");
    empty.add(id);
    if (!empty.step()) continue;
    count_merged(state, db, id, -1);
    RowStatement(state, db, "DELETE FROM merged WHERE id = ?").add(id).run();
  }
}

void EventMerger::write(int64_t id, const std::vector<EventReport>& reports) {
  const MergedFacts m = merge(reports);
  const EventFacts& f = m.facts;
  int64_t story = 0;
  {
    RowStatement q(state_, db_, "SELECT story FROM article WHERE document = ?");
    q.add(reports.front().document);
    if (q.step()) story = q.integer(0);
  }
  const MergedCache::Event* before = state_.merged_cache.event(id, story);
  if (before != nullptr && !before->waiting && before->facts == f) {  // most often: no index need be told
    RowStatement(state_, db_, "UPDATE merged SET denied_by = ?, killed_low = ?, killed_high = ?, wounded_low = ?, wounded_high = ?, reports = ?, "
                              "articles = ?, first_reported = ?, last_reported = ?, confidence = ?, words = ? WHERE id = ?")
        .add(m.denied_by).add(m.killed_low).add(m.killed_high).add(m.wounded_low).add(m.wounded_high).add(static_cast<int64_t>(reports.size()))
        .add(static_cast<int64_t>(m.articles)).add(m.first_reported).add(m.last_reported).add(m.confidence).add(m.words).add(id).run();
    return;
  }
  count_merged(state_, db_, id, -1);
  RowStatement(state_, db_,
               "INSERT INTO merged (id, story, anchor, type, mode, cameo, status, denied_by, date_from, date_to, source, "
               "source_code, target, target_code, place, country, admin1, lat, lon, killed_low, killed_high, wounded_low, "
               "wounded_high, reports, articles, first_reported, last_reported, confidence, words) VALUES "
               "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET story = "
               "excluded.story, anchor = excluded.anchor, type = excluded.type, mode = excluded.mode, cameo = "
               "excluded.cameo, status = excluded.status, denied_by = excluded.denied_by, date_from = excluded.date_from, "
               "date_to = excluded.date_to, source = excluded.source, source_code = excluded.source_code, target = "
               "excluded.target, target_code = excluded.target_code, place = excluded.place, country = excluded.country, "
               "admin1 = excluded.admin1, lat = excluded.lat, lon = excluded.lon, killed_low = excluded.killed_low, "
               "killed_high = excluded.killed_high, wounded_low = excluded.wounded_low, wounded_high = "
               "excluded.wounded_high, reports = excluded.reports, articles = excluded.articles, first_reported = "
               "excluded.first_reported, last_reported = excluded.last_reported, confidence = excluded.confidence, words "
               "= excluded.words")
      .add(id).add(story).add(anchor_of(f)).add(f.type).add(f.mode).add(f.cameo).add(f.status).add(m.denied_by).add(f.from)
      .add(f.to).add(f.source).add(f.source_code).add(f.target).add(f.target_code).add(f.place).add(f.country).add(f.admin1).add(f.lat)
      .add(f.lon).add(m.killed_low).add(m.killed_high).add(m.wounded_low).add(m.wounded_high).add(static_cast<int64_t>(reports.size()))
      .add(static_cast<int64_t>(m.articles)).add(m.first_reported).add(m.last_reported).add(m.confidence).add(m.words).run();
  count_merged(state_, db_, id, 1);
  state_.merged_cache.put(id, story, {f, false});
}

}  // namespace dateline::archive
