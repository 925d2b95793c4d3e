#include "site/article_text.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <set>
#include <vector>

#include "site/html.h"

namespace dateline::site {
namespace {

using simdjson::dom::element;

struct Piece {
  uint32_t begin = 0, end = 0;
  std::string item;
};

bool read_span(element value, uint32_t& begin, uint32_t& end) {
  uint64_t b = 0, e = 0;
  if (value.at(0).get(b) != simdjson::SUCCESS || value.at(1).get(e) != simdjson::SUCCESS || b > e || e > UINT32_MAX) return false;
  begin = static_cast<uint32_t>(b);
  end = static_cast<uint32_t>(e);
  return true;
}

void add(std::vector<Piece>& pieces, element item, const char* pointer) {
  std::string_view id;
  element span;
  Piece piece;
  if (item["id"].get(id) != simdjson::SUCCESS || item.at_pointer(pointer).get(span) != simdjson::SUCCESS) return;
  if (read_span(span, piece.begin, piece.end)) {
    piece.item = id;
    pieces.push_back(piece);
  }
}

std::vector<Piece> pieces_of(element record) {
  std::vector<Piece> out;
  const auto each = [&](const char* list, auto&& take) {
    simdjson::dom::array items;
    if (record[list].get(items) != simdjson::SUCCESS) return;
    for (const element item : items) take(item);
  };
  each("events", [&](element e) { add(out, e, "/evidence/trigger"); });
  each("figures", [&](element e) { add(out, e, "/span"); });
  each("schedule", [&](element e) { add(out, e, "/span"); });
  each("statements", [&](element e) {
    simdjson::dom::array content;
    if (e["content"].get(content) != simdjson::SUCCESS) return;
    for (size_t i = 0; i < content.size(); ++i) add(out, e, fmt::format("/content/{}", i).c_str());
  });
  return out;
}

std::string_view tag_of(std::string_view role) {
  if (role == "subhead") return "h2";
  if (role == "quote") return "blockquote";
  return "p";
}

}  // namespace

Result<std::string> article_text(std::string_view record_json) {
  simdjson::dom::parser parser;
  element record;
  std::string_view text;
  simdjson::dom::array paragraphs;
  const simdjson::padded_string padded(record_json);
  if (parser.parse(padded).get(record) != simdjson::SUCCESS || record.at_pointer("/article/text").get(text) != simdjson::SUCCESS ||
      record.at_pointer("/article/paragraphs").get(paragraphs) != simdjson::SUCCESS) {
    return fail(ErrorCode::kMalformed, "the stored record is no record; dateline check looks for damage");
  }
  const std::vector<Piece> pieces = pieces_of(record);
  std::set<std::string> anchored;
  std::string out;
  for (const element paragraph : paragraphs) {
    uint32_t begin = 0, end = 0;
    std::string_view role;
    element span;
    if (paragraph["span"].get(span) != simdjson::SUCCESS || !read_span(span, begin, end) || end > text.size()) continue;
    if (paragraph["role"].get(role) != simdjson::SUCCESS) role = "text";
    // Marks begin and end here; between two such places the same items hold.
    std::vector<uint32_t> borders = {begin, end};
    std::vector<const Piece*> here;
    for (const Piece& piece : pieces) {
      if (piece.end <= begin || piece.begin >= end) continue;
      here.push_back(&piece);
      borders.push_back(std::max(begin, piece.begin));
      borders.push_back(std::min(end, piece.end));
    }
    std::sort(borders.begin(), borders.end());
    borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
    out += fmt::format("<{} class=\"{}\">", tag_of(role), escape(role));
    for (size_t i = 0; i + 1 < borders.size(); ++i) {
      std::string items, anchors;
      for (const Piece* piece : here) {
        if (piece->begin > borders[i] || piece->end <= borders[i]) continue;
        items += (items.empty() ? "" : " ") + piece->item;
        if (anchored.insert(piece->item).second) anchors += fmt::format("<a id=\"{}\"></a>", escape(piece->item));
      }
      const std::string words = escape(text.substr(borders[i], borders[i + 1] - borders[i]));
      out += items.empty() ? words : fmt::format("{}<mark data-items=\"{}\">{}</mark>", anchors, escape(items), words);
    }
    out += fmt::format("</{}>\n", tag_of(role));
  }
  return out;
}

}  // namespace dateline::site
