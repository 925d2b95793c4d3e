#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "intake/charset.h"
#include "intake/gzip.h"
#include "intake/raw_document.h"

namespace dateline::intake {
namespace {

bool begins_like_html(std::string_view text) {
  const std::string_view head = trim(text.substr(0, 65536));
  if (head.empty() || head.front() != '<') return false;
  static constexpr std::array<std::string_view, 12> kMarks = {
      "<!doctype", "<html", "<head", "<body", "<meta", "<title",
      "<?xml",     "<!--",  "<div",  "<p",    "<article", "<script"};
  for (const auto mark : kMarks) {
    if (starts_with_ignoring_case(head, mark)) return true;
  }
  return find_ignoring_case(head, "</") != std::string_view::npos;
}

tl::unexpected<Error> located(const std::string& location, Error error) {
  error.message = fmt::format("{}: {}", location, error.message);
  return tl::unexpected<Error>(std::move(error));
}

std::string_view text_field(const simdjson::dom::element& object, std::string_view key) {
  std::string_view text;
  if (object[key].get(text) != simdjson::SUCCESS) return {};
  return text;
}

Result<Source> decode_json_line(RawDocument raw) {
  static thread_local simdjson::dom::parser parser;
  simdjson::dom::element line;
  if (const auto error = parser.parse(raw.bytes).get(line); error != simdjson::SUCCESS) {
    return located(raw.location,
                   {ErrorCode::kMalformed,
                    fmt::format("not a JSON object ({}); each line holds one document "
                                "{{\"id\", \"text\" or \"html\", ...}}",
                                simdjson::error_message(error))});
  }
  Source source;
  source.location = std::move(raw.location);
  source.original_bytes = raw.bytes.size();
  if (!line.is_object()) {
    return located(source.location, {ErrorCode::kMalformed, "the line is no JSON object"});
  }
  if (simdjson::dom::element id; line["id"].get(id) == simdjson::SUCCESS) {
    std::string_view text;
    int64_t number = 0;
    if (id.get(text) == simdjson::SUCCESS) source.id = text;
    else if (id.get(number) == simdjson::SUCCESS) source.id = std::to_string(number);
  }
  source.url = text_field(line, "url");
  source.title = text_field(line, "title");
  source.published = text_field(line, "published");
  source.charset = "UTF-8";
  std::string_view body;
  if (line["text"].get(body) == simdjson::SUCCESS) {
    source.format = SourceFormat::kBody;
  } else if (line["html"].get(body) == simdjson::SUCCESS) {
    source.format = SourceFormat::kHtml;
  } else {
    return located(source.location, {ErrorCode::kMalformed,
                                     "the document has neither \"text\" nor \"html\" as a string"});
  }
  if (trim(body).empty()) return located(source.location, {ErrorCode::kEmpty, "the document is empty"});
  source.bytes = body;
  source.sha256 = sha256_hex(source.bytes);
  return source;
}

}  // namespace

Result<Source> decode(RawDocument raw, const Limits& limits) {
  if (raw.kind == RawKind::kJsonLine) return decode_json_line(std::move(raw));
  std::string name = to_lower(raw.location);
  if (is_gzip(raw.bytes)) {
    auto unpacked = gunzip(raw.bytes, limits.document_bytes);
    if (!unpacked) return located(raw.location, unpacked.error());
    raw.bytes = std::move(*unpacked);
    if (name.ends_with(".gz")) name.resize(name.size() - 3);
  }
  if (trim(raw.bytes).empty()) return located(raw.location, {ErrorCode::kEmpty, "the file is empty"});
  if (looks_binary(raw.bytes)) {
    return located(raw.location, {ErrorCode::kNotText,
                                  "binary data, not a page; dateline reads HTML, text and JSONL"});
  }
  Source source;
  source.location = std::move(raw.location);
  source.original_bytes = raw.bytes.size();
  source.sha256 = sha256_hex(raw.bytes);
  const bool text_name = name.ends_with(".txt") || name.ends_with(".text");
  Decoded decoded = decode_text(std::move(raw.bytes), !text_name);
  source.bytes = std::move(decoded.text);
  source.charset = std::move(decoded.charset);
  source.broken_utf8 = decoded.broken;
  const bool html_name = name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml");
  source.format = html_name || (!text_name && begins_like_html(source.bytes)) ? SourceFormat::kHtml
                                                                             : SourceFormat::kText;
  return source;
}

}  // namespace dateline::intake
