#include "archive/grouper.h"

#include "archive/recent_row.h"
#include "archive/row_statement.h"

namespace dateline::archive {

Grouper::Grouper(Archive::State& state, SQLite::Database& db) : state_(state), db_(db) { load(); }

void Grouper::load() {
  const auto& knowledge = state_.options.knowledge;
  copies_ = std::make_unique<CopyFinder>();
  stories_ = std::make_unique<StoryFinder>(std::shared_ptr<const Background>(knowledge, &knowledge->background()));
  RowStatement rows(state_, db_,
                    "SELECT r.document, r.sketch, r.features, r.links, a.family, a.story FROM recent r JOIN article a ON a.document = "
                    "r.document ORDER BY r.place");
  while (rows.step()) {
    const auto document = static_cast<uint64_t>(rows.integer(0));
    copies_->restore({document, static_cast<uint64_t>(rows.integer(4)), unpack_sketch(rows.bytes(1))});
    if (rows.bytes(2).empty()) continue;
    stories_->restore({document, static_cast<uint64_t>(rows.integer(5)), unpack_features(rows.bytes(2)), unpack_links(rows.bytes(3))});
  }
  copies_->set_next_family(static_cast<uint64_t>(state_.counter(db_, "family")));
  stories_->set_next_story(static_cast<uint64_t>(state_.counter(db_, "story")));
}

Grouper::Placement Grouper::add(int64_t document, const std::vector<uint64_t>& sketch, const StoryFeatures* features, bool fresh) {
  // Finders keep something of what was taken out.
  if (std::max(copies_->places(), stories_->places()) > static_cast<size_t>(state_.options.window) * 5 / 4 + 1000) {
    save();
    load();
  }
  const auto number = static_cast<uint64_t>(document);
  Placement out;
  out.family = static_cast<int64_t>(copies_->add(number, sketch).family);
  std::vector<StoryFinder::Link> met;
  if (features != nullptr) {
    auto placed = stories_->add(number, *features);
    out.story = static_cast<int64_t>(placed.story);
    out.moved = std::move(placed.moved);
    met = stories_->links(number);
  } else {
    stories_->remove(number);
  }
  const std::string packed_sketch = pack(sketch), packed = features != nullptr ? pack(*features) : std::string(), links = pack(met);
  if (!fresh) RowStatement(state_, db_, "DELETE FROM recent WHERE document = ?").add(document).run();
  RowStatement(state_, db_, "INSERT INTO recent (document, sketch, features, links) VALUES (?,?,?,?)")
      .add(document).blob(packed_sketch).blob(packed).blob(links).run();
  evict(db_.getLastInsertRowid());
  follow(out.moved);
  return out;
}

void Grouper::follow(const std::vector<StoryFinder::Moved>& moved) {
  for (const auto& m : moved) {
    RowStatement(state_, db_, "UPDATE article SET story = ? WHERE document = ?")
        .add(static_cast<int64_t>(m.story)).add(static_cast<int64_t>(m.document)).run();
  }
  // Articles too old to be looked at go where the last of their story went.
  for (const auto& m : moved) {
    if (stories_->has_story(m.from)) continue;
    RowStatement(state_, db_, "UPDATE article SET story = ? WHERE story = ?")
        .add(static_cast<int64_t>(m.story)).add(static_cast<int64_t>(m.from)).run();
    RowStatement(state_, db_, "UPDATE merged SET story = ? WHERE story = ?")
        .add(static_cast<int64_t>(m.story)).add(static_cast<int64_t>(m.from)).run();
    state_.merged.move_story(static_cast<int64_t>(m.from), static_cast<int64_t>(m.story));
  }
}

void Grouper::evict(int64_t last_place) {
  const int64_t oldest = last_place - state_.options.window;
  std::vector<int64_t> documents;
  RowStatement old(state_, db_, "SELECT document FROM recent WHERE place <= ?");
  old.add(oldest);
  while (old.step()) documents.push_back(old.integer(0));
  for (const int64_t document : documents) {
    copies_->remove(static_cast<uint64_t>(document));
    stories_->remove(static_cast<uint64_t>(document));
  }
  if (!documents.empty()) RowStatement(state_, db_, "DELETE FROM recent WHERE place <= ?").add(oldest).run();
}

void Grouper::remove(int64_t document) {
  copies_->remove(static_cast<uint64_t>(document));
  stories_->remove(static_cast<uint64_t>(document));
  RowStatement(state_, db_, "DELETE FROM recent WHERE document = ?").add(document).run();
}

void Grouper::save() {
  state_.set_counter(db_, "family", static_cast<int64_t>(copies_->next_family()));
  state_.set_counter(db_, "story", static_cast<int64_t>(stories_->next_story()));
}

}  // namespace dateline::archive
