#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <future>
#include <map>
#include <utility>

#include "base/file.h"
#include "base/strings.h"
#include "intake/byte_stream.h"
#include "intake/feed.h"
#include "intake/feed_formats.h"
#include "intake/http_message.h"
#include "intake/line_reader.h"
#include "intake/raw_document.h"
#include "intake/url.h"
#include "intake/warc_reader.h"

namespace dateline::intake {
namespace fs = std::filesystem;
namespace {

bool is_jsonl_name(const std::string& path) {
  const std::string name = unpacked_name(path);
  return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

bool is_page_name(const std::string& path) {
  const std::string name = unpacked_name(path);
  static constexpr std::array<std::string_view, 9> kEndings = {".html", ".htm", ".xhtml", ".txt", ".text", ".warc", ".arc", ".rss", ".atom"};
  return is_jsonl_name(path) || std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) {
           return name.ends_with(ending);
         });
}

/// The bytes behind a UTF-8 byte order mark, if one is there.
std::string_view without_mark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
}

/// True if the bytes begin like a JSON object on a line of its own.
bool begins_like_jsonl(std::string_view bytes) {
  const std::string_view head = trim(without_mark(bytes));
  return !head.empty() && head.front() == '{' && head.find('"') != std::string_view::npos;
}

/// True for names that do not tell what their files hold.
bool is_container_name(const std::string& path) {
  const std::string name = unpacked_name(path);
  return name.ends_with(".warc") || name.ends_with(".arc") || name.ends_with(".rss") || name.ends_with(".atom");
}

enum class Container : uint8_t { kNone, kArchive, kFeed };

/// What bytes, perhaps packed, begin like: a WARC or ARC file, or a feed.
Container container_of(const std::string& head) {
  std::string piece;
  const std::string* plain = &head;
  if (packing_of(head) != Packing::kNone) {
    UnpackedStream stream(std::make_unique<PrefixedStream>(head, nullptr));
    if (!stream.read(piece)) return Container::kNone;
    plain = &piece;
  }
  return WarcReader::begins(*plain) ? Container::kArchive : begins_feed(*plain) ? Container::kFeed : Container::kNone;
}

}  // namespace

namespace {

/// The items of a feed that carry content or a summary, as documents.
class FeedDocuments {
 public:
  FeedDocuments(Feed feed, std::string location) : feed_(std::move(feed)), location_(std::move(location)) {}

  std::optional<Result<RawDocument>> next() {
    while (next_ < feed_.items.size()) {
      FeedItem& item = feed_.items[next_++];
      if (item.language.empty()) item.language = feed_.language;
      RawDocument out{RawKind::kFeedItem, fmt::format("{}#{}", location_, next_), item_page(item)};
      if (out.bytes.empty()) continue;
      if (item.link.empty()) out.id = std::move(item.id);
      out.url = std::move(item.link);
      out.title = plain_text(item.title);
      out.published = item.published.empty() ? std::move(item.updated) : std::move(item.published);
      item = {};
      return out;
    }
    return std::nullopt;
  }

 private:
  Feed feed_;
  std::string location_;
  size_t next_ = 0;
};

}  // namespace

struct DocumentReader::State {
  std::vector<std::string> sources;
  Limits limits;
  Fetcher fetcher;
  using Answer = tl::expected<Fetched, FetchFailure>;
  std::map<size_t, std::future<Answer>> ahead;  // fetches begun, by the source's place
  size_t next_source = 0;
  std::vector<std::string> queue;  // files of the folder being read, last first
  std::unique_ptr<LineReader> lines;
  std::unique_ptr<WarcReader> records;
  std::unique_ptr<FeedDocuments> items;
  std::string container;  // what lines or records are read from
  uint64_t line_number = 0;
  std::string error_location;
  uint64_t total = 0;
  std::atomic<uint64_t> read{0};  // asked for by other threads, for progress
  const std::atomic<bool>* stop = nullptr;

  State(std::vector<std::string> from, const Limits& bounds, FetchOptions fetching) : sources(std::move(from)), limits(bounds), fetcher(std::move(fetching)) {}

  tl::unexpected<Error> at(const std::string& location, tl::unexpected<Error> error) {
    error_location = location;
    return error;
  }

