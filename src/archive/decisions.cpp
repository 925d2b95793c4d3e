#include "archive/decisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "archive/event_merger.h"
#include "archive/row_statement.h"

namespace dateline::archive {
namespace {

constexpr size_t kMostReports = 200;  // of one decision: pairs grow with their square

class Decider {
 public:
  Decider(Archive::State& state, SQLite::Database& db) : state_(state), db_(db), merger_(state, db) {
    RowStatement last(state, db, "SELECT ifnull(max(batch), 0) + 1 FROM decision");
    if (last.step()) batch_ = last.integer(0);
    now_ = state.now(db);
  }

  /// The reports of a merged event; none if there is no such one.
  [[nodiscard]] std::vector<EventReport> reports(int64_t merged) { return merger_.reports(merged); }

  void decide(const char* kind, const EventReport& a, const EventReport& b) {
    state_.any_decisions.reset();
    // The latest decision on a pair stands.
    RowStatement(state_, db_, "DELETE FROM decision WHERE (document = ?1 AND type = ?2 AND words = ?3 AND other_document = ?4 AND other_type = ?5 AND "
                              "other_words = ?6) OR (document = ?4 AND type = ?5 AND words = ?6 AND other_document = ?1 AND other_type = ?2 AND "
                              "other_words = ?3)")
        .add(a.document).add(a.facts.type).add(a.words).add(b.document).add(b.facts.type).add(b.words).run();
    RowStatement(state_, db_, "INSERT INTO decision (batch, kind, document, type, words, other_document, other_type, other_words, at) VALUES "
                              "(?,?,?,?,?,?,?,?,?)")
        .add(batch_).add(kind).add(a.document).add(a.facts.type).add(a.words).add(b.document).add(b.facts.type).add(b.words).add(now_).run();
    for (const EventReport* r : {&a, &b}) {
      if (r->story != 0) state_.changed_stories.insert(r->story);
    }
  }
  [[nodiscard]] EventMerger& merger() { return merger_; }
  [[nodiscard]] int64_t batch() const { return batch_; }

