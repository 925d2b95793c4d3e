#include <fmt/format.h>

#include "archive/walk.h"
#include "cli/command.h"
#include "export/exporter.h"

namespace dateline::cli {
namespace {

constexpr size_t kPiece = size_t{1} << 20;  // bytes written at once

// Statuses by name, parted by commas; nothing and a complaint for an unknown one.
std::optional<std::vector<EventStatus>> statuses_of(const std::string& names) {
  std::vector<EventStatus> out;
  for (size_t from = 0; from <= names.size();) {
    const size_t to = std::min(names.find(',', from), names.size());
    const std::string one = names.substr(from, to - from);
    const auto status = event_status(one);
    if (!status) {
      complain(fmt::format("--status: no such status: {}; see docs/exports.md", one));
      return std::nullopt;
    }
    out.push_back(*status);
    from = to + 1;
  }
  return out;
}

}  // namespace

int export_archive(const Common& common, const std::string& path, const ExportOptions& options) {
  exporting::Choice choice;
  choice.confidence = options.confidence;
  if (!options.status.empty()) {
    const auto statuses = statuses_of(options.status);
    if (!statuses) return kCannotRun;
    choice.statuses = *statuses;
  }
  const std::string home = common.home.empty() ? Engine::default_home() : common.home;
  const auto tables = exporting::CodeTables::read(home);
  if (!tables) {
    complain(tables.error().message);
    return kCannotRun;
  }
  const auto exporter = exporting::exporter(options.format, *tables, choice);
  auto archive = archive::Archive::open(path, archive::Archive::Use::kRead);
  if (!archive) {
    complain(archive.error().message);
    return kCannotRun;
  }
  std::string out;
  uint64_t documents = 0;
  bool good = true;
  exporter->begin(out);
  const auto cursor = archive::walk(*archive, options.since, [&](const archive::Walked& at) {
    auto record = parse_json(at.record);
    if (!record) {
      complain(fmt::format("{}: {}: {}", path, at.key, record.error().message));
      good = false;
      return false;
    }
    ++documents;
    exporter->add({at.key, at.seen, std::move(*record)}, out);
    if (out.size() < kPiece) return true;
    good = write_out(out);
    out.clear();
    return good;
  });
  if (!cursor) {
    complain(cursor.error().message);
    return kCannotRun;
  }
  exporter->end(out);
  if (!good || !write_out(out)) return kCannotRun;
  if (!common.quiet) say(fmt::format("{} documents; next: --since {}\n", documents, *cursor));
  return documents == 0 ? kNothingFound : kDone;
}

}  // namespace dateline::cli
