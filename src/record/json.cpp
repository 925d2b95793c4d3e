#include "base/json_writer.h"
#include "dateline/reader.h"

namespace dateline {
namespace {

void span(JsonWriter& w, Span s) {
  w.begin_array().value(s.begin).value(s.end).end_array();
}

void optional_span(JsonWriter& w, std::string_view key, Span s) {
  if (s.empty()) return;
  w.key(key);
  span(w, s);
}

void id(JsonWriter& w, char kind, ItemIndex index) {
  std::string text(1, kind);
  text += std::to_string(index + 1);
  w.value(text);
}

void ids(JsonWriter& w, std::string_view key, char kind, const std::vector<ItemIndex>& list) {
  if (list.empty()) return;
  w.key(key).begin_array();
  for (const ItemIndex i : list) id(w, kind, i);
  w.end_array();
}

void strings(JsonWriter& w, std::string_view key, const std::vector<std::string>& list) {
  if (list.empty()) return;
  w.key(key).begin_array();
  for (const auto& text : list) w.value(text);
  w.end_array();
}

void range(JsonWriter& w, const DateRange& r) {
  w.field("from", r.from).field("to", r.to).field("precision", name(r.precision));
}

void place(JsonWriter& w, const Place& p) {
  w.begin_object().field("name", p.name).field("lat", p.lat).field("lon", p.lon);
  w.optional("country", p.country).optional("admin1", p.admin1);
  if (p.geonames != 0) w.field("geonames", p.geonames);
  w.field("precision", name(p.precision)).end_object();
}

void page_date(JsonWriter& w, std::string_view key, const PageDate& d) {
  if (!d.known()) return;
  w.key(key).begin_object().field("value", d.value).field("precision", name(d.precision));
  w.field("offset_known", d.offset_known).field("from", name(d.from)).end_object();
}

void source(JsonWriter& w, const Record& r) {
  const Source& s = r.source;
  w.key("source").begin_object().optional("url", s.url).optional("canonical", r.article.canonical);
  w.field("sha256", s.sha256).field("bytes", s.original_bytes).field("charset", s.charset);
  w.optional("fetched", s.fetched);
  w.field("format", s.format == SourceFormat::kHtml ? "html" : s.format == SourceFormat::kText ? "text" : "body");
  w.end_object();
}

void article(JsonWriter& w, const Article& a) {
  w.key("article").begin_object();
  w.optional("headline", a.headline).optional("standfirst", a.standfirst).optional("kicker", a.kicker);
  w.optional("section", a.section).optional("language", a.language).optional("publisher", a.publisher);
  if (!a.authors.empty()) {
    w.key("authors").begin_array();
    for (const auto& author : a.authors) {
      w.begin_object().field("name", author.name).optional("url", author.url).end_object();
    }
    w.end_array();
  }
  w.optional("agency", a.agency);
  if (a.placeline.known()) {
    w.key("placeline").begin_object().optional("place", a.placeline.place);
    w.optional("agency", a.placeline.agency).optional("date", a.placeline.date);
    optional_span(w, "span", a.placeline.span);
    w.end_object();
  }
  page_date(w, "published", a.published);
  page_date(w, "modified", a.modified);
  w.field("type", name(a.type)).field("text", a.text);
  w.key("paragraphs").begin_array();
  for (const auto& p : a.paragraphs) {
    w.begin_object().key("span");
    span(w, p.span);
    w.field("role", name(p.role));
    optional_span(w, "source", p.source);
    w.end_object();
  }
  w.end_array().key("furniture").begin_array();
  for (const auto& f : a.furniture) {
    w.begin_object().field("kind", name(f.kind)).field("text", f.text);
    optional_span(w, "source", f.source);
    w.end_object();
  }
  w.end_array();
  strings(w, "topics", a.topics);
  if (!a.images.empty()) {
    w.key("images").begin_array();
    for (const auto& image : a.images) {
      w.begin_object().optional("url", image.url).optional("caption", image.caption).optional("credit", image.credit);
      optional_span(w, "source", image.source);
      w.end_object();
    }
    w.end_array();
  }
  if (!a.updates.empty()) {
    w.key("updates").begin_array();
    for (const auto& update : a.updates) {
      w.begin_object();
      page_date(w, "time", update.time);
      w.key("span");
      span(w, update.span);
      w.end_object();
    }
    w.end_array();
  }
  w.optional("next", a.next);
  if (a.paywalled) w.field("paywalled", true);
  w.end_object();
}

void entities(JsonWriter& w, const Record& r) {
  w.key("entities").begin_array();
  for (ItemIndex i = 0; i < r.entities.size(); ++i) {
    const Entity& e = r.entities[i];
    w.begin_object().key("id");
    id(w, 'e', i);
    w.field("kind", name(e.kind)).field("name", e.name);
    w.optional("actor", e.actor).optional("role", e.role).optional("country", e.country);
    w.key("mentions").begin_array();
    for (const Span m : e.mentions) span(w, m);
    w.end_array();
    if (e.place) {
      w.key("place");
      place(w, *e.place);
    }
    w.end_object();
  }
  w.end_array();
}

void events(JsonWriter& w, const Record& r) {
  w.key("events").begin_array();
  for (ItemIndex i = 0; i < r.events.size(); ++i) {
    const Event& e = r.events[i];
    w.begin_object().key("id");
    id(w, 'v', i);
    w.field("type", name(e.type)).optional("mode", e.mode);
    strings(w, "contexts", e.contexts);
    w.optional("cameo", e.cameo);
    ids(w, "source", 'e', e.source);
    ids(w, "target", 'e', e.target);
    strings(w, "source_code", e.source_code);
    strings(w, "target_code", e.target_code);
    w.field("status", name(e.status));
    if (e.time.known()) {
      w.key("time").begin_object();
      range(w, e.time);
      optional_span(w, "span", e.time_span);
      w.end_object();
    }
    if (e.place) {
      w.key("place");
      place(w, *e.place);
    }
    ids(w, "said_by", 's', e.said_by);
    if (!e.casualties.empty()) {
      w.key("casualties").begin_object();
      for (const auto& c : e.casualties) {
        w.key(c.kind).begin_object().field("low", c.low).field("best", c.best).field("high", c.high).end_object();
      }
      w.end_object();
    }
    w.key("evidence").begin_object().key("sentence");
    span(w, e.sentence_span);
    w.key("trigger");
    span(w, e.trigger);
    optional_span(w, "source", e.source_span);
    optional_span(w, "target", e.target_span);
    optional_span(w, "time", e.time_span);
    optional_span(w, "place", e.place_span);
    w.end_object().field("confidence", e.confidence).end_object();
  }
  w.end_array();
}

void statements(JsonWriter& w, const Record& r) {
  w.key("statements").begin_array();
  for (ItemIndex i = 0; i < r.statements.size(); ++i) {
    const Statement& s = r.statements[i];
    w.begin_object().key("id");
    id(w, 's', i);
    w.field("kind", name(s.kind));
    if (s.speaker != kNoItem) {
      w.key("speaker");
      id(w, 'e', s.speaker);
    }
    optional_span(w, "speaker_span", s.speaker_span);
    optional_span(w, "cue", s.cue);
    w.key("content").begin_array();
    for (const Span c : s.content) span(w, c);
    w.end_array();
    w.optional("addressee", s.addressee).optional("via", s.via);
    if (s.time.known()) {
      w.key("time").begin_object();
      range(w, s.time);
      w.end_object();
    }
    w.end_object();
  }
  w.end_array();
}

void figures(JsonWriter& w, const Record& r) {
  w.key("figures").begin_array();
  for (ItemIndex i = 0; i < r.figures.size(); ++i) {
    const Figure& f = r.figures[i];
    w.begin_object().key("id");
    id(w, 'f', i);
    if (f.value) w.field("value", *f.value);
    if (f.low) w.field("low", *f.low);
    if (f.high) w.field("high", *f.high);
    w.optional("unit", f.unit).field("change", name(f.change)).optional("bound", name(f.bound));
    if (f.approximate) w.field("approximate", true);
    w.optional("what", f.what);
    optional_span(w, "what_span", f.what_span);
    w.optional("place", f.place).optional("as_of", f.as_of);
    if (f.said_by != kNoItem) {
      w.key("said_by");
      id(w, 's', f.said_by);
    }
    if (f.by != kNoItem) {
      w.key("by");
      id(w, 'e', f.by);
    }
    optional_span(w, "by_span", f.by_span);
    w.optional("via", f.via).key("span");
    span(w, f.span);
    w.end_object();
  }
  w.end_array();
}

void disputes(JsonWriter& w, const Record& r) {
  w.key("disputes").begin_array();
  for (ItemIndex i = 0; i < r.disputes.size(); ++i) {
    const Dispute& d = r.disputes[i];
    w.begin_object().key("id");
    id(w, 'd', i);
    w.field("kind", name(d.kind)).field("about", d.about).key("items").begin_array();
    for (const auto& item : d.items) id(w, item.kind, item.index);
    w.end_array().field("why", d.why).end_object();
  }
  w.end_array();
}

void schedule(JsonWriter& w, const Record& r) {
  w.key("schedule").begin_array();
  for (ItemIndex i = 0; i < r.schedule.size(); ++i) {
    const ScheduleItem& s = r.schedule[i];
    w.begin_object().key("id");
    id(w, 'c', i);
    w.key("date").begin_object();
    range(w, s.date);
    w.end_object().field("what", s.what);
    if (s.event != kNoItem) {
      w.key("event");
      id(w, 'v', s.event);
    }
    w.optional("place", s.place).field("status", name(s.status)).key("span");
    span(w, s.span);
    w.end_object();
  }
  w.end_array();
}

}  // namespace

void append_json(const Record& record, std::string& out) {
  JsonWriter w(out);
  w.begin_object().field("schema", kSchemaVersion).field("id", record.id);
  source(w, record);
  article(w, record.article);
  w.key("sentences").begin_array();
  for (const Span s : record.sentences) span(w, s);
  w.end_array();
  entities(w, record);
  events(w, record);
  statements(w, record);
  figures(w, record);
  disputes(w, record);
  schedule(w, record);
  w.key("warnings").begin_array();
  for (const auto& warning : record.warnings) {
    w.begin_object().field("code", warning.code).field("message", warning.message);
    optional_span(w, "span", warning.span);
    w.end_object();
  }
  w.end_array().end_object();
}

}  // namespace dateline