 private:
  Archive::State& state_;
  SQLite::Database& db_;
  EventMerger merger_;
  int64_t batch_ = 1, now_ = 0;
};

// Runs `work` on a writer that can merge.
template <class T, class Work>
Result<T> with_merger(Archive& archive, Work&& work) {
  if (!archive.state().options.knowledge) return fail(ErrorCode::kUsage, archive.state().path + ": events cannot be merged; open the archive with Options::knowledge");
  return archive.state().get<Result<T>>([&](SQLite::Database& db) -> Result<T> {
    Decider decider(archive.state(), db);
    return work(db, decider);
  }).and_then([](Result<T> inner) { return inner; });
}

tl::unexpected<Error> no_event(int64_t merged) {
  return fail(ErrorCode::kNotFound, fmt::format("{}: no such merged event; dateline events --merged lists them", merged));
}

}  // namespace

Result<int64_t> join_events(Archive& archive, const std::vector<int64_t>& merged) {
  const std::set<int64_t> all(merged.begin(), merged.end());
  if (all.size() < 2) return fail(ErrorCode::kUsage, "two merged events or more can be joined");
  return with_merger<int64_t>(archive, [&](SQLite::Database&, Decider& d) -> Result<int64_t> {
    const int64_t stays = *all.begin();
    for (const int64_t id : all) {
      const auto reports = d.reports(id);
      if (reports.empty()) return no_event(id);
      if (reports.size() > kMostReports) return fail(ErrorCode::kUsage, fmt::format("{}: has more than {} reports", id, kMostReports));
    }
    for (const int64_t goes : all) {
      if (goes == stays) continue;
      const auto first = d.reports(stays).front();
      for (const EventReport& r : d.reports(goes)) d.decide("together", first, r);
      d.merger().put_together(stays, goes);
    }
    return d.batch();
  });
}

Result<int64_t> split_event(Archive& archive, int64_t merged) {
  return with_merger<int64_t>(archive, [&](SQLite::Database&, Decider& d) -> Result<int64_t> {
    const auto reports = d.reports(merged);
    if (reports.empty()) return no_event(merged);
    if (reports.size() < 2) return fail(ErrorCode::kUsage, fmt::format("{}: has one report, nothing to split", merged));
    if (reports.size() > kMostReports) return fail(ErrorCode::kUsage, fmt::format("{}: has more than {} reports; take single ones out", merged, kMostReports));
    for (size_t i = 0; i < reports.size(); ++i) {
      for (size_t k = i + 1; k < reports.size(); ++k) d.decide("apart", reports[i], reports[k]);
    }
    for (size_t i = 1; i < reports.size(); ++i) d.merger().set_apart(reports[i], merged);
    return d.batch();
  });
}

Result<int64_t> take_out_report(Archive& archive, std::string_view key, std::string_view item) {
  return with_merger<int64_t>(archive, [&](SQLite::Database& db, Decider& d) -> Result<int64_t> {
    int64_t id = 0, merged = 0;
    {
      RowStatement q(archive.state(), db, "SELECT e.id, e.merged FROM event e JOIN document d ON d.id = e.document WHERE d.key = ? AND e.item = ?");
      q.add(key).add(item);
      if (q.step()) id = q.integer(0), merged = q.integer(1);
    }
    if (id == 0) return fail(ErrorCode::kNotFound, fmt::format("{}#{}: no such event; dateline events --document lists them", key, item));
    const auto reports = d.reports(merged);
    if (reports.size() < 2) return fail(ErrorCode::kUsage, fmt::format("{}#{}: is an event of its own already", key, item));
    const auto out = std::find_if(reports.begin(), reports.end(), [&](const EventReport& r) { return r.id == id; });
    for (const EventReport& r : reports) {
      if (r.id != id) d.decide("apart", *out, r);
    }
    d.merger().set_apart(*out, merged);
    return d.batch();
  });
}

Result<void> undo_decisions(Archive& archive, int64_t batch) {
  return with_merger<int64_t>(archive, [&](SQLite::Database& db, Decider& d) -> Result<int64_t> {
    std::set<int64_t> documents;
    {
      RowStatement q(archive.state(), db, "SELECT document, other_document FROM decision WHERE batch = ?");
      q.add(batch);
      while (q.step()) documents.insert({q.integer(0), q.integer(1)});
    }
    if (documents.empty()) return fail(ErrorCode::kNotFound, fmt::format("{}: no such decision; dateline merge --list lists them", batch));
    RowStatement(archive.state(), db, "DELETE FROM decision WHERE batch = ?").add(batch).run();
    archive.state().any_decisions.reset();
    for (const int64_t document : documents) {
      int64_t story = 0;
      {
        RowStatement q(archive.state(), db, "SELECT story FROM article WHERE document = ?");
        q.add(document);
        if (q.step()) story = q.integer(0);
      }
      auto taken = d.merger().take_out(document);
      d.merger().place(document, story, taken);
      if (story != 0) archive.state().changed_stories.insert(story);
    }
    return batch;
  }).map([](int64_t) {});
}

Result<Listing> decisions(Archive& archive) {
  return archive.state().get<Listing>([&](SQLite::Database& db) {
    RowStatement q(archive.state(), db,
                   "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', c.at, 'unixepoch'), c.batch, c.kind, d.key, c.words, o.key, c.other_words FROM decision c "
                   "LEFT JOIN document d ON d.id = c.document LEFT JOIN document o ON o.id = c.other_document ORDER BY c.id DESC");
    Listing out{{"at", "decision", "kind", "document", "words", "other_document", "other_words"}, {}, {}};
    while (q.step()) {
      auto& row = out.rows.emplace_back();
      for (int c = 0; c < 7; ++c) row.push_back({c == 1 ? CellKind::kNumber : CellKind::kText, q.text(c)});
    }
    return out;
  });
}

}  // namespace dateline::archive
