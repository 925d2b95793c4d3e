#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "cli/document_run.h"
#include "facts/figure/measured_thing.h"
#include "facts/statement/attitude_tagger.h"

namespace dateline::cli {
namespace {

void span(JsonWriter& w, Span s) { w.key("span").begin_array().value(s.begin).value(s.end).end_array(); }

/// With the "that" which opens a clause.
Span with_conjunction(const facts::DocumentView& view, Span content) {
  const uint32_t first = view.word_at(content.begin);
  const bool opened = first > 0 && first < view.size() && view.upos(first - 1) != Upos::kDet && view.lemma(first - 1) == "that";
  return opened ? Span{view.analysis().span[first - 1].begin, content.end} : content;
}

void attribution(JsonWriter& w, const facts::DocumentView& view, const std::vector<Span>& content, Span source, Span cue, bool in_record) {
  const auto bytes = [&](Span s) { w.begin_array().value(s.begin).value(s.end).end_array(); };
  w.begin_object().key("content").begin_array();
  for (const Span c : content) bytes(with_conjunction(view, c));
  w.end_array();
  for (const auto& [key, s] : {std::pair{"source", source}, std::pair{"cue", cue}}) {
    if (s.empty()) continue;
    w.key(key);
    bytes(s);
  }
  w.field("in_record", in_record).end_object();
}

/// Who said, thinks or wants what, in text order of the cues within each kind.
void attributions(JsonWriter& w, const Pipeline& p) {
  w.key("attributions").begin_array();
  for (const auto& a : p.attributions) {
    attribution(w, p.view, a.statement.content, facts::source_in_clause(p.view, a), a.statement.cue, true);
  }
  std::vector<facts::Attitude> attitudes;
  p.engine->parts().attitudes.run(p.view, p.attributions, attitudes);
  for (const auto& a : attitudes) attribution(w, p.view, a.content, a.source, a.cue, false);
  w.end_array();
}

/// One line of JSON with what single stages found, record or not.
void append_facets(const Pipeline& p, const Source& source, std::string& out) {
  JsonWriter w(out);
  w.begin_object().field("id", source.id.empty() ? source.location : source.id);
  w.key("timex").begin_array();
  for (const auto& t : p.times) {
    static constexpr std::string_view kTypes[] = {"DATE", "TIME", "DURATION", "SET"};
    w.begin_object();
    span(w, t.span);
    w.field("type", kTypes[static_cast<size_t>(t.type)]).field("value", t.value).optional("mod", t.mod).end_object();
  }
  w.end_array().key("quantities").begin_array();
  for (size_t k = 0; k < p.quantities.size(); ++k) {
    const facts::Quantity& q = p.quantities[k];
    const Figure& f = q.figure;
    w.begin_object();
    span(w, f.span);
    if (f.value) w.field("value", *f.value);
    if (f.low) w.field("low", *f.low);
    if (f.high) w.field("high", *f.high);
    w.optional("unit", q.unit_name).field("change", name(f.change)).optional("concept", text_of(p.article.text, facts::measured_thing(p.view, p.quantities, k)));
    w.field("in_record", q.in_record).end_object();
  }
  w.end_array().key("toponyms").begin_array();
  for (const auto& m : p.places) {
    w.begin_object();
    span(w, m.span);
    w.key("lat");
    if (m.place) w.value(m.place->lat);
    else w.null();
    w.key("lon");
    if (m.place) w.value(m.place->lon);
    else w.null();
    w.field("adjectival", m.adjectival).end_object();
  }
  w.end_array();
  attributions(w, p);
  w.end_object();
  out.push_back('\n');
}

}  // namespace

int facets(const Common& common) {
  return run_documents(common, [](Pipeline& pipeline, Source source, Outcome& o) {
    if (auto done = pipeline.run(source); !done) {
      o.refused = true;
      o.error = done.error();
      return;
    }
    o.words = pipeline.analysis.size();
    append_facets(pipeline, source, o.output);
  });
}

}  // namespace dateline::cli
