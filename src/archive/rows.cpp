#include "archive/rows.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "archive/actor_index.h"
#include "archive/row_statement.h"
#include "archive/sums.h"

namespace dateline::archive {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += "; ";
    out += part;
  }
  return out;
}

std::string item(char kind, size_t index) { return kind + std::to_string(index + 1); }

class Writer {
 public:
  Writer(Archive::State& state, SQLite::Database& db, int64_t document, const Record& record)
      : state_(state), db_(db), document_(document), r_(record) {}

  void article(uint32_t words, int64_t story, int64_t family) {
    const Article& a = r_.article;
    RowStatement(state_, db_, "INSERT INTO article (document, headline, publisher, language, type, url, published, modified, "
                              "words, story, family) VALUES (?,?,?,?,?,?,?,?,?,?,?)")
        .add(document_).add(a.headline).add(a.publisher).add(a.language).add(name(a.type))
        .add(a.canonical.empty() ? r_.source.url : a.canonical).add(a.published.value).add(a.modified.value)
        .add(int64_t{words}).add(story).add(family).run();
    RowStatement(state_, db_, "INSERT INTO fulltext (rowid, headline, body) VALUES (?,?,?)")
        .add(document_).add(a.headline).add(a.text).run();
  }

  void entities() {
    for (size_t i = 0; i < r_.entities.size(); ++i) {
      const Entity& e = r_.entities[i];
      RowStatement(state_, db_, "INSERT INTO entity VALUES (?,?,?,?,?,?,?)")
          .add(document_).add(item('e', i)).add(name(e.kind)).add(e.name).add(e.actor).add(e.country)
          .add(static_cast<int64_t>(e.mentions.size())).run();
    }
  }

