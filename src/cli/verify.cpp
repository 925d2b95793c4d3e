#include <fmt/format.h>
#include <simdjson.h>

#include <map>

#include "base/strings.h"
#include "cli/document_run.h"
#include "cli/record_check.h"
#include "intake/raw_document.h"
#include "record/record_builder.h"

namespace dateline::cli {
namespace {

using simdjson::dom::element;

/// Fresh records of the stored sources, by the digest of their bytes.
bool read_again(const Common& common, const std::vector<std::string>& sources, std::map<std::string, std::string>& by_digest) {
  const auto engine = open_engine(common);
  if (!engine) return false;
  Pipeline pipeline(engine, common.limits);
  intake::DocumentReader reader(sources, common.limits);
  while (auto raw = reader.next()) {
    if (!*raw) {
      complain(raw->error().message);
      continue;
    }
    auto source = intake::decode(std::move(**raw), common.limits);
    if (!source || !pipeline.run(*source)) continue;
    const std::string digest = source->sha256;
    std::string json;
    append_json(build_record(pipeline, std::move(*source)), json);
    by_digest.emplace(digest, std::move(json));
  }
  return true;
}

}  // namespace

int verify(const Common& common, const std::vector<std::string>& records, const std::vector<std::string>& sources) {
  std::map<std::string, std::string> fresh;
  if (!sources.empty() && !read_again(common, sources, fresh)) return kCannotRun;
  intake::DocumentReader reader(records, common.limits);
  simdjson::dom::parser parser;
  uint64_t checked = 0, faulty = 0, compared = 0;
  bool unreadable = false;
  while (auto raw = reader.next()) {
    if (!*raw) {
      complain(raw->error().message);
      unreadable = true;
      continue;
    }
    const auto& line = **raw;
    element record;
    std::string_view text, id, digest;
    if (parser.parse(line.bytes).get(record) != simdjson::SUCCESS || record["article"]["text"].get(text) != simdjson::SUCCESS) {
      complain(fmt::format("{}: not a record; give the output of dateline read --format jsonl", line.location));
      unreadable = true;
      continue;
    }
    ++checked;
    std::vector<std::string> faults;
    if (record["id"].get(id) != simdjson::SUCCESS) id = {};
    check_spans(record, text, fmt::format("{} {}", line.location, id), faults);
    if (record["source"]["sha256"].get(digest) == simdjson::SUCCESS) {
      const auto it = fresh.find(std::string(digest));
      if (it != fresh.end()) {
        ++compared;
        if (it->second != trim(line.bytes)) faults.push_back(fmt::format("{} {}: reading the source again gives another record", line.location, id));
      } else if (!fresh.empty()) {
        faults.push_back(fmt::format("{} {}: its source is not among those given", line.location, id));
      }
    }
    for (const auto& fault : faults) complain(fault);
    faulty += !faults.empty();
  }
  std::string out = fmt::format("{} records checked, {} with faults", checked, faulty);
  if (!fresh.empty()) out += fmt::format(", {} read again from their source", compared);
  if (!write_out(out + "\n")) return kCannotRun;
  if (unreadable) return checked == 0 ? kCannotRun : kSomeRefused;
  if (checked == 0) return kNothingFound;
  return faulty == 0 ? kDone : kSomeRefused;
}

}  // namespace dateline::cli
