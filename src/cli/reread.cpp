#include <fmt/format.h>

#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include "base/ordered_pipeline.h"
#include "cli/archive_access.h"
#include "cli/document_run.h"
#include "cli/interrupt.h"

namespace dateline::cli {
namespace {

constexpr uint32_t kAtOnce = 256;  // documents of one transaction

struct Again {
  archive::Revision revision;
  std::unique_ptr<archive::Prepared> prepared;
  std::string fault;
};

}  // namespace

int reread(const Common& common, const std::string& path, bool all) {
  const auto engine = open_engine(common);
  const auto knowledge = open_knowledge(common);
  if (!engine || !knowledge) return kCannotRun;
  auto writer = open_writer(path, knowledge);
  if (!writer) return kCannotRun;
  watch_interrupts();
  uint64_t done = 0, refused = 0;
  bool failed = false;
  int64_t last = 0;
  const auto failure = [&](const Error& error) {
    complain(error.message);
    (void)writer->rollback();
    failed = true;
  };
  // One transaction after the other: a killed run goes on where it was, since what was read again bears this program's name.
  while (!failed && !interrupted()) {
    const auto page = writer->present(last, kAtOnce, all ? std::string() : knowledge->program());
    if (!page) {
      failure(page.error());
      break;
    }
    if (page->empty()) break;
    last = page->back().document;
    if (const auto begun = writer->begin(); !begun) {
      failure(begun.error());
      break;
    }
    size_t next = 0;
    const auto produce = [&]() -> std::optional<archive::Revision> {
      return next == page->size() || interrupted() ? std::nullopt : std::optional((*page)[next++]);
    };
    const auto make_worker = [&] {
      auto reader = archive::Archive::open(path, archive::Archive::Use::kRead);
      return [&, pipeline = std::make_unique<Pipeline>(engine, common.limits),
              reader = std::make_shared<Result<archive::Archive>>(std::move(reader))](archive::Revision revision) {
        Again out{std::move(revision), nullptr, {}};
        if (!*reader) {
          out.fault = reader->error().message;
          return out;
        }
        auto source = (*reader)->origin(out.revision.id);
        if (!source) {
          out.fault = source.error().message;
          return out;
        }
        Outcome o;
        auto record = read_record(*pipeline, std::move(*source), o, true);
        if (!record) out.fault = o.error.message;
        else out.prepared = std::make_unique<archive::Prepared>(archive::prepare(std::move(*record), *knowledge));
        return out;
      };
    };
    const auto consume = [&](Again again) {
      if (!again.prepared) {
        ++refused;
        complain(fmt::format("{}: document {}: {}; its old record stays", path, again.revision.document, again.fault));
        return true;
      }
      const auto put = writer->reread(again.revision.document, *again.prepared);
      if (!put) failure(put.error());
      else ++done;
      return !failed;
    };
    ordered_pipeline(common.jobs != 0 ? common.jobs : std::max(1u, std::thread::hardware_concurrency()), produce, make_worker, consume);
    if (failed) break;
    if (const auto committed = writer->commit(); !committed) failure(committed.error());
  }
  if (!common.quiet) say(fmt::format("{}: {} read again, {} refused{}\n", path, done, refused, interrupted() ? "; interrupted" : ""));
  if (failed) return kCannotRun;
  return refused != 0 ? kSomeRefused : done == 0 ? kNothingFound : kDone;
}

}  // namespace dateline::cli