  void events() {
    for (size_t i = 0; i < r_.events.size(); ++i) {
      const Event& e = r_.events[i];
      const Place* place = e.place ? &*e.place : nullptr;
      const auto count = [&](const char* kind, double Casualties::*bound) {
        const auto c = std::find_if(e.casualties.begin(), e.casualties.end(), [&](const Casualties& one) { return one.kind == kind; });
        return c == e.casualties.end() ? std::nullopt : std::optional((*c).*bound);
      };
      RowStatement(state_, db_,
          "INSERT INTO event (document, item, type, mode, cameo, status, date_from, date_to, source, source_code, target, "
          "target_code, place, country, admin1, lat, lon, confidence, words, said_by, killed_low, killed_best, killed_high, wounded_low, "
          "wounded_best, wounded_high) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
          .add(document_).add(item('v', i)).add(name(e.type)).add(e.mode).add(e.cameo).add(name(e.status))
          .add(e.time.from).add(e.time.to).add(names(e.source)).add(joined(e.source_code)).add(names(e.target))
          .add(joined(e.target_code)).add(place ? place->name : std::string()).add(place ? place->country : std::string())
          .add(place ? place->admin1 : std::string()).add(place ? std::optional(place->lat) : std::nullopt)
          .add(place ? std::optional(place->lon) : std::nullopt).add(e.confidence).add(words(e.sentence_span))
          .add(speakers(e.said_by)).add(count("killed", &Casualties::low)).add(count("killed", &Casualties::best))
          .add(count("killed", &Casualties::high)).add(count("wounded", &Casualties::low)).add(count("wounded", &Casualties::best))
          .add(count("wounded", &Casualties::high)).run();
      index_event(state_, db_, {db_.getLastInsertRowid(), joined(e.source_code), joined(e.target_code), e.time.from, e.time.to, name(e.type),
                                place ? std::string_view(place->country) : std::string_view()});
    }
  }

  void statements() {
    for (size_t i = 0; i < r_.statements.size(); ++i) {
      const Statement& s = r_.statements[i];
      std::string content;
      for (const Span span : s.content) {
        if (!content.empty()) content += " ... ";
        content += words(span);
      }
      const Entity* speaker = entity(s.speaker);
      RowStatement(state_, db_,
          "INSERT INTO statement (document, item, kind, speaker, speaker_code, via, words) VALUES (?,?,?,?,?,?,?)")
          .add(document_).add(item('s', i)).add(name(s.kind))
          .add(speaker ? speaker->name : std::string(words(s.speaker_span))).add(speaker ? speaker->actor : std::string())
          .add(s.via).add(std::move(content)).run();
      if (speaker) index_statement(state_, db_, db_.getLastInsertRowid(), speaker->actor, r_.article.published.value);
    }
  }

  void figures() {
    for (size_t i = 0; i < r_.figures.size(); ++i) {
      const Figure& f = r_.figures[i];
      const Entity* by = entity(f.by);
      if (by == nullptr && f.said_by < r_.statements.size()) by = entity(r_.statements[f.said_by].speaker);
      RowStatement(state_, db_,
          "INSERT INTO figure (document, item, value, low, high, unit, change, what, place, as_of, claimed_by, words, bound, "
          "approximate) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
          .add(document_).add(item('f', i)).add(f.value).add(f.low).add(f.high).add(f.unit).add(name(f.change)).add(f.what)
          .add(f.place).add(f.as_of).add(by ? by->name : std::string(words(f.by_span))).add(words(sentence_of(f.span)))
          .add(name(f.bound)).add(int64_t{f.approximate}).run();
    }
  }

  void disputes() {
    for (size_t i = 0; i < r_.disputes.size(); ++i) {
      const Dispute& d = r_.disputes[i];
      std::string items;
      for (const ItemRef& ref : d.items) {
        if (!items.empty()) items += ' ';
        items += item(ref.kind, ref.index);
      }
      RowStatement(state_, db_, "INSERT INTO dispute (scope, story, document, item, kind, date, about, why, items) VALUES ('article', 0, "
                                "?,?,?,?,?,?,?)")
          .add(document_).add(item('d', i)).add(name(d.kind)).add(r_.article.published.value).add(d.about).add(d.why).add(std::move(items)).run();
    }
  }

  void schedule() {
    for (size_t i = 0; i < r_.schedule.size(); ++i) {
      const ScheduleItem& c = r_.schedule[i];
      RowStatement(state_, db_,
          "INSERT INTO schedule (document, item, date_from, date_to, what, place, status, words) VALUES (?,?,?,?,?,?,?,?)")
          .add(document_).add(item('c', i)).add(c.date.from).add(c.date.to).add(c.what).add(c.place).add(name(c.status))
          .add(words(sentence_of(c.span))).run();
    }
  }

 private:
  [[nodiscard]] std::string_view words(Span span) const { return text_of(r_.article.text, span); }
  [[nodiscard]] const Entity* entity(ItemIndex index) const {
    return index < r_.entities.size() ? &r_.entities[index] : nullptr;
  }
  [[nodiscard]] std::string names(const std::vector<ItemIndex>& items) const {
    std::vector<std::string> out;
    for (const ItemIndex index : items) {
      if (const Entity* e = entity(index)) out.push_back(e->name);
    }
    return joined(out);
  }
  [[nodiscard]] std::string speakers(const std::vector<ItemIndex>& statements) const {
    std::vector<std::string> out;
    for (const ItemIndex index : statements) {
      if (index >= r_.statements.size()) continue;
      const Entity* e = entity(r_.statements[index].speaker);
      std::string who = e ? e->name : std::string(words(r_.statements[index].speaker_span));
      if (!who.empty() && std::find(out.begin(), out.end(), who) == out.end()) out.push_back(std::move(who));
    }
    return joined(out);
  }
  [[nodiscard]] Span sentence_of(Span span) const {
    for (const Span sentence : r_.sentences) {
      if (sentence.begin <= span.begin && span.end <= sentence.end) return sentence;
    }
    return span;
  }

  Archive::State& state_;
  SQLite::Database& db_;
  int64_t document_;
  const Record& r_;
};

}  // namespace

void insert_rows(Archive::State& state, SQLite::Database& db, int64_t document, const Prepared& p, int64_t story, int64_t family) {
  Writer writer(state, db, document, p.facts);
  writer.article(p.words, story, family);
  writer.entities();
  writer.events();
  writer.statements();
  writer.figures();
  writer.disputes();
  writer.schedule();
  count_document(state, db, document, 1);
}

void remove_rows(Archive::State& state, SQLite::Database& db, int64_t document, const std::string& record) {
  // The full-text table keeps no words: it has to be told which ones go.
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view headline, text;
  if (parser.parse(simdjson::padded_string(record)).get(root) != simdjson::SUCCESS ||
      root.at_pointer("/article/text").get(text) != simdjson::SUCCESS) {
    throw Damaged(state.path + ": a stored record is no record");
  }
  if (root.at_pointer("/article/headline").get(headline) != simdjson::SUCCESS) headline = {};  // absent if unknown
  RowStatement(state, db, "INSERT INTO fulltext (fulltext, rowid, headline, body) VALUES ('delete', ?, ?, ?)")
      .add(document).add(headline).add(text).run();
  count_document(state, db, document, -1);
  unindex_document(state, db, document);
  for (const char* sql : {"DELETE FROM due WHERE story = 0 AND id IN (SELECT due FROM schedule WHERE document = ?)", "DELETE FROM article WHERE document = ?", "DELETE FROM entity WHERE document = ?",
                          "DELETE FROM event WHERE document = ?", "DELETE FROM statement WHERE document = ?",
                          "DELETE FROM figure WHERE document = ?", "DELETE FROM dispute WHERE document = ?",
                          "DELETE FROM schedule WHERE document = ?"}) {
    RowStatement(state, db, sql).add(document).run();
  }
}

}  // namespace dateline::archive
