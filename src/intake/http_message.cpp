#include "intake/http_message.h"

#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/strings.h"
#include "intake/byte_stream.h"

namespace dateline::intake {
namespace {

constexpr size_t kPiece = 1 << 16;

Result<std::string> too_large(size_t limit_bytes) {
  return fail(ErrorCode::kTooLarge, fmt::format("the body unpacks to more than {} bytes; raise --max-document", limit_bytes));
}

// The chunks of a chunked body; the body itself if it is none (an archive may have joined them). A cut last chunk is kept.
std::string join_chunks(std::string body) {
  std::string out;
  size_t at = 0;
  while (true) {
    const size_t line_end = body.find('\n', at);
    if (line_end == std::string::npos || line_end - at > 4096) return out.empty() ? body : out;
    const std::string_view line = trim(std::string_view(body).substr(at, line_end - at));
    const std::string_view digits = trim(line.substr(0, line.find(';')));
    size_t size = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return out.empty() ? body : out;
    at = line_end + 1;
    if (size == 0) return out;
    const size_t there = std::min(size, body.size() - at);
    out.append(body, at, there);
    at += there;
    if (there < size) return out;
    if (at < body.size() && body[at] == '\r') ++at;
    if (at < body.size() && body[at] == '\n') ++at;
    if (at == body.size()) return out;
  }
}

// zlib's format or, as some servers send it, bare deflate data.
Result<std::string> undo_deflate(std::string_view body, size_t limit_bytes) {
  for (const int window : {15, -15}) {
    z_stream stream{};
    if (inflateInit2(&stream, window) != Z_OK) break;
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> closer(&stream, &inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    std::string out, piece(kPiece, '\0');
    int status = Z_OK;
    while (status == Z_OK) {
      stream.next_out = reinterpret_cast<Bytef*>(piece.data());
      stream.avail_out = static_cast<uInt>(piece.size());
      status = inflate(&stream, Z_NO_FLUSH);
      out.append(piece, 0, piece.size() - stream.avail_out);
      if (out.size() > limit_bytes) return too_large(limit_bytes);
    }
    if (status == Z_STREAM_END) return out;
  }
  return fail(ErrorCode::kMalformed, "deflate: the body is damaged or cut");
}

Result<std::string> undo_brotli(std::string_view body, size_t limit_bytes) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!state) return fail(ErrorCode::kInternal, "br: the decoder cannot start");
  const auto* in = reinterpret_cast<const uint8_t*>(body.data());
  size_t in_left = body.size();
  std::string out, piece(kPiece, '\0');
  while (true) {
    auto* to = reinterpret_cast<uint8_t*>(piece.data());
    size_t to_left = piece.size();
    const BrotliDecoderResult status = BrotliDecoderDecompressStream(state.get(), &in_left, &in, &to_left, &to, nullptr);
    out.append(piece, 0, piece.size() - to_left);
    if (out.size() > limit_bytes) return too_large(limit_bytes);
    if (status == BROTLI_DECODER_RESULT_SUCCESS) return out;
    if (status != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return fail(ErrorCode::kMalformed, "br: the body is damaged or cut");
  }
}

// True for bytes that begin like a page: what claims to be packed is not.
bool is_plain(std::string_view body) {
  const std::string_view head = trim(body.substr(0, 512));
  return !head.empty() && (head.front() == '<' || head.front() == '{');
}

Result<std::string> undo(std::string_view coding, std::string body, size_t limit_bytes) {
  if (coding.empty() || coding == "identity" || coding == "none" || body.empty()) return body;
  if (coding == "gzip" || coding == "x-gzip" || coding == "zstd") {
    return packing_of(body) == Packing::kNone ? body : unpack(std::move(body), limit_bytes, true);
  }
  if (coding != "deflate" && coding != "br") {
    return fail(ErrorCode::kUnsupported, fmt::format("the body has the coding {}; known are gzip, deflate, br and zstd", coding));
  }
  auto plain = coding == "deflate" ? undo_deflate(body, limit_bytes) : undo_brotli(body, limit_bytes);
  if (!plain && plain.error().code == ErrorCode::kMalformed && is_plain(body)) return body;
  return plain;
}

}  // namespace

HttpHead read_http_head(std::string_view message) {
  HttpHead out;
  if (!message.starts_with("HTTP/")) return out;
  size_t at = 0;
  bool first = true;
  while (at < message.size()) {
    const size_t end = std::min(message.find('\n', at), message.size());
    std::string_view line = message.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at = std::min(end + 1, message.size());
    if (first) {
      const size_t space = line.find(' ');
      const std::string_view status = space == line.npos ? std::string_view() : trim(line.substr(space)).substr(0, 3);
      out.status = parse_number<int>(status).value_or(0);
      if (out.status == 0) return out;
      first = false;
      continue;
    }
    if (line.empty()) break;
    const size_t colon = line.find(':');
    if (colon == line.npos) continue;
    const std::string_view name = trim(line.substr(0, colon)), value = trim(line.substr(colon + 1));
    if (equals_ignoring_case(name, "content-type")) out.content_type = value;
    if (equals_ignoring_case(name, "transfer-encoding")) out.transfer_encoding = to_lower(value);
    if (equals_ignoring_case(name, "content-encoding")) out.content_encoding = to_lower(value);
  }
  out.size = at;
  return out;
}

Result<std::string> decode_body(std::string body, const HttpHead& head, size_t limit_bytes) {
  std::vector<std::string_view> codings = split(head.content_encoding, ',');
  for (const std::string_view coding : split(head.transfer_encoding, ',')) codings.push_back(coding);
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    if (trim(*coding) == "chunked") {
      body = join_chunks(std::move(body));
      continue;
    }
    auto plain = undo(trim(*coding), std::move(body), limit_bytes);
    if (!plain) return plain;
    body = std::move(*plain);
  }
  if (body.size() > limit_bytes) return too_large(limit_bytes);
  return body;
}

std::string media_type(std::string_view content_type) { return to_lower(trim(content_type.substr(0, content_type.find(';')))); }

std::string_view charset_label(std::string_view content_type) {
  const size_t at = find_ignoring_case(content_type, "charset=");
  if (at == content_type.npos) return {};
  std::string_view label = content_type.substr(at + 8);
  label = trim(label.substr(0, label.find(';')));
  while (!label.empty() && (label.front() == '"' || label.front() == '\'')) label.remove_prefix(1);
  while (!label.empty() && (label.back() == '"' || label.back() == '\'')) label.remove_suffix(1);
  return label;
}

bool is_page_type(std::string_view content_type) {
  const std::string type = media_type(content_type);
  return type == "text/html" || type == "application/xhtml+xml" || type == "text/plain";
}

}  // namespace dateline::intake
