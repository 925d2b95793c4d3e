#include "archive/migrate.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <string_view>

#include "archive/actor_index.h"
#include "archive/copy_finder.h"
#include "archive/derived.h"
#include "archive/dispute_id.h"
#include "archive/event_merger.h"
#include "archive/grouper.h"
#include "archive/row_statement.h"
#include "archive/schema.h"
#include "archive/sums.h"

namespace dateline::archive {
namespace {

using simdjson::dom::element;

std::string_view text_at(const element& root, std::string_view pointer) {
  std::string_view out;
  return root.at_pointer(pointer).get(out) == simdjson::SUCCESS ? out : std::string_view{};
}

std::optional<double> number_at(const element& root, std::string_view pointer) {
  double out = 0;
  return root.at_pointer(pointer).get(out) == simdjson::SUCCESS ? std::optional(out) : std::nullopt;
}

template <class Each>
void each_item(const element& root, const char* list, Each&& each) {
  simdjson::dom::array items;
  if (root[list].get(items) != simdjson::SUCCESS) return;
  for (const auto item : items) each(item);
}

// The sentence around a span of an item.
std::string_view sentence_of(const element& root, const element& item, std::string_view text) {
  uint64_t begin = 0, end = 0;
  if (item.at_pointer("/span/0").get(begin) != simdjson::SUCCESS) return {};
  std::string_view found;
  each_item(root, "sentences", [&](const element& sentence) {
    uint64_t from = 0;
    if (sentence.at_pointer("/0").get(from) != simdjson::SUCCESS || sentence.at_pointer("/1").get(end) != simdjson::SUCCESS) return;
    if (from <= begin && begin < end && end <= text.size()) found = text.substr(from, end - from);
  });
  return found;
}

// Columns of version 2 that are in the record.
void fill_items(Archive::State& state, SQLite::Database& db, int64_t document, const element& root) {
  each_item(root, "events", [&](const element& event) {
    std::string speakers;
    each_item(event, "said_by", [&](const element& statement) {
      std::string_view item;
      if (statement.get(item) != simdjson::SUCCESS) return;
      RowStatement q(state, db, "SELECT speaker FROM statement WHERE document = ? AND item = ?");
      q.add(document).add(item);
      if (!q.step() || q.text(0).empty()) return;
      if (!speakers.empty()) speakers += "; ";
      speakers += q.text(0);
    });
    RowStatement update(state, db, "UPDATE event SET said_by = ?, killed_low = ?, killed_best = ?, killed_high = ?, wounded_low = ?, "
                                   "wounded_best = ?, wounded_high = ? WHERE document = ? AND item = ?");
    update.add(speakers);
    for (const char* kind : {"killed", "wounded"}) {
      for (const char* bound : {"low", "best", "high"}) update.add(number_at(event, fmt::format("/casualties/{}/{}", kind, bound)));
    }
    update.add(document).add(text_at(event, "/id")).run();
  });
  each_item(root, "figures", [&](const element& figure) {
    bool approximate = false;
    if (figure["approximate"].get(approximate) != simdjson::SUCCESS) approximate = false;  // left out when false
    RowStatement(state, db, "UPDATE figure SET bound = ?, approximate = ? WHERE document = ? AND item = ?")
        .add(text_at(figure, "/bound")).add(int64_t{approximate}).add(document).add(text_at(figure, "/id")).run();
  });
  const std::string_view text = text_at(root, "/article/text");
  each_item(root, "schedule", [&](const element& due) {
    RowStatement(state, db, "UPDATE schedule SET words = ? WHERE document = ? AND item = ?")
        .add(sentence_of(root, due, text)).add(document).add(text_at(due, "/id")).run();
  });
}

// Brings the documents together as if they had been put one after the other.
void bring_together(Archive::State& state, SQLite::Database& db) {
  constexpr size_t kAtOnce = 256;  // documents whose merged events are written together
  simdjson::dom::parser parser;
  int64_t last = 0;
  size_t gathered = 0;
  for (;;) {
    int64_t revision = 0;
    {
      RowStatement next(state, db, "SELECT id, revision FROM document WHERE id > ? ORDER BY id LIMIT 1");
      next.add(last);
      if (!next.step()) break;
      last = next.integer(0);
      revision = next.integer(1);
    }
    const simdjson::padded_string json(state.stored(db, revision, "record"));
    element root;
    if (parser.parse(json).get(root) != simdjson::SUCCESS) throw Damaged(fmt::format("{}: record of revision {} is no record", state.path, revision));
    fill_items(state, db, last, root);
    const std::string_view text = text_at(root, "/article/text"), language = text_at(root, "/article/language");
    const StoryInput input{text_at(root, "/article/headline"), text, story_day(text_at(root, "/article/published/value"))};
    StoryFeatures features;
    const bool in_story = tells_stories(language);
    if (in_story) features = story_features(input, state.options.knowledge->background());
    const auto placed = state.groups(db).add(last, CopyFinder::sketch_of(text), in_story ? &features : nullptr, true);
    RowStatement(state, db, "UPDATE article SET story = ?, family = ? WHERE document = ?").add(placed.story).add(placed.family).add(last).run();
    EventMerger merger(state, db);
    const auto bring = [&](int64_t one, int64_t story) {
      auto taken = merger.take_out(one);
      merger.place(one, story, taken);
    };
    bring(last, placed.story);
    for (const auto& m : placed.moved) bring(static_cast<int64_t>(m.document), static_cast<int64_t>(m.story));
    if (++gathered % kAtOnce == 0) state.merged.save(state, db);
  }
  state.merged.save(state, db);
  state.grouper->save();
  // Stories one after the other, so that no list of all is needed.
  for (int64_t story = 0;;) {
    {
      RowStatement next(state, db, "SELECT story FROM article WHERE story > ? ORDER BY story LIMIT 1");
      next.add(story);
      if (!next.step()) break;
      story = next.integer(0);
    }
    write_story(state, db, story);
    write_story_disputes(state, db, story);
    write_due(state, db, story, 0);
  }
  for (int64_t document = 0;;) {
    {
      RowStatement next(state, db, "SELECT document FROM article WHERE story = 0 AND document > ? ORDER BY document LIMIT 1");
      next.add(document);
      if (!next.step()) break;
      document = next.integer(0);
    }
    write_due(state, db, 0, document);
  }
}

void to_version_1(Archive::State& /*state*/, SQLite::Database& db) {
  db.exec(kVersion1);
  db.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
}

void to_version_2(Archive::State& state, SQLite::Database& db) {
  db.exec(kVersion2);
  db.exec("UPDATE change SET key = ifnull((SELECT key FROM document WHERE id = change.document), '')");
  const bool empty = db.execAndGet("SELECT NOT EXISTS (SELECT 1 FROM document)").getInt() != 0;
  if (!empty) bring_together(state, db);
}

void to_version_3(Archive::State& state, SQLite::Database& db) {
  db.exec(kVersion3);
  index_all(state, db);
  count_all(state, db);
}

void to_version_4(Archive::State& state, SQLite::Database& db) {
  db.exec(kVersion4);
  struct Numbered {
    int64_t id, document;
    std::string item;
  };
  std::vector<Numbered> of_articles;
  {
    RowStatement q(state, db, "SELECT id, document, item FROM dispute WHERE scope = 'article'");
    while (q.step()) of_articles.push_back({q.integer(0), q.integer(1), q.text(2)});
  }
  for (const Numbered& d : of_articles) {
    const int64_t id = dispute_id(state, db, "article", d.document, "", d.item);
    RowStatement(state, db, "UPDATE dispute SET id = ? WHERE id = ?").add(id).add(d.id).run();
  }
  std::vector<int64_t> stories;
  {
    RowStatement q(state, db, "SELECT DISTINCT story FROM dispute WHERE scope = 'story'");
    while (q.step()) stories.push_back(q.integer(0));
  }
  for (const int64_t story : stories) write_story_disputes(state, db, story);
}

void to_version_5(Archive::State& /*state*/, SQLite::Database& db) { db.exec(kVersion5); }

// The step from version n to n + 1 stands at place n.
using Step = void (*)(Archive::State&, SQLite::Database&);
constexpr std::array<Step, kArchiveVersion> kSteps = {to_version_1, to_version_2, to_version_3, to_version_4, to_version_5};

}  // namespace

void migrate(Archive::State& state, SQLite::Database& db, int version) {
  SQLite::Transaction all(db, SQLite::TransactionBehavior::IMMEDIATE);
  for (auto step = static_cast<size_t>(version); step < kSteps.size(); ++step) kSteps[step](state, db);
  db.exec(fmt::format("PRAGMA user_version = {}", kArchiveVersion));
  all.commit();
}

}  // namespace dateline::archive
