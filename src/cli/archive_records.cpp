#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstring>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "cli/intake_commands.h"
#include "intake/warc_reader.h"

namespace dateline::cli {
namespace {

std::string line_of(const std::string& location, const Result<intake::WarcRecord>& record) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("location", location);
  if (record) {
    // What a crawler wrote down may be in any bytes.
    const auto field = [&w](std::string_view name, const std::string& text) { w.optional(name, replace_invalid_utf8(text)); };
    w.field("offset", record->offset);
    field("type", record->type);
    field("url", record->url);
    field("date", record->date);
    field("content_type", record->content_type);
    field("block_digest", record->block_digest);
    field("payload_digest", record->payload_digest);
  } else {
    w.field("offset", record.error().offset).field("error", name(record.error().code)).field("message", record.error().message);
  }
  w.end_object();
  return out + "\n";
}

}  // namespace

int archive_records(const Common& common) {
  uint64_t sound = 0, broken = 0;
  for (const std::string& source : common.sources) {
    const int fd = source == "-" ? STDIN_FILENO : ::open(source.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      complain(fmt::format("{}: {}", source, std::strerror(errno)));
      ++broken;
      continue;
    }
    intake::WarcReader reader(std::make_unique<intake::FileStream>(fd, intake::FileStream::Watch{}), common.limits);
    while (auto record = reader.next([](const intake::WarcRecord&) { return false; })) {
      ++(*record ? sound : broken);
      if (!write_out(line_of(source, *record))) return kCannotRun;
    }
  }
  if (sound + broken == 0) return kNothingFound;
  return broken == 0 ? kDone : sound == 0 ? kCannotRun : kSomeRefused;
}

}  // namespace dateline::cli
