#include "cli/document_run.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>
#include <thread>
#include <utility>
#include <variant>

#include "base/file.h"
#include "base/json_writer.h"
#include "base/ordered_pipeline.h"
#include "base/strings.h"
#include "cli/interrupt.h"
#include "intake/raw_document.h"
#include "record/record_builder.h"

namespace dateline::cli {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A line on a terminal that is written over: done, rate, time left.
class Progress {
 public:
  Progress(bool shown, uint64_t total_bytes) : shown_(shown), total_(total_bytes) {}
  ~Progress() { clear(); }
  /// Takes the line away, for other messages.
  void clear() {
    if (std::exchange(drawn_, false)) say("\r\x1b[K");
  }
  void update(uint64_t documents, uint64_t bytes) {
    if (!shown_ || seconds_since(last_) < 0.5) return;
    last_ = Clock::now();
    const double elapsed = seconds_since(start_);
    std::string left;
    if (total_ > bytes && bytes > 0) left = fmt::format(", {:.0f} s left", elapsed * static_cast<double>(total_ - bytes) / static_cast<double>(bytes));
    say(fmt::format("\r\x1b[K{} documents, {:.0f}/s{}", documents, static_cast<double>(documents) / elapsed, left));
    std::fflush(stderr);
    drawn_ = true;
  }

 private:
  bool shown_, drawn_ = false;
  uint64_t total_;
  Clock::time_point start_ = Clock::now(), last_ = Clock::now();
};

/// The reject file: one JSON object a line, written as it happens.
class Rejects {
 public:
  bool open(const std::string& path) {
    if (path.empty()) return true;
    file_.reset(std::fopen(path.c_str(), "wbe"));
    return file_ != nullptr;
  }
  void add(const Outcome& o) {
    if (!file_) return;
    std::string line;
    JsonWriter(line).begin_object().field("location", o.location).field("code", name(o.error.code))
        .field("message", o.error.message).field("offset", o.error.offset).end_object();
    line.push_back('\n');
    if (std::fwrite(line.data(), 1, line.size(), file_.get()) != line.size()) note_failure();
  }
  /// Ends the file; the reason if not all of it could be written, else empty.
  [[nodiscard]] const std::string& close() {
    if (file_ && std::fclose(file_.release()) != 0) note_failure();
    return failure_;
  }

 private:
  void note_failure() {
    if (failure_.empty()) failure_ = std::strerror(errno);
  }

  struct Closer {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  std::unique_ptr<std::FILE, Closer> file_;
  std::string failure_;
};

struct Totals {
  uint64_t read = 0, refused = 0, bytes = 0, words = 0, events = 0, statements = 0, figures = 0;
};

void print_stats(const Totals& t, double seconds, unsigned jobs) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto rate = [&](uint64_t n) { return static_cast<double>(n) / std::max(seconds, 1e-9); };
  say(fmt::format(
      "documents {} read, {} refused; {:.2f} s with {} threads, {:.1f} documents/s, {:.2f} MB/s, {:.0f} words/s\n"
      "events {}, statements {}, figures {}; peak memory {:.0f} MB\n",
      t.read, t.refused, seconds, jobs, rate(t.read), rate(t.bytes) / 1e6, rate(t.words), t.events, t.statements, t.figures,
      static_cast<double>(usage.ru_maxrss) / 1024.0));
}

/// The sources of the command line and those of the list behind it; empty lines and lines that begin with # are none.
Result<std::vector<std::string>> all_sources(const Common& common) {
  std::vector<std::string> out = common.sources;
  if (!common.urls.empty()) {
    constexpr size_t kMostBytes = size_t{256} << 20;
    const auto list = read_file(common.urls == "-" ? "/dev/stdin" : common.urls, kMostBytes);
    if (!list) return tl::unexpected(list.error());
    for (const std::string_view line : split(*list, '\n')) {
      const std::string_view source = trim(line);
      if (!source.empty() && source.front() != '#') out.emplace_back(source);
    }
  }
  if (out.empty()) return fail(ErrorCode::kUsage, "no source is given; name files, folders, URLs or -, or a list with --urls");
  return out;
}

struct Item {
  std::variant<intake::RawDocument, Error> raw;
  std::string location;
};

}  // namespace

