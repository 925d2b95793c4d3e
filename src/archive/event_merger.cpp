#include "archive/event_merger.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "archive/grouper.h"
#include "archive/row_statement.h"

namespace dateline::archive {
namespace {

constexpr const char* kByHand = "put together by hand";

}  // namespace

const std::vector<EventReport>& EventMerger::reports(int64_t merged) { return state_.merged.reports(state_, db_, merged); }

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
  first.resize(std::min<size_t>(first.size(), 4));
  last += '\x7F';
  for (const auto& [id, facts] : state_.merged.of_story(state_, db_, story)) {
    if (facts.from.empty() || (facts.to >= first && facts.from <= last)) out.push_back({id, &facts, false});
  }
  return out;
}

EventMerger::Candidate& EventMerger::candidate(Candidates& all, int64_t id) {
  const auto at = std::lower_bound(all.begin(), all.end(), id, [](const Candidate& c, int64_t value) { return c.id < value; });
  if (at != all.end() && at->id == id) return *at;
  return *all.insert(at, Candidate{id, nullptr, false});
}

bool EventMerger::has_decisions(int64_t document) {
  if (!state_.any_decisions) {
    RowStatement q(state_, db_, "SELECT 1 FROM decision LIMIT 1");
    state_.any_decisions = q.step();
  }
  if (!*state_.any_decisions) return false;
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

void EventMerger::place(int64_t document, int64_t story, Taken& taken) {
  Reports& own = taken.own;
  if (!own.empty()) {
    const Knowledge& knowledge = *state_.options.knowledge;
    MergedRows& rows = state_.merged;
    const bool asked = has_decisions(document);
    if (asked) rows.save_reports(state_, db_);  // decisions are looked up in the file
    rows.expect(document);
    Candidates near = candidates(document, story, own);
    for (const int64_t id : taken.left) {
      const EventFacts* facts = rows.facts(id);
      if (facts != nullptr) candidate(near, id) = {id, facts, true};
    }
    std::deque<EventFacts> changed;  // facts of candidates that stand nowhere else
    int64_t next = rows.next(state_, db_);
    const int64_t first_new = next;
    std::map<int64_t, Reports> fresh;  // what this document starts
    std::vector<int64_t> joined;
    for (EventReport& r : own) {
      int64_t to = asked ? decided(r) : 0;
      std::string reason = to != 0 ? kByHand : "";
      int best = 0;
      for (const Candidate& c : near) {
        if (to != 0 && best == 0) break;  // by hand
        const EventMatch m = match(*c.facts, r.facts, knowledge);
        if (m.score <= best || (asked && parted(r, c.id))) continue;
        best = m.score;
        to = c.id;
        reason = c.waiting ? std::string() : (c.id >= first_new ? "same article, " : "same story, ") + m.reason;
      }
      if (const std::string anchor = to == 0 ? anchor_of(r.facts) : std::string(); !anchor.empty()) {
        for (const int64_t id : rows.with_anchor(state_, db_, anchor)) {
          if (asked && parted(r, id)) continue;
          to = id;
          reason = "another story with the same day, type, source, target and place";
          break;
        }
      }
      if (to == 0) to = next++;
      rows.assign(state_, db_, r, to, reason.empty() ? "first report" : reason);
      if (asked) rows.save_reports(state_, db_);
      Candidate& c = candidate(near, to);
      if (to >= first_new) {
        fresh[to].push_back(r);
        c.facts = &changed.emplace_back(merge(fresh[to]).facts);
      } else {
        if (c.waiting || c.facts == nullptr) c.facts = &r.facts;
        if (std::find(joined.begin(), joined.end(), to) == joined.end()) joined.push_back(to);
      }
      c.waiting = false;
    }
    rows.set_next(next);
    for (const auto& [id, reports] : fresh) write(id, story, reports);
    for (const int64_t id : joined) write(id, reports(id));
  }
}

EventMerger::Taken EventMerger::take_out(int64_t document) {
  Taken out;
  out.own = state_.merged.reports_in(state_, db_, document);
  std::set<int64_t> touched;
  for (EventReport& r : out.own) {
    if (r.merged == 0) continue;
    touched.insert(r.merged);
    state_.merged.assign(state_, db_, r, 0, {});
  }
  for (const int64_t id : touched) {
    const Reports& rest = reports(id);
    if (rest.empty()) {
      state_.merged.empty(state_, db_, id);
      out.left.push_back(id);
    } else {
      write(id, rest);
    }
  }
  return out;
}

void EventMerger::put_together(int64_t stays, int64_t goes) {
  Reports moving = reports(goes);
  for (EventReport& r : moving) state_.merged.assign(state_, db_, r, stays, kByHand);
  state_.merged.empty(state_, db_, goes);
  write(stays, reports(stays));
}

void EventMerger::set_apart(EventReport report, int64_t merged) {
  const int64_t own = state_.merged.next(state_, db_);
  state_.merged.set_next(own + 1);
  state_.merged.assign(state_, db_, report, own, "set apart by hand");
  write(own, {report});
  write(merged, reports(merged));
}

int64_t EventMerger::story_of(int64_t document) {
  if (state_.grouper) {
    if (const int64_t story = state_.grouper->story(document); story != 0) return story;
  }
  RowStatement q(state_, db_, "SELECT story FROM article WHERE document = ?");
  q.add(document);
  return q.step() ? q.integer(0) : 0;
}

void EventMerger::write(int64_t id, const Reports& reports) { write(id, story_of(reports.front().document), reports); }

void EventMerger::write(int64_t id, int64_t story, const Reports& reports) {
  state_.merged.put(state_, db_, id, story, merge(reports), reports.size());
}

}  // namespace dateline::archive
