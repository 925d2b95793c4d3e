#include <fmt/format.h>

#include "base/json_writer.h"
#include "export/formats.h"
#include "export/row_exporter.h"

namespace dateline::exporting {
namespace {

constexpr std::string_view kColumns =
    "id,document,event,url,publisher,published,headline,type,mode,contexts,cameo,status,date_from,date_to,date_precision,source,"
    "source_code,target,target_code,place,country,admin1,lat,lon,geonames,place_precision,killed_low,killed_best,killed_high,"
    "wounded_low,wounded_best,wounded_high,said_by,confidence,sentence,trigger";

std::string names(const Record& r, const std::vector<ItemIndex>& entities) {
  std::string out;
  for (const ItemIndex i : entities) out += (out.empty() ? "" : "; ") + r.entities[i].name;
  return out;
}

std::string speakers(const Record& r, const Event& e) {
  std::vector<ItemIndex> out;
  for (const ItemIndex i : e.said_by) {
    if (r.statements[i].speaker != kNoItem) out.push_back(r.statements[i].speaker);
  }
  return names(r, out);
}

std::string joined(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, "; ")); }

bool write_row(DelimitedWriter& row, const EventView& v) {
  const Record& r = v.document.record;
  const Event& e = v.event;
  row.cell(std::to_string(v.number)).cell(v.document.key).cell(fmt::format("v{}", v.index + 1)).cell(v.url).cell(v.publisher);
  row.cell(r.article.published.value).cell(r.article.headline).cell(name(e.type)).cell(e.mode).cell(joined(e.contexts)).cell(e.cameo);
  row.cell(name(e.status)).cell(e.time.from).cell(e.time.to).cell(e.time.known() ? name(e.time.precision) : "");
  row.cell(names(r, e.source)).cell(joined(e.source_code)).cell(names(r, e.target)).cell(joined(e.target_code));
  const std::optional<Place>& p = e.place;
  row.cell(p ? p->name : "").cell(p ? p->country : "").cell(p ? p->admin1 : "").cell(p ? number_text(p->lat) : "");
  row.cell(p ? number_text(p->lon) : "").cell(p && p->geonames != 0 ? std::to_string(p->geonames) : "").cell(p ? name(p->precision) : "");
  for (const std::string_view kind : {"killed", "wounded"}) {
    const Casualties* c = v.casualties(kind);
    row.cell(c != nullptr ? number_text(c->low) : "").cell(c != nullptr ? number_text(c->best) : "");
    row.cell(c != nullptr ? number_text(c->high) : "");
  }
  row.cell(speakers(r, e)).cell(number_text(e.confidence)).cell(v.sentence).cell(v.trigger);
  return true;
}

void span(JsonWriter& json, std::string_view key, std::string_view text, Span s) {
  if (s.empty()) return;
  json.key(key).begin_object().key("span").begin_array().value(s.begin).value(s.end).end_array();
  json.field("words", text_of(text, s)).end_object();
}

void strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& list) {
  if (list.empty()) return;
  json.key(key).begin_array();
  for (const std::string& text : list) json.value(text);
  json.end_array();
}

// What is known of an event, as members of an open object.
void members(JsonWriter& json, const EventView& v) {
  const Record& r = v.document.record;
  const Event& e = v.event;
  json.field("id", v.number).field("document", v.document.key).field("event", fmt::format("v{}", v.index + 1)).optional("url", v.url);
  json.optional("publisher", v.publisher).optional("published", r.article.published.value).optional("headline", r.article.headline);
  json.field("type", name(e.type)).optional("mode", e.mode);
  strings(json, "contexts", e.contexts);
  json.optional("cameo", e.cameo).field("status", name(e.status));
  if (e.time.known()) {
    json.key("date").begin_object().field("from", e.time.from).field("to", e.time.to).field("precision", name(e.time.precision));
    json.end_object();
  }
  json.optional("source", names(r, e.source));
  strings(json, "source_code", e.source_code);
  json.optional("target", names(r, e.target));
  strings(json, "target_code", e.target_code);
  if (const std::optional<Place>& p = e.place) {
    json.key("place").begin_object().field("name", p->name).optional("country", p->country).optional("admin1", p->admin1);
    json.field("lat", p->lat).field("lon", p->lon);
    if (p->geonames != 0) json.field("geonames", p->geonames);
    json.field("precision", name(p->precision)).end_object();
  }
  for (const Casualties& c : e.casualties) {
    json.key(c.kind).begin_object().field("low", c.low).field("best", c.best).field("high", c.high).end_object();
  }
  json.optional("said_by", speakers(r, e)).field("confidence", e.confidence).field("sentence", v.sentence);
  const std::string_view text = r.article.text;
  json.key("evidence").begin_object();
  span(json, "trigger", text, e.trigger);
  span(json, "source", text, e.source_span);
  span(json, "target", text, e.target_span);
  span(json, "time", text, e.time_span);
  span(json, "place", text, e.place_span);
  json.end_object();
}

class Lines : public Exporter {
 public:
  Lines(const CodeTables& tables, Choice choice) : tables_(tables), choice_(std::move(choice)) {}
  void add(const Document& document, std::string& out) override {
    each_event(tables_, choice_, document, [&](const EventView& v) {
      JsonWriter json(out);
      json.begin_object();
      members(json, v);
      json.end_object();
      out += '\n';
    });
  }

 private:
  const CodeTables& tables_;
  Choice choice_;
};

class Features : public Exporter {
 public:
  Features(const CodeTables& tables, Choice choice) : tables_(tables), choice_(std::move(choice)) {}
  void begin(std::string& out) override { out += "{\"type\":\"FeatureCollection\",\"features\":["; }
  void add(const Document& document, std::string& out) override {
    each_event(tables_, choice_, document, [&](const EventView& v) {
      if (!v.event.place) return;
      if (!first_) out += ',';
      first_ = false;
      out += '\n';
      JsonWriter json(out);
      json.begin_object().field("type", "Feature").key("geometry").begin_object().field("type", "Point").key("coordinates").begin_array();
      json.value(v.event.place->lon).value(v.event.place->lat).end_array().end_object().key("properties").begin_object();
      members(json, v);
      json.end_object().end_object();
    });
  }
  void end(std::string& out) override { out += "]}\n"; }

 private:
  const CodeTables& tables_;
  Choice choice_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Exporter> csv(const CodeTables& tables, const Choice& choice) {
  return row_exporter(tables, choice, DelimitedWriter::Style::kCsv, kColumns, write_row);
}
std::unique_ptr<Exporter> jsonl(const CodeTables& tables, const Choice& choice) { return std::make_unique<Lines>(tables, choice); }
std::unique_ptr<Exporter> geojson(const CodeTables& tables, const Choice& choice) { return std::make_unique<Features>(tables, choice); }

}  // namespace dateline::exporting