  std::optional<Result<RawDocument>> next() {
    while (true) {
      if (stop != nullptr && *stop) return std::nullopt;
      if (lines) {
        if (auto item = next_line()) return item;
        lines.reset();
        continue;
      }
      if (records) {
        if (auto item = next_record()) return item;
        records.reset();
        continue;
      }
      if (items) {
        if (auto item = items->next()) return item;
        items.reset();
        continue;
      }
      if (!queue.empty()) {
        const std::string path = std::move(queue.back());
        queue.pop_back();
        if (auto item = open(path)) return item;
        continue;
      }
      if (next_source == sources.size()) return std::nullopt;
      const std::string source = sources[next_source++];
      if (source == "-") {
        if (auto item = open_stdin()) return item;
        continue;
      }
      if (begins_url(source)) {
        if (auto item = open_url(next_source - 1)) return item;
        continue;
      }
      struct stat info {};
      if (::stat(source.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) {
        if (auto item = open_folder(source)) return item;
        continue;
      }
      if (auto item = open(source)) return item;
    }
  }

  std::optional<Result<RawDocument>> next_line() {
    std::string line;
    while (true) {
      const auto status = lines->next(line, limits.line_bytes);
      if (status == LineReader::Status::kEnd) return std::nullopt;
      ++line_number;
      const std::string location = fmt::format("{}:{}", container, line_number);
      if (status == LineReader::Status::kFailed) {
        Error error = *lines->fault();
        lines.reset();
        error.message = fmt::format("{}: {}", location, error.message);
        return at(location, tl::unexpected<Error>(std::move(error)));
      }
      if (status == LineReader::Status::kTooLong) {
        return at(location, fail(ErrorCode::kTooLarge,
                                 fmt::format("{}: the line exceeds {} bytes; raise --max-line",
                                             location, limits.line_bytes)));
      }
      if (line_number == 1) line.erase(0, line.size() - without_mark(line).size());
      if (trim(line).empty()) continue;
      return RawDocument{RawKind::kJsonLine, location, std::move(line)};
    }
  }

  // The next page of an archive file.
  std::optional<Result<RawDocument>> next_record() {
    while (true) {
      if (stop != nullptr && *stop) return std::nullopt;
      auto record = records->next([](const WarcRecord& r) {
        return r.type == "response" || ((r.type == "resource" || r.type == "conversion") && is_page_type(r.content_type));
      });
      if (!record) return std::nullopt;
      if (!*record) {
        Error error = record->error();
        const std::string location = fmt::format("{}@{}", container, error.offset);
        error.message = fmt::format("{}: {}", container, error.message);
        return at(location, tl::unexpected<Error>(std::move(error)));
      }
      WarcRecord& r = **record;
      if (r.block.empty() || r.url.starts_with("metadata:")) continue;  // wget's own notes
      const HttpHead head = read_http_head(r.block);
      if (head.status != 0 ? head.status != 200 || !is_page_type(head.content_type) : !is_page_type(r.content_type)) continue;
      RawDocument out{RawKind::kRecord, fmt::format("{}@{}", container, r.offset), std::move(r.block), std::move(r.url), std::move(r.date),
                      std::move(r.content_type), std::move(r.block_digest), std::move(r.payload_digest)};
      return out;
    }
  }

  std::unique_ptr<ByteStream> stream_of(int fd) { return std::make_unique<FileStream>(fd, FileStream::Watch{stop, &read}); }

  std::optional<Result<RawDocument>> open(const std::string& file) {
    const bool by_lines = is_jsonl_name(file), by_name = !by_lines && is_page_name(file) && !is_container_name(file);
    Container container_kind = Container::kNone;
    if (!by_name) {
      auto fd = open_file(file);
      if (!fd) return at(file, tl::unexpected<Error>(fd.error()));
      auto stream = stream_of(*fd);
      if (by_lines) {
        start_lines(std::make_unique<UnpackedStream>(std::move(stream)), file);
        return std::nullopt;
      }
      std::string head;
      const bool some = stream->read(head);
      container_kind = some ? container_of(head) : Container::kNone;
      if (container_kind == Container::kArchive) {
        start_records(std::make_unique<PrefixedStream>(std::move(head), std::move(stream)), file);
        return std::nullopt;
      }
      read -= head.size();
    }
    auto bytes = read_file(file, limits.document_bytes);
    if (!bytes) return at(file, tl::unexpected<Error>(bytes.error()));
    read += bytes->size();
    if (container_kind == Container::kFeed) return start_feed(std::move(*bytes), {}, file);
    return RawDocument{RawKind::kFile, file, std::move(*bytes)};
  }

  std::optional<Result<RawDocument>> open_stdin() {
    auto stream = stream_of(STDIN_FILENO);
    std::string held, more;
    constexpr size_t kHeadBytes = 1 << 16;  // JSONL and archive files are known by their head
    while (stream->read(more)) {
      const bool in_head = held.size() < kHeadBytes;
      held += more;
      if (in_head && !begins_json_feed(held) && begins_like_jsonl(held)) {
        start_lines(std::make_unique<PrefixedStream>(std::move(held), std::move(stream)), "-");
        return std::nullopt;
      }
      if (in_head && container_of(held) == Container::kArchive) {
        start_records(std::make_unique<PrefixedStream>(std::move(held), std::move(stream)), "-");
        return std::nullopt;
      }
      if (held.size() > limits.document_bytes) {
        return at("-", fail(ErrorCode::kTooLarge,
                            fmt::format("-: standard input exceeds {} bytes; raise --max-document",
                                        limits.document_bytes),
                            limits.document_bytes));
      }
    }
    if (stream->fault() != nullptr) {
      return at("-", fail(ErrorCode::kUnreadable, "-: standard input cannot be read; check what it is connected to"));
    }
    if (stop != nullptr && *stop) return std::nullopt;
    if (container_of(held) == Container::kFeed) return start_feed(std::move(held), {}, "-");
    return RawDocument{RawKind::kFile, "-", std::move(held)};
  }

  void start_lines(std::unique_ptr<ByteStream> stream, const std::string& from) {
    lines = std::make_unique<LineReader>(std::move(stream));
    container = from;
    line_number = 0;
  }

  void start_records(std::unique_ptr<ByteStream> stream, const std::string& from) {
    records = std::make_unique<WarcReader>(std::move(stream), limits);
    container = from;
  }

  // What a URL leads to; fetching of the next ones is begun before it is waited for.
  std::optional<Result<RawDocument>> open_url(size_t place) {
    constexpr size_t kAhead = 8;
    for (size_t i = place; i < sources.size() && i < place + kAhead; ++i) {
      if (!begins_url(sources[i]) || ahead.contains(i)) continue;
      ahead.emplace(i, std::async(std::launch::async, [this, url = sources[i]] { return fetcher.fetch({url, {}, {}}); }));
    }
    const std::string& location = sources[place];
    Answer answer = ahead.extract(place).mapped().get();
    if (stop != nullptr && *stop) return std::nullopt;
    if (!answer) return at(location, tl::unexpected<Error>(answer.error().error));
    switch (container_of(answer->body)) {
      case Container::kArchive:
        start_records(std::make_unique<PrefixedStream>(std::move(answer->body), nullptr), location);
        return std::nullopt;
      case Container::kFeed:
        return start_feed(std::move(answer->body), {answer->url, answer->content_type, answer->content_language}, location);
      case Container::kNone: break;
    }
    RawDocument out{RawKind::kFetched, location, std::move(answer->body)};
    out.url = std::move(answer->url);
    out.fetched = std::move(answer->fetched);
    out.content_type = std::move(answer->content_type);
    return out;
  }

  // A feed that cannot be read is reported, else its items come next.
  std::optional<Result<RawDocument>> start_feed(std::string bytes, const FeedContext& context, const std::string& from) {
    auto feed = read_feed(std::move(bytes), context, limits);
    if (!feed) return at(from, fail(feed.error().code, fmt::format("{}: {}", from, feed.error().message), feed.error().offset));
    items = std::make_unique<FeedDocuments>(std::move(*feed), from);
    if (auto first = items->next()) return first;
    items.reset();
    return at(from, fail(ErrorCode::kEmpty, from + ": no item of the feed carries text; dateline watch reads the pages that it points to"));
  }

  std::optional<Result<RawDocument>> open_folder(const std::string& folder) {
    std::vector<std::string> found;
    std::error_code error;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error);
    if (error) {
      return at(folder, fail(ErrorCode::kUnreadable,
                             fmt::format("{}: the folder cannot be read ({}); check its permissions",
                                         folder, error.message())));
    }
    for (; it != fs::recursive_directory_iterator(); it.increment(error)) {
      if (error) break;
      if (it.depth() > static_cast<int>(limits.folder_depth)) it.disable_recursion_pending();
      std::error_code ignored;
      if (it->is_regular_file(ignored) && is_page_name(it->path().string())) {
        found.push_back(it->path().string());
        total += it->file_size(ignored);
      }
    }
    if (found.empty()) {
      return at(folder,
                fail(ErrorCode::kEmpty, fmt::format("{}: no pages in this folder; dateline reads .html, "
                                                    ".htm, .xhtml, .txt, .jsonl, .warc, .arc, .rss and .atom files, also with .gz or .zst",
                                                    folder)));
    }
    std::sort(found.begin(), found.end(), std::greater<>());
    queue = std::move(found);
    return std::nullopt;
  }
};

DocumentReader::DocumentReader(std::vector<std::string> sources, const Limits& limits, FetchOptions fetching) {
  fetching.body_bytes = limits.document_bytes;
  state_ = std::make_unique<State>(std::move(sources), limits, std::move(fetching));
  for (const auto& source : state_->sources) {
    struct stat info {};
    if (::stat(source.c_str(), &info) == 0 && S_ISREG(info.st_mode)) {
      state_->total += static_cast<uint64_t>(info.st_size);
    }
  }
}

DocumentReader::~DocumentReader() = default;
std::optional<Result<RawDocument>> DocumentReader::next() { return state_->next(); }
uint64_t DocumentReader::total_bytes() const { return state_->total; }
uint64_t DocumentReader::bytes_read() const { return state_->read; }
void DocumentReader::stop_on(const std::atomic<bool>& flag) {
  state_->stop = &flag;
  state_->fetcher.stop_on(flag);
}
const std::string& DocumentReader::error_location() const { return state_->error_location; }

}  // namespace dateline::intake
