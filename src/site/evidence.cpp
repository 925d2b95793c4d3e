#include "site/evidence.h"

#include <simdjson.h>

namespace dateline::site {
namespace {

using archive::CellKind;

struct Part {
  char kind;             // of the item: the first letter of its id
  const char* pointer;   // to the span, from the item
  std::string_view part;
};
constexpr Part kParts[] = {
    {'v', "/evidence/trigger", "the act"}, {'v', "/evidence/source", "who"},  {'v', "/evidence/target", "whom"},
    {'v', "/evidence/time", "when"},       {'v', "/evidence/place", "where"}, {'s', "/cue", "that it is said"},
    {'s', "/speaker_span", "who says it"}, {'f', "/span", "the figure"},      {'f', "/what_span", "of what"},
    {'f', "/by_span", "by whom"},          {'c', "/span", "what is due"},
};

}  // namespace

Result<archive::Listing> evidence_of(const std::string& record, std::string_view item) {
  archive::Listing out;
  out.columns = {"part", "words", "id", "href"};
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view text;
  if (parser.parse(simdjson::padded_string(record)).get(root) != simdjson::SUCCESS || root.at_pointer("/article/text").get(text) != simdjson::SUCCESS) {
    return fail(ErrorCode::kMalformed, "a stored record is no record");
  }
  for (const char* list : {"events", "statements", "figures", "schedule"}) {
    simdjson::dom::array items;
    if (root[list].get(items) != simdjson::SUCCESS) continue;
    for (const auto element : items) {
      std::string_view id;
      if (element["id"].get(id) != simdjson::SUCCESS || id != item) continue;
      for (const Part& part : kParts) {
        simdjson::dom::array span;
        uint64_t begin = 0, end = 0;
        if (part.kind != id[0] || element.at_pointer(part.pointer).get(span) != simdjson::SUCCESS || span.at(0).get(begin) != simdjson::SUCCESS ||
            span.at(1).get(end) != simdjson::SUCCESS || begin > end || end > text.size()) {
          continue;
        }
        out.rows.push_back({{CellKind::kText, std::string(part.part)}, {CellKind::kText, std::string(text.substr(begin, end - begin))},
                            {CellKind::kText, std::string(part.part)}, {CellKind::kText, ""}});
      }
    }
  }
  return out;
}

}  // namespace dateline::site