std::optional<Record> read_record(Pipeline& pipeline, Source source, Outcome& o, bool keep_bytes) {
  if (auto done = pipeline.run(source); !done) {
    o.refused = true;
    o.error = done.error();
    return std::nullopt;
  }
  o.words = pipeline.analysis.size();
  std::string bytes;
  if (keep_bytes) bytes = std::move(source.bytes);
  Record record = build_record(pipeline, std::move(source));
  record.source.bytes = std::move(bytes);
  o.events = record.events.size();
  o.statements = record.statements.size();
  o.figures = record.figures.size();
  return record;
}

int run_documents(const Common& common, const DocumentWork& work, std::string_view between) {
  bool first = true;
  return run_documents(common, work, [&](Outcome& o) {
    if (!std::exchange(first, false)) o.output.insert(0, between);
    return write_out(o.output) && flush_out();  // a reader of the pipe need not wait for the next document
  });
}

int run_documents(const Common& common, const DocumentWork& work, const DocumentSink& sink) {
  const auto sources = all_sources(common);
  if (!sources) {
    complain(sources.error().message);
    return kCannotRun;
  }
  const auto engine = open_engine(common);
  if (!engine) return kCannotRun;
  Rejects rejects;
  if (!rejects.open(common.rejects)) {
    complain(fmt::format("{}: cannot be written; choose another file for --rejects", common.rejects));
    return kCannotRun;
  }
  const unsigned jobs = common.jobs != 0 ? common.jobs : std::max(1u, std::thread::hardware_concurrency());
  intake::DocumentReader reader(*sources, common.limits, common.fetch);
  watch_interrupts();
  reader.stop_on(interrupted());
  Progress progress(!common.quiet && ::isatty(STDERR_FILENO) == 1 && !output_is_terminal(), reader.total_bytes());
  Totals totals;
  uint64_t produced = 0;
  bool stopped = false;
  const auto start = Clock::now();

  const auto produce = [&]() -> std::optional<Item> {
    if (common.limit != 0 && produced == common.limit) return std::nullopt;
    auto next = reader.next();
    if (!next) return std::nullopt;
    ++produced;
    if (*next) {
      std::string location = (*next)->location;
      return Item{std::move(**next), std::move(location)};
    }
    return Item{next->error(), reader.error_location()};
  };
  const auto make_worker = [&] {
    return [&, pipeline = std::make_unique<Pipeline>(engine, common.limits)](Item item) {
      Outcome o;
      o.location = std::move(item.location);
      const auto refuse = [&](const Error& error) {
        o.refused = true;
        o.error = error;
      };
      if (const auto* error = std::get_if<Error>(&item.raw)) {
        refuse(*error);
        return o;
      }
      try {
        auto source = intake::decode(std::move(std::get<intake::RawDocument>(item.raw)), common.limits);
        if (!source) {
          refuse(source.error());
          return o;
        }
        o.bytes = source->original_bytes;
        work(*pipeline, std::move(*source), o);
        if (o.refused && o.error.message.find(o.location) == std::string::npos) {
          o.error.message = fmt::format("{}: {}", o.location, o.error.message);
        }
      } catch (const std::exception& e) {  // bad_alloc, or a library's fault: this document only
        refuse({ErrorCode::kInternal, fmt::format("{}: {}", o.location, e.what()), 0});
      }
      return o;
    };
  };
  const auto consume = [&](Outcome o) {
    if (o.refused) {
      ++totals.refused;
      rejects.add(o);
      if (!common.quiet) complain(o.error.message);
      return true;
    }
    ++totals.read;
    totals.bytes += o.bytes;
    totals.words += o.words;
    totals.events += o.events;
    totals.statements += o.statements;
    totals.figures += o.figures;
    progress.update(totals.read, reader.bytes_read());
    if (sink(o)) return true;
    stopped = true;
    return false;
  };
  ordered_pipeline(jobs, produce, make_worker, consume);
  const bool written = flush_out();
  progress.clear();
  if (common.stats) print_stats(totals, seconds_since(start), jobs);
  if (interrupted()) complain(fmt::format("interrupted; {} documents were read before", totals.read));
  if (const std::string& why = rejects.close(); !why.empty()) {
    complain(fmt::format("{}: cannot be written ({}); check the disk", common.rejects, why));
    return kCannotRun;
  }
  if (!written || stopped) return kCannotRun;
  if (totals.read == 0) return totals.refused == 0 ? kNothingFound : kCannotRun;
  return totals.refused == 0 ? kDone : kSomeRefused;
}

}  // namespace dateline::cli
