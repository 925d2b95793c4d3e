#include "intake/warc_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/strings.h"

namespace dateline::intake {
namespace {

constexpr size_t kMostHead = size_t{1} << 20;  // bytes of a record's headers, or of a line
constexpr uint64_t kMiscounted = 64;           // bytes that a length may be off and the record still be read
constexpr std::string_view kWarc = "WARC/", kArc = "filedesc://";

std::string_view without_brackets(std::string_view uri) {
  return uri.size() > 2 && uri.front() == '<' && uri.back() == '>' ? uri.substr(1, uri.size() - 2) : uri;
}

/// The line that an ARC record begins with: URL (perhaps with spaces), IP, date, type, length; in version 2 more before the length.
struct ArcLine {
  std::string url, date, type;
  std::optional<uint64_t> length;
};

// "20140103030321" to ISO 8601; nothing if it is no such date. Some files have digits behind it.
std::optional<std::string> arc_date(std::string_view d) {
  if (d.size() < 14 || d.size() > 18 || !std::all_of(d.begin(), d.end(), is_digit)) return std::nullopt;
  return fmt::format("{}-{}-{}T{}:{}:{}Z", d.substr(0, 4), d.substr(4, 2), d.substr(6, 2), d.substr(8, 2), d.substr(10, 2), d.substr(12, 2));
}

std::optional<ArcLine> read_arc_line(std::string_view line) {
  const auto fields = split(line, ' ');
  if (fields.size() < 5 || line.find("://") == line.npos) return std::nullopt;
  ArcLine out;
  out.length = parse_number<uint64_t>(fields.back());
  if (fields.size() >= 10) {
    if (const auto date = arc_date(fields[2])) {
      out.url = fields[0];
      out.date = *date;
      out.type = fields[3];
      return out;
    }
  }
  const auto date = arc_date(fields[fields.size() - 3]);
  if (!date) return std::nullopt;
  const std::string_view ip = fields[fields.size() - 4];
  out.url = trim(line.substr(0, static_cast<size_t>(ip.data() - line.data())));
  out.date = *date;
  out.type = fields[fields.size() - 2];
  return out;
}

}  // namespace

struct WarcReader::State {
  UnpackedStream bytes;
  size_t most;  // bytes of a block
  std::string held;
  size_t at = 0, line_begin = 0;
  uint64_t passed = 0;  // bytes before `held`
  bool arc = false, begun = false;
  bool seeking = false;  // where the next record begins is not known,
  bool told_seeking = false;  // and why was told
  uint64_t length = 0;   // of the block to come
  std::optional<Error> fault;  // of the stream, not told yet

  State(std::unique_ptr<ByteStream> packed, const Limits& limits) : bytes(std::move(packed)), most(limits.document_bytes) {}

  [[nodiscard]] uint64_t offset() const { return passed + at; }
  [[nodiscard]] std::string_view rest() const { return std::string_view(held).substr(at); }

  // Takes more bytes in; false at the end or a fault. Behind a fault the stream may go on, with other records.
  bool more() {
    std::string piece;
    if (fault) return false;
    if (!bytes.read(piece)) {
      if (bytes.fault() != nullptr) fault = *bytes.fault();
      return false;
    }
    passed += at;
    held.erase(0, at);
    at = 0;
    held += piece;
    return true;
  }
  bool need(size_t size) {
    while (held.size() - at < size) {
      if (!more()) return false;
    }
    return true;
  }

  // Passes over `size` bytes; how many were not there.
  uint64_t skip(uint64_t size) {
    while (size > 0 && (at < held.size() || more())) {
      const uint64_t step = std::min<uint64_t>(size, held.size() - at);
      at += step;
      size -= step;
    }
    return size;
  }

  // The next line without its end; nothing if it has none within the limit.
  std::optional<std::string_view> line() {
    size_t looked = 0;
    while (true) {
      const size_t end = rest().find('\n', looked);
      if (end != std::string_view::npos) {
        std::string_view out = rest().substr(0, end);
        line_begin = at;
        at += end + 1;
        if (out.ends_with('\r')) out.remove_suffix(1);
        return out;
      }
      looked = rest().size();
      if (looked > kMostHead || !more()) return std::nullopt;
    }
  }

  [[nodiscard]] bool is_beginning(std::string_view text) const {
    return arc ? read_arc_line(text).has_value() : text.starts_with(kWarc);
  }

  // Goes on to the next line that begins a record; false if there is none before the end or a fault.
  bool seek() {
    while (true) {
      if (const auto text = line()) {
        if (!is_beginning(*text)) continue;
        at = line_begin;
        return true;
      }
      if (fault || rest().size() <= kMostHead) return false;
      at = held.size();  // no line end in a megabyte
    }
  }

  tl::unexpected<Error> broken(uint64_t record, std::string what) {
    seeking = true;
    return fail(ErrorCode::kMalformed, fmt::format("record at byte {}: {}", record, what), record);
  }

