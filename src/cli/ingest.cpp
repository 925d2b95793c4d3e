#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "archive/archive.h"
#include "archive/schema.h"
#include "cli/archive_access.h"
#include "cli/document_run.h"
#include "cli/ingest_run.h"

namespace dateline::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr uint64_t kDocumentsAtOnce = 512;             // put on the disk together, at most
constexpr auto kLongestWait = std::chrono::seconds(2);  // and not later than this after the first of them

/// Each thread's own look at the archive, to pass over what is there.
class Readers {
 public:
  explicit Readers(std::string path) : path_(std::move(path)) {}
  [[nodiscard]] bool know(const Source& source) {
    archive::Archive* reader = of_this_thread();
    if (reader == nullptr) return false;
    const auto known = reader->knows(source);
    return known && *known;
  }
  void close() { readers_.clear(); }

 private:
  archive::Archive* of_this_thread() {
    const std::lock_guard hold(mutex_);
    auto& reader = readers_[std::this_thread::get_id()];
    if (!reader) {
      auto opened = archive::Archive::open(path_, archive::Archive::Use::kRead);
      if (!opened) return nullptr;
      reader = std::make_unique<archive::Archive>(std::move(*opened));
    }
    return reader.get();
  }

  std::string path_;
  std::mutex mutex_;
  std::map<std::thread::id, std::unique_ptr<archive::Archive>> readers_;
};

}  // namespace

Ingested ingest_into(archive::Archive& archive, const std::shared_ptr<const archive::Knowledge>& knowledge, const Common& common, const std::string& path,
                     const std::function<void(const std::string&)>& done) {
  Ingested out;
  uint64_t waiting = 0;
  Clock::time_point first;
  Readers readers(path);
  const auto failed = [&](const Error& error) {
    complain(error.message);
    (void)archive.rollback();
    waiting = 0;  // nothing is left to commit
    return false;
  };
  const auto commit = [&] {
    if (waiting == 0) return true;
    waiting = 0;
    const auto committed = archive.commit();
    return committed ? true : failed(committed.error());
  };
  const auto work = [&](Pipeline& pipeline, Source source, Outcome& o) {
    if (readers.know(source)) return;
    auto record = read_record(pipeline, std::move(source), o, true);
    if (!record) return;
    o.kept = std::make_unique<archive::Prepared>(archive::prepare(std::move(*record), *knowledge));
  };
  const auto sink = [&](Outcome& o) {
    if (!o.kept) {
      ++out.unchanged;
    } else {
      if (waiting == 0) {
        if (const auto begun = archive.begin(); !begun) return failed(begun.error());
        first = Clock::now();
      }
      ++waiting;
      const auto put = archive.put(*o.kept);
      if (!put) return failed(put.error());
      switch (*put) {
        case archive::Put::kAdded: ++out.added; break;
        case archive::Put::kRevised:
        case archive::Put::kMetadata:
        case archive::Put::kReread: ++out.revised; break;
        case archive::Put::kUnchanged: ++out.unchanged; break;
      }
    }
    if (done) done(o.location);
    return waiting < kDocumentsAtOnce && Clock::now() - first < kLongestWait ? true : commit();
  };
  out.status = run_documents(common, work, DocumentSink(sink));
  out.kept = commit();
  if (!out.kept) out.status = kCannotRun;
  readers.close();  // the last to close the file tidies it up
  return out;
}

int ingest(const Common& common, const std::string& path) {
  const auto knowledge = open_knowledge(common);
  auto opened = open_writer(path, knowledge);
  if (!opened) return kCannotRun;
  const Ingested got = ingest_into(*opened, knowledge, common, path, {});
  if (!common.quiet) say(fmt::format("{}: {} added, {} revised, {} unchanged\n", path, got.added, got.revised, got.unchanged));
  return got.status;
}

int check_archive(const std::string& path) {
  auto archive = open_reader(path);
  if (!archive) return kCannotRun;
  if (const auto sound = archive->check(); !sound) {
    complain(sound.error().message);
    return kCannotRun;
  }
  const auto counts = archive->counts();
  if (!counts) {
    complain(counts.error().message);
    return kCannotRun;
  }
  return write_out(fmt::format("{}: sound; {} documents in {} revisions, {} stories, {} events, {} statements, {} figures\n", path, counts->documents,
                               counts->revisions, counts->stories, counts->events, counts->statements, counts->figures))
             ? kDone
             : kCannotRun;
}

int upgrade(const Common& common, const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0) {  // opening to write would make it
    complain(path + ": no such archive");
    return kCannotRun;
  }
  if (!open_writer(path, open_knowledge(common))) return kCannotRun;
  return write_out(fmt::format("{}: archive of version {}\n", path, archive::kArchiveVersion)) ? kDone : kCannotRun;
}

}  // namespace dateline::cli
