#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "intake/charset.h"
#include "intake/byte_stream.h"
#include "intake/digest.h"
#include "intake/http_message.h"
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

/// What is known of the kind of a page before it is looked at.
enum class Kind : uint8_t { kAny, kHtml, kText };

Kind kind_of_type(std::string_view content_type) {
  const std::string type = media_type(content_type);
  return type == "text/plain" ? Kind::kText : is_page_type(type) ? Kind::kHtml : Kind::kAny;
}

// The bytes of a page or text as a source; `charset` is the label that came with it.
Result<Source> decode_page(RawDocument raw, std::string_view charset, Kind kind) {
  if (trim(raw.bytes).empty()) return located(raw.location, {ErrorCode::kEmpty, "the document is empty"});
  if (looks_binary(raw.bytes)) {
    return located(raw.location, {ErrorCode::kNotText, "binary data, not a page; dateline reads HTML, text, JSONL, WARC and ARC"});
  }
  Source source;
  source.location = std::move(raw.location);
  source.url = std::move(raw.url);
  source.fetched = std::move(raw.fetched);
  source.original_bytes = raw.bytes.size();
  source.sha256 = sha256_hex(raw.bytes);
  Decoded decoded = decode_text(std::move(raw.bytes), kind != Kind::kText, charset);
  source.bytes = std::move(decoded.text);
  source.charset = std::move(decoded.charset);
  source.broken_utf8 = decoded.broken;
  source.format = kind == Kind::kHtml || (kind == Kind::kAny && begins_like_html(source.bytes)) ? SourceFormat::kHtml : SourceFormat::kText;
  return source;
}

// A record of an archive file. The payload's digest may be of the body as sent, with its chunks joined, or decoded: archives differ.
Result<Source> decode_record(RawDocument raw, const Limits& limits) {
  bool differs = !digest_fits(raw.block_digest, raw.bytes);
  const HttpHead head = read_http_head(raw.bytes);
  if (head.status != 0) {
    raw.content_type = head.content_type;
    raw.bytes.erase(0, head.size);
  }
  bool payload_fits = raw.payload_digest.empty() || digest_fits(raw.payload_digest, raw.bytes);
  HttpHead chunks;
  chunks.transfer_encoding = head.transfer_encoding;
  HttpHead codings;
  codings.content_encoding = head.content_encoding;
  for (const HttpHead* step : {&chunks, &codings}) {
    if (step->transfer_encoding.empty() && step->content_encoding.empty()) continue;
    auto body = decode_body(std::move(raw.bytes), *step, limits.document_bytes);
    if (!body) return located(raw.location, body.error());
    raw.bytes = std::move(*body);
    payload_fits = payload_fits || digest_fits(raw.payload_digest, raw.bytes);
  }
  differs = differs || !payload_fits;
  const std::string charset(charset_label(raw.content_type));
  const Kind kind = kind_of_type(raw.content_type);
  auto source = decode_page(std::move(raw), charset, kind);
  if (source) source->digest_differs = differs;
  return source;
}

Result<Source> decode_feed_item(RawDocument raw) {
  Source source;
  source.location = std::move(raw.location);
  source.id = std::move(raw.id);
  source.url = std::move(raw.url);
  source.title = std::move(raw.title);
  source.published = std::move(raw.published);
  source.fetched = std::move(raw.fetched);
  source.format = SourceFormat::kHtml;
  source.charset = "UTF-8";
  source.original_bytes = raw.bytes.size();
  source.sha256 = sha256_hex(raw.bytes);
  source.bytes = std::move(raw.bytes);
  return source;
}

}  // namespace

std::string unpacked_name(const std::string& path) {
  std::string name = to_lower(path);
  for (const std::string_view ending : {".gz", ".zst"}) {
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  }
  return name;
}

Result<Source> decode(RawDocument raw, const Limits& limits) {
  if (raw.kind == RawKind::kJsonLine) return decode_json_line(std::move(raw));
  if (raw.kind == RawKind::kFeedItem) return decode_feed_item(std::move(raw));
  if (raw.kind == RawKind::kFetched) {
    const std::string charset(charset_label(raw.content_type));
    const Kind kind = kind_of_type(raw.content_type);
    return decode_page(std::move(raw), charset, kind);
  }
  if (raw.kind == RawKind::kRecord) return decode_record(std::move(raw), limits);
  const std::string name = unpacked_name(raw.location);
  if (packing_of(raw.bytes) != Packing::kNone) {
    auto unpacked = unpack(std::move(raw.bytes), limits.document_bytes);
    if (!unpacked) return located(raw.location, unpacked.error());
    raw.bytes = std::move(*unpacked);
  }
  const bool text_name = name.ends_with(".txt") || name.ends_with(".text");
  const bool html_name = name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml");
  return decode_page(std::move(raw), {}, html_name ? Kind::kHtml : text_name ? Kind::kText : Kind::kAny);
}

}  // namespace dateline::intake
