#include "archive/derived.h"

#include <algorithm>
#include <map>
#include <string>

#include "archive/claims.h"
#include "archive/dispute_id.h"
#include "archive/due_items.h"
#include "archive/event_match.h"
#include "archive/event_merger.h"
#include "archive/grouper.h"
#include "archive/row_statement.h"
#include "archive/rows.h"

namespace dateline::archive {
namespace {

constexpr size_t kMostClaims = 5000;      // figures of one story looked at, the latest

void write_dispute(Archive::State& state, SQLite::Database& db, int64_t story, const char* kind, const std::string& key, const std::string& date,
                   const std::string& about, const std::string& why, const std::vector<std::pair<int64_t, std::string>>& items) {
  // An update that becomes a dispute stays the same one.
  const int64_t id = dispute_id(state, db, "story", story, std::string_view(kind) == "update" ? "figure" : kind, key);
  RowStatement(state, db, "INSERT INTO dispute (id, scope, story, document, item, kind, date, about, why, items) VALUES (?, 'story', ?, NULL, '', ?, ?, ?, ?, '')")
      .add(id).add(story).add(kind).add(date).add(about).add(why).run();
  for (const auto& [document, item] : items) {
    RowStatement(state, db, "INSERT OR IGNORE INTO dispute_item VALUES (?,?,?)").add(id).add(document).add(item).run();
  }
}

void write_claim_disputes(Archive::State& state, SQLite::Database& db, int64_t story) {
  std::vector<Claim> claims;
  {
    RowStatement q(state, db,
                   "SELECT f.document, a.family, f.item, f.value, f.low, f.high, f.unit, f.change, f.bound, f.what, f.place, f.as_of, f.claimed_by, "
                   "a.publisher, a.published, f.approximate FROM article a JOIN figure f ON f.document = a.document WHERE a.story = ? "
                   "ORDER BY a.published DESC, f.id LIMIT ?");
    q.add(story).add(static_cast<int64_t>(kMostClaims));
    while (q.step()) {
      claims.push_back({q.integer(0), q.integer(1), q.text(2), q.number(3), q.number(4), q.number(5), q.text(6), q.text(7), q.text(8), q.text(9),
                        q.text(10), q.text(11), q.text(12), q.text(13), q.text(14), q.integer(15) != 0});
    }
  }
  for (const ClaimDispute& d : claim_disputes(claims, *state.options.knowledge)) {
    std::vector<std::pair<int64_t, std::string>> items;
    std::string date;
    for (const Claim& c : d.claims) {
      items.emplace_back(c.document, c.item);
      date = std::max(date, c.published);
    }
    write_dispute(state, db, story, d.update ? "update" : "figure", d.key, date, d.about, d.why, items);
  }
}

// One article says that it happened, another that somebody denies it.
void write_denials(Archive::State& state, SQLite::Database& db, int64_t story) {
  std::vector<int64_t> denied;
  {
    RowStatement q(state, db, "SELECT id FROM merged WHERE story = ? AND denied_by <> '' AND articles > 1");
    q.add(story);
    while (q.step()) denied.push_back(q.integer(0));
  }
  EventMerger merger(state, db);
  for (const int64_t id : denied) {
    const std::vector<EventReport>& reports = merger.reports(id);
    const auto says_not = [](const EventReport& r) { return r.facts.status == "denied" || r.facts.status == "negated"; };
    const auto asserted = std::find_if_not(reports.begin(), reports.end(), says_not);
    const auto denial = std::find_if(reports.begin(), reports.end(), [&](const EventReport& r) {
      return says_not(r) && asserted != reports.end() && r.document != asserted->document;
    });
    if (denial == reports.end()) continue;
    const auto who = [](const EventReport& r) { return !r.said_by.empty() ? r.said_by : !r.publisher.empty() ? r.publisher : "one article"; };
    std::vector<std::pair<int64_t, std::string>> items;
    std::string date;
    for (const EventReport& r : {*asserted, *denial}) {
      RowStatement item(state, db, "SELECT item FROM event WHERE id = ?");
      item.add(r.id);
      if (item.step()) items.emplace_back(r.document, item.text(0));
      date = std::max(date, r.published);
    }
    const MergedFacts m = merge(reports);
    std::string about = m.facts.type;
    if (!m.facts.source.empty()) about += ", " + m.facts.source;
    if (!m.facts.target.empty()) about += " to " + m.facts.target;
    write_dispute(state, db, story, "denial", std::to_string(id), date, about, who(*denial) + " denies what " + who(*asserted) + " reports", items);
  }
}

// A row of `due` but its number and story.
struct DueRow {
  std::string from, to, what, place, status, outcome, outcome_date, outcome_words;
  int64_t reports = 0, outcome_document = 0;
  bool operator==(const DueRow&) const = default;
};

std::map<int64_t, DueRow> due_rows(Archive::State& state, SQLite::Database& db, int64_t story) {
  std::map<int64_t, DueRow> out;
  RowStatement q(state, db, "SELECT id, date_from, date_to, what, place, status, outcome, outcome_date, outcome_words, reports, outcome_document FROM due "
                            "WHERE story = ?");
  q.add(story);
  while (q.step()) {
    out[q.integer(0)] = {q.text(1), q.text(2), q.text(3), q.text(4), q.text(5), q.text(6), q.text(7), q.text(8), q.integer(9), q.integer(10)};
  }
  return out;
}

void drop_due(Archive::State& state, SQLite::Database& db, const std::map<int64_t, DueRow>& rows) {
  for (const auto& [id, row] : rows) RowStatement(state, db, "DELETE FROM due WHERE id = ?").add(id).run();
}

}  // namespace

void write_story(Archive::State& state, SQLite::Database& db, int64_t story) {
  RowStatement counts(state, db, "SELECT count(*), ifnull(min(nullif(published, '')), ''), max(published), count(DISTINCT family), count(DISTINCT "
                                 "nullif(publisher, '')) FROM article WHERE story = ?");
  counts.add(story);
  if (!counts.step() || counts.integer(0) == 0) {
    RowStatement(state, db, "DELETE FROM story WHERE id = ?").add(story).run();
    return;
  }
  RowStatement first(state, db, "SELECT headline FROM article WHERE story = ? AND headline <> '' ORDER BY published = '', published, document LIMIT 1");
  first.add(story);
  std::string label = first.step() ? first.text(0) : std::string(), countries;
  RowStatement places(state, db, "SELECT e.country FROM article a JOIN event e ON e.document = a.document WHERE a.story = ? AND e.country <> '' "
                                 "GROUP BY e.country ORDER BY count(*) DESC, e.country LIMIT 5");
  places.add(story);
  while (places.step()) countries += (countries.empty() ? "" : "; ") + places.text(0);
  RowStatement(state, db, "INSERT OR REPLACE INTO story (id, label, first, last, articles, texts, publishers, countries) VALUES (?,?,?,?,?,?,?,?)")
      .add(story).add(label).add(counts.text(1)).add(counts.text(2)).add(counts.integer(0)).add(counts.integer(3)).add(counts.integer(4))
      .add(countries).run();
}

void write_story_disputes(Archive::State& state, SQLite::Database& db, int64_t story) {
  RowStatement(state, db, "DELETE FROM dispute WHERE scope = 'story' AND story = ?").add(story).run();
  RowStatement several(state, db, "SELECT 1 FROM article WHERE story = ? LIMIT 1 OFFSET 1");
  several.add(story);
  if (!several.step()) return;
  write_claim_disputes(state, db, story);
  write_denials(state, db, story);
}

void write_due(Archive::State& state, SQLite::Database& db, int64_t story, int64_t document) {
  std::vector<DueReport> reports;
  {
    RowStatement q(state, db, story != 0
                                  ? "SELECT s.id, s.document, s.date_from, s.date_to, s.what, s.place, s.status, s.words, a.published, s.due FROM article a "
                                    "JOIN schedule s ON s.document = a.document WHERE a.story = ?"
                                  : "SELECT s.id, s.document, s.date_from, s.date_to, s.what, s.place, s.status, s.words, a.published, s.due FROM article a "
                                    "JOIN schedule s ON s.document = a.document WHERE a.document = ?");
    q.add(story != 0 ? story : document);
    while (q.step()) {
      reports.push_back({q.integer(0), q.integer(1), q.text(2), q.text(3), q.text(4), q.text(5), q.text(6), q.text(7), q.text(8), q.integer(9)});
    }
  }
  std::map<int64_t, DueRow> before;
  if (story != 0) before = due_rows(state, db, story);
  if (reports.empty()) {
    drop_due(state, db, before);
    return;
  }
  const auto first = std::min_element(reports.begin(), reports.end(),
                                                 [](const DueReport& a, const DueReport& b) { return a.published < b.published; });
  const std::string since = first->published;
  const std::vector<Due> all = due_items(std::move(reports));
  Words names;
  for (const Due& due : all) {
    if (const uint64_t name = name_of(due.what); name != 0) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  const NewsIndex news(story != 0 ? state.news.of(state, db, story, since, names) : std::vector<News>());
  for (const Due& due : all) {
    Outcome o = outcome_of(due, news, *state.options.knowledge);
    const auto founder = std::min_element(due.reports.begin(), due.reports.end(), [](const DueReport& a, const DueReport& b) { return a.id < b.id; });
    const DueRow row = {due.from, due.to, due.what, due.place, due.status, std::move(o.outcome), std::move(o.date), std::move(o.words),
                        static_cast<int64_t>(due.reports.size()), o.document};
    const auto old = before.find(founder->id);
    const bool same = old != before.end() && old->second == row;
    if (old != before.end()) before.erase(old);
    if (!same) {
      RowStatement(state, db, "INSERT OR REPLACE INTO due (id, story, date_from, date_to, what, place, status, outcome, outcome_date, outcome_words, "
                              "reports, outcome_document) VALUES (?,?,?,?,?,?,?,?,?,?,?,nullif(?, 0))")
          .add(founder->id).add(story).add(row.from).add(row.to).add(row.what).add(row.place).add(row.status).add(row.outcome)
          .add(row.outcome_date).add(row.outcome_words).add(row.reports).add(row.outcome_document).run();
    }
    for (const DueReport& r : due.reports) {
      if (r.due != founder->id) RowStatement(state, db, "UPDATE schedule SET due = ? WHERE id = ?").add(founder->id).add(r.id).run();
    }
  }
  drop_due(state, db, before);
}

void bring_up_to_date(Archive::State& state, SQLite::Database& db) {
  state.merged.save(state, db);
  for (const int64_t story : state.changed_stories) {
    write_story(state, db, story);
    write_story_disputes(state, db, story);
    write_due(state, db, story, 0);
  }
  for (const int64_t document : state.changed_documents) write_due(state, db, 0, document);
  state.changed_stories.clear();
  state.changed_documents.clear();
  if (state.grouper) state.grouper->save();
  state.sums.save(state, db);
  write_words(state, db);
}

}  // namespace dateline::archive
