#include <SQLiteCpp/SQLiteCpp.h>
#include <simdjson.h>

#include <algorithm>
#include <utility>

#include "archive/archive.h"
#include "archive/compress.h"
#include "archive/copy_finder.h"
#include "archive/event_merger.h"
#include "archive/grouper.h"
#include "archive/row_statement.h"
#include "archive/rows.h"
#include "archive/state.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/strings.h"
#include "dateline/reader.h"

namespace dateline::archive {
namespace {

constexpr int64_t kMostAliases = 8;  // of one revision
constexpr int64_t kEmptyFrame = 20;   // bytes: a compressed nothing is shorter, any source is longer. Version 1 lost sources

std::string given_name(const Source& source) {
  return !source.url.empty() ? source.url : !source.id.empty() ? "id:" + source.id : std::string();
}

// All that the carrier said beside the bytes: a change of it is a change.
std::string given(const Source& source) {
  return given_name(source) + '\n' + source.title + '\n' + source.published;
}

// What a document is in the archive before it is put.
struct Known {
  int64_t document = 0, revision = 0;
  int number = 0;
  uint64_t text_hash = 0;
  std::string published, sha256, given;
  bool has_source = false;
};

Known known(Archive::State& state, SQLite::Database& db, const std::string& column, auto value) {
  RowStatement q(state, db, "SELECT d.id, r.id, r.number, r.text_hash, a.published, r.sha256, r.given, length(r.source) FROM document d JOIN revision r ON "
                            "r.id = d.revision JOIN article a ON a.document = d.id WHERE d." + column + " = ?");
  q.add(value);
  if (!q.step()) return {};
  return {q.integer(0), q.integer(1), static_cast<int>(q.integer(2)), static_cast<uint64_t>(q.integer(3)), q.text(4), q.text(5), q.text(6),
          q.integer(7) > kEmptyFrame};
}

// A revision whose source was lost gets one.
void mend_source(Archive::State& state, SQLite::Database& db, const Known& k, const Prepared& p) {
  RowStatement(state, db, "UPDATE revision SET sha256 = ?, given = ?, origin = ?, source = ? WHERE id = ?")
      .add(p.facts.source.sha256).add(given(p.facts.source)).add(p.origin).blob(p.source).add(k.revision).run();
}

// The same text came of other bytes or with other words of the carrier: next time they need not be read.
void add_alias(Archive::State& state, SQLite::Database& db, const Known& k, const Source& source) {
  const std::string name = given(source);
  if (source.sha256 == k.sha256 && name == k.given) return;
  RowStatement(state, db, "INSERT OR IGNORE INTO alias (revision, sha256, given) VALUES (?,?,?)")
      .add(k.revision).add(source.sha256).add(name).run();
  RowStatement(state, db, "DELETE FROM alias WHERE revision = ?1 AND id NOT IN (SELECT id FROM alias WHERE revision = ?1 ORDER BY id DESC LIMIT ?2)")
      .add(k.revision).add(kMostAliases).run();
}

void note_change(Archive::State& state, SQLite::Database& db, int64_t document, int64_t revision, const char* kind, const std::string& key,
                 int64_t at) {
  RowStatement(state, db, "INSERT INTO change (document, revision, kind, at, key) VALUES (?,?,?,?,?)")
      .add(document).add(revision).add(kind).add(at).add(key).run();
}

// Stories that lose or gain an article have to be told anew.
void note_story(Archive::State& state, SQLite::Database& db, int64_t document) {
  RowStatement q(state, db, "SELECT story FROM article WHERE document = ?");
  q.add(document);
  if (!q.step()) return;
  if (const int64_t story = q.integer(0); story != 0) state.changed_stories.insert(story);
  else state.changed_documents.insert(document);
}

// Writes the rows of a document and brings it together with others. `left` are merged events that wait for reports of it.
void place(Archive::State& state, SQLite::Database& db, int64_t document, const Prepared& p, bool fresh, std::vector<int64_t> left) {
  Grouper& groups = state.groups(db);
  const Grouper::Placement placed = groups.add(document, p.sketch, p.in_story ? &p.features : nullptr, fresh);
  EventMerger merger(state, db);
  EventMerger::Taken own{event_reports(state, db, p.facts, document, placed.story, placed.family), std::move(left)};
  if (merger.has_decisions(document)) {
    insert_rows(state, db, document, p, placed.story, placed.family, own.own);
    merger.place(document, placed.story, own);
  } else {
    merger.place(document, placed.story, own);
    insert_rows(state, db, document, p, placed.story, placed.family, own.own);
    state.merged.inserted(own.own);
  }
  for (const auto& m : placed.moved) {
    const auto other = static_cast<int64_t>(m.document), story = static_cast<int64_t>(m.story);
    auto taken = merger.take_out(other);
    merger.place(other, story, taken);
    state.changed_stories.insert(static_cast<int64_t>(m.from));
    state.changed_stories.insert(story);
  }
  if (placed.story != 0) state.changed_stories.insert(placed.story);
  else state.changed_documents.insert(document);
  state.news.put(document, p.facts.article.text, p.facts.sentences);
}

std::vector<int64_t> take_away(Archive::State& state, SQLite::Database& db, const Known& k) {
  note_story(state, db, k.document);
  auto taken = EventMerger(state, db).take_out(k.document);
  remove_rows(state, db, k.document, state.stored(db, k.revision, "record"));
  state.merged.removed(k.document, taken.own);
  state.news.remove(k.document);
  return std::move(taken.left);
}

// The number that the next row of a table gets: not one that was ever given.
int64_t next_number(Archive::State& state, SQLite::Database& db, int64_t& next, const char* sql) {
  if (next == 0) {
    RowStatement q(state, db, sql);
    next = q.step() ? q.integer(0) : 1;
  }
  return next++;
}

uint32_t words_of(std::string_view text) {
  uint32_t count = 0;
  bool inside = false;
  for (const char c : text) {
    if (!is_space(c) && !inside) ++count;
    inside = !is_space(c);
  }
  return count;
}

Result<void> need_knowledge(const Archive::State& state) {
  if (state.options.knowledge) return {};
  return fail(ErrorCode::kUsage, state.path + ": documents cannot be put or removed; open the archive with Options::knowledge");
}

}  // namespace

Prepared prepare(Record record, const Knowledge& knowledge) {
  Prepared out;
  const Source& s = record.source;
  const Article& a = record.article;
  out.key = !a.canonical.empty() ? a.canonical : given_name(s);
  if (out.key.empty()) out.key = "sha256:" + s.sha256;
  out.text_hash = hash64(a.text, hash64(a.headline));
  JsonWriter json(out.origin);
  json.begin_object().field("location", s.location).optional("id", s.id).optional("url", s.url).optional("title", s.title)
      .optional("published", s.published).field("format", static_cast<int>(s.format)).field("charset", s.charset)
      .field("original_bytes", s.original_bytes).field("broken", s.broken_utf8).end_object();
  out.source = compress(s.bytes);
  std::string text;
  append_json(record, text);
  out.record = compress(text);
  out.words = words_of(a.text);
  out.sketch = CopyFinder::sketch_of(a.text);
  out.in_story = tells_stories(a.language);
  if (out.in_story) out.features = story_features({a.headline, a.text, story_day(a.published.value)}, knowledge.background());
  record.source.bytes.clear();
  record.source.bytes.shrink_to_fit();
  out.facts = std::move(record);
  return out;
}

Result<bool> Archive::knows(const Source& source) {
  return state_->get<bool>([&](SQLite::Database& db) {
    const std::string name = given(source);
    RowStatement q(*state_, db,
                   "SELECT 1 FROM revision r JOIN document d ON d.id = r.document AND d.revision = r.id WHERE r.sha256 = ?1 AND r.given = ?2 AND "
                   "length(r.source) > ?3 UNION ALL "
                   "SELECT 1 FROM alias l JOIN revision r ON r.id = l.revision JOIN document d ON d.id = r.document AND d.revision = r.id WHERE l.sha256 = ?1 AND l.given = ?2");
    q.add(source.sha256).add(name).add(kEmptyFrame);
    return q.step();
  });
}

Result<Put> Archive::put(const Prepared& p) {
  if (auto able = need_knowledge(*state_); !able) return tl::unexpected(able.error());
  return state_->get<Put>([&](SQLite::Database& db) {
    const Source& source = p.facts.source;
    Known k = known(*state_, db, "key", p.key);
    const bool same_text = k.document != 0 && k.text_hash == p.text_hash;
    if (same_text && (k.published == p.facts.article.published.value || p.facts.article.published.value.empty())) {
      if (k.has_source) add_alias(*state_, db, k, source);
      else mend_source(*state_, db, k, p);
      return Put::kUnchanged;
    }
    const int64_t now = state_->now(db);
    std::vector<int64_t> left;
    const int64_t revision = next_number(*state_, db, state_->next_revision,
                                         "SELECT max((SELECT next FROM counter WHERE name = 'revision'), 1 + (SELECT ifnull(max(id), 0) FROM revision))");
    if (k.document == 0) {
      k.document = next_number(*state_, db, state_->next_document,
                               "SELECT max((SELECT next FROM counter WHERE name = 'document'), 1 + (SELECT ifnull(max(id), 0) FROM document))");
      RowStatement(*state_, db, "INSERT INTO document (id, key, revision, first_seen) VALUES (?,?,?,?)").add(k.document).add(p.key).add(revision).add(now).run();
    } else {
      left = take_away(*state_, db, k);
      RowStatement(*state_, db, "UPDATE document SET revision = ? WHERE id = ?").add(revision).add(k.document).run();
    }
    RowStatement(*state_, db, "INSERT INTO revision (id, document, number, seen, sha256, given, text_hash, program, origin, source, record) "
                              "VALUES (?,?,?,?,?,?,?,?,?,?,?)")
        .add(revision).add(k.document).add(int64_t{k.number} + 1).add(now).add(source.sha256).add(given(source)).add(static_cast<int64_t>(p.text_hash))
        .add(state_->options.knowledge->program()).add(p.origin).blob(p.source).blob(p.record).run();
    place(*state_, db, k.document, p, k.number == 0, std::move(left));
    const Put done = k.number == 0 ? Put::kAdded : same_text ? Put::kMetadata : Put::kRevised;
    note_change(*state_, db, k.document, revision, done == Put::kAdded ? "added" : same_text ? "metadata" : "revised", p.key, now);
    return done;
  });
}

Result<Put> Archive::reread(int64_t document, const Prepared& p) {
  if (auto able = need_knowledge(*state_); !able) return tl::unexpected(able.error());
  return state_->get<Put>([&](SQLite::Database& db) {
    const Known k = known(*state_, db, "id", document);
    if (k.document == 0) return Put::kUnchanged;  // removed since it was asked for
    const int64_t now = state_->now(db);
    auto left = take_away(*state_, db, k);
    RowStatement(*state_, db, "UPDATE revision SET text_hash = ?, program = ?, record = ? WHERE id = ?")
        .add(static_cast<int64_t>(p.text_hash)).add(state_->options.knowledge->program()).blob(p.record).add(k.revision).run();
    place(*state_, db, document, p, false, std::move(left));
    RowStatement key(*state_, db, "SELECT key FROM document WHERE id = ?");
    key.add(document);
    const std::string name = key.step() ? key.text(0) : std::string();
    note_change(*state_, db, document, k.revision, "reread", name, now);
    return Put::kReread;
  });
}

Result<bool> Archive::remove(std::string_view key) {
  if (auto able = need_knowledge(*state_); !able) return tl::unexpected(able.error());
  return state_->get<bool>([&](SQLite::Database& db) {
    const Known k = known(*state_, db, "key", key);
    if (k.document == 0) return false;
    const int64_t now = state_->now(db);
    (void)take_away(*state_, db, k);
    state_->groups(db).remove(k.document);
    // Numbers of what is gone stay with it.
    for (const char* sql : {"UPDATE counter SET next = max(next, ? + 1) WHERE name = 'document'",
                            "UPDATE counter SET next = max(next, 1 + (SELECT max(id) FROM revision WHERE document = ?)) WHERE name = 'revision'",
                            "DELETE FROM alias WHERE revision IN (SELECT id FROM revision WHERE document = ?)",
                            "DELETE FROM revision WHERE document = ?", "DELETE FROM document WHERE id = ?",
                            "DELETE FROM decision WHERE ?1 IN (document, other_document)"}) {
      RowStatement(*state_, db, sql).add(k.document).run();
    }
    note_change(*state_, db, k.document, k.revision, "removed", std::string(key), now);
    return true;
  });
}

}  // namespace dateline::archive
