#include "archive/rows.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "archive/actor_index.h"
#include "archive/dispute_id.h"
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
      : state_(state), db_(db), document_(document), r_(record), month_(std::string_view(r_.article.published.value).substr(0, 7)) {}

  void article(uint32_t words, int64_t story, int64_t family) {
    const Article& a = r_.article;
    RowStatement(state_, db_, "INSERT INTO article (document, headline, publisher, language, type, url, published, modified, "
                              "words, story, family) VALUES (?,?,?,?,?,?,?,?,?,?,?)")
        .add(document_).add(a.headline).add(a.publisher).add(a.language).add(name(a.type))
        .add(a.canonical.empty() ? r_.source.url : a.canonical).add(a.published.value).add(a.modified.value)
        .add(int64_t{words}).add(story).add(family).run();
    state_.sums.count("article", {{"type", name(a.type)}, {"publisher", a.publisher}, {"language", a.language}, {"month", month_}}, 1);
  }

  void entities() {
    for (size_t i = 0; i < r_.entities.size(); ++i) {
      const Entity& e = r_.entities[i];
      RowStatement(state_, db_, "INSERT INTO entity VALUES (?,?,?,?,?,?,?)")
          .add(document_).add(item('e', i)).add(name(e.kind)).add(e.name).add(e.actor).add(e.country)
          .add(static_cast<int64_t>(e.mentions.size())).run();
      state_.sums.count_name(e.actor, e.name, e.country, 1);
    }
  }

  [[nodiscard]] std::vector<EventReport> reports(int64_t first, int64_t story, int64_t family) const {
    std::vector<EventReport> out;
    out.reserve(r_.events.size());
    for (const Event& e : r_.events) {
      EventReport r;
      r.id = first++;
      r.document = document_;
      r.facts.type = name(e.type);
      r.facts.mode = e.mode;
      r.facts.cameo = e.cameo;
      r.facts.status = name(e.status);
      r.facts.from = e.time.from;
      r.facts.to = e.time.to;
      r.facts.source = names(e.source);
      r.facts.source_code = joined(e.source_code);
      r.facts.target = names(e.target);
      r.facts.target_code = joined(e.target_code);
      if (e.place) {
        r.facts.place = e.place->name;
        r.facts.country = e.place->country;
        r.facts.admin1 = e.place->admin1;
        r.facts.lat = e.place->lat;
        r.facts.lon = e.place->lon;
      }
      r.said_by = speakers(e.said_by);
      r.words = words(e.sentence_span);
      r.published = r_.article.published.value;
      r.publisher = r_.article.publisher;
      r.story = story;
      r.family = family;
      r.confidence = e.confidence;
      r.killed_low = count(e, "killed", &Casualties::low);
      r.killed_high = count(e, "killed", &Casualties::high);
      r.wounded_low = count(e, "wounded", &Casualties::low);
      r.wounded_high = count(e, "wounded", &Casualties::high);
      out.push_back(std::move(r));
    }
    return out;
  }

  void events(const std::vector<EventReport>& reports) {
    for (size_t i = 0; i < reports.size(); ++i) {
      const Event& e = r_.events[i];
      const EventReport& r = reports[i];
      const EventFacts& f = r.facts;
      RowStatement(state_, db_,
          "INSERT INTO event (id, document, item, type, mode, cameo, status, date_from, date_to, source, source_code, target, "
          "target_code, place, country, admin1, lat, lon, confidence, words, said_by, killed_low, killed_best, killed_high, wounded_low, "
          "wounded_best, wounded_high, merged, reason) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
          .add(r.id).add(document_).add(item('v', i)).add(f.type).add(f.mode).add(f.cameo).add(f.status).add(f.from).add(f.to).add(f.source)
          .add(f.source_code).add(f.target).add(f.target_code).add(f.place).add(f.country).add(f.admin1).add(f.lat).add(f.lon).add(r.confidence)
          .add(r.words).add(r.said_by).add(r.killed_low).add(count(e, "killed", &Casualties::best)).add(r.killed_high).add(r.wounded_low)
          .add(count(e, "wounded", &Casualties::best)).add(r.wounded_high).add(r.merged).add(r.reason).run();
      index_event(state_, db_, {r.id, f.source_code, f.target_code, f.from, f.to, f.type, f.country});
      state_.sums.count("event", {{"type", f.type}, {"status", f.status}, {"country", f.country}, {"month", std::string_view(f.from).substr(0, 7)}}, 1);
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
      const std::string who = speaker ? speaker->name : std::string(words(s.speaker_span));
      RowStatement(state_, db_,
          "INSERT INTO statement (document, item, kind, speaker, speaker_code, via, words) VALUES (?,?,?,?,?,?,?)")
          .add(document_).add(item('s', i)).add(name(s.kind))
          .add(who).add(speaker ? speaker->actor : std::string())
          .add(s.via).add(std::move(content)).run();
      if (speaker) index_statement(state_, db_, db_.getLastInsertRowid(), speaker->actor, r_.article.published.value);
      state_.sums.count("statement", {{"type", name(s.kind)}, {"speaker", who}, {"publisher", r_.article.publisher}, {"month", month_}}, 1);
    }
  }

  void figures() {
    for (size_t i = 0; i < r_.figures.size(); ++i) {
      const Figure& f = r_.figures[i];
      const Entity* by = entity(f.by);
      if (by == nullptr && f.said_by < r_.statements.size()) by = entity(r_.statements[f.said_by].speaker);
      const std::string who = by ? by->name : std::string(words(f.by_span));
      RowStatement(state_, db_,
          "INSERT INTO figure (document, item, value, low, high, unit, change, what, place, as_of, claimed_by, words, bound, "
          "approximate) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
          .add(document_).add(item('f', i)).add(f.value).add(f.low).add(f.high).add(f.unit).add(name(f.change)).add(f.what)
          .add(f.place).add(f.as_of).add(who).add(words(sentence_of(f.span)))
          .add(name(f.bound)).add(int64_t{f.approximate}).run();
      state_.sums.count("figure", {{"place", f.place}, {"speaker", who}, {"publisher", r_.article.publisher}, {"month", month_}}, 1);
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
      const int64_t id = dispute_id(state_, db_, "article", document_, "", item('d', i));
      RowStatement(state_, db_, "INSERT INTO dispute (id, scope, story, document, item, kind, date, about, why, items) VALUES (?, 'article', "
                                "0, ?,?,?,?,?,?,?)")
          .add(id).add(document_).add(item('d', i)).add(name(d.kind)).add(r_.article.published.value).add(d.about).add(d.why).add(std::move(items)).run();
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
  [[nodiscard]] static std::optional<double> count(const Event& e, std::string_view kind, double Casualties::*bound) {
    const auto c = std::find_if(e.casualties.begin(), e.casualties.end(), [&](const Casualties& one) { return one.kind == kind; });
    return c == e.casualties.end() ? std::nullopt : std::optional((*c).*bound);
  }
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
  std::string_view month_;  // of publication
};

constexpr size_t kMostWordBytes = size_t{16} << 20;  // gathered before they are written

void change_words(Archive::State& state, SQLite::Database& db, WordChange change) {
  state.words_bytes += change.headline.size() + change.text.size();
  state.words.push_back(std::move(change));
  if (state.words_bytes > kMostWordBytes) write_words(state, db);
}

}  // namespace

std::vector<EventReport> event_reports(Archive::State& state, SQLite::Database& db, const Record& record, int64_t document, int64_t story,
                                       int64_t family) {
  if (state.next_event == 0) {
    RowStatement q(state, db, "SELECT ifnull(max(id), 0) + 1 FROM event");
    state.next_event = q.step() ? q.integer(0) : 1;
  }
  auto out = Writer(state, db, document, record).reports(state.next_event, story, family);
  state.next_event += static_cast<int64_t>(out.size());
  return out;
}

void insert_rows(Archive::State& state, SQLite::Database& db, int64_t document, const Prepared& p, int64_t story, int64_t family,
                 const std::vector<EventReport>& reports) {
  Writer writer(state, db, document, p.facts);
  writer.article(p.words, story, family);
  writer.entities();
  writer.events(reports);
  writer.statements();
  writer.figures();
  writer.disputes();
  writer.schedule();
  change_words(state, db, {document, false, p.facts.article.headline, p.facts.article.text});
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
  change_words(state, db, {document, true, std::string(headline), std::string(text)});
  state.next_event = 0;
  count_document(state, db, document, -1);
  unindex_document(state, db, document);
  for (const char* sql : {"DELETE FROM due WHERE story = 0 AND id IN (SELECT due FROM schedule WHERE document = ?)", "DELETE FROM article WHERE document = ?", "DELETE FROM entity WHERE document = ?",
                          "DELETE FROM event WHERE document = ?", "DELETE FROM statement WHERE document = ?",
                          "DELETE FROM figure WHERE document = ?", "DELETE FROM dispute WHERE document = ?",
                          "DELETE FROM schedule WHERE document = ?"}) {
    RowStatement(state, db, sql).add(document).run();
  }
}

void write_words(Archive::State& state, SQLite::Database& db) {
  for (const WordChange& w : state.words) {
    RowStatement(state, db, w.goes ? "INSERT INTO fulltext (fulltext, rowid, headline, body) VALUES ('delete', ?, ?, ?)"
                                   : "INSERT INTO fulltext (rowid, headline, body) VALUES (?,?,?)")
        .add(w.document).add(w.headline).add(w.text).run();
  }
  state.words.clear();
  state.words_bytes = 0;
}

}  // namespace dateline::archive
