#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "base/file.h"
#include "base/strings.h"
#include "intake/gzip.h"
#include "intake/raw_document.h"

namespace dateline::intake {
namespace fs = std::filesystem;
namespace {

/// Bytes of a descriptor as they come: a pipe is not waited for until a buffer is full.
class ByteStream {
 public:
  /// Closes `fd` at its end unless it is standard input; -1 is an empty stream.
  explicit ByteStream(int fd, const std::atomic<bool>* stop) : fd_(fd), stop_(stop) {}
  ByteStream(ByteStream&& other) noexcept : fd_(std::exchange(other.fd_, -1)), stop_(other.stop_) {}
  ByteStream& operator=(ByteStream&&) = delete;
  ~ByteStream() {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }

  /// Fills `buffer` with what is there, at least a byte; false at the end, on failure and when told to stop.
  bool read(std::string& buffer) {
    buffer.clear();
    if (fd_ < 0 || !wait()) return false;
    buffer.resize(1 << 16);
    ssize_t n = 0;
    do {
      n = ::read(fd_, buffer.data(), buffer.size());
    } while (n < 0 && errno == EINTR);
    failed_ = n < 0;
    buffer.resize(static_cast<size_t>(std::max<ssize_t>(n, 0)));
    return n > 0;
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  /// Waits for data, looking at the stop flag now and then: the signal may have met another thread.
  [[nodiscard]] bool wait() const {
    if (stop_ == nullptr) return true;
    constexpr int kLookMs = 100;
    pollfd waiting{fd_, POLLIN, 0};
    while (!*stop_) {
      const int ready = ::poll(&waiting, 1, kLookMs);
      if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
    }
    return false;
  }

  int fd_;
  const std::atomic<bool>* stop_;
  bool failed_ = false;
};

/// Name without ".gz", lower case, to tell formats by.
std::string plain_name(const std::string& path) {
  std::string name = to_lower(path);
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  return name;
}

bool is_jsonl_name(const std::string& path) {
  const std::string name = plain_name(path);
  return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

bool is_page_name(const std::string& path) {
  const std::string name = plain_name(path);
  static constexpr std::array<std::string_view, 5> kEndings = {".html", ".htm", ".xhtml", ".txt",
                                                               ".text"};
  return is_jsonl_name(path) || std::any_of(kEndings.begin(), kEndings.end(), [&](auto ending) {
           return name.ends_with(ending);
         });
}

/// Lines of a file or pipe with bounded memory: an overlong line is skipped and reported.
class LineReader {
 public:
  /// Lines of `held`, then of `stream`.
  LineReader(ByteStream stream, std::string held) : stream_(std::move(stream)), held_(std::move(held)) {}

  enum class Status { kLine, kTooLong, kEnd, kFailed };

  Status next(std::string& line, size_t limit, std::atomic<uint64_t>& bytes_read) {
    line.clear();
    bool too_long = false;
    while (true) {
      if (position_ == held_.size()) {
        const bool more = stream_.read(held_);
        position_ = 0;
        bytes_read += held_.size();
        if (!more) {
          if (stream_.failed()) return Status::kFailed;
          if (too_long) return Status::kTooLong;
          return line.empty() ? Status::kEnd : Status::kLine;
        }
      }
      const size_t newline = held_.find('\n', position_);
      const size_t end = newline == std::string::npos ? held_.size() : newline;
      if (line.size() + (end - position_) > limit) {
        too_long = true;
        line.clear();
      }
      if (!too_long) line.append(held_, position_, end - position_);
      position_ = end;
      if (newline != std::string::npos) {
        ++position_;
        return too_long ? Status::kTooLong : Status::kLine;
      }
    }
  }

 private:
  ByteStream stream_;
  std::string held_;
  size_t position_ = 0;
};

/// The bytes behind a UTF-8 byte order mark, if one is there.
std::string_view without_mark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
}

/// True if the bytes begin like a JSON object on a line of its own.
bool begins_like_jsonl(std::string_view bytes) {
  const std::string_view head = trim(without_mark(bytes));
  return !head.empty() && head.front() == '{' && head.find('"') != std::string_view::npos;
}

}  // namespace

struct DocumentReader::State {
  std::vector<std::string> sources;
  Limits limits;
  size_t next_source = 0;
  std::vector<std::string> queue;  // files of the folder being read, last first
  std::unique_ptr<LineReader> lines;
  std::string line_path;
  uint64_t line_number = 0;
  std::string error_location;
  uint64_t total = 0;
  std::atomic<uint64_t> read{0};  // asked for by other threads, for progress
  const std::atomic<bool>* stop = nullptr;

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
      const auto status = lines->next(line, limits.line_bytes, read);
      if (status == LineReader::Status::kEnd) return std::nullopt;
      ++line_number;
      const std::string location = fmt::format("{}:{}", line_path, line_number);
      if (status == LineReader::Status::kFailed) {
        lines.reset();
        return at(location, fail(ErrorCode::kUnreadable,
                                 fmt::format("{}: reading failed; check the disk", location)));
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

  std::optional<Result<RawDocument>> open(const std::string& path) {
    if (is_jsonl_name(path) && !to_lower(path).ends_with(".gz")) {
      auto file = open_file(path);
      if (!file) return at(path, tl::unexpected<Error>(file.error()));
      start_lines(ByteStream(*file, stop), path, {});
      return std::nullopt;
    }
    auto bytes = read_file(path, limits.document_bytes);
    if (!bytes) return at(path, tl::unexpected<Error>(bytes.error()));
    read += bytes->size();
    if (is_jsonl_name(path)) return open_packed_lines(path, *bytes);
    return RawDocument{RawKind::kFile, path, std::move(*bytes)};
  }

  /// A packed JSONL file is unpacked whole (within the limit of a line) and then read line by line.
  std::optional<Result<RawDocument>> open_packed_lines(const std::string& path,
                                                       const std::string& bytes) {
    auto text = gunzip(bytes, limits.line_bytes * 8);
    if (!text) {
      Error error = text.error();
      error.message = fmt::format("{}: {}", path, error.message);
      return at(path, tl::unexpected<Error>(std::move(error)));
    }
    start_lines(ByteStream(-1, stop), path, std::move(*text));
    return std::nullopt;
  }

  std::optional<Result<RawDocument>> open_stdin() {
    ByteStream stream(STDIN_FILENO, stop);
    std::string held, more;
    constexpr size_t kHeadBytes = 1 << 16;  // JSONL is known by its head
    while (stream.read(more)) {
      read += more.size();
      const bool in_head = held.size() < kHeadBytes;
      held += more;
      if (in_head && begins_like_jsonl(held)) {
        start_lines(std::move(stream), "-", std::move(held));
        return std::nullopt;
      }
      if (held.size() > limits.document_bytes) {
        return at("-", fail(ErrorCode::kTooLarge,
                            fmt::format("-: standard input exceeds {} bytes; raise --max-document",
                                        limits.document_bytes),
                            limits.document_bytes));
      }
    }
    if (stream.failed()) {
      return at("-", fail(ErrorCode::kUnreadable, "-: standard input cannot be read; check what it is connected to"));
    }
    if (stop != nullptr && *stop) return std::nullopt;
    return RawDocument{RawKind::kFile, "-", std::move(held)};
  }

  void start_lines(ByteStream stream, const std::string& path, std::string held) {
    lines = std::make_unique<LineReader>(std::move(stream), std::move(held));
    line_path = path;
    line_number = 0;
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
                                                    ".htm, .xhtml, .txt and .jsonl files, also with .gz",
                                                    folder)));
    }
    std::sort(found.begin(), found.end(), std::greater<>());
    queue = std::move(found);
    return std::nullopt;
  }
};

DocumentReader::DocumentReader(std::vector<std::string> sources, const Limits& limits)
    : state_(std::make_unique<State>()) {
  state_->sources = std::move(sources);
  state_->limits = limits;
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
void DocumentReader::stop_on(const std::atomic<bool>& flag) { state_->stop = &flag; }
const std::string& DocumentReader::error_location() const { return state_->error_location; }

}  // namespace dateline::intake
