#include <simdjson.h>

#include "dateline/reader.h"
#include "fuzz.h"

/// A whole read, from a text to its record as JSON. The first byte chooses: a body, a saved text, a page, each with or
/// without a date.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  if (size == 0) return 0;
  static const auto engine = Engine::open(DATELINE_ROOT);
  fuzz::require(engine.has_value());
  static Reader reader(*engine);
  Source source;
  source.location = "input";
  source.charset = "UTF-8";
  source.format = static_cast<SourceFormat>(data[0] % 3);
  if (data[0] & 4) source.published = "2014-03-07";
  source.bytes = replace_invalid_utf8(fuzz::text_of_input(data + 1, size - 1));
  source.sha256 = sha256_hex(source.bytes);
  const size_t source_bytes = source.bytes.size();
  const auto record = reader.read(std::move(source));
  if (!record) return 0;
  const std::string& text = record->article.text;
  fuzz::require_article(record->article, source_bytes);
  for (const Span s : record->sentences) fuzz::require_span(text, s);
  for (const auto& e : record->entities) {
    for (const Span s : e.mentions) fuzz::require_span(text, s);
  }
  for (const auto& e : record->events) {
    for (const Span s : {e.time_span, e.place_span, e.trigger, e.source_span, e.target_span}) fuzz::require_span(text, s);
    fuzz::require(e.confidence >= 0 && e.confidence <= 1 && e.sentence < record->sentences.size());
  }
  for (const auto& s : record->statements) {
    for (const Span c : s.content) fuzz::require_span(text, c);
    fuzz::require_span(text, s.cue);
    fuzz::require(!s.content.empty());
  }
  for (const auto& f : record->figures) fuzz::require_span(text, f.span);
  std::string json;
  append_json(*record, json);
  simdjson::dom::parser parser;
  simdjson::dom::element parsed;
  fuzz::require(parser.parse(json).get(parsed) == simdjson::SUCCESS);
  return 0;
}