  // The fault of the stream; reading goes on behind it.
  tl::unexpected<Error> tell_fault() {
    Error e = std::move(*fault);
    fault.reset();
    passed += held.size();
    held.clear();
    at = 0;
    seeking = told_seeking = true;
    return tl::unexpected<Error>(std::move(e));
  }

  std::optional<Result<WarcRecord>> head() {
    if (!std::exchange(begun, true)) {
      (void)need(kArc.size());
      arc = rest().starts_with(kArc);
    }
    while (need(1) && (held[at] == '\n' || held[at] == '\r')) ++at;
    if (!need(1)) return fault ? std::optional(Result<WarcRecord>(tell_fault())) : std::nullopt;
    const uint64_t from = offset();
    if (!seeking) {
      // A length that is too short leaves some bytes here.
      const auto first = line();
      seeking = !first || !is_beginning(*first);
      if (first) at = line_begin;
    }
    if (std::exchange(seeking, false)) {
      const bool told = std::exchange(told_seeking, false);
      const bool found = seek();
      if (!found && fault) return tell_fault();
      if (!found) at = held.size();
      if (!told && offset() - from > kMiscounted) return fail(ErrorCode::kMalformed, fmt::format("no record at byte {}", from), from);
      if (!found) return std::nullopt;
    }
    return arc ? arc_head() : warc_head();
  }
  Result<WarcRecord> arc_head() {
    WarcRecord out;
    out.offset = offset();
    const auto text = line();
    auto parts = read_arc_line(*text);
    out.url = std::move(parts->url);
    out.date = std::move(parts->date);
    out.content_type = std::move(parts->type);
    out.type = out.url.starts_with(kArc) ? "warcinfo" : "response";
    if (!parts->length) {
      told_seeking = true;
      return broken(out.offset, "its length is no number");
    }
    length = *parts->length;
    return out;
  }

  Result<WarcRecord> warc_head() {
    WarcRecord out;
    out.offset = offset();
    const uint64_t begin = offset();
    std::optional<uint64_t> stated;
    bool has_length = false;
    (void)line();
    while (true) {
      const auto text = line();
      told_seeking = true;
      if (!text && fault) return tell_fault();
      if (!text) return broken(out.offset, "its headers have no end");
      if (text->empty()) break;
      if (offset() - begin > kMostHead) return broken(out.offset, fmt::format("its headers exceed {} bytes", kMostHead));
      const size_t colon = text->find(':');
      if (colon == text->npos) continue;
      const std::string_view name = trim(text->substr(0, colon)), value = trim(text->substr(colon + 1));
      if (equals_ignoring_case(name, "WARC-Type")) out.type = to_lower(value);
      if (equals_ignoring_case(name, "WARC-Target-URI")) out.url = without_brackets(value);
      if (equals_ignoring_case(name, "WARC-Date")) out.date = value;
      if (equals_ignoring_case(name, "Content-Type")) out.content_type = value;
      if (equals_ignoring_case(name, "WARC-Block-Digest")) out.block_digest = value;
      if (equals_ignoring_case(name, "WARC-Payload-Digest")) out.payload_digest = value;
      if (equals_ignoring_case(name, "Content-Length")) {
        has_length = true;
        stated = parse_number<uint64_t>(value);
      }
    }
    if (!stated) return broken(out.offset, has_length ? "its length is no number" : "it has no Content-Length");
    told_seeking = false;
    length = *stated;
    return out;
  }

  Result<WarcRecord> block(WarcRecord record, bool keep) {
    if (length > most) {  // or so it says: the next record is looked for, not counted to
      seeking = told_seeking = true;
      if (!keep) return record;
      return fail(ErrorCode::kTooLarge, fmt::format("record at byte {}: length {} exceeds {} bytes; raise --max-document", record.offset, length, most),
                  record.offset);
    }
    uint64_t missing = 0;
    if (keep) {
      const uint64_t there = need(length) ? length : held.size() - at;
      record.block.assign(held, at, there);
      at += there;
      missing = length - there;
    } else {
      missing = skip(length);
    }
    if (fault || missing > kMiscounted) {
      if (fault) return tell_fault();
      told_seeking = true;
      return broken(record.offset, fmt::format("{} of its {} bytes are missing", missing, length));
    }
    return record;
  }
};

WarcReader::WarcReader(std::unique_ptr<ByteStream> bytes, const Limits& limits) : state_(std::make_unique<State>(std::move(bytes), limits)) {}
WarcReader::~WarcReader() = default;
bool WarcReader::begins(std::string_view head) { return head.starts_with(kWarc) || head.starts_with(kArc); }
std::optional<Result<WarcRecord>> WarcReader::head() { return state_->head(); }
Result<WarcRecord> WarcReader::block(WarcRecord record, bool keep) { return state_->block(std::move(record), keep); }

}  // namespace dateline::intake
